import type { Diff, Impact } from '../../revisions/change.ts'
import { writeDiffMarkdown, writeDiffText } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { impactOf } from '../../revisions/impact.ts'
import { writeDiffHtml } from '../../runbook/diff-html.ts'
import { compareExperiments } from '../../simulation/experiment/compare.ts'
import { compile } from '../../simulation/compile/compile.ts'
import type { Program } from '../../simulation/program/program.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { openLanes } from '../../workers/lanes.node.ts'
import { type Command, refuse } from '../command.ts'
import { loadNamed, loadScenario, type Named } from '../documents.ts'
import { parse } from '../input.ts'
import { laneCount } from '../lanes.ts'
import { print, progress } from '../output.ts'

const usage = 'diff BASE HEAD [--scenario FILE] [--format text|json|markdown|html] [--json] [--exit-code]'
const writers: Readonly<Record<string, (diff: Diff) => string>> = {
  text: writeDiffText,
  json: (diff) => JSON.stringify(diff, null, 2),
  markdown: writeDiffMarkdown,
  html: writeDiffHtml,
}

/** Says what changes from one version to another, in plain words by channel, and with a scenario what it does. */
export const diff: Command = {
  usage,
  summary:
    'Says what changes between two versions (drafts or revisions), and with a scenario what it does, by paired runs. With --exit-code: 1 if anything changes.',
  flags: [['--scenario FILE', 'runs both versions on the same cases with the same luck, and says what the changes do']],
  run: async ({ args, signal }) => {
    const options = {
      format: { type: 'string' },
      json: { type: 'boolean' },
      'exit-code': { type: 'boolean' },
      scenario: { type: 'string' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 2, most: 2 })
    const format = values.json ? 'json' : (values.format ?? 'text')
    const write = Object.hasOwn(writers, format) ? writers[format] : undefined
    if (!write) return refuse(`--format takes text, json, markdown or html, not “${format}”.`)
    const [base, head] = await Promise.all([loadNamed(positionals[0] ?? ''), loadNamed(positionals[1] ?? '')])
    const found = diffWorkflows(base.draft, head.draft, {
      layouts: { base: base.draft.layout, head: head.draft.layout },
      names: { base: base.name, head: head.name },
    })
    const impact = values.scenario === undefined ? null : await measure(base, head, await loadScenario(values.scenario), signal)
    await print(write({ ...found, impact }))
    return values['exit-code'] && found.changes.length > 0 ? 1 : 0
  },
}

/** Both versions on the same cases with the same luck. */
async function measure(base: Named, head: Named, scenario: Scenario, signal: AbortSignal): Promise<Impact> {
  const programs = [base, head].map((named) => programOf(named, scenario)) as [Program, Program]
  const lanes = openLanes(laneCount(undefined))
  try {
    const comparison = await compareExperiments(...programs, lanes, {
      signal,
      onProgress: (done, planned) => progress(`${done} of ${planned} replications`),
    })
    progress(null)
    return impactOf(comparison, sayName(head))
  } finally {
    for (const lane of lanes) lane.close()
  }
}

const sayName = ({ name }: Named) => (name === 'draft' ? 'the draft' : `version ${name}`)

function programOf(named: Named, scenario: Scenario): Program {
  const { layout: _, ...workflow } = named.draft
  const compiled = compile({ workflow, scenario })
  if (compiled.ok) return compiled.program
  const reasons = compiled.problems.map(({ where, message }) => `  ${where}: ${message}`)
  return refuse(`${sayName(named)} cannot be run in this scenario:\n${reasons.join('\n')}`)
}
