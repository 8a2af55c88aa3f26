import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { createStatement, lockStatements } from '../history/sql/database.ts'
import type { Database, SqlCell } from '../history/sql/database.ts'
import type { SqlColumn, SqlTable } from '../history/sql/tables.ts'
import { refuse } from './command.ts'

type Native = typeof import('@duckdb/node-api')
/** `reaches`: the one file that a statement of ours may write once the tables are in. */
type Options = { readonly reaches?: string }

/** A native database in memory. `copyTo` writes a query's rows to the file that it may reach, as Parquet. */
export type NativeDatabase = Database & { copyTo(path: string, query: string, signal: AbortSignal): Promise<void>; close(): void }

/** Opens DuckDB with these tables, locked. Refuses with a sentence where this machine has no build of it. */
export async function openNative(tables: readonly SqlTable[], { reaches }: Options = {}): Promise<NativeDatabase> {
  const native = await loadNative()
  const instance = await native.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const table of tables) await fill(native, connection, table)
  if (reaches !== undefined) await connection.run(`SET allowed_paths = [${literal(reaches)}]`)
  for (const statement of lockStatements) await connection.run(statement)
  const run = async <Answer>(signal: AbortSignal, work: () => Promise<Answer>) => {
    signal.throwIfAborted()
    const stop = () => connection.interrupt()
    signal.addEventListener('abort', stop)
    try {
      return await work()
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  return {
    rows: (sql, signal) => run(signal, async () => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(cellOf))),
    copyTo: (path, query, signal) =>
      run(signal, async () => void (await connection.run(`COPY (\n${query}\n) TO ${literal(path)} (FORMAT parquet)`))),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function loadNative(): Promise<Native> {
  try {
    return await import('@duckdb/node-api')
  } catch {
    return refuse(
      `DuckDB has no build for this machine (${process.platform}-${process.arch}), or it was not installed: SQL runs in the app, under History.`,
    )
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

const chunkRows = 2048

async function fill(native: Native, connection: DuckDBConnection, table: SqlTable): Promise<void> {
  await connection.run(createStatement(table))
  const appender = await connection.createAppender(table.name)
  const types = { text: native.VARCHAR, number: native.DOUBLE, whole: native.INTEGER, time: native.TIMESTAMP }
  for (let from = 0; from < table.rows; from += chunkRows) {
    const size = Math.min(chunkRows, table.rows - from)
    const chunk = native.DuckDBDataChunk.create(
      table.columns.map(({ type }) => types[type]),
      size,
    )
    table.columns.forEach((column, at) =>
      chunk.setColumnValues(
        at,
        Array.from({ length: size }, (_, i) => valueAt(native, column, from + i)),
      ),
    )
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

function valueAt(native: Native, column: SqlColumn, row: number): DuckDBValue {
  if (column.type === 'text') return column.codes[row]! < 0 ? null : column.values[column.codes[row]!]!
  const value = column.values[row]!
  if (!Number.isFinite(value)) return null
  return column.type === 'time' ? new native.DuckDBTimestampValue(BigInt(Math.round(value * 1e6))) : value
}

function cellOf(value: DuckDBValue): SqlCell {
  return value === null || typeof value === 'number' || typeof value === 'string' ? value : String(value)
}
