import { HistoryError } from '../fault.ts'
import { addFields } from './json-lines.ts'
import { leftOut, tableLines } from './growing-table.ts'

/** A whole document is held in memory: longer ones are not read, in characters. */
const longest = 200e6
const deepest = 4

/** One JSON document that holds a list of records, somewhere in it, as CSV. Throws a HistoryError where it holds none. */
export function jsonTable(text: AsyncIterable<string>): { chunks: AsyncIterable<string>; notes: () => readonly string[] } {
  const left = new Map<string, number>()
  const found = { where: '' }
  return {
    chunks: tableLines(records(text, found), left),
    notes: () => [
      `Each object in ${found.where} of the JSON file is a row; lines are counted with one for the names of the columns.`,
      ...leftOut(left),
    ],
  }
}

async function* records(text: AsyncIterable<string>, found: { where: string }): AsyncGenerator<ReadonlyMap<string, string>> {
  let whole = ''
  for await (const chunk of text) {
    whole += chunk
    if (whole.length > longest)
      throw new HistoryError(
        'A JSON document of more than 200 MB is not read whole. Write one object a line (JSON lines): of those there may be more.',
      )
  }
  const list = largestList(parsed(whole), 'the list', 0)
  if (!list)
    throw new HistoryError(
      'This JSON file holds no list of records (objects with the same names in them). Write one object a line, or a list of objects.',
    )
  found.where = list.where
  for (const value of list.items) {
    const record = new Map<string, string>()
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) addFields(record, '', value)
    else record.set('not an object', JSON.stringify(value).slice(0, 200))
    yield record
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new HistoryError(`This looks like JSON and is none: ${error instanceof Error ? error.message.slice(0, 120) : 'it breaks off'}.`)
  }
}

type List = { readonly items: readonly unknown[]; readonly where: string }

/** The longest list of objects in a document; that of the top before those inside it. */
function largestList(value: unknown, where: string, depth: number): List | null {
  if (Array.isArray(value))
    return value.some((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) ? { items: value, where } : null
  if (typeof value !== 'object' || value === null || depth >= deepest) return null
  let best: List | null = null
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const list = largestList(inner, `“${depth === 0 ? key : `${where.slice(1, -1)}.${key}`}”`, depth + 1)
    if (list && list.items.length > (best?.items.length ?? 0)) best = list
  }
  return best
}
