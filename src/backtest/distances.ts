import type { EventLog, EventRow } from './event-log.ts'

export const hour = 3_600_000
export const day = 24 * hour
export const week = 7 * day

/** A weighted sample: value → weight. */
export type Weights = Map<number, number>

/** 1-Wasserstein distance of two weighted samples, in the unit of their values; infinite where one of them alone is empty. */
export function wasserstein(a: Weights, b: Weights): number {
  const [total, other] = [sum(a), sum(b)]
  if (total === 0 || other === 0) return total === other ? 0 : Infinity
  let [below, belowOther, before, distance] = [0, 0, NaN, 0]
  for (const value of [...new Set([...a.keys(), ...b.keys()])].sort((x, y) => x - y)) {
    if (!Number.isNaN(before)) distance += Math.abs(below / total - belowOther / other) * (value - before)
    below += a.get(value) ?? 0
    belowOther += b.get(value) ?? 0
    before = value
  }
  return distance
}

/** Total variation of two counts by key, each as shares of its total: 0 to 1. */
export function totalVariation<K>(a: ReadonlyMap<K, number>, b: ReadonlyMap<K, number>): number {
  const [total, other] = [sum(a), sum(b)]
  if (total === 0 || other === 0) return total === other ? 0 : 1
  let difference = 0
  for (const key of new Set([...a.keys(), ...b.keys()])) difference += Math.abs((a.get(key) ?? 0) / total - (b.get(key) ?? 0) / other)
  return difference / 2
}

/** How often each value occurs. */
export function countsOf<K>(values: Iterable<K>): Map<K, number> {
  const counts = new Map<K, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Differences of the runs of three activities, with two blanks on either side: 0 to 1. */
export function ngramDistance(a: EventLog, b: EventLog): number {
  const [x, y] = [trigrams(a), trigrams(b)]
  let difference = 0
  for (const key of new Set([...x.keys(), ...y.keys()])) difference += Math.abs((x.get(key) ?? 0) - (y.get(key) ?? 0))
  return difference / (sum(x) + sum(y))
}

/** Starts and ends, in hours since the first start of either log. */
export function absoluteEvents(a: EventLog, b: EventLog, bin: number): number {
  const origin = Math.floor(Math.min(earliest(a), earliest(b)) / hour) * hour
  return between(a, b, bin, (log) => log.rows.flatMap(({ start, end }) => [start - origin, end - origin]))
}

/** Starts and ends since the start of their case, in hours. */
export function relativeEvents(a: EventLog, b: EventLog, bin: number): number {
  return between(a, b, bin, (log) =>
    log.rows.flatMap((row) => [row.start - log.starts.get(row.case)!, row.end - log.starts.get(row.case)!]),
  )
}

/** Starts of cases, in hours since the first of either log. */
export function caseArrivals(a: EventLog, b: EventLog, bin: number): number {
  const origin = Math.floor(Math.min(earliest(a), earliest(b)) / hour) * hour
  return between(a, b, bin, (log) => [...log.starts.values()].map((start) => start - origin))
}

/** Gaps between the starts of cases, in hours. */
export function gapsBetweenCases(a: EventLog, b: EventLog, bin: number): number {
  return between(a, b, bin, (log) => {
    const starts = [...log.starts.values()].sort((x, y) => x - y)
    return starts.slice(1).map((start, i) => start - starts[i]!)
  })
}

/** Lead times of cases, in hours. */
export function leadTimes(a: EventLog, b: EventLog, bin: number): number {
  const [x, y] = [leadTimesOf(a), leadTimesOf(b)]
  const least = Math.min(...[x, y].map((values) => values.reduce((low, value) => Math.min(low, value), Infinity)))
  return between(a, b, bin, (log) => (log === a ? x : y).map((value) => value - least))
}

/** By weekday the hours of the day of starts and ends; mean of the seven, 23 where only one log has the weekday. */
export function circadianEvents(a: EventLog, b: EventLog): number {
  const of = (log: EventLog) => {
    const days = newWeek()
    for (const { start, end } of log.rows) for (const time of [start, end]) count(days[weekdayOf(time)]!, hourOf(time))
    return days
  }
  return byWeekday(of(a), of(b))
}

/** By weekday and hour the people seen, as weights on the hour; mean of the seven weekdays. */
export function circadianWorkforce(a: EventLog, b: EventLog): number {
  const of = (log: EventLog) => {
    const dates = Array.from({ length: 7 }, () => new Set<number>())
    const seen = new Set<string>()
    const days = newWeek()
    for (const row of log.rows)
      for (const time of [row.start, row.end]) {
        dates[weekdayOf(time)]!.add(Math.floor(time / day))
        const key = `${Math.floor(time / hour)} ${row.resource}`
        if (seen.has(key)) continue
        seen.add(key)
        count(days[weekdayOf(time)]!, hourOf(time))
      }
    // The reference turns the mean head count into int(100 × mean) observations of the hour.
    return days.map((weights, weekday) => {
      const whole = [...weights].map(([of24, n]) => [of24, Math.floor((n / dates[weekday]!.size) * 100)] as const)
      return new Map(whole.filter(([, n]) => n > 0))
    })
  }
  return byWeekday(of(a), of(b))
}

/** Lead time of each case, in milliseconds. */
export function leadTimesOf(log: EventLog): number[] {
  return [...log.starts].map(([id, start]) => log.ends.get(id)! - start)
}

/** Monday is 0. 1970 began on a Thursday. */
export function weekdayOf(time: number): number {
  return (((Math.floor(time / day) + 3) % 7) + 7) % 7
}

export function hourOf(time: number): number {
  return Math.floor((time - Math.floor(time / day) * day) / hour)
}

function between(a: EventLog, b: EventLog, bin: number, valuesOf: (log: EventLog) => readonly number[]): number {
  const binned = (log: EventLog) => countsOf(valuesOf(log).map((value) => Math.floor(value / bin)))
  return (wasserstein(binned(a), binned(b)) * bin) / hour
}

function byWeekday(x: readonly Weights[], y: readonly Weights[]): number {
  const distances = x.map((own, weekday) => {
    const other = y[weekday]!
    return own.size > 0 && other.size > 0 ? wasserstein(own, other) : own.size === other.size ? 0 : 23
  })
  return distances.reduce((total, distance) => total + distance, 0) / 7
}

function trigrams(log: EventLog): Map<string, number> {
  const counts = new Map<string, number>()
  for (const rows of log.cases.values()) {
    const path = ['', '', ...rows.map(({ activity }: EventRow) => activity), '', '']
    for (let i = 0; i + 2 < path.length; i++) {
      const key = `${path[i]}\u0000${path[i + 1]}\u0000${path[i + 2]}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

function earliest(log: EventLog): number {
  let first = Infinity
  for (const start of log.starts.values()) first = Math.min(first, start)
  return first
}

function newWeek(): Weights[] {
  return Array.from({ length: 7 }, () => new Map<number, number>())
}

function count(weights: Weights, key: number): void {
  weights.set(key, (weights.get(key) ?? 0) + 1)
}

function sum(counts: ReadonlyMap<unknown, number>): number {
  let total = 0
  for (const n of counts.values()) total += n
  return total
}
