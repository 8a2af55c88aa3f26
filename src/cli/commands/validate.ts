import { judge, type RuleOff } from '../../machine/problems.ts'
import { readRevision, readWorkflow } from '../../machine/workflow-file.ts'
import { askedAttributes } from '../../simulation/model/asked-attributes.ts'
import { findScenarioProblems } from '../../simulation/compile/problems.ts'
import type { Problem } from '../../workflow/problem.ts'
import { rules, type RuleRecord } from '../../workflow/rules/table.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { arrivingIn } from '../../safety/beside.ts'
import { judgeRules } from '../../safety/judge.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Command } from '../command.ts'
import { isRevision, loadPast, loadSafetyRules, loadScenario } from '../documents.ts'
import { parse, readText } from '../input.ts'
import { print, printJson } from '../output.ts'

/** `off`: a rule that the workflow switches off, one line for all that it would have found. */
type Finding = { file: string; rule: string; severity: 'error' | 'warning' | 'off'; where: string; message: string; fix: string | null }

const usage = 'validate WORKFLOW... [--scenario FILE] [--json]   or: validate --rules [--json]'

/** Finds the problems of workflows, and of a scenario with them. */
export const validate: Command = {
  usage,
  summary: 'Finds problems: what, where, and a fix where there is one. Exit 1 if there are errors.',
  flags: [
    [
      '--rules',
      'lists the rules by id: what each finds, and whether `machine.meta.rulesOff` of a workflow (rule id: reason) can switch it off',
    ],
  ],
  run: async ({ args }) => {
    const { values, positionals } = parse(
      args,
      usage,
      { scenario: { type: 'string' }, json: { type: 'boolean' }, rules: { type: 'boolean' } },
      { least: args.includes('--rules') ? 0 : 1, most: args.includes('--rules') ? 0 : Infinity },
    )
    if (values.rules) {
      await (values.json ? printJson(listRules()) : print(rulesInWords()))
      return 0
    }
    const scenario = values.scenario === undefined ? null : await loadScenario(values.scenario)
    const past = scenario && values.scenario !== undefined ? await loadPast(values.scenario, scenario) : undefined
    const findings: Finding[] = []
    for (const file of positionals) {
      const read = readEither(await readText(file))
      if (!read.ok) {
        findings.push({ file, rule: 'unreadable', severity: 'error', where: file, message: read.message, fix: null })
        continue
      }
      const { problems, off } = judge(read.workflow, scenario ? askedAttributes(read.workflow, scenario) : null)
      findings.push(...problems.map((problem) => finding(file, problem)))
      findings.push(...off.map((rule) => findingOff(file, read.workflow.header.workflow.title, rule)))
      findings.push(...(await safetyFindings(file, read.workflow, scenario)))
      if (scenario)
        findings.push(...findScenarioProblems(read.workflow, scenario, past).map((problem) => finding(values.scenario ?? file, problem)))
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

/** What the safety rules beside the workflow find. */
async function safetyFindings(file: string, workflow: Workflow, scenario: Scenario | null): Promise<Finding[]> {
  return judgeRules(workflow, await loadSafetyRules(file), arrivingIn(scenario ? [scenario] : [])).flatMap(
    ({ rule, says, outcome, text }) =>
      outcome === 'holds'
        ? []
        : [{ file, rule: `safety:${rule.id}`, severity: rule.blocks ? 'error' : 'warning', where: says, message: text, fix: null }],
  )
}

function finding(file: string, { rule, severity, where, message, fix }: Problem): Finding {
  return { file, rule, severity, where, message, fix: fix?.label ?? null }
}

function findingOff(file: string, where: string, { rule, reason, silenced }: RuleOff): Finding {
  const count = silenced === 0 ? 'it finds nothing' : `${silenced} ${silenced === 1 ? 'warning is' : 'warnings are'} not shown`
  return { file, rule, severity: 'off', where, message: `Switched off here, ${count}. Reason given: ${reason}`, fix: null }
}

function listRules() {
  return Object.entries<RuleRecord>(rules).map(([rule, { severity, finds, needed }]) => ({ rule, severity, finds, needed }))
}

function rulesInWords(): string {
  const lines = listRules().map(
    ({ rule, severity, finds, needed }) =>
      `${rule} (${severity === 'either' ? 'error or warning' : severity})\n    Finds ${finds}.${needed ? ` Errors cannot be switched off: ${needed}.` : ''}`,
  )
  return `${lines.join('\n')}\nA workflow switches warnings off in "machine": { "meta": { "rulesOff": { "RULE": "the reason" } } }.`
}

function inWords(findings: readonly Finding[], files: number): string {
  if (findings.length === 0) return `No problems in ${files === 1 ? 'the workflow' : `${files} workflows`}.`
  const count = (kind: Finding['severity']) => findings.filter(({ severity }) => severity === kind).length
  const [errors, warnings] = [count('error'), count('warning')]
  const lines = findings.map(
    ({ file, rule, severity, where, message, fix }) =>
      `${file}: ${severity}: ${where}: ${message} (${rule})${fix ? `\n    fix: ${fix}` : ''}`,
  )
  return `${lines.join('\n')}\n${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`
}
