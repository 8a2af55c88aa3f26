import { findProblems } from '../../machine/problems.ts'
import { readRevision, readWorkflow } from '../../machine/workflow-file.ts'
import { askedAttributes } from '../../simulation/model/asked-attributes.ts'
import { findScenarioProblems } from '../../simulation/compile/problems.ts'
import type { Problem } from '../../workflow/problem.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Command } from '../command.ts'
import { isRevision, loadScenario } from '../documents.ts'
import { parse, readText } from '../input.ts'
import { print, printJson } from '../output.ts'

type Finding = { file: string; rule: string; severity: 'error' | 'warning'; where: string; message: string; fix: string | null }

const usage = 'validate WORKFLOW... [--scenario FILE] [--json]'

/** Finds the problems of workflows, and of a scenario with them. */
export const validate: Command = {
  usage,
  summary: 'Finds problems: what, where, and a fix where there is one. Exit 1 if there are errors.',
  run: async ({ args }) => {
    const { values, positionals } = parse(
      args,
      usage,
      { scenario: { type: 'string' }, json: { type: 'boolean' } },
      { least: 1, most: Infinity },
    )
    const scenario = values.scenario === undefined ? null : await loadScenario(values.scenario)
    const findings: Finding[] = []
    for (const file of positionals) {
      const read = readEither(await readText(file))
      if (!read.ok) {
        findings.push({ file, rule: 'unreadable', severity: 'error', where: file, message: read.message, fix: null })
        continue
      }
      findings.push(
        ...findProblems(read.workflow, scenario ? askedAttributes(read.workflow, scenario) : null).map((problem) => finding(file, problem)),
      )
      if (scenario)
        findings.push(...findScenarioProblems(read.workflow, scenario).map((problem) => finding(values.scenario ?? file, problem)))
    }
    await (values.json ? printJson(findings) : print(inWords(findings, positionals.length)))
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0
  },
}

function readEither(text: string): { ok: true; workflow: Workflow } | { ok: false; message: string } {
  if (!isRevision(text)) return readWorkflow(text)
  const read = readRevision(text)
  if (!read.ok) return read
  return read.intact
    ? { ok: true, workflow: read.revision.workflow }
    : { ok: false, message: 'this revision was changed after it was published; its hash no longer fits' }
}

function finding(file: string, { rule, severity, where, message, fix }: Problem): Finding {
  return { file, rule, severity, where, message, fix: fix?.label ?? null }
}

function inWords(findings: readonly Finding[], files: number): string {
  if (findings.length === 0) return `No problems in ${files === 1 ? 'the workflow' : `${files} workflows`}.`
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const lines = findings.map(
    ({ file, rule, severity, where, message, fix }) =>
      `${file}: ${severity}: ${where}: ${message} (${rule})${fix ? `\n    fix: ${fix}` : ''}`,
  )
  return `${lines.join('\n')}\n${errors} ${errors === 1 ? 'error' : 'errors'}, ${findings.length - errors} ${findings.length - errors === 1 ? 'warning' : 'warnings'}`
}
