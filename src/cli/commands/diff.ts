import type { Diff, Impact } from '../../revisions/change.ts'
import { writeDiffMarkdown, writeDiffText } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { designsOf, measureDesigns, type Side } from '../../revisions/effect.ts'
import { measureEdits, mostEdits } from '../../revisions/each-edit.ts'
import { compareRules } from '../../safety/beside.ts'
import { findWarnings } from '../../revisions/warnings.ts'
import { sentence } from '../../revisions/say.ts'
import { writeDiffHtml } from '../../runbook/diff-html.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { openLanes } from '../../workers/lanes.node.ts'
import { type Command, refuse } from '../command.ts'
import { loadNamed, loadPast, loadSafetyRules, loadScenario, type Named } from '../documents.ts'
import { parse } from '../input.ts'
import { laneCount } from '../lanes.ts'
import { print, progress } from '../output.ts'

const usage = 'diff BASE HEAD [--scenario FILE] [--head-scenario FILE] [--each] [--format text|json|markdown|html] [--json] [--exit-code]'
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
  flags: [
    ['--scenario FILE', 'runs both versions on the same cases with the same luck, and says what the changes do'],
    ['--head-scenario FILE', 'runs HEAD in this scenario instead, and says which part comes from the workflow and which from the scenario'],
    ['--each', `beside the whole, what each edit does by itself: HEAD with it and without it; up to ${mostEdits} edits`],
  ],
  run: async ({ args, signal }) => {
    const options = {
      format: { type: 'string' },
      json: { type: 'boolean' },
      'exit-code': { type: 'boolean' },
      scenario: { type: 'string' },
      'head-scenario': { type: 'string' },
      each: { type: 'boolean' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 2, most: 2 })
    const format = values.json ? 'json' : (values.format ?? 'text')
    const write = Object.hasOwn(writers, format) ? writers[format] : undefined
    if (!write) return refuse(`--format takes text, json, markdown or html, not “${format}”.`)
    if (values['head-scenario'] !== undefined && values.scenario === undefined)
      return refuse('--head-scenario needs --scenario beside it: the scenario of BASE.')
    if (values.each && values.scenario === undefined) return refuse('--each needs --scenario: it is measured by running both versions.')
    const [base, head] = await Promise.all([loadNamed(positionals[0] ?? ''), loadNamed(positionals[1] ?? '')])
    const before = values.scenario === undefined ? null : await loadScenario(values.scenario)
    const after = values['head-scenario'] === undefined ? before : await loadScenario(values['head-scenario'])
    const found = diffWorkflows(base.draft, head.draft, {
      // A draft without a layout beside it says nothing of where things lie.
      ...(isPlaced(base) && isPlaced(head) && { layouts: { base: base.draft.layout, head: head.draft.layout } }),
      // Two drafts are told apart by their files.
      names: base.name === head.name ? { base: positionals[0] ?? '', head: positionals[1] ?? '' } : { base: base.name, head: head.name },
      ...(before && after && after !== before && { scenarios: { base: before, head: after } }),
    })
    const impact =
      before &&
      after &&
      (await measure(
        await sideOf(base, before, values.scenario),
        await sideOf(head, after, values['head-scenario'] ?? values.scenario),
        values.each ?? false,
        signal,
      ))
    const rules = compareRules(base.draft, head.draft, await loadSafetyRules(positionals[1] ?? '-'))
    const { changes, ...header } = found
    await print(write({ ...header, warnings: findWarnings(base.draft, head.draft), ...(rules.length > 0 && { rules }), changes, impact }))
    return values['exit-code'] && found.changes.length > 0 ? 1 : 0
  },
}

/** Both sides on the same cases with the same luck. */
async function measure(base: Side, head: Side, each: boolean, signal: AbortSignal): Promise<Impact> {
  const designs = designsOf(base, head)
  if (!designs.ok) {
    const reasons = designs.problems.map(({ where, message }) => `  ${where}: ${message}`)
    return refuse(`${sentence(designs.name)} cannot be run in this scenario:\n${reasons.join('\n')}`)
  }
  const lanes = openLanes(laneCount(undefined))
  try {
    const options = { signal, onProgress: (done: number, planned: number) => progress(`${done} of ${planned} replications`) }
    const { impact } = await measureDesigns(designs, head.name, lanes, options)
    const edits = each ? await measureEdits(base, head, lanes, options) : []
    progress(null)
    return edits.length > 0 ? { ...impact, edits } : impact
  } finally {
    for (const lane of lanes) lane.close()
  }
}

const isPlaced = ({ draft }: Named) => Object.keys(draft.layout).length > 0

const sayName = ({ name }: Named) => (name === 'draft' ? 'the draft' : `version ${name}`)

/** With the file of past cases that the scenario names beside it. */
async function sideOf(named: Named, scenario: Scenario, path = '-'): Promise<Side> {
  const past = await loadPast(path, scenario)
  return { workflow: named.draft, scenario, name: sayName(named), ...(past === undefined ? {} : { past }) }
}
