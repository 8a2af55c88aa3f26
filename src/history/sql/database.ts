import type { SqlColumn, SqlTable } from './tables.ts'

/** A cell of a result. */
export type SqlCell = string | number | null

/** A database that holds a history's tables. Rejects with what the database says, as it says it. */
export type Database = {
  /** The rows of a statement, whose cells are texts, numbers and nothing. Rejects when `signal` stops it. */
  rows(sql: string, signal: AbortSignal): Promise<SqlCell[][]>
}

/**
 * After the tables are in, before the first query: no file, no network, no extension, nothing spilled to disk, and no way back. `errors_as_json` gives the place
 * of an error.
 */
export const lockStatements = [
  'SET errors_as_json = true',
  'SET autoload_known_extensions = false',
  'SET autoinstall_known_extensions = false',
  "SET temp_directory = ''",
  'SET enable_external_access = false',
  'SET lock_configuration = true',
] as const

const types: Readonly<Record<SqlColumn['type'], string>> = { text: 'VARCHAR', number: 'DOUBLE', whole: 'INTEGER', time: 'TIMESTAMP' }

/** The statement that makes an empty table. */
export function createStatement({ name, columns }: SqlTable): string {
  return `CREATE TABLE ${quoted(name)} (${columns.map((column) => `${quoted(column.name)} ${types[column.type]}`).join(', ')})`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
