import { csvLine } from '../../workflow/csv.ts'
import { HistoryError } from '../fault.ts'
import { openText } from '../opening.ts'
import { RecordReader } from '../record-reader.ts'
import type { Source } from './source.ts'

/** A file of a log, and how it is opened. */
export type Part = { readonly name: string; readonly open: () => Promise<Source> }

/** So much of a file is looked at for its header, in characters. */
const headLength = 1_000_000

/**
 * Several files of one log as one text: the columns are those of the first, found again by name in the others, in any order. Lines are counted through all files.
 * Throws a HistoryError for a file that has less than half of these columns.
 */
export async function joinedSource(parts: readonly Part[]): Promise<Source> {
  const [first] = parts
  if (!first) throw new HistoryError('There is no file.')
  if (parts.length === 1) return first.open()
  const opened: Source[] = []
  const notes: string[] = []
  async function* lines(): AsyncGenerator<string> {
    let header: readonly string[] | null = null
    let line = 1
    for (const { name, open } of parts) {
      const source = await open()
      opened.push(source)
      const began = line
      for await (const rows of rowsOf(source)) {
        if ('header' in rows) {
          yield* header === null ? [`${csvLine(rows.header)}\n`] : []
          header ??= rows.header
          notes.push(...rows.notes.map((note) => `“${name}”: ${note}`))
          const own: readonly string[] = header
          rows.take(placesOf(own, rows.header, name, notes))
          continue
        }
        yield rows.text
        line += rows.lines
      }
      notes.push(`“${name}” is lines ${(began + 1).toLocaleString('en')} to ${line.toLocaleString('en')} of all files together.`)
    }
  }
  return {
    chunks: lines(),
    notes: () => [
      `${parts.length} files were read as one log, by the columns of “${first.name}”.`,
      ...notes,
      ...opened.flatMap((one) => one.notes()),
    ],
    questions: () => opened.flatMap((one) => one.questions()),
  }
}

/** Where the columns of the first file stand in another one; −1: nowhere. */
function placesOf(wanted: readonly string[], header: readonly string[], name: string, notes: string[]): number[] {
  const plain = (text: string) => text.trim().toLowerCase()
  const own = header.map(plain)
  const places = wanted.map((column) => own.indexOf(plain(column)))
  const lacks = wanted.filter((_, at) => places[at]! < 0)
  const more = header.filter((_, at) => !places.includes(at))
  if (lacks.length * 2 > wanted.length)
    throw new HistoryError(
      `“${name}” has other columns (${header.slice(0, 8).join(', ')}) than the first file (${wanted.slice(0, 8).join(', ')}). Bring the files of one log together, others apart.`,
    )
  if (lacks.length > 0) notes.push(`“${name}” has no column ${lacks.map((column) => `“${column}”`).join(', ')}; it is empty there.`)
  if (more.length > 0)
    notes.push(`${more.map((column) => `“${column}”`).join(', ')} in “${name}” is not in the first file and was left out.`)
  return places
}

type Rows =
  | { readonly header: readonly string[]; readonly notes: readonly string[]; readonly take: (places: readonly number[]) => void }
  | { readonly text: string; readonly lines: number }

/** The header of a file, to be answered with the places wanted, then its rows as CSV. */
async function* rowsOf(source: Source): AsyncGenerator<Rows> {
  const chunks = source.chunks[Symbol.asyncIterator]()
  let head = ''
  let whole = false
  while (head.length < headLength && !whole) {
    const next = await chunks.next()
    if (next.done) whole = true
    else head += next.value
  }
  const opening = openText(head, whole)
  let places: readonly number[] = []
  yield { header: opening.header, notes: opening.notes, take: (found) => (places = found) }
  let lines: string[] = []
  const headerLine = 1 + opening.skip.lines
  const reader = new RecordReader(
    opening.delimiter,
    {
      record: (fields, line) => {
        if (line === headerLine) return
        // What does not fit stays as it is, so that it is counted and named like any other.
        const fits = fields.length >= opening.header.length && fields.slice(opening.header.length).every((cell) => cell.trim() === '')
        lines.push(csvLine(fits ? places.map((at) => (at < 0 ? '' : fields[at]!)) : fields))
      },
      fault: (_reason, line, _detail, raw) => {
        if (line !== headerLine) lines.push(raw.replaceAll(/[\r\n]+/g, ' '))
      },
    },
    { firstLine: headerLine, backslash: opening.backslash },
  )
  const taken = () => {
    const text = lines.length > 0 ? `${lines.join('\n')}\n` : ''
    const rows = { text, lines: text.split('\n').length - 1 }
    lines = []
    return rows
  }
  reader.push(head.slice(opening.skip.characters))
  if (!whole)
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      yield taken()
      reader.push(next.value)
    }
  reader.finish()
  yield taken()
}
