import Papa from 'papaparse'
import { unguarded } from '../workflow/csv.ts'
import { HistoryError } from './fault.ts'

/** The start of a file, understood: where its rows begin and how they are cut. */
export type Opening = {
  readonly delimiter: string
  /** Unique names; a repeated one gets its number, an empty one its place: `Notes (2)`, `column 3`. */
  readonly header: readonly string[]
  /** The first rows, for recognition and a preview. */
  readonly sample: readonly (readonly string[])[]
  /** Characters and lines before the first row after the header. */
  readonly skip: { readonly characters: number; readonly lines: number }
  /** Whether quotes inside quoted fields have a backslash before them. */
  readonly backslash: boolean
  readonly notes: readonly string[]
}

/** What a mapping says of how a file is cut. `datesInHeader`: columns may be called by dates. */
export type Cut = { readonly separator?: string | undefined; readonly headerLine?: number | undefined; readonly datesInHeader?: boolean }

const sampleRows = 200
const headLength = 65_536

/** How much of a file `openText` wants to see, in characters. */
export const headWanted = headLength

/**
 * Reads the start of a file: byte order mark, `sep=` line, lines above the header, separator and header. `whole`: nothing follows the head.
 * Throws a HistoryError when it is empty, not text, or has no rows.
 */
export function openText(head: string, whole: boolean, cut: Cut = {}): Opening {
  const notes: string[] = []
  const before = prelude(head, notes)
  refuseBinary(head.slice(before.characters))
  if (head.slice(before.characters).trim() === '') throw new HistoryError('The file is empty.')
  const table = findTable(head.slice(before.characters), before, cut)
  const start = { characters: before.characters + table.characters, lines: before.lines + table.lines }
  if (table.lines > 0)
    notes.push(
      `${table.lines === 1 ? 'The line' : `${table.lines} lines`} above the header (“${table.first.slice(0, 60)}”) ${table.lines === 1 ? 'was' : 'were'} left out.`,
    )
  const text = head.slice(start.characters)
  const firstLine = text.split(/\r\n?|\n/, 1)[0]!
  const { delimiter } = table
  const backslash = /[,;\t|]"[^"\r\n]*\\"[^"\r\n]/.test(text)
  const complete = whole ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1)
  const plain = complete.slice(0, headLength).replace(/\r\n?/g, '\n')
  const parsed = Papa.parse<string[]>(backslash ? plain.replaceAll('\\"', '""') : plain, {
    delimiter,
    newline: '\n',
    preview: sampleRows + 1,
  })
  // A line of separators alone is a row (of empty cells), as the reader counts it; a blank line is not.
  const [names, ...sample] = parsed.data
    .filter((cells) => cells.length > 1 || (cells[0] ?? '').trim() !== '')
    .map((cells) => cells.map(unguarded))
  if (!whole && sample.length === 0)
    throw new HistoryError(
      `Line ${names ? 2 : 1} is too long: it goes on for more than ${headLength.toLocaleString('en')} characters. Is a quote opened and never closed? A history has one row a line.`,
    )
  if (!names || sample.length === 0) throw new HistoryError('The file has a header and no rows.')
  if (names.length === 1 && delimiter === ',')
    notes.push('Only one column was found. Are the columns separated by comma, semicolon or tab?')
  const header = uniqueNames(withoutEmptyEnd(names, sample), notes)
  if (cut.datesInHeader !== true && looksLikeData(names))
    throw new HistoryError(
      `The first line looks like data, not like column names (“${firstLine.slice(0, 80)}”). Add a line with the names of the columns.`,
    )
  return { delimiter, header, sample, skip: start, backslash, notes }
}

/** A separator at the end of every line makes no column. */
function withoutEmptyEnd(names: readonly string[], sample: readonly (readonly string[])[]): readonly string[] {
  let length = names.length
  while (length > 1 && names[length - 1]!.trim() === '' && sample.every((row) => row.length >= length && row[length - 1]!.trim() === ''))
    length--
  return names.slice(0, length)
}

function prelude(head: string, notes: string[]): { characters: number; lines: number; delimiter?: string } {
  let characters = 0
  let lines = 0
  if (head.startsWith('\ufeff')) {
    characters = 1
    notes.push('The file starts with a byte order mark, which was left out.')
  }
  const rest = head.slice(characters)
  const declared = /^sep=(.)(\r\n?|\n)/.exec(rest)
  if (declared) return { characters: characters + declared[0].length, lines: 1, delimiter: declared[1]! }
  const blank = /^(?:[ \t]*(?:\r\n?|\n))+/.exec(rest)
  if (blank) {
    lines = blank[0].match(/\r\n?|\n/g)!.length
    characters += blank[0].length
  }
  return { characters, lines }
}

