import { improve as findRemedies } from '../../lean/improve.ts'
import { goals } from '../../lean/goal.ts'
import { type Verdict, verdictFor } from '../../lean/verdict.ts'
import { sayList } from '../../words/list.ts'
import { formatShare } from '../../words/number.ts'
import { openLanes } from '../../workers/lanes.node.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft, loadPast, loadScenario } from '../documents.ts'
import { parse, wholeNumber } from '../input.ts'
import { print, printJson, progress } from '../output.ts'
import { laneCount } from '../lanes.ts'

const usage = 'improve WORKFLOW --scenario FILE [--goal GOAL] [--budget REPLICATIONS] [--workers N] [--json]'

/** The bottleneck verdict by experiment. */
export const improve: Command = {
  usage,
  summary: 'Says where the bottleneck is and what each remedy is worth, by paired runs.',
  flags: [
    ['--goal GOAL', `what remedies are ranked by: ${goals.join(', ')}; lead-time unless told`],
    ['--budget REPLICATIONS', 'replications for all remedies together; 400 unless told'],
    ['--workers N', 'threads; one for each core unless told'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      scenario: { type: 'string' },
      goal: { type: 'string', default: 'lead-time' },
      budget: { type: 'string' },
      workers: { type: 'string' },
      json: { type: 'boolean' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 1 })
    if (values.scenario === undefined) return refuse(`--scenario is missing.\nUsage: gemba ${usage}`)
    const goal = goals.find((one) => one === values.goal)
    if (goal === undefined) return refuse(`--goal takes ${sayList([...goals], 'or')}, not “${values.goal}”.`)
    const [workflow, scenario] = [await loadDraft(positionals[0] ?? ''), await loadScenario(values.scenario)]
    const past = await loadPast(values.scenario, scenario)
    const budget = wholeNumber(values.budget, 'budget', 8)
    const lanes = openLanes(laneCount(values.workers))
    try {
      const found = await findRemedies({ workflow, scenario, ...(past === undefined ? {} : { past }) }, lanes, {
        signal,
        ...(budget === undefined ? {} : { budget }),
        onProgress: (done, planned) => progress(`${done} of ${planned} replications`),
      })
      progress(null)
      const verdict = verdictFor(found, goal)
      const trust = trustOf(scenario).text
      await (values.json ? printJson({ ...verdict, trust }) : print(`${inWords(verdict)}\n${trust}`))
    } finally {
      for (const lane of lanes) lane.close()
    }
    return 0
  },
}

function inWords({ sentence, causes, unreached, results, method, notes }: Verdict): string {
  return [
    `${sentence}.`,
    '',
    ...(causes.length > 0 ? ['Where the lead time goes, and why:'] : []),
    ...causes.flatMap((cause) => [
      `  ${formatShare(cause.share).padStart(6)}  ${cause.sentence}`,
      ...cause.evidence.map((reason) => `          ${reason}`),
    ]),
    ...(causes.length > 0 ? [''] : []),
    ...results.map(({ standing, sentence: worth }) => `${{ better: '+', worse: '−', unclear: '?' }[standing]} ${worth}`),
    unreached.text,
    '',
    ...method,
    ...notes,
  ].join('\n')
}
