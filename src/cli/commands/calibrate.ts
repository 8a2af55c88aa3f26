import { basename, dirname, join } from 'node:path'
import { luckAsked } from '../../backtest/choose-luck.ts'
import { arrivalsOf } from '../../history/arrivals.ts'
import type { Sourcing } from '../../history/case-scripts.ts'
import type { History } from '../../history/history.ts'
import { asReplay } from '../../simulation/model/demand.ts'
import { readPast } from '../../simulation/model/past.ts'
import { calibrate as calibrateScenario } from '../../history/calibrate.ts'
import type { Calibration } from '../../history/calibrate.ts'
import { checkAgainst, checkRun } from '../../history/observed-times.ts'
import { compile } from '../../simulation/compile/compile.ts'
import { runExperiment } from '../../simulation/experiment/experiment.ts'
import { isOff, offBy } from '../../simulation/model/check.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Check } from '../../simulation/model/check.ts'
import type { Draft } from '../../workflow/draft.ts'
import { openLanes } from '../../workers/lanes.node.ts'
import { laneCount } from '../lanes.ts'
import { table } from '../table.ts'
import { formatMeasured } from '../../words/duration.ts'
import { fixed, formatCount, formatSigned } from '../../words/number.ts'
import { writeScenario } from '../../simulation/model/scenario-file.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import { Slug } from '../../workflow/name.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft, loadScenario } from '../documents.ts'
import { loadHistory, loadRoster } from '../history.ts'
import { parse } from '../input.ts'
import { progress, say, writeOut } from '../output.ts'

const usage =
  'calibrate WORKFLOW --history FILE… [--map FILE] [--roster FILE] [--large] [--until DATE] [--base SCENARIO] [--rate] [--luck drawn|history|auto] [--strict] -o SCENARIO'

/** Makes a scenario of a history. */
export const calibrate: Command = {
  usage,
  summary: 'Fits a scenario to a history: arrivals, mix, handle times, outcome shares, pools and shifts, each with its origin.',
  flags: [
    ['--history FILE', 'the history; given several times, the files of one log'],
    ['--map FILE', 'what the columns are, their zone and time format, where they are not recognised'],
    [
      '--roster FILE',
      'who is on shift when (CSV, Excel): people or numbers, by day of the week or by date; pools that it tells of have their shifts from it. Doubts are answered under “roster” in the mapping file',
    ],
    ['--large', 'reads a packed history however far it unpacks'],
    ['--until DATE', 'only what happened before this date'],
    [
      '--strict',
      'ends with 1 where a time of the history does not come back within 15 %, a minute or what luck does when the scenario is run over its period',
    ],
    ['--rate', 'cases come by a rate by the hour of the week with its growth, not by days of the past drawn anew'],
    [
      '--luck WAY',
      'drawn, unless told: what befalls a case is drawn from the fitted tables; history: it is what befell a past case, in the file beside the scenario; auto: what foretells the end of the history the better, which takes as long as some twenty runs',
    ],
    ['--base SCENARIO', 'keeps from it what a history does not tell: costs, quality, failures, patience, people one by one'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      history: { type: 'string', multiple: true },
      map: { type: 'string' },
      roster: { type: 'string' },
      large: { type: 'boolean' },
      until: { type: 'string' },
      base: { type: 'string' },
      rate: { type: 'boolean' },
      luck: { type: 'string' },
      strict: { type: 'boolean' },
      output: { type: 'string', short: 'o' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 1 })
    if (values.history === undefined || values.output === undefined) return refuse(`The history and -o are needed.\nUsage: gemba ${usage}`)
    const workflow = await loadDraft(positionals[0] ?? '')
    const base = values.base === undefined ? undefined : await loadScenario(values.base)
    const history = await loadHistory(values.history, { ...values, timezone: base?.timezone }, signal)
    const roster = values.roster === undefined ? undefined : await loadRoster(values.roster, history.mapping, signal)
    const scenarioId = idOf(values.output)
    const luck = await luckOf(workflow, history, { luck: values.luck, until: values.until, toFile: values.output !== '-' }, signal)
    const made = calibrateScenario({
      workflow,
      history,
      scenarioId,
      ...(values.until ? { until: values.until } : {}),
      ...(base ? { base } : {}),
      ...(roster ? { roster } : {}),
      // What is written to standard output has no place beside it.
      ...(values.output === '-' ? {} : { pastFile: () => `${scenarioId}.past.jsonl` }),
      byRate: values.rate === true,
      ...(luck ? { luck } : {}),
    })
    say(`Times of day are those of ${history.timezone}${base && history.timezone === base.timezone ? ', as in the scenario before' : ''}.`)
    for (const note of made.notes) say(note)
    const check = await checked(workflow, made, history, signal)
    const scenario = check ? { ...made.scenario, check } : made.scenario
    if (check) say(`\n${checkInWords(check)}`)
    say(trustOf(scenario).text)
    if (made.growing.length > 0)
      say(
        `Over the whole history its times are not to come back where waits grow (${made.growing.map((title) => `“${title}”`).join(', ')}): the scenario has those of its end.`,
      )
    if (made.past) {
      const beside = join(dirname(values.output), made.past.file)
      await writeOut(beside, made.past.text)
      say(`The past cases that ${pastUse(scenario)} are in ${beside}; keep it beside the scenario.`)
    }
    await writeOut(values.output, writeScenario(scenario))
    if (scenario.check && values.output !== '-')
      say(`What it may be used for is measured by: gemba backtest ${positionals[0]} --history ${values.history[0]} --keep ${values.output}`)
    return values.strict && trustOf(scenario).state !== 'good' ? 1 : 0
  },
}

