import { calibrate } from '../history/calibrate.ts'
import { sourcesOf } from '../history/case-scripts.ts'
import { indexCases } from '../history/cases.ts'
import { discover } from '../history/discover/discover.ts'
import type { History } from '../history/history.ts'
import { breaksOff } from '../history/log-end.ts'
import { mean } from '../history/quantile.ts'
import { keyOf, purposeOf, uniform } from '../simulation/engine/chance.ts'
import { readPast } from '../simulation/model/past.ts'
import { withLuckOf } from '../simulation/model/scenario.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { subsetOf } from '../history/subset.ts'
import { halves, replay, resampledDays } from './baselines.ts'
import { binOf, chooseLuck } from './choose-luck.ts'
import type { LuckChoice } from './choose-luck.ts'
import type { EventLog } from './event-log.ts'
import { logOfHistory } from './logs.ts'
import { lentBy, Runs } from './runs.ts'
import { score } from './score.ts'
import type { Measures } from './score.ts'
import { splitHistory } from './split.ts'
import { parts, partTitles, withPart } from './swaps.ts'
import type { Part } from './swaps.ts'
import type { Split } from './split.ts'

export type BacktestOptions = {
  readonly history: History
  /** The workflow to test; null: one is drawn from the part that is learnt from. */
  readonly workflow: Workflow | null
  /** Share of the cases to learn from (default 0.8), or the date at which the test begins. */
  readonly train?: number
  readonly until?: string
  /** Runs in each of the two ways. Default 10. */
  readonly replications?: number
  readonly seed?: number
  /** Where the luck of a case is from; unless told, what foretells the better within the part to learn from. */
  readonly luck?: 'drawn' | 'history'
  /** Awaited again and again; throws to end all. */
  readonly breathe: () => Promise<void>
  /** What is done now, as one of so many pieces of work. */
  readonly onProgress?: (said: string, done: number, planned: number) => void
}

/** All that a back-test measured. */
export type Backtested = {
  readonly workflow: Workflow
  readonly isDrawn: boolean
  readonly scenario: Scenario
  readonly notes: readonly string[]
  /** Titles of the steps before which the waits grow in the part to learn from. */
  readonly growing: readonly string[]
  readonly split: Split
  /** Whether the history breaks off at its end, so that the test lacks what came later; what is laid beside it then goes as far. */
  readonly breaksOff: boolean
  /** Width of the bins, in minutes. */
  readonly binMinutes: number
  /** One for each run: on the model's own arrivals, and on the test's. The model has the luck that is chosen. */
  readonly free: readonly Measures[]
  readonly given: readonly Measures[]
  /** On the test's arrivals, each case with the luck of a past one, and with luck drawn from the fitted tables: one of them is the model. */
  readonly scripted: readonly Measures[]
  readonly tables: readonly Measures[]
  /** Which past cases lend their luck, and whether they or the tables foretell the better, as found within the part to learn from. */
  readonly luck: LuckChoice
  readonly replay: Measures
  readonly noise: Measures
  /** One for each draw. */
  readonly days: readonly Measures[]
  /** One part of the fitted tables after another as the test itself has it, on the test's arrivals: the measures with this part and those before it swapped in. Mean of the first runs. */
  readonly swaps: readonly { readonly part: Part; readonly measures: Measures }[]
  /** The last fifth of train against a copy of what came before: how much the world moved before the test. */
  readonly drift: Measures
  /** The test, and the first run on its arrivals, as far as the history was written where it breaks off. */
  readonly test: EventLog
  readonly first: EventLog
}

/**
 * Calibrates on the first part of a history, foretells the rest and measures the difference, beside what a copy of the past, whole days drawn anew and
 * chance alone come to. The test's rows are read for the measures alone, its arrivals for the runs that are given them.
 * Throws a HistoryError where the history is too small or the scenario cannot be run.
 */
