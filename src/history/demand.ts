import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'
import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { wideningOf } from './widening.ts'

/** Arrivals by hour of the wall clock. `firstHour` counts hours from 1970-01-01 00:00 of that clock. */
export type HourlySeries = {
  readonly firstHour: number
  readonly counts: Float64Array
  /** By hour: 1 where the log tells of it. */ readonly observed: Uint8Array
}

/** Days with no arrival although that weekday usually has some: the log does not tell of them. */
type Gap = { readonly from: string; readonly days: number }

export type DemandShape = {
  readonly cases: number
  /** Mean arrivals per hour, by hour of the week (168, Monday 00:00 first), over the observed hours. */
  readonly hourOfWeek: readonly number[]
  readonly daily: readonly { readonly date: string; readonly count: number; readonly observed: boolean }[]
  readonly gaps: readonly Gap[]
  /** Variance over mean of the hourly counts around their hour-of-week mean; a Poisson process has 1. */
  readonly dispersion: number
  /** Correlation of that residual with the next hour's. */
  readonly correlation: number
  /** Noise of the rate itself, beyond Poisson; null where there is none to speak of. */
  readonly noise: { readonly variation: number; readonly correlation: number } | null
  /** Per month of 30 days; 0 unless it stands clear of chance. `standardError` of the monthly rate. */
  readonly growth: { readonly perMonth: number; readonly estimate: number; readonly standardError: number; readonly significant: boolean }
}

const hours = (days: number) => days * 24

/** Arrivals by the hour up to (before) `until`. Null when there is none. */
export function arrivalSeries(history: History, index: CaseIndex, until = Infinity): HourlySeries | null {
  const zone = zoneOf(history.timezone)
  const weighted: [hour: number, weight: number][] = []
  let [first, last] = [Infinity, -Infinity]
  const add = (hour: number, weight: number) => {
    first = Math.min(first, hour)
    last = Math.max(last, hour)
    weighted.push([hour, weight])
  }
  if (history.form === 'volume') spreadVolume(history, until, add)
  else for (const arrived of index.arrived) if (arrived < until) add(Math.floor(zone.toLocal(arrived) / 3600), 1)
  if (weighted.length === 0) return null
  const counts = new Float64Array(last - first + 1)
  for (const [hour, weight] of weighted) counts[hour - first]! += weight
  return { firstHour: first, counts, observed: observedHours(first, counts) }
}

/** Counts of a volume file, spread evenly over the hours of their interval (one hour when it has no end). */
function spreadVolume(history: History, until: number, add: (hour: number, weight: number) => void): void {
  const zone = zoneOf(history.timezone)
  for (let row = 0; row < history.rows; row++) {
    const start = history.start[row]!
    if (start >= until) continue
    const end = history.end[row]! > start ? history.end[row]! : start + 3600
    const parts = Math.min(24 * 31, Math.max(1, Math.round((end - start) / 3600)))
    for (let part = 0; part < parts; part++)
      add(Math.floor(zone.toLocal(start + ((end - start) * part) / parts) / 3600), history.count[row]! / parts)
  }
}

/** What the arrivals look like, by the clock. */
export function describeDemand(series: HourlySeries): DemandShape {
  const { firstHour, counts, observed } = series
  const means = weekMeans(series)
  const growth = growthOf(series, means)
  const expected = expectedCounts(series, means, growth.significant ? growth.estimate : 0)
  return {
    cases: counts.reduce((sum, count) => sum + count, 0),
    hourOfWeek: means,
    ...dailyOf(firstHour, counts, observed),
    ...scatterOf(series, expected),
    growth: { ...growth, perMonth: growth.significant ? growth.estimate : 0 },
  }
}

/** Mean count by hour of the week over observed hours; an hour that never was observed gets 0. */
function weekMeans({ firstHour, counts, observed }: HourlySeries): number[] {
  const [sums, times] = [new Float64Array(168), new Float64Array(168)]
  for (const [i, count] of counts.entries()) {
    if (!observed[i]) continue
    const hour = hourOfWeek((firstHour + i) * 3600)
    sums[hour]! += count
    times[hour]!++
  }
  return Array.from(sums, (sum, hour) => (times[hour]! > 0 ? sum / times[hour]! : 0))
}

/** A day without arrivals is left out where fewer than one in a hundred logs of as many days would have one by chance. */
const unlikely = 0.01

/**
 * Which hours the log tells of: all but those of days without arrivals that chance does not make. Daily counts scatter around those of their weekday by more than Poisson's, since
 * weeks are busy or quiet and closed on holidays (negative binomial), or by less, where they are planned (binomial): with the log's own variance over mean.
 */
function observedHours(firstHour: number, counts: Float64Array): Uint8Array {
  const observed = new Uint8Array(counts.length).fill(1)
  const firstDay = Math.floor(firstHour / 24)
  const days = Math.ceil((firstHour + counts.length) / 24) - firstDay
  const totals = new Float64Array(days)
  for (const [i, count] of counts.entries()) totals[Math.floor((firstHour + i) / 24) - firstDay]! += count
  const weekdays = Array.from({ length: 7 }, (_, weekday) => {
    const same = totals.filter((_total, day) => day % 7 === weekday)
    const some = same.filter((total) => total > 0)
    return { usual: some.reduce((sum, total) => sum + total, 0) / Math.max(1, some.length), often: some.length * 2 >= same.length - 1 }
  })
  let [squares, sum] = [0, 0]
  for (const [day, total] of totals.entries()) {
    if (total === 0) continue
    const { usual } = weekdays[day % 7]!
    squares += (total - usual) ** 2
    sum += usual
  }
  const dispersion = squares / sum
  for (const [day, total] of totals.entries()) {
    const { usual, often } = weekdays[day % 7]!
    if (total > 0 || !often || noneOf(usual, dispersion) * days >= unlikely) continue
    const start = hours(firstDay + day) - firstHour
    observed.fill(0, Math.max(0, start), Math.min(counts.length, start + 24))
  }
  return observed
}

