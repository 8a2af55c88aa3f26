import { UserError } from '../../workflow/user-error.ts'
import type { Database, SqlCell } from './database.ts'
import { lockedWords, queryFault } from './fault-words.ts'

/** A column of a result. Texts and numbers stay so; a time is a text such as `2026-03-01 08:00:00`, and what is none of these comes as text. */
export type ResultColumn = { readonly name: string; readonly type: 'number' | 'time' | 'text' }

/** What a query came to. `more`: there are rows beyond `limit`. */
export type QueryResult = {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly SqlCell[])[]
  readonly more: boolean
}

const asks = new Set(['select', 'with', 'from', 'values', 'table', 'describe', 'summarize', 'show', 'pivot', 'unpivot'])

const before = 'SELECT * FROM (\n'
const describe = `DESCRIBE ${before}`

/**
 * Asks one question of a database. Throws a UserError that says what is wrong with it, and where; rejects as `signal` does when it is stopped. The most rows:
 * `limit`. `tables`: the names that may be read.
 */
export async function askDatabase(
  database: Database,
  query: string,
  tables: readonly string[],
  limit: number,
  signal: AbortSignal,
): Promise<QueryResult> {
  const text = readable(query)
  const say = async (sql: string, ahead: number) => {
    try {
      return await database.rows(sql, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw queryFault(error, text, ahead, tables)
    }
  }
  const columns = (await say(`${describe}${text}\n) AS asked`, describe.length)).map(([name, type]) => columnOf(String(name), String(type)))
  const alias = columns.map((_, at) => `c${at}`)
  const select = `SELECT ${columns.map(({ type }, at) => cellIn(type, alias[at]!)).join(', ')} FROM (\n`
  const rows = await say(`${select}${text}\n) AS asked(${alias.join(', ')}) LIMIT ${limit + 1}`, select.length)
  const cells = rows.slice(0, limit).map((row) => row.map((cell) => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell)))
  return { columns, rows: cells, more: rows.length > limit }
}

/** The query without the semicolon behind it. Refuses what is no question. */
export function readable(query: string): string {
  const text = query.replace(/[\s;]+$/, '')
  const [, word = ''] = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()*(\S?\w*)/.exec(text) ?? []
  if (word === '')
    throw new UserError('The query is empty. It begins with “select”, for example: select activity, count(*) from rows group by all')
  if (!asks.has(word.toLowerCase()))
    throw new UserError(`A query begins with “select”, “with” or “from”, not with “${word}”. ${lockedWords}`)
  return text
}

function columnOf(name: string, type: string): ResultColumn {
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/.test(type)) return { name, type: 'number' }
  return { name, type: /^(DATE|TIME|TIMESTAMP)/.test(type) ? 'time' : 'text' }
}

function cellIn(type: ResultColumn['type'], name: string): string {
  return `${name}::${type === 'number' ? 'DOUBLE' : 'VARCHAR'}`
}
