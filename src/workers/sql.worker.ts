import { AsyncDuckDB, type AsyncDuckDBConnection, VoidLogger } from '@duckdb/duckdb-wasm'
import moduleAddress from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import workerAddress from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url'
import { type Data, Dictionary, Float64, Int32, makeData, makeVector, Table, TimestampMicrosecond, Utf8 } from 'apache-arrow'
import { createStatement, lockStatements } from '../history/sql/database.ts'
import type { Database, SqlCell } from '../history/sql/database.ts'
import type { SqlColumn, SqlTable } from '../history/sql/tables.ts'
import { trustOwnWorkers } from './trusted.browser.ts'

/** DuckDB in a worker of its own, with tables in its memory. */
export type PageDatabase = Database & { close(): void }

let trusted = false

/** Starts DuckDB with these tables, locked. Its code (8 MB packed) comes from this origin when this is first called. */
export async function openDatabase(tables: readonly SqlTable[]): Promise<PageDatabase> {
  if (!trusted) trustOwnWorkers()
  trusted = true
  const worker = new Worker(new URL(workerAddress, import.meta.url), { name: 'duckdb' })
  const database = new AsyncDuckDB(new VoidLogger(), worker)
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'DuckDB could not be fetched.')))
  })
  const start = async () => {
    await database.instantiate(new URL(moduleAddress, import.meta.url).href)
    const connection = await database.connect()
    for (const table of tables) {
      await connection.query(createStatement(table))
      if (table.rows > 0) await connection.insertArrowTable(arrowOf(table), { name: table.name, create: false })
    }
    for (const statement of lockStatements) await connection.query(statement)
    return connection
  }
  const connection = await Promise.race([start(), failed]).catch((error: unknown) => {
    worker.terminate()
    throw error
  })
  return { rows: (sql, signal) => Promise.race([rowsOf(connection, sql, signal), failed]), close: () => worker.terminate() }
}

/** Asked piece by piece, so that it can be stopped between them. */
async function rowsOf(connection: AsyncDuckDBConnection, sql: string, signal: AbortSignal): Promise<SqlCell[][]> {
  signal.throwIfAborted()
  const stop = () => void connection.cancelSent()
  signal.addEventListener('abort', stop)
  try {
    const rows: SqlCell[][] = []
    for await (const batch of await connection.send(sql)) {
      signal.throwIfAborted()
      const columns = batch.schema.fields.map((_, at) => batch.getChildAt(at))
      for (let row = 0; row < batch.numRows; row++) rows.push(columns.map((column) => cellOf(column?.get(row))))
    }
    signal.throwIfAborted()
    return rows
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function cellOf(value: unknown): SqlCell {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' || typeof value === 'string' ? value : null
}

function arrowOf(table: SqlTable): Table {
  return new Table(Object.fromEntries(table.columns.map((column) => [column.name, makeVector(dataOf(column, table.rows))])))
}

function dataOf(column: SqlColumn, rows: number): Data {
  const known = (row: number) => (column.type === 'text' ? column.codes[row]! >= 0 : Number.isFinite(column.values[row]!))
  const bits = new Uint8Array(Math.ceil(rows / 8) + 8)
  let nullCount = 0
  for (let row = 0; row < rows; row++)
    if (known(row)) bits[row >> 3]! |= 1 << (row & 7)
    else nullCount++
  const common = { length: rows, nullCount, nullBitmap: bits }
  if (column.type === 'text') {
    const dictionary = makeVector(textsOf(column.values.length > 0 ? column.values : ['']))
    const codes = column.codes.map((code) => Math.max(0, code))
    return makeData({ type: new Dictionary(new Utf8(), new Int32()), dictionary, data: codes, ...common })
  }
  if (column.type === 'number') return makeData({ type: new Float64(), data: column.values, ...common })
  if (column.type === 'whole') return makeData({ type: new Int32(), data: Int32Array.from(column.values), ...common })
  const micros = BigInt64Array.from(column.values, (value) => (Number.isFinite(value) ? BigInt(Math.round(value * 1e6)) : 0n))
  return makeData({ type: new TimestampMicrosecond(), data: micros, ...common })
}

/** Written out by hand: Arrow's own builder makes code from text, which the policy forbids. */
function textsOf(values: readonly string[]): Data<Utf8> {
  const encoder = new TextEncoder()
  const encoded = values.map((value) => encoder.encode(value))
  const valueOffsets = new Int32Array(values.length + 1)
  encoded.forEach(({ length }, at) => (valueOffsets[at + 1] = valueOffsets[at]! + length))
  const data = new Uint8Array(valueOffsets[values.length]!)
  encoded.forEach((bytes, at) => data.set(bytes, valueOffsets[at]))
  return makeData({ type: new Utf8(), length: values.length, nullCount: 0, valueOffsets, data })
}