const signatures: readonly (readonly [start: string, message: string])[] = [
  ['PK\u0003\u0004', 'This is a zip file or an Excel workbook. Save the sheet as CSV (UTF-8) and bring that.'],
  ['%PDF', 'This is a PDF. Export the rows as CSV.'],
  ['PAR1', 'This is a Parquet file, which cannot be read yet. Export it as CSV.'],
  ['\u001f', 'This is a compressed file. Name it with .gz at the end, or unpack it first.'],
  ['<?xml', 'This is an XML file (perhaps XES), which cannot be read yet. Export it as CSV.'],
  ['{', 'This is a JSON file, which cannot be read yet. Export it as CSV.'],
  ['[', 'This is a JSON file, which cannot be read yet. Export it as CSV.'],
]

function refuseBinary(text: string): void {
  for (const [start, message] of signatures) if (text.startsWith(start)) throw new HistoryError(message)
  const head = text.slice(0, 4096)
  const codes = Array.from(head, (character) => character.charCodeAt(0))
  const zeros = codes.filter((code) => code === 0).length
  if (zeros > head.length / 4) throw new HistoryError('This looks like UTF-16 text. Save the file as CSV in UTF-8.')
  const strange = codes.filter((code) => code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13)).length
  if (strange > head.length / 10)
    throw new HistoryError('This is not a text file. Bring a CSV with one row per piece of work, per case or per hour.')
}

const separators = [',', ';', '\t', '|', '^', '~']
/** Lines that are looked at for the separator and the header. */
const looked = 60

/** Where the table begins: the separator that cuts most lines into the same number of cells, and into most cells, and the first line that has that many. */
function findTable(
  text: string,
  { delimiter: declared }: { readonly delimiter?: string },
  { separator, headerLine }: Cut,
): { readonly delimiter: string; readonly characters: number; readonly lines: number; readonly first: string } {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/, looked)
  const bare = lines.map((line) => line.replace(/[\r\n]+$/, '').replace(/"(?:[^"]|"")*"/g, '""'))
  const filled = bare.filter((line) => line.trim() !== '')
  const given = separator ?? declared
  const fits = (given === undefined ? separators : [given]).map((delimiter) => ({ delimiter, ...commonCells(filled, delimiter) }))
  const score = (fit: (typeof fits)[number]) => fit.lines * (fit.cells - 1)
  const best = fits.reduce((winner, next) => (score(next) > score(winner) ? next : winner))
  const { delimiter, cells } = best
  const at = headerLine === undefined ? firstFitting(bare, delimiter, cells) : Math.min(headerLine - 1, lines.length - 1)
  return { delimiter, characters: lines.slice(0, at).join('').length, lines: at, first: bare[0]!.trim() }
}

/** The number of cells, more than one, that most of the lines have, and how many lines that are. */
function commonCells(lines: readonly string[], delimiter: string): { readonly cells: number; readonly lines: number } {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const cells = line.split(delimiter).length
    if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1)
  }
  const [cells, found] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0]
  return { cells, lines: found }
}

/** A title or a comment has fewer cells than the rows, or none but its first filled; the header comes at the latest where rows begin that fit. */
function firstFitting(lines: readonly string[], delimiter: string, cells: number): number {
  if (cells < 2) return 0
  const isHeader = (line: string) => {
    const filled = line.split(delimiter).filter((cell) => cell.trim() !== '').length
    return !/^\s*(#|\/\/|--)/.test(line) && filled >= Math.max(2, (cells * 2) / 3)
  }
  return Math.max(0, lines.findIndex(isHeader))
}

function uniqueNames(names: readonly string[], notes: string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((raw, i) => {
    const name = raw.trim() === '' ? `column ${i + 1}` : raw.trim()
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    if (times === 1) return name
    notes.push(
      `The column name “${name}” occurs more than once; the ${times === 2 ? 'second' : `${times}th`} is called “${name} (${times})”.`,
    )
    return `${name} (${times})`
  })
}

/** A header has a name in most cells; a row of data has times or numbers in some. */
function looksLikeData(cells: readonly string[]): boolean {
  return (
    cells.some((cell) => /^\d{4}-\d\d-\d\d|^\d{1,2}[/.]\d{1,2}[/.]\d{4}/.test(cell.trim())) ||
    (cells.length > 0 && cells.every((cell) => /^-?\d+([.,]\d+)?$/.test(cell.trim())))
  )
}
