import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** A row of a committed sample history; times in seconds since 1970, NaN where missing. Read by hand, so that the history room is not asked. */
export type SampleRow = {
  readonly id: string
  readonly activity: string
  readonly start: number
  readonly end: number
  readonly resource: string
  readonly outcome: string
  /** By column. */
  readonly cells: Readonly<Record<string, string>>
  readonly text: string
}

/** The rows of `workflows/PATH`. */
export function sampleRows(path: string): SampleRow[] {
  const file = readFileSync(new URL(`../workflows/${path}`, import.meta.url))
  const [header = '', ...lines] = gunzipSync(file).toString().trimEnd().split('\n')
  const names = header.split(',')
  return lines.map((text) => {
    const values = text.split(',')
    const cells = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
    const cell = (name: string) => cells[name] ?? ''
    return {
      id: cell('case_id'),
      activity: cell('activity'),
      start: Date.parse(cell('start')) / 1000,
      end: Date.parse(cell('end')) / 1000,
      resource: cell('resource'),
      outcome: cell('outcome'),
      cells,
      text,
    }
  })
}

/** Rows by case, in order of arrival, without those that stand twice. */
export function sampleCases(rows: readonly SampleRow[]): SampleRow[][] {
  const seen = new Set<string>()
  const cases = new Map<string, SampleRow[]>()
  for (const row of rows) {
    if (seen.has(row.text)) continue
    seen.add(row.text)
    const list = cases.get(row.id)
    if (list) list.push(row)
    else cases.set(row.id, [row])
  }
  return [...cases.values()]
}
