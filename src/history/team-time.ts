import type { Zone } from '../simulation/model/zone.ts'
import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'
import { quietHour } from './presence.ts'
import { nightRow } from './shift-fit.ts'

/** What a team did at the time of a wait: shares of any interval by two binary searches. Times are seconds since 1970. */
export type TeamTime = {
  /** Seconds of `from` … `to` with somebody on duty and free, and with all on duty busy. */
  readonly idleAndBusy: (from: number, to: number) => { readonly idle: number; readonly busy: number }
  /** The last instant of `from` … `to` with somebody on duty and free; null where there is none. `lastOn`: the last instant of an interval in which nobody was seen at which somebody is to be there all the same. */
  readonly lastIdle: (from: number, to: number, lastOn?: (from: number, to: number) => number | null) => number | null
}

/** Somebody with a smaller share of the rows of a step is not of its team. */
const least = 0.005
const day = 86_400

/**
 * The team of a step, each on duty from the first to the last row of a working day (cut in the person's quiet hours, so that a night shift is one), busy while a row is open (calibration.md, 4.3 and 4.4). `rows`: those of the
 * step. Rows that span a night count at their ends.
 */
export function teamTimeOf(
  history: History,
  byPerson: ReadonlyMap<number, readonly number[]>,
  rows: readonly number[],
  zone: Zone,
): TeamTime {
  const share = new Map<number, number>()
  for (const row of rows) {
    const person = history.resource.codes[row]!
    if (person >= 0) share.set(person, (share.get(person) ?? 0) + 1)
  }
  const changes: { at: number; duty: number; busy: number }[] = []
  for (const [person, n] of share) if (n >= least * rows.length) addPerson(history, byPerson.get(person) ?? [], zone, changes)
  changes.sort((a, b) => a.at - b.at)
  const [times, idleSum, busySum] = [[-Infinity], [0], [0]]
  const states: ('nobody' | 'idle' | 'busy')[] = ['nobody']
  let [duty, busy] = [0, 0]
  for (const change of changes) {
    const at = times.length - 1
    const passed = times[at] === -Infinity ? 0 : change.at - times[at]!
    times.push(change.at)
    idleSum.push(idleSum[at]! + (states[at] === 'idle' ? passed : 0))
    busySum.push(busySum[at]! + (states[at] === 'busy' ? passed : 0))
    duty += change.duty
    busy += change.busy
    states.push(duty <= 0 ? 'nobody' : busy < duty ? 'idle' : 'busy')
  }
  const pieceAt = (time: number) => {
    let [low, high] = [0, times.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (times[middle]! <= time) low = middle
      else high = middle - 1
    }
    return low
  }
  const sumAt = (time: number, sums: readonly number[], state: 'idle' | 'busy') => {
    const at = pieceAt(time)
    return sums[at]! + (states[at] === state ? time - times[at]! : 0)
  }
  return {
    idleAndBusy: (from, to) => ({
      idle: sumAt(to, idleSum, 'idle') - sumAt(from, idleSum, 'idle'),
      busy: sumAt(to, busySum, 'busy') - sumAt(from, busySum, 'busy'),
    }),
    lastIdle: (from, to, lastOn = () => null) => {
      for (let at = pieceAt(to); at >= 0 && (times[at + 1] ?? Infinity) > from; at--) {
        const [begin, end] = [Math.max(from, times[at]!), Math.min(to, times[at + 1] ?? to)]
        if (!(end > begin) || states[at] === 'busy') continue
        if (states[at] === 'idle') return end
        const on = lastOn(begin, end)
        if (on !== null) return on
      }
      return null
    },
  }
}

/** The rows of each person, in order of begin. */
export function rowsByPerson(history: History, index: CaseIndex): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (const row of index.rows) {
    const person = history.resource.codes[row]!
    if (person < 0 || !(history.end[row]! >= history.start[row]!)) continue
    const list = found.get(person)
    if (list) list.push(row)
    else found.set(person, [row])
  }
  for (const list of found.values()) list.sort((a, b) => history.start[a]! - history.start[b]!)
  return found
}

function addPerson(history: History, rows: readonly number[], zone: Zone, changes: { at: number; duty: number; busy: number }[]): void {
  const dates = new Map<number, { first: number; last: number }>()
  const cut = quietHour(rows.map((row) => [zone.toLocal(history.start[row]!), zone.toLocal(history.end[row]!)]))
  const see = (time: number) => {
    const date = Math.floor((zone.toLocal(time) - cut) / day)
    const known = dates.get(date)
    if (!known) dates.set(date, { first: time, last: time })
    else [known.first, known.last] = [Math.min(known.first, time), Math.max(known.last, time)]
  }
  let until = -Infinity
  for (const row of rows) {
    const [start, end] = [history.start[row]!, history.end[row]!]
    see(start)
    see(end)
    // A row over a night is no work of the night.
    if (end - start > nightRow || end <= until) continue
    const from = Math.max(start, until)
    changes.push({ at: from, duty: 0, busy: 1 }, { at: end, duty: 0, busy: -1 })
    until = end
  }
  for (const { first, last } of dates.values())
    if (last > first) changes.push({ at: first, duty: 1, busy: 0 }, { at: last, duty: -1, busy: 0 })
}
