import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'

/** Rows that are readable and yet look wrong; they are used all the same. `lines` names the first few. */
export type Suspicion = { readonly kind: string; readonly rows: number; readonly text: string; readonly lines: readonly number[] }

const longWork = 12 * 3600

/** Looks for rows that a careful analyst would ask about. */
export function findSuspicions(history: History, index: CaseIndex): Suspicion[] {
  const found = new Map<string, { rows: number; lines: number[]; say: (rows: string) => string }>()
  const note = (kind: string, row: number, say: (rows: string) => string) => {
    const entry = found.get(kind) ?? { rows: 0, lines: [], say }
    entry.rows++
    if (entry.lines.length < 5) entry.lines.push(history.line[row]!)
    found.set(kind, entry)
  }
  if (history.form === 'events') {
    lookAtTimes(history, note)
    lookAtPeople(history, note)
    for (let c = 0; c < index.cases; c++)
      if (index.from[c + 1]! - index.from[c]! > 500)
        note(
          'long-case',
          index.rows[index.from[c]!]!,
          (n) => `${n} cases have more than 500 rows. Is the right column mapped to the case id?`,
        )
  }
  const usual = (kind: string, rows: number) => kind === 'whole-hours' && rows < history.rows / 5
  return [...found]
    .filter(([kind, { rows }]) => !usual(kind, rows))
    .map(([kind, { rows, lines, say }]) => ({ kind, rows, lines, text: say(rows.toLocaleString('en')) }))
}

type Note = (kind: string, row: number, say: (rows: string) => string) => void

function lookAtTimes(history: History, note: Note): void {
  const hasStarts = history.mapping.columns.start !== undefined
  for (let row = 0; row < history.rows; row++) {
    const [start, end] = [history.start[row]!, history.end[row]!]
    if (hasStarts && Number.isNaN(start))
      note('no-start', row, (n) => `${n} rows have no start time; their handle time and wait are not known.`)
    else if (end === start) note('no-duration', row, (n) => `${n} rows took no time at all.`)
    else if (end - start > longWork && history.resource.codes[row]! >= 0)
      note('long-work', row, (n) => `${n} rows took more than 12 hours, probably over a night: their handle time counts time off.`)
    const begin = Number.isNaN(start) ? end : start
    if (begin % 3600 === 0 && (Number.isNaN(end) || end % 3600 === 0))
      note('whole-hours', row, (n) => `${n} rows have times on the full hour only; a time of day may be missing.`)
  }
}

/** One person on two rows at once: shared accounts, parallel work, or clocks of two zones in one file. */
function lookAtPeople(history: History, note: Note): void {
  const busyUntil = new Float64Array(history.resource.values.length).fill(-Infinity)
  const order = Int32Array.from({ length: history.rows }, (_, row) => row).filter(
    (row) => history.resource.codes[row]! >= 0 && history.end[row]! >= history.start[row]!,
  )
  order.sort((a, b) => history.start[a]! - history.start[b]!)
  for (const row of order) {
    const person = history.resource.codes[row]!
    if (history.start[row]! < busyUntil[person]! - 1)
      note(
        'overlap',
        row,
        (n) =>
          `${n} rows begin while the same person is still busy with another: work in parallel, a shared account, or clocks of two zones.`,
      )
    busyUntil[person] = Math.max(busyUntil[person]!, history.end[row]!)
  }
}