export async function backtest(options: BacktestOptions): Promise<Backtested> {
  const { history, replications = 10, seed = 1, breathe } = options
  let done = 0
  const tell = (said: string) => options.onProgress?.(said, done++, replications + parts.length + 3)
  const split = splitHistory(history, options)
  tell('learning from the first part')
  const workflow = options.workflow ?? discover(split.complete, { id: 'drawn', title: 'Drawn from the first part' }).workflow
  const until = localText(zoneOf(history.timezone).toLocal(Math.floor(split.border)))
  tell('trying past luck within the first part')
  const luck = asAsked(await chooseLuck(split.train, workflow, seed, breathe), options.luck)
  const {
    scenario,
    notes,
    growing,
    past: days,
    scripts,
  } = calibrate({
    workflow,
    history: split.train,
    scenarioId: 'backtest',
    until,
    pastFile: () => 'backtest.past.jsonl',
    ...(luck.chosen ? { luck: luck.chosen } : {}),
  })
  const kept = days && readPast(days.text)
  const cases = kept?.ok ? kept.past : null
  await breathe()
  const test = logOfHistory(history, workflow, (c) => split.isTest[c]!)
  const index = indexCases(history)
  const past = logOfHistory(history, workflow, (c) => index.arrived[c]! < split.border)
  const binMinutes = binOf(past)
  // Where the log breaks off, the test lacks what came later: so does whatever is laid beside it, or its late cases would pass for long ones.
  const isCut = breaksOff(history, index)
  const written = isCut ? Math.round(zoneOf(history.timezone).toLocal(split.lastInstant) * 1000) : Infinity
  const measure = (real: EventLog, simulated: EventLog) => score(real, simulated.until(written), { binMinutes })
  const fitted = withLuckOf(scenario, 'drawn')
  const sources = sourcesOf(scripts, luck.best)
  const runs = new Runs(workflow, scenario, cases, history, split, seed)
  // Where no past case tells anything, past luck is that of the tables.
  const beside =
    luck.chosen || !sources.some(({ visits }) => visits.size > 0) ? { scenario: fitted, past: cases } : lentBy(sources, workflow, fitted)
  const other = new Runs(workflow, beside.scenario, beside.past, history, split, seed)
  const [free, given, others]: [Measures[], Measures[], Measures[]] = [[], [], []]
  let first: EventLog | null = null
  for (let r = 0; r < replications; r++) {
    tell(`run ${r + 1} of ${replications}`)
    const log = await runs.given(r, breathe)
    first ??= log.until(written)
    given.push(measure(test, log))
    await breathe()
    free.push(measure(test, await runs.free(r, breathe)))
    await breathe()
    others.push(measure(test, await other.given(r, breathe)))
    await breathe()
  }
  const swaps = await swapIn(options, tell, workflow, split, fitted, Math.min(swapRuns, replications), (own) => {
    const swapped = new Runs(workflow, own, null, history, split, seed)
    return async (r) => measure(test, await swapped.given(r, breathe))
  })
  tell('measuring what stands beside it')
  const [odd, even] = halves(test)
  return {
    workflow,
    isDrawn: options.workflow === null,
    scenario,
    notes,
    growing,
    split,
    breaksOff: isCut,
    binMinutes,
    free,
    given,
    scripted: luck.chosen ? given : others,
    tables: luck.chosen ? others : given,
    luck,
    replay: measure(test, replay(past, test)),
    noise: measure(odd, even),
    days: await drawDays(past, test, seed, measure, breathe),
    swaps,
    drift: driftOf(past, measure),
    test,
    first: first!,
  }
}

/** The choice as somebody has made it before. */
function asAsked(luck: LuckChoice, asked: BacktestOptions['luck']): LuckChoice {
  if (asked === undefined || asked === (luck.chosen ? 'history' : 'drawn')) return luck
  return { ...luck, chosen: asked === 'history' ? luck.best : null, because: `as it was asked for, though ${luck.because}` }
}

/** Runs in which each part of the model is swapped for the test's own. */
const swapRuns = 2

/**
 * One part after another as calibration finds it in the test itself (calibration.md, 9.6): what each step takes off an error is what that part costs. Parts are tables of the
 * scenario and not scripts of single cases, so that what belongs together within a case is in none of them.
 */
async function swapIn(
  { history }: BacktestOptions,
  tell: (said: string) => void,
  workflow: Workflow,
  split: Split,
  scenario: Scenario,
  runs: number,
  runner: (swapped: Scenario) => (number: number) => Promise<Measures>,
): Promise<Backtested['swaps']> {
  const test = subsetOf(history, (row) => split.isTest[history.caseId.codes[row]!]!)
  const own = calibrate({ workflow, history: test, scenarioId: 'test' }).scenario
  const found: { part: Part; measures: Measures }[] = []
  let swapped = scenario
  for (const part of parts) {
    tell(`with the test’s own: ${partTitles[part]}`)
    swapped = withPart(swapped, own, part)
    const run = runner(swapped)
    const measured: Measures[] = []
    for (let r = 0; r < runs; r++) measured.push(await run(r))
    found.push({ part, measures: meanOf(measured) })
  }
  return found
}

/** Ten draws of whole days from all of the past. */
async function drawDays(
  past: EventLog,
  test: EventLog,
  seed: number,
  measure: (real: EventLog, simulated: EventLog) => Measures,
  breathe: () => Promise<void>,
): Promise<Measures[]> {
  const draws: Measures[] = []
  for (let draw = 0; draw < 10; draw++) {
    const [key0, key1] = keyOf(seed, draw, purposeOf('backtest days'))
    let at = 0
    draws.push(
      measure(
        test,
        resampledDays(past, test, Infinity, () => uniform(key0, key1, at++, 0)),
      ),
    )
    await breathe()
  }
  return draws
}

function driftOf(past: EventLog, measure: (real: EventLog, simulated: EventLog) => Measures): Measures {
  const order = past.byStart()
  const tail = past.only(new Set(order.slice(Math.floor(order.length * 0.8))))
  const head = past.only(new Set(order.slice(0, Math.floor(order.length * 0.8))))
  return measure(tail, replay(head, tail))
}

/** The mean of each measure; errors keep their sign, so that what is now too long and now too short is near 0. */
export function meanOf(runs: readonly Measures[]): Measures {
  const names = Object.keys(runs[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, mean(runs.map((run) => run[name] ?? NaN))]))
}
