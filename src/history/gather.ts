import { encode, newDictionary } from './dictionary.ts'
import type { TextColumn } from './dictionary.ts'
import type { History } from './history.ts'

/** Everything of a history but how its reading went. */
export type Rows = Omit<History, 'reading' | 'questions' | 'timezone'> & { readonly lifecycle: TextColumn }

/** These rows alone, in this order; values that no row has any more are gone from the columns. */
export function gatherRows(rows: Rows, wanted: Int32Array): Rows {
  const text = (column: TextColumn) => gatherTexts(column, wanted)
  const numbers = (column: Float64Array) => Float64Array.from(wanted, (row) => column[row]!)
  return {
    ...rows,
    rows: wanted.length,
    line: Int32Array.from(wanted, (row) => rows.line[row]!),
    caseId: text(rows.caseId),
    activity: text(rows.activity),
    resource: text(rows.resource),
    category: text(rows.category),
    outcome: text(rows.outcome),
    lifecycle: text(rows.lifecycle),
    arrived: numbers(rows.arrived),
    start: numbers(rows.start),
    end: numbers(rows.end),
    count: numbers(rows.count),
    handleSeconds: numbers(rows.handleSeconds),
    attributes: new Map([...rows.attributes].map(([name, column]) => [name, text(column)])),
  }
}

function gatherTexts(column: TextColumn, wanted: Int32Array): TextColumn {
  const dictionary = newDictionary()
  const codes = Int32Array.from(wanted, (row) => encode(dictionary, column.values[column.codes[row]!] ?? ''))
  return { codes, values: dictionary.values }
}

/** The rows that are not set aside. */
export function rowsBut(rows: number, aside: ReadonlySet<number>): Int32Array {
  return Int32Array.from({ length: rows - aside.size }).map(nextRow(aside))
}

function nextRow(aside: ReadonlySet<number>): () => number {
  let row = -1
  return () => {
    do row++
    while (aside.has(row))
    return row
  }
}
