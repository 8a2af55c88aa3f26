import Papa from 'papaparse'
import { unguarded } from '../workflow/csv.ts'
import type { FaultReason } from './fault.ts'

/** Takes each record with the line on which it starts (from 1) and its text. */
type RecordHandler = {
  record(fields: string[], line: number, raw: string): void
  fault(reason: FaultReason, line: number, detail: string, raw: string): void
}

/** A quoted field may run over this many lines and characters; beyond, its quote counts as never closed. */
const openLines = 200
const openLength = 65_536
const lineLength = 1_048_576
const batchSize = 500

const quoteFaults: Readonly<Record<string, string>> = {
  MissingQuotes: 'A quote is opened and not closed.',
  InvalidQuotes: 'Text stands between a closing quote and the next separator.',
}

/**
 * Cuts chunks of text into records. Lines without quotes are cut at the delimiter; records with quotes go through Papa Parse in batches.
 * After a broken quote reading goes on at the next line, so that one stray quote costs one row and not the rest of the file.
 */
export class RecordReader {
  readonly #delimiter: string
  readonly #handler: RecordHandler
  #rest = ''
  #carry: string[] = []
  #line = 1
  #skipping = false
  readonly #backslash: boolean
  blankLines = 0
  replacementCharacters = 0

  /** `firstLine`: where in the file the text begins. `backslash`: a quote inside a quoted field has a backslash before it. */
  constructor(delimiter: string, handler: RecordHandler, { firstLine = 1, backslash = false } = {}) {
    this.#delimiter = delimiter
    this.#handler = handler
    this.#line = firstLine
    this.#backslash = backslash
  }

  push(chunk: string): void {
    if (chunk === '') return
    this.replacementCharacters += countOf(chunk, '\ufffd')
    let text = this.#rest + chunk
    // A carriage return at the end may be half of a line break.
    const held = text.endsWith('\r') ? '\r' : ''
    if (held) text = text.slice(0, -1)
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
    const end = text.lastIndexOf('\n')
    this.#rest = text.slice(end + 1) + held
    if (end >= 0) this.#takeText(text.slice(0, end))
    this.#limitLine()
  }

  finish(): void {
    const last = this.#escaped(this.#rest.replace(/\r\n?/g, '\n'))
    this.#rest = ''
    const lines = [...this.#carry, ...(last === '' ? [] : last.replace(/\n$/, '').split('\n'))]
    this.#carry = []
    if (this.#skipping) return
    this.#takeLines(lines, true)
  }

  #takeText(given: string): void {
    const text = this.#escaped(given)
    const lines = text.split('\n')
    if (this.#skipping) {
      this.#skipping = false
      this.#line++
      lines.shift()
    }
    if (this.#carry.length > 0 || text.includes('"')) {
      const carried = this.#carry
      this.#carry = []
      this.#takeLines(carried.length > 0 ? [...carried, ...lines] : lines, false)
      return
    }
    for (const line of lines) {
      if (isBlank(line)) this.blankLines++
      else this.#record(line.split(this.#delimiter), this.#line, line)
      this.#line++
    }
  }

  /** Quotes escaped by a backslash, doubled instead. */
  #escaped(text: string): string {
    return this.#backslash && text.includes('\\"') ? text.replaceAll('\\"', '""') : text
  }

  /** `final`: no more lines follow, so an open quote is broken. */
  #takeLines(lines: readonly string[], final: boolean): void {
    const batch: Batch = { records: [], lines: [] }
    for (let i = 0; i < lines.length;) {
      const span = this.#spanAt(lines, i, final)
      if (span === 'more') {
        this.#carry = lines.slice(i)
        break
      }
      if (span === 'broken') {
        this.#flush(batch)
        this.#takeOne(lines[i]!, this.#line)
      } else if (span === 1 && isBlank(lines[i]!)) this.blankLines++
      else {
        batch.records.push(span === 1 ? lines[i]! : lines.slice(i, i + span).join('\n'))
        batch.lines.push(this.#line)
        if (batch.records.length >= batchSize) this.#flush(batch)
      }
      const taken = span === 'broken' ? 1 : span
      i += taken
      this.#line += taken
    }
    this.#flush(batch)
  }

  /** How many lines the record that starts at `i` has. */
  #spanAt(lines: readonly string[], i: number, final: boolean): number | 'more' | 'broken' {
    let quotes = countOf(lines[i]!, '"')
    let length = lines[i]!.length
    for (let j = i + 1; quotes % 2 === 1; j++) {
      if (j - i > openLines || length > openLength) return 'broken'
      if (j >= lines.length) return final ? 'broken' : 'more'
      quotes += countOf(lines[j]!, '"')
      length += lines[j]!.length
      if (quotes % 2 === 0) return j - i + 1
    }
    return 1
  }

  #flush(batch: Batch): void {
    const { records, lines } = batch
    if (records.length === 0) return
    const parsed = this.#parse(records.join('\n'))
    if (parsed.errors.length === 0 && parsed.data.length === records.length) {
      for (const [i, fields] of parsed.data.entries()) this.#record(fields, lines[i]!, records[i]!)
    } else for (const [i, record] of records.entries()) this.#takeOne(record, lines[i]!)
    records.length = 0
    lines.length = 0
  }

  #takeOne(record: string, line: number): void {
    const parsed = this.#parse(record)
    const [fields] = parsed.data
    if (parsed.errors.length === 0 && parsed.data.length === 1 && fields) return this.#record(fields, line, record)
    const parts = record.split('\n')
    if (parts.length === 1)
      return this.#handler.fault('quotes', line, quoteFaults[parsed.errors[0]?.code ?? ''] ?? 'The quotes do not match.', record)
    for (const [i, part] of parts.entries()) {
      if (isBlank(part)) this.blankLines++
      else this.#takeOne(part, line + i)
    }
  }

  /** Fields that a spreadsheet would have taken for formulas were guarded when they were written. */
  #record(fields: string[], line: number, raw: string): void {
    if (raw.includes("'")) for (const [i, field] of fields.entries()) fields[i] = unguarded(field)
    this.#handler.record(fields, line, raw)
  }

  #parse(text: string): Papa.ParseResult<string[]> {
    return Papa.parse<string[]>(text, { delimiter: this.#delimiter, newline: '\n', quoteChar: '"', escapeChar: '"' })
  }

  #limitLine(): void {
    if (this.#rest.length <= lineLength) return
    if (!this.#skipping)
      this.#handler.fault(
        'long',
        this.#line,
        `The line is longer than ${lineLength.toLocaleString('en')} characters.`,
        this.#rest.slice(0, 200),
      )
    this.#skipping = true
    this.#rest = ''
  }
}

type Batch = { records: string[]; lines: number[] }

function isBlank(line: string): boolean {
  return line === '' || line.trim() === ''
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++
  return count
}
