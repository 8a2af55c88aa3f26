/** A table of plain values: what stands behind a picture. */
export type PlainTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number | null)[])[] }

/** The table as CSV (RFC 4180); see `csvLine`. */
export function csvOf({ columns, rows }: PlainTable): string {
  return [columns, ...rows].map((row) => csvLine(row) + '\r\n').join('')
}

/** One line of CSV, without its end. A text that a spreadsheet would take for a formula gets a leading apostrophe (`unguarded` takes it off); numbers stay. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return cells.map(cellOf).join(',')
}

/** The text as it was before `csvLine` guarded it. */
export function unguarded(text: string): string {
  return text.charCodeAt(0) === 39 && isFormula(text) ? text.slice(1) : text
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = isFormula(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Apostrophes may stand before it, so that what is guarded once more is unguarded once less. */
function isFormula(text: string): boolean {
  return /^'*[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?(e[+-]?\d+)?$/i.test(text)
}
