/** A count with thousands apart. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** A share as a percentage. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–'
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`
}

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** Seconds in the largest unit that gives at least one: `4.2 h`; of `unitOf`, where another number says in which. A dash where nothing was measured. */
export function duration(seconds: number, unitOf = seconds): string {
  if (!Number.isFinite(seconds)) return '–'
  const [size, unit] = units.find(([length]) => Math.abs(unitOf) >= length) ?? [1, 's']
  const value = seconds / size
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(2).includes('e') ? value.toFixed(0) : Number(value.toPrecision(3))} ${unit}`
}

/** Columns padded for a terminal: the first to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
