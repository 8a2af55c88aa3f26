import type { CaseIndex } from '../cases.ts'
import type { TextColumn } from '../dictionary.ts'
import type { History } from '../history.ts'
import { pseudonymsOf } from '../pseudonyms.ts'
import type { Pseudonyms } from '../pseudonyms.ts'
import { handleOf, isFirst, waitOf } from '../rows-behind.ts'
import { hourOfWeek } from '../../simulation/model/wall-clock.ts'
import { zoneOf } from '../../simulation/model/zone.ts'

/** A column of a table for SQL. `time`: what the history's clock shows, in seconds since 1970 on that clock; `NaN` and code −1 stand for nothing. */
export type SqlColumn =
  | { readonly name: string; readonly type: 'text'; readonly codes: Int32Array; readonly values: readonly string[] }
  | { readonly name: string; readonly type: 'number' | 'whole' | 'time'; readonly values: Float64Array }

/** A table for SQL. Plain data: it crosses to wherever the database is. */
export type SqlTable = { readonly name: string; readonly rows: number; readonly columns: readonly SqlColumn[] }

/**
 * A history as tables: `rows` and `cases`, or `counts` where it tells of counts alone. Times are on its clock (`…_time`) and in seconds since 1970
 * (`…_seconds`), durations in seconds. People have pseudonyms unless the mapping says otherwise, and columns of sentences are left out.
 */
export function sqlTables(history: History, index: CaseIndex): SqlTable[] {
  const people = pseudonymsOf(history)
  if (history.form === 'volume') return [countsOf(history, people)]
  return [rowsOf(history, index, people), casesOf(history, index, people)]
}

function countsOf(history: History, people: Pseudonyms): SqlTable {
  const clock = clockOf(history)
  const fixed: SqlColumn[] = [
    whole('line', history.line),
    clock('from_time', history.start),
    clock('to_time', history.end),
    number('count', history.count),
    number('handle_seconds', history.handleSeconds),
    shown('category', history.category, people.mask),
  ]
  return { name: 'counts', rows: history.rows, columns: [...fixed, ...furtherOf(history, people, fixed)] }
}

function rowsOf(history: History, index: CaseIndex, people: Pseudonyms): SqlTable {
  const clock = clockOf(history)
  const place = new Float64Array(history.rows)
  for (let c = 0; c < index.cases; c++)
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) place[index.rows[at]!] = at - index.from[c]! + 1
  const first = isFirst(history, index)
  const byRow = (value: (row: number) => number) => Float64Array.from({ length: history.rows }, (_, row) => value(row))
  const enabled = byRow((row) => index.enabled[row]!)
  const fixed: SqlColumn[] = [
    whole('line', history.line),
    shown('case_id', history.caseId, people.mask),
    whole('place', place),
    shown('activity', history.activity, people.mask),
    { name: 'person', type: 'text', codes: history.resource.codes, values: history.resource.values.map((_, code) => people.person(code)) },
    shown('category', history.category, people.mask),
    shown('outcome', history.outcome, people.mask),
    clock('enabled_time', enabled),
    clock('start_time', history.start),
    clock('end_time', history.end),
    number('enabled_seconds', enabled),
    number('start_seconds', history.start),
    number('end_seconds', history.end),
    number(
      'wait_seconds',
      byRow((row) => waitOf(history, index, first, row)),
    ),
    number(
      'handle_seconds',
      byRow((row) => handleOf(history, row)),
    ),
  ]
  return { name: 'rows', rows: history.rows, columns: [...fixed, ...furtherOf(history, people, fixed)] }
}

function casesOf(history: History, index: CaseIndex, people: Pseudonyms): SqlTable {
  const zone = zoneOf(history.timezone)
  const clock = clockOf(history)
  const firstRow = Int32Array.from({ length: index.cases }, (_, c) => index.rows[index.from[c]!]!)
  const lastRow = Int32Array.from({ length: index.cases }, (_, c) => index.rows[index.from[c + 1]! - 1]!)
  const of = (column: TextColumn, rows: Int32Array): TextColumn => ({ values: column.values, codes: rows.map((row) => column.codes[row]!) })
  const byCase = (value: (c: number) => number) => Float64Array.from({ length: index.cases }, (_, c) => value(c))
  const fixed: SqlColumn[] = [
    shown('case_id', of(history.caseId, firstRow), people.mask),
    whole(
      'row_count',
      byCase((c) => index.from[c + 1]! - index.from[c]!),
    ),
    shown('category', of(history.category, firstRow), people.mask),
    shown('outcome', of(history.outcome, lastRow), people.mask),
    clock('arrived_time', index.arrived),
    clock('finished_time', index.finished),
    number('arrived_seconds', index.arrived),
    number('finished_seconds', index.finished),
    number(
      'lead_seconds',
      byCase((c) => (index.finished[c]! >= index.arrived[c]! ? index.finished[c]! - index.arrived[c]! : NaN)),
    ),
    whole(
      'hour_of_week',
      byCase((c) => hourOfWeek(zone.toLocal(index.arrived[c]!))),
    ),
  ]
  return { name: 'cases', rows: index.cases, columns: [...fixed, ...furtherOf(history, people, fixed, (column) => of(column, firstRow))] }
}

/** The further columns, called so that SQL needs no quotes: `Case type` becomes `case_type`. */
function furtherOf(
  history: History,
  people: Pseudonyms,
  fixed: readonly SqlColumn[],
  pick: (column: TextColumn) => TextColumn = (column) => column,
): SqlColumn[] {
  const taken = new Set(fixed.map(({ name }) => name))
  return [...history.attributes].flatMap(([header, column]) => {
    if (people.withholds(header)) return []
    const plain = columnName(people.mask(header))
    let name = plain
    for (let next = 2; taken.has(name); next++) name = `${plain}_${next}`
    taken.add(name)
    return [shown(name, pick(column), (value) => people.show(header, value))]
  })
}

function columnName(header: string): string {
  const plain = header
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
  return /^\p{L}/u.test(plain) ? plain : `column_${plain}`.replace(/_$/, '')
}

/** Two names that are shown alike become one text. */
function shown(name: string, column: TextColumn, show: (value: string) => string): SqlColumn {
  return { name, type: 'text', codes: column.codes, values: column.values.map(show) }
}

function number(name: string, values: Float64Array): SqlColumn {
  return { name, type: 'number', values }
}

function whole(name: string, values: ArrayLike<number>): SqlColumn {
  return { name, type: 'whole', values: Float64Array.from(values) }
}

function clockOf(history: History): (name: string, times: Float64Array) => SqlColumn {
  const zone = zoneOf(history.timezone)
  return (name, times) => ({ name, type: 'time', values: times.map((time) => (Number.isFinite(time) ? zone.toLocal(time) : NaN)) })
}
