import type { TextColumn } from './dictionary.ts'
import type { History } from './history.ts'

/** The history with the rows that are kept alone. Texts that no kept row has are gone, so that its cases are those of the kept rows. */
export function subsetOf(history: History, keeps: (row: number) => boolean): History {
  const rows: number[] = []
  for (let row = 0; row < history.rows; row++) if (keeps(row)) rows.push(row)
  const floats = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!)
  const texts = (column: TextColumn) => subsetOfTexts(column, rows)
  return {
    ...history,
    rows: rows.length,
    line: Int32Array.from(rows, (row) => history.line[row]!),
    caseId: texts(history.caseId),
    activity: texts(history.activity),
    resource: texts(history.resource),
    category: texts(history.category),
    outcome: texts(history.outcome),
    arrived: floats(history.arrived),
    start: floats(history.start),
    end: floats(history.end),
    count: floats(history.count),
    handleSeconds: floats(history.handleSeconds),
    attributes: new Map([...history.attributes].map(([header, column]) => [header, texts(column)])),
  }
}

function subsetOfTexts({ codes, values }: TextColumn, rows: readonly number[]): TextColumn {
  const kept: string[] = []
  const known = new Map<number, number>()
  const fresh = Int32Array.from(rows, (row) => {
    // A column that the file lacks has no codes at all.
    const code = codes[row] ?? -1
    if (code < 0) return -1
    if (!known.has(code)) known.set(code, kept.push(values[code]!) - 1)
    return known.get(code)!
  })
  return { codes: fresh, values: kept }
}