/** Chance that nothing comes of so many on average, with such a variance over mean (1: Poisson). */
function noneOf(mean: number, dispersion: number): number {
  return dispersion === 1 ? Math.exp(-mean) : dispersion ** (mean / (1 - dispersion))
}

function dailyOf(firstHour: number, counts: Float64Array, observed: Uint8Array): Pick<DemandShape, 'daily' | 'gaps'> {
  const daily: { date: string; count: number; observed: boolean }[] = []
  const gaps: { from: string; days: number }[] = []
  const firstDay = Math.floor(firstHour / 24)
  for (const [i, count] of counts.entries()) {
    const day = Math.floor((firstHour + i) / 24) - firstDay
    daily[day] ??= { date: new Date((firstDay + day) * 86_400_000).toISOString().slice(0, 10), count: 0, observed: observed[i] === 1 }
    daily[day].count += count
  }
  for (const [i, day] of daily.entries()) {
    if (day.observed) continue
    const open = gaps.at(-1)
    if (open && daily[i - 1]?.observed === false) open.days++
    else gaps.push({ from: day.date, days: 1 })
  }
  return { daily, gaps }
}

function expectedCounts({ firstHour, counts }: HourlySeries, means: readonly number[], perMonth: number): Float64Array {
  const perHour = Math.log1p(perMonth) / (30 * 24)
  const middle = counts.length / 2
  return counts.map((_, i) => means[hourOfWeek((firstHour + i) * 3600)]! * Math.exp(perHour * (i - middle)))
}

function scatterOf(
  { firstHour, counts, observed }: HourlySeries,
  expected: Float64Array,
): Pick<DemandShape, 'dispersion' | 'correlation' | 'noise'> {
  const kinds = new Set<number>()
  let [n, residuals, means, squares, products, pairs, pairMeans] = [0, 0, 0, 0, 0, 0, 0]
  for (const [i, count] of counts.entries()) {
    if (!observed[i] || expected[i]! <= 0) continue
    const residual = count - expected[i]!
    n++
    kinds.add(hourOfWeek((firstHour + i) * 3600))
    residuals += residual * residual
    means += expected[i]!
    squares += expected[i]! ** 2
    if (i + 1 >= counts.length || !observed[i + 1] || expected[i + 1]! <= 0) continue
    products += residual * (counts[i + 1]! - expected[i + 1]!)
    pairMeans += expected[i]! * expected[i + 1]!
    pairs++
  }
  // The means are estimated from the same weeks, which makes the residuals too small.
  const weeks = n / Math.max(1, kinds.size)
  const correction = weeks > 1.5 ? weeks / (weeks - 1) : 1
  const dispersion = means > 0 ? (residuals * correction) / means : 1
  const correlation = pairs > 0 && residuals > 0 ? products / pairs / (residuals / n) : 0
  const variance = squares > 0 ? (residuals * correction - means) / squares : 0
  // Of Poisson counts the dispersion scatters around 1 with a standard deviation of √(2/n).
  if (weeks <= 1.5 || dispersion < 1 + 3 * Math.sqrt(2 / n) || variance <= 0) return { dispersion, correlation, noise: null }
  const own = pairMeans > 0 ? (products * correction) / (variance * pairMeans) : 0
  return { dispersion, correlation, noise: { variation: Math.sqrt(variance), correlation: Math.min(0.999, Math.max(0, own)) } }
}

type Growth = { readonly estimate: number; readonly standardError: number; readonly significant: boolean }

/**
 * Slope of the logarithm of the daily total over its weekday's usual, with a standard error widened for days that follow each other.
 * Less than eight weeks tell growth from a holiday too badly to go on with it into other months.
 */
function growthOf({ firstHour, counts, observed }: HourlySeries, means: readonly number[]): Growth {
  const points: { x: number; y: number }[] = []
  const start = Math.ceil(firstHour / 24) * 24 - firstHour
  for (let i = start; i + 24 <= counts.length; i += 24) {
    if (!observed[i]) continue
    let [total, usual] = [0, 0]
    for (let h = i; h < i + 24; h++) {
      total += counts[h]!
      usual += means[hourOfWeek((firstHour + h) * 3600)]!
    }
    if (total > 0 && usual > 0) points.push({ x: i / 24, y: Math.log(total / usual) })
  }
  if (points.length < 56) return { estimate: 0, standardError: Infinity, significant: false }
  const n = points.length
  const [mx, my] = [points.reduce((sum, { x }) => sum + x, 0) / n, points.reduce((sum, { y }) => sum + y, 0) / n]
  const sxx = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0)
  const slope = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / sxx
  const errors = points.map(({ x, y }) => y - my - slope * (x - mx))
  const squares = errors.reduce((sum, error) => sum + error * error, 0)
  const error = Math.sqrt(squares / (n - 2) / sxx) * wideningOf(errors)
  return {
    estimate: Math.expm1(slope * 30),
    standardError: error * 30,
    significant: error > 0 ? Math.abs(slope) > 2.58 * error : slope !== 0,
  }
}
