import { mean } from '../history/quantile.ts'

/** A question that a back-test answers, by its measures. */
export type Question = 'volume' | 'way' | 'presence' | 'leadTime' | 'throughput'

/** How near a measure has to come: see `barOf`. */
type Nominal =
  /** No worse than a copy of history, or than this. */
  | { readonly replayOr: number }
  /** No worse than this share of a copy of history's distance, or than chance alone. */
  | { readonly ofReplay: number }
  /** Within so large an error. */
  | { readonly error: number }
  /** No worse than whole days of the past, drawn anew, beyond what chance makes of two means. */
  | 'days'

export type Measure = {
  /** Key in `--json`. */
  readonly name: string
  /** Name in `Measures`. */
  readonly key: string
  readonly title: string
  readonly unit: 'h' | 'share' | 'error'
  readonly question: Question
  /** Measured on the model's own arrivals, since the test's would answer it; else on the test's arrivals. */
  readonly free: boolean
  readonly nominal: Nominal
}

const freely = (name: string, key: string, title: string, unit: Measure['unit']): Measure => ({
  name,
  key,
  title,
  unit,
  question: 'volume',
  free: true,
  nominal: 'days',
})
const given = (question: Question, name: string, key: string, title: string, unit: Measure['unit'], nominal: Nominal): Measure => ({
  name,
  key,
  title,
  unit,
  question,
  free: false,
  nominal,
})

/** The measures that decide, with their bars (issue 8, section 4). */
export const measures: readonly Measure[] = [
  freely('arrivals', 'distance.cad', 'when cases arrive', 'h'),
  freely('events', 'distance.aed', 'when work happens', 'h'),
  freely('hourOfWeek', 'mix.hour_of_week_tv', 'arrivals by hour of the week', 'share'),
  freely('weeklyArrivals', 'volume.arrivals_per_week_wmape', 'arrivals by week', 'share'),
  given('way', 'ngram', 'distance.ngd', 'which step follows which', 'share', { replayOr: 0.1 }),
  given('presence', 'circadian', 'distance.ced', 'hours of the day of the work', 'h', { ofReplay: 1 }),
  given('presence', 'workforce', 'distance.cwd', 'people by the hour', 'h', { ofReplay: 1 }),
  given('presence', 'busyHours', 'flow.busy_hours', 'hours of work', 'error', { error: 0.1 }),
  given('leadTime', 'relativeEvents', 'distance.red', 'when in the life of a case work happens', 'h', { ofReplay: 0.9 }),
  given('leadTime', 'leadTimes', 'distance.ctd', 'lead times', 'h', { ofReplay: 0.9 }),
  given('leadTime', 'meanLeadTime', 'cycle_h.mean', 'mean lead time', 'error', { error: 0.1 }),
  given('leadTime', 'medianLeadTime', 'cycle_h.p50', 'median lead time', 'error', { error: 0.1 }),
  given('leadTime', 'p90LeadTime', 'cycle_h.p90', 'lead time that one in ten exceeds', 'error', { error: 0.2 }),
  given('leadTime', 'p95LeadTime', 'cycle_h.p95', 'lead time that one in twenty exceeds', 'error', { error: 0.2 }),
  given('throughput', 'weeklyThroughput', 'volume.throughput_per_week_wmape', 'cases finished by week', 'share', { replayOr: 0.1 }),
]

/**
 * What stands beside a model: errors and distances of history replay, of chance alone (odd cases against even ones) and of whole days drawn anew. `margin`: by how much the mean of the
 * model's runs may lie above that of the draws of days by chance alone.
 */
export type Beside = { readonly replay: number; readonly noise: number; readonly days: number; readonly margin: number }

/** Fewer runs or draws than this do not tell how far they scatter. */
const fewest = 5

/** Two standard errors of the difference between the mean of some runs and the mean of some others (Welch 1947); 0 where either are too few to tell. */
export function marginOf(runs: readonly number[], others: readonly number[]): number {
  if (runs.length < fewest || others.length < fewest) return 0
  const squares = [runs, others].map((values) => {
    const middle = mean(values)
    return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length
  })
  return 2 * Math.sqrt(squares[0]! + squares[1]!)
}

/**
 * How far a model may be off to be green: the nominal bar, but no tighter than the best of what stands beside it, since what neither chance nor a copy of
 * the past reaches is no fault of a model. NaN where nothing was measured.
 */
export function barOf({ nominal }: Measure, { replay, noise, days, margin }: Beside): number {
  const sizes = [replay, noise, days].map(Math.abs).filter((size) => Number.isFinite(size))
  if (sizes.length === 0) return NaN
  const [own, copy, chance] = [Math.min(...sizes), orNone(replay), orNone(noise)]
  if (nominal === 'days') return Math.max(orNone(days) + margin, chance, own)
  if ('error' in nominal) return Math.max(nominal.error, own)
  if ('replayOr' in nominal) return Math.max(copy, nominal.replayOr, own)
  return Math.max(nominal.ofReplay * copy, chance, own)
}

function orNone(value: number): number {
  return Number.isFinite(value) ? Math.abs(value) : 0
}
