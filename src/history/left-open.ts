import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'
import { quantile, sorted } from './quantile.ts'
import { nightRow } from './shift-fit.ts'
import { rowsByPerson } from './team-time.ts'
import { workingClock } from './working-clock.ts'

/** An activity with fewer rows does not tell its hours. */
const fewestRows = 40

/** What lasts no longer than so large a part of the rows in which nothing else is begun needs no other reason: two rows of a person that overlap a little tell nothing. */
const usually = 0.99

/** By row the seconds that its person was at it; `NaN`: all of it, `Infinity`: not to be told. */
export type RowWork = Float64Array

/**
 * Rows that their person left open: who begins something else during a row that lasts longer than others do puts it aside until the last of what is begun meanwhile is over, and of what spans a night
 * after something else was begun, or goes on for longer than others last after the hours in which the activity is worked, it is not known when the work was over. Null where all of each row is work. `shared`: by row its work where its person has several at once as a rule; such rows have that.
 */
export function leftOpen(history: History, index: CaseIndex, until: number, shared: Float64Array | null): RowWork | null {
  if (history.form !== 'events') return null
  const isWorked = hoursOf(history)
  const work = shared?.slice() ?? new Float64Array(history.rows).fill(NaN)
  let found = shared !== null
  const isOpen = (row: number) => history.end[row]! <= until && Number.isNaN(work[row]!)
  const take = (row: number, seconds: number) => {
    work[row] = seconds
    found = true
  }
  const broken: { row: number; first: number; done: number }[] = []
  const whole = history.activity.values.map((): number[] => [])
  for (const rows of rowsByPerson(history, index).values()) {
    for (const [at, row] of rows.entries()) {
      if (!isOpen(row)) continue
      const length = history.end[row]! - history.start[row]!
      const meanwhile = begunMeanwhile(history, rows, at, history.start[row]! + nightRow)
      if (meanwhile) broken.push({ row, ...meanwhile })
      else if (length <= nightRow) whole[history.activity.codes[row]!]?.push(length)
    }
  }
  const longest = whole.map((lengths) => (lengths.length < fewestRows ? Infinity : quantile(sorted(lengths), usually)))
  const usual = (row: number) => longest[history.activity.codes[row]!] ?? Infinity
  // Work in hand is finished after hours, but not for longer than any work takes.
  const closedByNobody = (row: number) => {
    const [start, end] = [history.start[row]!, history.end[row]!]
    if (!isWorked(row, start) || isWorked(row, end)) return false
    if (end - start > nightRow) return true
    let closed = Math.floor(end / 3600) * 3600
    while (closed > start && !isWorked(row, closed - 1)) closed -= 3600
    return end - Math.max(closed, start) > usual(row)
  }
  for (const { row, first, done } of broken) {
    const [start, end] = [history.start[row]!, history.end[row]!]
    if (end - start > nightRow) take(row, Infinity)
    else if (end - start > usual(row) && !closedByNobody(row)) take(row, first - start + Math.max(0, end - done))
  }
  for (let row = 0; row < history.rows; row++) if (isOpen(row) && closedByNobody(row)) take(row, Infinity)
  return found ? work : null
}

/** When the person begins something else while a row is open, and when the last of that is over. */
function begunMeanwhile(history: History, rows: readonly number[], at: number, limit: number): { first: number; done: number } | null {
  const [start, end] = [history.start[rows[at]!]!, history.end[rows[at]!]!]
  let found: { first: number; done: number } | null = null
  for (let later = at + 1; later < rows.length; later++) {
    const [begin, over] = [history.start[rows[later]!]!, history.end[rows[later]!]!]
    if (begin >= end || begin >= limit) break
    if (begin === start) continue
    found ??= { first: begin, done: begin }
    found.done = Math.max(found.done, over - begin > nightRow ? begin : over)
  }
  return found
}

/** Whether the activity of a row is worked at an instant, by the hours of the week in which its rows begin. */
function hoursOf(history: History): (row: number, instant: number) => boolean {
  const zone = zoneOf(history.timezone)
  const begins = history.activity.values.map(() => new Float64Array(168))
  const rows = history.activity.values.map(() => 0)
  for (let row = 0; row < history.rows; row++) {
    const [start, code] = [history.start[row]!, history.activity.codes[row]!]
    if (Number.isNaN(start) || code < 0) continue
    begins[code]![hourOfWeek(zone.toLocal(start))]!++
    rows[code]!++
  }
  const clocks = begins.map((counts, code) => (rows[code]! < fewestRows ? null : workingClock(counts)))
  return (row, instant) => clocks[history.activity.codes[row]!]?.[hourOfWeek(zone.toLocal(instant))] ?? true
}

/** The history as its people were there: a row that was left open over a night ends when its person left it, or if that is not known, when it began. */
export function asAttended(history: History, work: RowWork | null): History {
  if (work === null) return history
  const end = history.end.map((at, row) => {
    const [start, own] = [history.start[row]!, work[row]!]
    if (own === Infinity) return start
    return at - start > nightRow && !Number.isNaN(own) ? start + own : at
  })
  return { ...history, end }
}
