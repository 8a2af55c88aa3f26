/** A table of plain values: what stands behind a picture. */
export type PlainTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number | null)[])[] }

/** The table as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets a leading apostrophe; numbers stay numbers. */
export function csvOf({ columns, rows }: PlainTable): string {
  return [columns, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n') + '\r\n'
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
