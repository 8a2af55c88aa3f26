import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { openNative } from '../../src/cli/duckdb.ts'
import { askDatabase } from '../../src/history/sql/ask.ts'
import type { SqlTable } from '../../src/history/sql/tables.ts'
import { run } from '../cli/gemba.ts'

/* A query reads the tables and nothing else, whatever it says; what is wrong with it is said with its place. */

const table: SqlTable = {
  name: 'rows',
  rows: 3,
  columns: [
    { name: 'activity', type: 'text', codes: Int32Array.of(0, 1, -1), values: ['Review', 'Close'] },
    { name: 'handle_seconds', type: 'number', values: Float64Array.of(1.5, NaN, 3) },
    { name: 'start_time', type: 'time', values: Float64Array.of(0, 86_400.5, NaN) },
  ],
}
const go = () => new AbortController().signal
const work = mkdtempSync(join(tmpdir(), 'gemba-locked-'))

test('statements that reach beyond the tables are refused by the database itself', async () => {
  const database = await openNative([table])
  for (const statement of [
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from '/etc/passwd.csv'",
    "select * from glob('/etc/*')",
    'install httpfs',
    'load httpfs',
    "select * from read_csv('https://example.com/x.csv')",
    `copy rows to '${join(work, 'out.csv')}'`,
    `attach '${join(work, 'out.db')}' as other`,
    `export database '${join(work, 'all')}'`,
    'set enable_external_access = true',
    "set temp_directory = '/tmp'",
  ])
    await expect(database.rows(statement, go()), statement).rejects.toThrow(/Permission|configuration has been locked/)
  database.close()
  expect(readdirSync(work)).toEqual([])
})

test.each([
  ["select * from read_csv('/etc/passwd')", /reads the tables of the history and nothing else.*line 1, character 15/],
  ['install httpfs', /begins with “select”.*not with “install”.*nothing else/],
  ["copy rows to 'x.csv'", /not with “copy”/],
  ["attach 'x.db'", /not with “attach”/],
  ['', /is empty/],
  ['select activity,\n  oops\nfrom rows', /no column “oops” \(line 2, character 3\)/],
  ['select 1 from nope', /no table “nope” \(line 1, character 15\)\. There are: rows\./],
  ['select frob(activity) from rows', /no function “frob” \(line 1, character 8\)/],
  ['select 1 from from', /cannot be read \(line 1, character 15\)/],
  ['select 1 +', /ends too early/],
  ['select 1; drop table rows', /cannot be read \(line 1, character 9\)/],
  ['select activity::integer from rows', /does not work.*Could not convert string 'Review'/],
])('%s', async (query, words) => {
  const database = await openNative([table])
  await expect(askDatabase(database, query, ['rows'], 10, go())).rejects.toThrow(words)
  // The table is still there.
  expect(await askDatabase(database, 'from rows', ['rows'], 2, go())).toEqual({
    columns: [
      { name: 'activity', type: 'text' },
      { name: 'handle_seconds', type: 'number' },
      { name: 'start_time', type: 'time' },
    ],
    rows: [
      ['Review', 1.5, '1970-01-01 00:00:00'],
      ['Close', null, '1970-01-02 00:00:00.5'],
    ],
    more: true,
  })
  database.close()
})

test('a query that takes long ends when it is stopped', async () => {
  const database = await openNative([table])
  const stop = new AbortController()
  const asked = askDatabase(database, 'select count(*) from range(1000000000) a, range(1000000) b', [], 10, stop.signal)
  setTimeout(() => stop.abort(), 100)
  await expect(asked).rejects.toThrow(/abort/i)
  expect((await askDatabase(database, 'select 1 as one', [], 10, go())).rows).toEqual([[1]])
  database.close()
})

const gemba = (words: readonly string[]) => run(work, words)

test('the command answers as table, JSON, CSV and Parquet, and ends with 2 and a sentence', async () => {
  writeFileSync(
    join(work, 'history.csv'),
    'case_id,activity,start,end\n' + [1, 2, 3, 4].map((n) => `c${n},Review,2026-01-05T09:0${n}:00,2026-01-05T09:1${n}:00\n`).join(''),
  )
  const query = 'select case_id, handle_seconds from rows order by line desc limit 2'
  expect((await gemba(['sql', 'history.csv', query])).out).toBe(
    'case_id  handle_seconds\nc4                  600\nc3                  600\n',
  )
  const rows = [
    ['c4', 600],
    ['c3', 600],
  ]
  const columns = [
    { name: 'case_id', type: 'text' },
    { name: 'handle_seconds', type: 'number' },
  ]
  expect(JSON.parse((await gemba(['sql', 'history.csv', query, '--json'])).out)).toEqual({ query, columns, rows })
  expect((await gemba(['sql', 'history.csv', query, '--to', 'csv'])).out).toBe('case_id,handle_seconds\r\nc4,600\r\nc3,600\r\n')
  expect((await gemba(['sql', 'history.csv', query, '--to', 'parquet', '-o', 'two.parquet'])).code).toBe(0)
  const bytes = readFileSync(join(work, 'two.parquet'))
  expect(await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) })).toEqual(
    rows.map(([id, seconds]) => ({ case_id: id, handle_seconds: seconds })),
  )
  writeFileSync(
    join(work, 'queries.json'),
    JSON.stringify({ gemba: 'queries', format: 1, queries: [{ name: 'How many', sql: 'select count(*) as n from cases' }] }),
  )
  expect((await gemba(['sql', 'history.csv', '--saved', 'queries.json', '--ready', 'How many'])).out).toBe('n\n4\n')
  expect(
    (await gemba(['sql', 'history.csv', '--beside', 'history.csv', 'select count(*) n from rows join beside_rows using (case_id)'])).out,
  ).toBe('n\n4\n')
  for (const [args, words] of [
    [['select foo from rows'], /^gemba: There is no column “foo” \(line 1, character 8\)/],
    [["copy rows to 'out.csv'"], /nothing else/],
    [['--ready', 'by-moon'], /no ready query “by-moon”.*volume-by-hour/],
  ] as const) {
    const { code, out, err } = await gemba(['sql', 'history.csv', ...args])
    expect([code, out, err], args.join(' ')).toEqual([2, '', expect.stringMatching(words)])
  }
  expect(existsSync(join(work, 'out.csv'))).toBe(false)
})
