import { calibrate, instantOf } from '../history/calibrate.ts'
import { fewestSources, sayCases, sourcesOf } from '../history/case-scripts.ts'
import type { CaseScript, Sourcing } from '../history/case-scripts.ts'
import { doneAt, indexCases } from '../history/cases.ts'
import { HistoryError } from '../history/fault.ts'
import type { History } from '../history/history.ts'
import { mean } from '../history/quantile.ts'
import { subsetOf } from '../history/subset.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { formatAmount } from '../words/number.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { halves, replay } from './baselines.ts'
import { leadTimesOf } from './distances.ts'
import type { EventLog } from './event-log.ts'
import { logOfHistory } from './logs.ts'
import { barOf, measures } from './measures.ts'
import { lentBy, Runs } from './runs.ts'
import { score } from './score.ts'
import type { Measures } from './score.ts'
import { splitHistory } from './split.ts'

/** A try on the last fifth of the part to learn from: how far off on average, with 0 the truth and 0.69 every measure at its bar. Null sourcing: the fitted tables. */
type Try = { readonly sourcing: Sourcing | null; readonly cases: number; readonly off: number }

export type LuckChoice = {
  /** Null: fitted tables. */
  readonly chosen: Sourcing | null
  /** The sourcing to take where past luck is asked for. */
  readonly best: Sourcing
  readonly because: string
  readonly tried: readonly Try[]
}

const windows = [4, 8, 13, 26, Infinity]
/** By so large a part past luck has to be nearer than the tables, which answer more questions, and a few weeks than more: measures of one stretch of a log differ from those of the next by about as much. */
const clear = 0.25
/** So many cases are foretold, within so few and so many runs: of few cases a run tells little. */
const foretold = 10_000
const [fewestRuns, mostRuns] = [4, 8]
const usual: Sourcing = { weeks: Infinity, waits: 'as they are now' }

/**
 * Whether a case should take its luck from fitted tables or from a past case, and from which: by a back-test within the part to learn from, its own last fifth foretold from what came before. `train`: that part
 * alone, so that nothing of the test is seen.
 */
export async function chooseLuck(
  train: History,
  workflow: Workflow,
  seed: number,
  breathe: () => Promise<void>,
  onTry: TryProgress = () => {},
): Promise<LuckChoice> {
  let found: { readonly bench: Bench; readonly scripts: readonly CaseScript[] }
  try {
    found = benchOf(train, workflow, seed, breathe)
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error
    return { chosen: null, best: usual, tried: [], because: 'there are too few cases to try past luck on' }
  }
  const { bench, scripts } = found
  const ways = sourcings(scripts)
  onTry('fitted tables', 0, ways.length + 1)
  const tables: Try = { sourcing: null, cases: scripts.length, off: await bench(null) }
  const tried = [tables]
  for (const sourcing of ways) {
    onTry(sayCases(sourcing), tried.length, ways.length + 1)
    const sources = sourcesOf(scripts, sourcing)
    tried.push({ sourcing, cases: sources.length, off: await bench(sources) })
  }
  const tries = tried.slice(1)
  if (tries.length === 0)
    return {
      chosen: null,
      best: usual,
      tried,
      because: `${formatAmount(scripts.length, 'past case')} before the last fifth ${scripts.length === 1 ? 'is' : 'are'} too few to try past luck on; ${fewestSources} are wanted`,
    }
  const best = nearestOf(tries)
  const gain = gainOf(tables, best)
  const isClear = gain >= clear
  const told = `foretelling the last fifth of what is learnt from, past luck is ${Math.round(Math.abs(gain) * 100)} % ${gain > 0 ? 'nearer' : 'further off'} than fitted tables`
  return {
    chosen: isClear ? best.sourcing : null,
    best: best.sourcing!,
    tried,
    because: isClear ? told : `${told}, and ${clear * 100} % nearer is wanted`,
  }
}

/** Of tries of past luck, the shorter windows first, the one to take. A window holds the shorter ones in it, so that they have to be clearly nearer: of two that are not, the longer has seen more. */
export function nearestOf(tries: readonly Try[]): Try {
  return tries.reduceRight((held, one) =>
    one.sourcing!.weeks === held.sourcing!.weeks ? (one.off < held.off ? one : held) : gainOf(held, one) >= clear ? one : held,
  )
}

/** By how large a part the other is nearer. Among tries that are all inside their bars small differences are no reason. */
function gainOf(one: Try, other: Try): number {
  return (one.off - other.off) / Math.max(one.off, Math.LN2)
}

/** Hears what is tried next, how many have been, and of how many. */
type TryProgress = (what: string, done: number, planned: number) => void

/** What is asked of a calibration: past luck in any case, or the one of the two that foretells better. */
export type LuckAsked = 'history' | 'auto'

/**
 * Which past cases are to lend their luck to a scenario that is calibrated on what a history tells until a date (null: to its end); null where luck is drawn from the tables. `said`: how that was
 * chosen, in a sentence, where it was; what is done the calibration says itself.
 */
