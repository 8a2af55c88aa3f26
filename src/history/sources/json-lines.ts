import { HistoryError } from '../fault.ts'
import { leftOut, tableLines } from './growing-table.ts'

/** JSON, one object a line, as CSV. An object inside becomes columns with a point in their names; a line that is no object becomes a row that does not fit. */
export function jsonLines(text: AsyncIterable<string>): { chunks: AsyncIterable<string>; notes: () => readonly string[] } {
  const left = new Map<string, number>()
  return {
    chunks: tableLines(records(text), left),
    notes: () => ['Each line of JSON is a row; lines are counted with one for the names of the columns.', ...leftOut(left)],
  }
}

async function* records(text: AsyncIterable<string>): AsyncGenerator<ReadonlyMap<string, string>> {
  let rest = ''
  let line = 0
  let fields = 0
  for await (const chunk of text) {
    const lines = (rest + chunk).split(/\r?\n/)
    rest = lines.pop()!
    if (rest.length > 1_048_576) throw new HistoryError('A line of JSON is longer than a million characters. Write one object a line.')
    for (const one of lines) if (one.trim() !== '') yield counted(recordOf(one, ++line))
  }
  if (rest.trim() !== '') yield counted(recordOf(rest, ++line))
  // No question about its columns would make a history of it.
  if (line === 1 && fields < 2)
    throw new HistoryError(
      'This JSON file holds one object with one field: that is no history. A history is a list of records, each with its case, its activity and its time. Write one object a line, or a list of objects.',
    )

  function counted(record: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    fields += record.size
    return record
  }
}

function recordOf(line: string, number: number): Map<string, string> {
  const record = new Map<string, string>()
  try {
    const value: unknown = JSON.parse(line.replace(/^\ufeff/, ''))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) addFields(record, '', value)
    else record.set('not an object', line.slice(0, 200))
  } catch {
    if (number === 1) throw new HistoryError('This looks like JSON, but its first line is no object. Write one object a line (JSON lines).')
    record.set('not an object', line.slice(0, 200))
  }
  return record
}

/** The fields of an object, those of objects inside it with a point in their names. */
export function addFields(record: Map<string, string>, prefix: string, value: object): void {
  for (const [key, field] of Object.entries(value) as [string, unknown][]) {
    if (field === null) continue
    if (typeof field === 'object' && !Array.isArray(field) && prefix.split('.').length <= 3) addFields(record, `${prefix}${key}.`, field)
    else record.set(prefix + key, typeof field === 'string' ? field : JSON.stringify(field))
  }
}
