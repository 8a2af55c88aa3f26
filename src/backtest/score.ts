import { mean, quantile, sorted } from '../history/quantile.ts'
import {
  absoluteEvents,
  caseArrivals,
  circadianEvents,
  circadianWorkforce,
  countsOf,
  gapsBetweenCases,
  hour,
  hourOf,
  leadTimes,
  leadTimesOf,
  ngramDistance,
  relativeEvents,
  totalVariation,
  week,
  weekdayOf,
} from './distances.ts'
import type { EventLog } from './event-log.ts'

/**
 * How far a simulated log is from a real one, by name: distances (in hours, or 0 to 1) and relative errors with their sign; 0 is the same. The names and
 * definitions are those of `score.py` (distances of Chapela-Campa et al., BPM 2023 and Information Systems 2025), against which a test holds every one.
 */
export type Measures = Readonly<Record<string, number>>

type ScoreOptions = {
  /** Width of the bins of AED, RED, CAD, IAD and CTD, in minutes. Default 60, the published one. */
  readonly binMinutes?: number
}

/** Measures a simulated log against a real one. */
export function score(real: EventLog, simulated: EventLog, { binMinutes = 60 }: ScoreOptions = {}): Measures {
  const bin = Math.max(1, binMinutes * 60_000)
  return {
    'distance.ngd': ngramDistance(real, simulated),
    'distance.aed': absoluteEvents(real, simulated, bin),
    'distance.ced': circadianEvents(real, simulated),
    'distance.red': relativeEvents(real, simulated, bin),
    'distance.cad': caseArrivals(real, simulated, bin),
    'distance.iad': gapsBetweenCases(real, simulated, bin),
    'distance.ctd': leadTimes(real, simulated, bin),
    ...(hasText(real, 'resource') && hasText(simulated, 'resource') ? { 'distance.cwd': circadianWorkforce(real, simulated) } : {}),
    ...leadTimeErrors(real, simulated),
    ...volumeErrors(real, simulated),
    ...flowErrors(real, simulated),
    ...activityErrors(real, simulated),
    ...mixErrors(real, simulated),
  }
}

function leadTimeErrors(real: EventLog, simulated: EventLog): Measures {
  const [x, y] = [sorted(leadTimesOf(real)), sorted(leadTimesOf(simulated))]
  const shares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 }
  return {
    'cycle_h.mean': relative(mean(y), mean(x)),
    ...Object.fromEntries(
      Object.entries(shares).map(([name, share]) => [`cycle_h.${name}`, relative(quantile(y, share), quantile(x, share))]),
    ),
  }
}

function volumeErrors(real: EventLog, simulated: EventLog): Measures {
  const [first, lastStart, lastEnd] = [least(real.starts), most(real.starts), most(real.ends)]
  const weeks = (last: number) => Math.max(1, Math.floor((last - first) / week) + 1)
  const perWeek = (times: Iterable<number>, n: number) => {
    const counts = Array.from({ length: n }, () => 0)
    for (const time of times) {
      const at = Math.floor((time - first) / week)
      if (at >= 0 && at < n) counts[at]!++
    }
    return counts
  }
  const weekly = (times: (log: EventLog) => Iterable<number>, n: number) => wmape(perWeek(times(real), n), perWeek(times(simulated), n))
  const rate = (log: EventLog) => (log.cases.size * week) / Math.max(1, most(log.ends) - least(log.starts))
  return {
    'volume.cases': relative(simulated.cases.size, real.cases.size),
    'volume.events': relative(simulated.rows.length, real.rows.length),
    'volume.arrivals_per_week_wmape': weekly((log) => log.starts.values(), weeks(lastStart)),
    'volume.throughput_per_week_wmape': weekly((log) => log.ends.values(), weeks(lastEnd)),
    'volume.throughput_per_week_mean': relative(rate(simulated), rate(real)),
  }
}

function flowErrors(real: EventLog, simulated: EventLog): Measures {
  const [from, to] = [least(real.starts), most(real.ends)]
  const open = (log: EventLog) => {
    if (to <= from) return 0
    let total = 0
    for (const [id, end] of log.ends) total += Math.max(0, Math.min(end, to) - Math.max(log.starts.get(id)!, from))
    return total / (to - from)
  }
  const busy = (log: EventLog) => log.rows.reduce((total, { start, end }) => total + (end - start), 0)
  return {
    'flow.wip_mean': relative(open(simulated), open(real)),
    ...(real.isTimed && simulated.isTimed ? { 'flow.busy_hours': relative(busy(simulated), busy(real)) } : {}),
  }
}

