import { HistoryError } from '../fault.ts'
import { decodedText } from './encoding.ts'
import { jsonLines } from './json-lines.ts'
import { jsonTable } from './json-table.ts'
import type { Source, SourceOptions } from './source.ts'
import { xesLines } from './xes.ts'

/** Archives, workbooks and Parquet files are read whole: more bytes than this are not. */
const mostWhole = 512e6

/**
 * The text of a history in any form, unpacked from gzip already: CSV in its encoding, JSON lines, XES, Parquet, an Excel workbook, or a zip file of one of these.
 * Throws a HistoryError for what is none of them, or unpacks without end.
 */
export async function openSource(bytes: AsyncIterable<Uint8Array>, options: SourceOptions): Promise<Source> {
  const all = bytes[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  for (let length = 0; length < 4;) {
    const next = await all.next()
    if (next.done) break
    first.push(next.value)
    length += next.value.length
  }
  const rest = chained(first, all)
  const start = String.fromCharCode(...joined(first).subarray(0, 4))
  if (start.startsWith('PK')) return (await import('./archive.ts')).openArchive(await whole(rest), options, openSource)
  if (start === 'PAR1') return (await import('./parquet.ts')).parquetLines(await whole(rest))
  return ofText(decodedText(rest, options.decoders))
}

type Text = { readonly chunks: AsyncGenerator<string>; readonly notes: () => readonly string[] }

async function ofText(text: Text): Promise<Source> {
  let head = ''
  while (head.trim() === '' && head.length < 65_536) {
    const next = await text.chunks.next()
    if (next.done) break
    head += next.value
  }
  const rest = chained([head], text.chunks)
  const from = (lines: { chunks: AsyncIterable<string>; notes: () => readonly string[] }): Source => ({
    chunks: lines.chunks,
    notes: () => [...text.notes(), ...lines.notes()],
    questions: () => [],
  })
  if (/^\ufeff?\s*<\?xml|^\ufeff?\s*<log[\s>]|^\ufeff?\s*<!--/.test(head)) return from(xesLines(rest))
  if (/^\ufeff?\s*\[/.test(head)) return from(jsonTable(rest))
  if (/^\ufeff?\s*\{/.test(head)) return ofJson(rest, from)
  return from({ chunks: rest, notes: () => [] })
}

/** One object a line, unless the first line is a part of an object, or of one that holds a list of records. */
async function ofJson(text: AsyncGenerator<string>, from: (lines: ReturnType<typeof jsonTable>) => Source): Promise<Source> {
  let head = ''
  while (!/\S[^\n]*\n/.test(head) && head.length < 1_048_576) {
    const next = await text.next()
    if (next.done) break
    head += next.value
  }
  const [line = ''] = head.trimStart().split(/\r?\n/, 1)
  const isRecord = /^\ufeff?\{.*\}\s*$/.test(line) && !/:\s*\[\s*\{/.test(line)
  return from(isRecord ? jsonLines(chained([head], text)) : jsonTable(chained([head], text)))
}

async function* chained<T>(first: readonly T[], rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    yield* first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of bytes) {
    parts.push(part)
    length += part.length
    if (length > mostWhole)
      throw new HistoryError(
        'Archives, workbooks and Parquet files of more than 512 MB are not read. Export the rows as CSV; of those there may be more.',
      )
  }
  return joined(parts)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