export async function luckAsked(
  asked: LuckAsked,
  history: History,
  workflow: Workflow,
  until: string | null,
  breathe: () => Promise<void>,
  onTry?: TryProgress,
): Promise<{ readonly luck: Sourcing | null; readonly said: string | null }> {
  const { chosen, best, because } = await chooseUntil(history, workflow, until, breathe, onTry)
  if (asked === 'history') return { luck: best, said: null }
  const reason = because.charAt(0).toUpperCase() + because.slice(1)
  return { luck: chosen, said: chosen ? `${reason}.` : `${reason}: the luck of a case is drawn from the fitted tables.` }
}

async function chooseUntil(
  history: History,
  workflow: Workflow,
  until: string | null,
  breathe: () => Promise<void>,
  onTry: TryProgress | undefined,
): Promise<LuckChoice> {
  if (history.form !== 'events') return { chosen: null, best: usual, tried: [], because: 'the history does not tell what befell its cases' }
  if (until === null) return chooseLuck(history, workflow, 1, breathe, onTry)
  const end = instantOf(until, history.timezone)
  return chooseLuck(
    subsetOf(history, (row) => doneAt(history, row) <= end),
    workflow,
    1,
    breathe,
    onTry,
  )
}

/** Those that differ: a window that takes no more cases than the one before is left out. Where no waits have changed nothing speaks against those of now, which may have by the end of the part to learn from. */
function sourcings(scripts: readonly CaseScript[]): Sourcing[] {
  const changed = scripts.some(({ visits }) => [...visits.values()].some((list) => list.some(({ delay, waited }) => delay !== waited)))
  const found: Sourcing[] = []
  let before = 0
  for (const weeks of windows) {
    const { length } = sourcesOf(scripts, { weeks, waits: 'as they are now' }, 0)
    if (length < fewestSources || length === before) continue
    before = length
    // A window that holds all there is means all.
    const all = length === scripts.length ? Infinity : weeks
    if (changed) found.push({ weeks: all, waits: 'as they were' })
    found.push({ weeks: all, waits: 'as they are now' })
  }
  return found
}

/** How far off runs are: on tables (null) or with the luck of some past cases. */
type Bench = (sources: readonly CaseScript[] | null) => Promise<number>

function benchOf(
  train: History,
  workflow: Workflow,
  seed: number,
  breathe: () => Promise<void>,
): { bench: Bench; scripts: readonly CaseScript[] } {
  const split = splitHistory(train, {})
  const until = localText(zoneOf(train.timezone).toLocal(Math.floor(split.border)))
  const { scenario, scripts } = calibrate({ workflow, history: split.train, scenarioId: 'inner', until })
  const test = logOfHistory(train, workflow, (c) => split.isTest[c]!)
  const index = indexCases(train)
  const past = logOfHistory(train, workflow, (c) => index.arrived[c]! < split.border)
  const binMinutes = binOf(past)
  const measure = (real: EventLog, simulated: EventLog) => score(real, simulated, { binMinutes })
  // The part to learn from ends with what had been written at its border: so do the runs that are laid beside it, or their late cases would pass for long ones.
  const written = Math.round(zoneOf(train.timezone).toLocal(split.lastInstant) * 1000)
  const copy = measure(test, replay(past, test).until(written))
  const [odd, even] = halves(test)
  const chance = measure(odd, even)
  const asked = measures
    .filter(({ free }) => !free)
    .map((one) => ({
      key: one.key,
      bar: barOf(one, { replay: copy[one.key] ?? NaN, noise: chance[one.key] ?? NaN, days: NaN, margin: 0 }),
    }))
    .filter(({ bar }) => bar > 0)
  const runs = new Runs(workflow, scenario, null, train, split, seed)
  const runsEach = Math.min(mostRuns, Math.max(fewestRuns, Math.ceil(foretold / split.testCases)))
  const withLuck = (sources: readonly CaseScript[]) => {
    const lent = lentBy(sources, workflow, scenario)
    return new Runs(workflow, lent.scenario, lent.past, train, split, seed)
  }
  const bench: Bench = async (sources) => {
    const found: Measures[] = []
    const own = sources === null ? runs : withLuck(sources)
    for (let r = 0; r < runsEach; r++) {
      const log = await own.given(r, breathe)
      found.push(measure(test, log.until(written)))
      await breathe()
    }
    const sizes = asked.map(({ key, bar }) => Math.log1p(Math.abs(mean(found.map((one) => one[key] ?? NaN))) / bar))
    return mean(sizes.filter((size) => Number.isFinite(size)))
  }
  return { bench, scripts }
}

/** Cases of less than this on average are measured by the minute, in milliseconds. */
const quick = 600_000

/** Width of the bins in which a log like this one is measured, in minutes. */
export function binOf(past: EventLog): number {
  return mean(leadTimesOf(past)) < quick ? 1 : 60
}
