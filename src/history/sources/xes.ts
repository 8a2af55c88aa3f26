import { HistoryError } from '../fault.ts'
import { leftOut, tableLines } from './growing-table.ts'

const caseName = 'case:concept:name'
const first = [caseName, 'concept:name', 'lifecycle:transition', 'org:resource', 'time:timestamp']
const longestTag = 1_048_576
const values: ReadonlySet<string> = new Set(['string', 'date', 'int', 'float', 'boolean', 'id'])

/**
 * An event log in XES (IEEE 1849) as CSV, read as a stream: a row for each event, what is true of its trace in columns that begin with `case:`.
 * Nothing but the five entities of XML and numbered characters is expanded; a document type is refused.
 */
export function xesLines(text: AsyncIterable<string>): { chunks: AsyncIterable<string>; notes: () => readonly string[] } {
  const left = new Map<string, number>()
  const reader = new XesReader()
  return {
    chunks: tableLines(events(text, reader), left, first),
    notes: () => [
      'Each event of the XES log is a row; lines are counted as events, with one for the names of the columns.',
      ...(reader.unnamed > 0
        ? [
            `${reader.unnamed.toLocaleString('en')} traces have no concept:name; each was taken as a case of its own and is called by its place in the log.`,
          ]
        : []),
      ...leftOut(left),
    ],
  }
}

async function* events(text: AsyncIterable<string>, reader: XesReader): AsyncGenerator<ReadonlyMap<string, string>> {
  for await (const chunk of text) yield* reader.push(chunk)
  reader.finish()
}

/** Reads tags as they come; only traces, events and their attributes matter. */
class XesReader {
  #rest = ''
  #path: string[] = []
  #trace = new Map<string, string>()
  #event: Map<string, string> | null = null
  #isLog = false
  #traces = 0
  unnamed = 0

  push(chunk: string): ReadonlyMap<string, string>[] {
    const found: ReadonlyMap<string, string>[] = []
    const text = this.#rest + chunk
    let at = 0
    for (;;) {
      const open = text.indexOf('<', at)
      if (open < 0) {
        at = text.length
        break
      }
      const close = endOfTag(text, open)
      if (close < 0) {
        at = open
        break
      }
      this.#take(text.slice(open + 1, close), found)
      at = close + 1
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > longestTag) throw new HistoryError('A tag of this XML file is longer than a million characters.')
    return found
  }

  finish(): void {
    if (!this.#isLog) throw new HistoryError('This is an XML file, but no XES log: it has no element “log”.')
    if (this.#path.length > 0) throw new HistoryError('The XES log breaks off before its end. Export it again.')
  }

  #take(tag: string, found: ReadonlyMap<string, string>[]): void {
    if (tag.startsWith('?') || tag.startsWith('!--')) return
    if (tag.startsWith('!'))
      throw new HistoryError('This XML file has a document type or raw characters, which no XES log needs. It is not read.')
    if (tag.startsWith('/')) return this.#close(tag.slice(1).trim(), found)
    const name = /^[^\s/>]+/.exec(tag)?.[0]?.replace(/^.*:/, '') ?? ''
    if (this.#path.length === 0 && name !== 'log')
      throw new HistoryError(`This is an XML file, but no XES log: it begins with “${name.slice(0, 40)}”.`)
    this.#isLog = true
    const parent = this.#path.at(-1)
    if (this.#path.length > 64) throw new HistoryError('The XES log is nested too deep.')
    if (name === 'trace') {
      this.#trace = new Map()
      this.#traces++
    } else if (name === 'event') this.#event = new Map(this.#trace)
    else if (values.has(name) && (parent === 'trace' || parent === 'event')) this.#addValue(tag, parent)
    if (tag.endsWith('/')) this.#end(name, found)
    else this.#path.push(name)
  }

  #addValue(tag: string, parent: string): void {
    const [key, value] = [attributeOf(tag, 'key'), attributeOf(tag, 'value')]
    if (key === null || value === null) return
    if (parent === 'trace') this.#trace.set(`case:${key}`, value)
    else this.#event?.set(key, value)
  }

  #close(written: string, found: ReadonlyMap<string, string>[]): void {
    const name = written.replace(/^.*:/, '')
    if (this.#path.pop() !== name)
      throw new HistoryError(`The XES log is broken: “${written.slice(0, 40)}” is closed where it is not open.`)
    this.#end(name, found)
  }

  #end(name: string, found: ReadonlyMap<string, string>[]): void {
    if (name === 'trace' && !this.#trace.has(caseName)) this.unnamed++
    if (name !== 'event' || !this.#event) return
    // Two cases without a name are two cases.
    if (!this.#event.has(caseName)) this.#event.set(caseName, `trace ${this.#traces}`)
    found.push(this.#event)
    this.#event = null
  }
}

/** Where the tag that opens here ends; a `>` inside quotes or a comment does not end it. −1: not yet. */
function endOfTag(text: string, open: number): number {
  if (text.startsWith('<!--', open)) {
    const end = text.indexOf('-->', open + 4)
    return end < 0 ? -1 : end + 2
  }
  for (let at = open + 1, quote = ''; at < text.length; at++) {
    const character = text[at]!
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at
  }
  return -1
}

function attributeOf(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return found ? expanded(found[1] ?? found[2] ?? '') : null
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function expanded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (all, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? all
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : all
  })
}
