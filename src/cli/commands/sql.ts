import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { indexCases } from '../../history/cases.ts'
import { askDatabase, readable } from '../../history/sql/ask.ts'
import type { QueryResult } from '../../history/sql/ask.ts'
import { queryFault } from '../../history/sql/fault-words.ts'
import { offeredQueries, readyQueries } from '../../history/sql/ready-queries.ts'
import { readQueries } from '../../history/sql/saved-queries.ts'
import { sqlTables } from '../../history/sql/tables.ts'
import type { SqlTable } from '../../history/sql/tables.ts'
import { formatAmount } from '../../words/number.ts'
import { csvOf } from '../../workflow/csv.ts'
import { refuse } from '../command.ts'
import type { Command } from '../command.ts'
import { openNative } from '../duckdb.ts'
import { loadHistory } from '../history.ts'
import { parse, readText } from '../input.ts'
import { print, printJson, say, writeOut } from '../output.ts'
import { table } from '../table.ts'

const usage =
  'sql HISTORY "select …" [--map FILE] [--ready NAME | --saved FILE --ready NAME] [--beside LOG] [--to csv|json|parquet] [-o FILE] [--large] [--json]'

/** A terminal shows so many rows; `--to` gives all. */
const shownRows = 200

/** Asks a history in SQL. */
export const sql: Command = {
  usage,
  summary:
    'Asks a history in SQL (DuckDB, native): tables “rows” and “cases”, times on its clock, people by pseudonyms. Nothing but the history is read.',
  flags: [
    ['--ready NAME', `a query that comes with Gemba: ${readyQueries.map(({ id }) => id).join(', ')}`],
    ['--saved FILE', 'with --ready: a query of that name which the app saved (queries.json beside the workflow)'],
    ['--beside LOG', 'a second history, such as a simulated log, as “beside_rows” and “beside_cases”'],
    ['--to FORMAT', 'csv, json or parquet with all rows; without it a table of the first 200'],
    ['--json', 'the same as --to json'],
    ['-o FILE', 'where it goes; without it to standard output'],
    ['--large', 'reads a packed history however far it unpacks'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      map: { type: 'string' },
      ready: { type: 'string' },
      saved: { type: 'string' },
      beside: { type: 'string' },
      to: { type: 'string' },
      out: { type: 'string', short: 'o' },
      large: { type: 'boolean' },
      json: { type: 'boolean' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 2 })
    const [path = '', written] = positionals
    const form = formOf(values.to, values.json ?? false)
    if ((written === undefined) === (values.ready === undefined))
      refuse(`Write one query behind the history, or name one with --ready.\nUsage: gemba ${usage}`)
    if (written !== undefined) readable(written)
    const tables = [
      ...(await tablesOf(path, values, signal)),
      ...(values.beside === undefined ? [] : besides(await tablesOf(values.beside, { large: values.large }, signal))),
    ]
    const query = written ?? (await namedQuery(values.ready ?? '', values.saved, tables))
    await answer({ query, tables, form, out: values.out, signal })
    return 0
  },
}

type Form = 'table' | 'csv' | 'json' | 'parquet'
type Asked = {
  readonly query: string
  readonly tables: readonly SqlTable[]
  readonly form: Form
  readonly out: string | undefined
  readonly signal: AbortSignal
}

function formOf(to: string | undefined, json: boolean): Form {
  if (json && to !== undefined && to !== 'json') refuse(`--json and --to ${to} ask for two forms.`)
  if (json) return 'json'
  if (to === undefined) return 'table'
  if (to === 'csv' || to === 'json' || to === 'parquet') return to
  return refuse(`--to takes csv, json or parquet, not “${to}”.`)
}

async function tablesOf(
  path: string,
  given: { readonly map?: string | undefined; readonly large?: boolean | undefined },
  signal: AbortSignal,
): Promise<SqlTable[]> {
  const history = await loadHistory(path, given, signal, { telling: false })
  return sqlTables(history, indexCases(history))
}

function besides(tables: readonly SqlTable[]): SqlTable[] {
  return tables.map((one) => ({ ...one, name: `beside_${one.name}` }))
}

async function namedQuery(name: string, saved: string | undefined, tables: readonly SqlTable[]): Promise<string> {
  if (saved !== undefined) {
    const read = readQueries(await readText(saved))
    if (!read.ok) return refuse(`${saved}: ${read.message}`)
    const found = read.queries.find((query) => query.name === name)
    return found?.sql ?? refuse(`${saved} has no query “${name}”. It has: ${read.queries.map((query) => query.name).join(', ') || 'none'}.`)
  }
  const offered = offeredQueries(tables).find(({ id }) => id === name)
  if (!offered) return refuse(`There is no ready query “${name}”. There are: ${readyQueries.map(({ id }) => id).join(', ')}.`)
  return offered.sql ?? refuse(`The query “${name}” cannot be asked of this history. ${offered.lacks}`)
}

async function answer({ query, tables, form, out, signal }: Asked): Promise<void> {
  if (form === 'parquet') return writeParquet(query, tables, out ?? '-', signal)
  const database = await openNative(tables)
  try {
    const names = tables.map(({ name }) => name)
    const result = await askDatabase(database, query, names, form === 'table' ? shownRows : Number.MAX_SAFE_INTEGER - 1, signal)
    const { columns, rows } = result
    if (form === 'json' && out === undefined) return await printJson({ query, columns, rows })
    if (form === 'json') return await writeOut(out ?? '-', `${JSON.stringify({ query, columns, rows }, null, 2)}\n`)
    if (form === 'csv') return await writeOut(out ?? '-', csvOf({ columns: columns.map(({ name }) => name), rows }))
    await (out === undefined ? print(inWords(result)) : writeOut(out, `${inWords(result)}\n`))
    if (result.more) say(`These are the first ${formatAmount(rows.length, 'row')}; --to csv has all of them.`)
  } finally {
    database.close()
  }
}

function inWords({ columns, rows }: QueryResult): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : typeof cell === 'number' ? shortNumber(cell) : cell)))
  return table(
    columns.map(({ name }) => name),
    cells,
  )
}

/** Six digits that count: enough to read, and `--to` has the rest. */
function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
}

/** DuckDB writes the file beside everything, in a folder that only lives for it; then it goes to its place whole. */
async function writeParquet(query: string, tables: readonly SqlTable[], out: string, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gemba-sql-'))
  const file = join(folder, 'result.parquet')
  try {
    const database = await openNative(tables, { reaches: file })
    try {
      const names = tables.map(({ name }) => name)
      // What is wrong with it is said with its place.
      await askDatabase(database, query, names, 0, signal)
      await database.copyTo(file, readable(query), signal).catch((error: unknown) => {
        signal.throwIfAborted()
        throw queryFault(error, query, Infinity, names)
      })
    } finally {
      database.close()
    }
    await writeOut(out, await readFile(file))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