/** Errors by activity, weighted by their rows in the real log: frequency per case, handling and waiting. */
function activityErrors(real: EventLog, simulated: EventLog): Measures {
  const timed = real.isTimed && simulated.isTimed
  const [handled, handledThere] = [handling(real), handling(simulated)]
  const sums = new Map<string, { off: number; of: number }>()
  const add = (name: string, off: number, of: number) => {
    const sum = sums.get(name) ?? { off: 0, of: 0 }
    sums.set(name, { off: sum.off + off, of: sum.of + of })
  }
  for (const [activity, { length }] of handled) {
    const [x, y] = [length / real.cases.size, (handledThere.get(activity)?.length ?? 0) / simulated.cases.size]
    add('freq', length * Math.abs(relative(y, x)), length)
  }
  const compare = (name: string, own: ReadonlyMap<string, number[]>, other: ReadonlyMap<string, number[]>) => {
    for (const [activity, values] of own) {
      const [x, y] = [sorted(values), sorted(other.get(activity) ?? [])]
      for (const [part, of] of [
        ['mean', mean],
        ['p50', (list: Float64Array) => quantile(list, 0.5)],
      ] as const) {
        const [here, there] = [of(x) / hour, y.length === 0 ? 0 : of(y) / hour]
        add(`${name}_${part}`, x.length * Math.abs(there - here), x.length * here)
      }
    }
  }
  if (timed) compare('handling', handled, handledThere)
  compare('waiting', waiting(real), waiting(simulated))
  // What takes no time in either log has no error.
  const told = [...sums].filter(([name, { off, of }]) => name === 'freq' || off > 0 || of > 0)
  return Object.fromEntries(told.map(([name, { off, of }]) => [`activity.weighted.${name}`, of > 0 ? off / of : off === 0 ? 0 : Infinity]))
}

function mixErrors(real: EventLog, simulated: EventLog): Measures {
  const hours = (log: EventLog) => countsOf([...log.starts.values()].map((time) => weekdayOf(time) * 24 + hourOf(time)))
  const categories = (log: EventLog) =>
    countsOf([...log.cases.values()].map((rows) => rows.find(({ category }) => category !== '')?.category ?? ''))
  const people = (log: EventLog) => countsOf(log.rows.map(({ resource }) => resource).filter((name) => name !== ''))
  const named = (log: EventLog) => new Map([...categories(log)].filter(([name]) => name !== ''))
  return {
    'mix.hour_of_week_tv': totalVariation(hours(real), hours(simulated)),
    ...(hasText(real, 'category') && hasText(simulated, 'category')
      ? { 'mix.category_tv': totalVariation(named(real), named(simulated)) }
      : {}),
    ...(hasText(real, 'resource') && hasText(simulated, 'resource')
      ? { 'mix.resource_tv': totalVariation(people(real), people(simulated)) }
      : {}),
  }
}

function handling(log: EventLog): Map<string, number[]> {
  const times = new Map<string, number[]>()
  for (const { activity, start, end } of log.rows) push(times, activity, end - start)
  return times
}

/** By activity: start less the latest end of the case's earlier rows, at least 0; the first row of a case has none. */
function waiting(log: EventLog): Map<string, number[]> {
  const times = new Map<string, number[]>()
  for (const rows of log.cases.values()) {
    let last = -Infinity
    for (const { activity, start, end } of rows) {
      if (last > -Infinity) push(times, activity, Math.max(0, start - last))
      last = Math.max(last, end)
    }
  }
  return times
}

/** The error of a simulated figure, relative to the real one. */
function relative(simulated: number, real: number): number {
  return simulated === real ? 0 : real === 0 ? Infinity : (simulated - real) / Math.abs(real)
}

function wmape(real: readonly number[], simulated: readonly number[]): number {
  const total = real.reduce((sum, n) => sum + n, 0)
  return real.reduce((sum, n, i) => sum + Math.abs(n - simulated[i]!), 0) / total
}

function hasText(log: EventLog, column: 'resource' | 'category'): boolean {
  return log.rows.some((row) => row[column] !== '')
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function least(times: ReadonlyMap<string, number>): number {
  let low = Infinity
  for (const time of times.values()) low = Math.min(low, time)
  return low
}

function most(times: ReadonlyMap<string, number>): number {
  let high = -Infinity
  for (const time of times.values()) high = Math.max(high, time)
  return high
}
