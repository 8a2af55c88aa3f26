import type { CaseIndex } from './cases.ts'
import type { TextColumn } from './dictionary.ts'
import { faultReasons } from './fault.ts'
import type { History } from './history.ts'
import { pseudonymsOf } from './pseudonyms.ts'
import { hourOfWeek, localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { formatHourOfWeek } from '../words/week.ts'
import type { PlainTable } from '../workflow/csv.ts'

/** Which rows stand behind a figure. All that is said has to hold; `of` says what one line of the figure counts. */
export type RowQuery = {
  /** Rows of the log, or the first row of each case (its arrival). */
  readonly of: 'rows' | 'cases'
  readonly activity?: string
  /** The value of the category; empty: none. */
  readonly category?: string
  /** Hour of the week of the arrival, Monday 00:00 first. */
  readonly hour?: number
  /** Day of the arrival on the history's clock, `2026-03-02`. */
  readonly day?: string
  /** Only rows whose wait, or handle time, is known; the longest first. */
  readonly measured?: 'wait' | 'handle'
}

/** One page of rows as they are shown and saved: people by pseudonyms unless the mapping says otherwise, times on the history's clock, durations in seconds. */
export type RowsPage = PlainTable & { readonly total: number }

/** The rows set aside, each with its line, reason and text, names of people replaced. */
export function rowsAside(history: History): PlainTable {
  const { mask } = pseudonymsOf(history)
  return {
    columns: ['line', 'reason', 'detail', 'excerpt'],
    rows: history.reading.listed.map(({ line, reason, detail, excerpt }) => [line, faultReasons[reason], mask(detail), mask(excerpt)]),
  }
}

/** The query in a sentence. */
export function queryInWords({ of, activity, category, hour, day, measured }: RowQuery, form: History['form']): string {
  const parts = [
    ...(activity === undefined ? [] : [`whose activity is ${activity}`]),
    ...(category === undefined ? [] : [category === '' ? 'without a category' : `whose category is ${category}`]),
    ...(hour === undefined ? [] : [`that arrived ${formatHourOfWeek(hour)}`]),
    ...(day === undefined ? [] : [`that arrived on ${day}`]),
    ...(measured === undefined ? [] : [`whose ${measured === 'wait' ? 'wait' : 'handle time'} is known, longest first`]),
  ]
  const what = form === 'volume' ? 'Rows of counts' : of === 'cases' ? 'First rows of cases' : 'Rows'
  return `${parts.length === 0 && of === 'rows' ? 'All rows' : what} ${parts.join(' and ')}`.trim()
}

/** The rows of a query from place `from` on, at most `size`. */
export function rowsBehind(history: History, index: CaseIndex, query: RowQuery, from: number, size: number): RowsPage {
  const found = findRows(history, index, query)
  const write = writer(history, index)
  return { total: found.length, columns: write.columns, rows: Array.from(found.slice(from, from + size), write.row) }
}

function findRows(history: History, index: CaseIndex, query: RowQuery): Int32Array {
  const candidates =
    query.of === 'cases' && history.form !== 'volume'
      ? Int32Array.from({ length: index.cases }, (_, c) => index.rows[index.from[c]!]!)
      : Int32Array.from({ length: history.rows }, (_, row) => row)
  const activity = codeOf(history.activity, query.activity)
  const category = codeOf(history.category, query.category)
  const zone = zoneOf(history.timezone)
  const firstRows = isFirst(history, index)
  const spread = (row: number) => (query.measured === 'wait' ? waitOf(history, index, firstRows, row) : handleOf(history, row))
  const found = candidates.filter((row) => {
    if (activity !== null && history.activity.codes[row] !== activity) return false
    if (category !== null && history.category.codes[row] !== category) return false
    if (query.measured !== undefined && Number.isNaN(spread(row))) return false
    if (query.hour === undefined && query.day === undefined) return true
    return hoursOf(history, index, row).some((time) => {
      const local = zone.toLocal(time)
      if (query.hour !== undefined && hourOfWeek(Math.floor(local / 3600) * 3600) !== query.hour) return false
      return query.day === undefined || localText(local).startsWith(query.day)
    })
  })
  return query.measured === undefined ? found : found.sort((a, b) => spread(b) - spread(a) || a - b)
}

/** Null: not asked for. −2: no row has it. */
function codeOf(column: TextColumn, value: string | undefined): number | null {
  if (value === undefined) return null
  if (value === '') return -1
  const code = column.values.indexOf(value)
  return code < 0 ? -2 : code
}

/** When the row's cases arrived: its case's arrival, or each hour of its interval in a file of counts. */
function hoursOf(history: History, index: CaseIndex, row: number): number[] {
  if (history.form !== 'volume') return [index.arrived[history.caseId.codes[row]!]!]
  const start = history.start[row]!
  const end = history.end[row]! > start ? history.end[row]! : start + 3600
  const parts = Math.min(24 * 31, Math.max(1, Math.round((end - start) / 3600)))
  return Array.from({ length: parts }, (_, part) => start + ((end - start) * part) / parts)
}

/** By row: 1 where it is the first of its case. */
export function isFirst({ rows }: History, index: CaseIndex): Uint8Array {
  const first = new Uint8Array(rows)
  for (let c = 0; c < index.cases; c++) first[index.rows[index.from[c]!]!] = 1
  return first
}

/** How long a row waited, in seconds; `NaN` where that is not known. */
export function waitOf(history: History, index: CaseIndex, first: Uint8Array, row: number): number {
  const start = history.start[row]!
  // A case whose arrival is only known by its first row's start has, there, no wait to measure.
  const known = first[row] === 0 || index.arrived[history.caseId.codes[row]!]! < start
  return known && history.form === 'events' ? start - index.enabled[row]! : NaN
}

/** How long its work took, in seconds; `NaN` where that is not known. */
export function handleOf({ start, end }: History, row: number): number {
  return end[row]! >= start[row]! ? end[row]! - start[row]! : NaN
}

type Written = (string | number | null)[]

function writer(history: History, index: CaseIndex): { readonly columns: readonly string[]; readonly row: (row: number) => Written } {
  const people = pseudonymsOf(history)
  const zone = zoneOf(history.timezone)
  const first = isFirst(history, index)
  const time = (value: number) => (Number.isNaN(value) ? null : localText(zone.toLocal(value)).replace('T', ' '))
  const seconds = (value: number) => (Number.isNaN(value) ? null : Math.round(value))
  const text = (column: TextColumn, row: number) => (column.codes[row]! < 0 ? null : people.mask(column.values[column.codes[row]!]!))
  const cells: [title: string, cell: (row: number) => string | number | null][] = [['line', (row) => history.line[row]!]]
  if (history.form === 'volume') {
    cells.push(['from', (row) => time(history.start[row]!)], ['count', (row) => history.count[row]!])
    cells.push(['handle time (s)', (row) => seconds(history.handleSeconds[row]!)])
  } else cells.push(['case', (row) => text(history.caseId, row)])
  if (history.form === 'events')
    cells.push(
      ['activity', (row) => text(history.activity, row)],
      ['start', (row) => time(history.start[row]!)],
      ['end', (row) => time(history.end[row]!)],
      ['wait (s)', (row) => seconds(waitOf(history, index, first, row))],
      ['handle time (s)', (row) => seconds(handleOf(history, row))],
    )
  if (history.form === 'cases') cells.push(['arrived', (row) => time(history.start[row]!)], ['closed', (row) => time(history.end[row]!)])
  if (history.resource.values.length > 0)
    cells.push(['person', (row) => (history.resource.codes[row]! < 0 ? null : people.person(history.resource.codes[row]!))])
  for (const [title, column] of [['category', history.category], ['outcome', history.outcome], ...history.attributes] as const)
    if (column.values.length > 0)
      cells.push([title, (row) => (column.codes[row]! < 0 ? null : people.show(title, column.values[column.codes[row]!]!))])
  return { columns: cells.map(([title]) => title), row: (row) => cells.map(([, cell]) => cell(row)) }
}