function pastUse({ demand, run }: Scenario): string {
  return [...(demand.kind === 'resample' ? ['days are drawn from'] : []), ...(run.luck === 'history' ? ['lend their luck'] : [])].join(
    ' and that ',
  )
}

/** Which past cases lend their luck; null: it is drawn from the tables. */
async function luckOf(
  draft: Draft,
  history: History,
  { luck: asked = 'drawn', until = null, toFile }: { luck?: string | undefined; until?: string | null | undefined; toFile: boolean },
  signal: AbortSignal,
): Promise<Sourcing | null> {
  const { layout: _, ...workflow } = draft
  if (asked === 'drawn') return null
  if (asked !== 'auto' && asked !== 'history') return refuse(`--luck takes auto, drawn or history, not “${asked}”.`)
  if (!toFile) return refuse(`--luck ${asked} may write a file of past cases beside the scenario; give -o a file and not -.`)
  const tell = (what: string, done: number, planned: number) => progress(`trying past luck: ${what} (${done} of ${planned})`)
  const { luck, said } = await luckAsked(asked, history, workflow, until, () => breathe(signal), tell).finally(() => progress(null))
  if (said !== null) say(luck === null && history.form === 'events' ? `${said} --luck history takes past luck all the same.` : said)
  return luck
}

async function breathe(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise((resolve) => setImmediate(resolve))
}

/** The scenario run on the history's own arrivals, beside the history; null where the history tells no times or the scenario cannot be run. */
async function checked(
  draft: Draft,
  { scenario, observed, past }: Calibration,
  history: History,
  signal: AbortSignal,
): Promise<Check | null> {
  const { layout: _, ...workflow } = draft
  if (observed.rows.length === 0) return null
  const { start, timezone } = scenario
  const kept = past && readPast(past.text)
  const compiled = compile({
    workflow,
    scenario: { ...scenario, demand: asReplay(scenario.demand) },
    arrivals: arrivalsOf(history, workflow, { start, timezone }),
    past: kept?.ok ? kept.past : null,
    run: checkRun(observed),
  })
  if (!compiled.ok) {
    say(
      `Not checked against its history, since it cannot be run yet:\n${compiled.problems.map(({ where, message }) => `  ${where}: ${message}`).join('\n')}`,
    )
    return null
  }
  const lanes = openLanes(laneCount(undefined))
  try {
    const report = await runExperiment(compiled.program, lanes, {
      signal,
      onProgress: (done, planned) => progress(`checking against the history: ${done} of ${planned} replications`),
    })
    progress(null)
    return checkAgainst(observed, scenario, report)
  } finally {
    for (const lane of lanes) lane.close()
  }
}

function checkInWords({ rows, saturated }: Check): string {
  const what = { leadTime: 'lead time', wait: 'wait', handle: 'work' }
  return [
    table(
      ['against the history', 'rows', 'mean there', 'mean here', 'p90 there', 'p90 here', 'off'],
      rows.map((row) => [
        row.step === null ? row.title : `${row.title}, ${what[row.measure]}`,
        formatCount(row.n),
        formatMeasured(row.history.mean),
        row.simulated ? formatMeasured(row.simulated.mean) : '–',
        formatMeasured(row.history.p90),
        row.simulated ? formatMeasured(row.simulated.p90) : '–',
        `${sayOff(offBy(row))}${isOff(row) ? ' !' : ''}`,
      ]),
    ),
    ...saturated.map(
      (title) => `${title} saturates: what is asked of it is about as much as its people can do, or more, so that waits grow.`,
    ),
  ].join('\n')
}

/** In whole per cent, as whoever looks for what is off reads it; `0 %` has no sign. */
function sayOff(by: number): string {
  return Number.isFinite(by) ? formatSigned(Math.round(by * 100), (percent) => `${fixed(percent, 0)} %`) : '–'
}

/** The scenario is called as its file. */
function idOf(path: string): string {
  const id =
    path === '-'
      ? 'calibrated'
      : basename(path, '.json')
          .toLowerCase()
          .replaceAll(/[^a-z0-9-]+/g, '-')
  return Slug.safeParse(id).success ? id : 'calibrated'
}
