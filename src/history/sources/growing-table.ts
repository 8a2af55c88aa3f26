import { csvLine } from '../../workflow/csv.ts'

/** Records that are looked at before the columns are settled. */
const looked = 500
const batch = 500

/** Makes lines of CSV of records whose columns come up one by one: those of the first records are the columns, later ones are counted. */
export async function* tableLines(
  records: AsyncIterable<ReadonlyMap<string, string>>,
  left: Map<string, number>,
  first: readonly string[] = [],
): AsyncGenerator<string> {
  const early: ReadonlyMap<string, string>[] = []
  let header: string[] | null = null
  let lines: string[] = []
  const settle = () => {
    const known = new Set(early.flatMap((record) => [...record.keys()]))
    header = [...first.filter((name) => known.has(name)), ...[...known].filter((name) => !first.includes(name))]
    lines.push(csvLine(header), ...early.map((record) => lineOf(record, header!, left)))
  }
  for await (const record of records) {
    if (header === null) {
      early.push(record)
      if (early.length === looked) settle()
    } else lines.push(lineOf(record, header, left))
    if (lines.length >= batch) {
      yield `${lines.join('\n')}\n`
      lines = []
    }
  }
  if (header === null && early.length > 0) settle()
  if (lines.length > 0) yield `${lines.join('\n')}\n`
}

function lineOf(record: ReadonlyMap<string, string>, header: readonly string[], left: Map<string, number>): string {
  let known = 0
  const cells = header.map((name) => {
    const value = record.get(name)
    if (value !== undefined) known++
    return value ?? ''
  })
  if (known < record.size) for (const name of record.keys()) if (!header.includes(name)) left.set(name, (left.get(name) ?? 0) + 1)
  return csvLine(cells)
}

/** What was left out because it came up late. */
export function leftOut(left: ReadonlyMap<string, number>): string[] {
  return [...left].map(
    ([name, n]) => `“${name}” comes up first after ${looked} records and is not kept (${n.toLocaleString('en')} values).`,
  )
}
