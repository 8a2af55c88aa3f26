import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import type { FileMetaData } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { csvLine } from '../../workflow/csv.ts'
import { HistoryError } from '../fault.ts'
import { refuseBomb } from '../unpacking.ts'
import type { Source } from './source.ts'

/** Rows that are held at once. */
const batch = 10_000

/** A Parquet file as CSV, batch by batch. Times that are instants get a `Z`, those of a clock on the wall do not. Throws a HistoryError for a broken file. */
export async function parquetLines(bytes: Uint8Array): Promise<Source> {
  const file = new Uint8Array(bytes).buffer
  const metadata = await parquetMetadataAsync(file).catch(broken)
  const unpacked = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0)
  refuseBomb({ packed: bytes.length, unpacked, size: null })
  const columns = columnsOf(metadata)
  async function* chunks(): AsyncGenerator<string> {
    yield `${csvLine(columns.map(({ name }) => name))}\n`
    for (let from = 0; from < Number(metadata.num_rows); from += batch) {
      const rows = await parquetReadObjects({
        file,
        metadata,
        compressors,
        rowStart: from,
        rowEnd: Math.min(from + batch, Number(metadata.num_rows)),
      }).catch(broken)
      yield rows.map((row) => `${csvLine(columns.map(({ name, isLocal }) => cellOf(row[name], isLocal)))}\n`).join('')
    }
  }
  return {
    chunks: chunks(),
    notes: () => ['Lines of the Parquet file are counted as its rows, with one for the names of the columns.'],
    questions: () => [],
  }
}

function broken(): never {
  throw new HistoryError('The Parquet file is broken, or packed in a way that is not known. Write it again, or export the rows as CSV.')
}

type Column = { readonly name: string; readonly isLocal: boolean }

/** Columns at the top; what has parts of its own is one cell. */
function columnsOf({ schema }: FileMetaData): Column[] {
  const columns: Column[] = []
  for (let at = 1; at < schema.length; at = next(schema, at)) {
    const { name, logical_type: logical } = schema[at]!
    columns.push({ name, isLocal: logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC })
  }
  return columns
}

function next(schema: FileMetaData['schema'], at: number): number {
  let after = at + 1
  for (let child = 0; child < (schema[at]?.num_children ?? 0) && after < schema.length; child++) after = next(schema, after)
  return after
}

function cellOf(value: unknown, isLocal: boolean): string | number | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return ''
    const text = value.toISOString()
    return isLocal ? text.slice(0, -1) : text
  }
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
}
