import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNative } from '../../src/cli/duckdb.ts'
import type { NativeDatabase } from '../../src/cli/duckdb.ts'
import { indexCases } from '../../src/history/cases.ts'
import { readHistory } from '../../src/history/read.ts'
import { askDatabase } from '../../src/history/sql/ask.ts'
import type { SqlCell } from '../../src/history/sql/database.ts'
import { offeredQueries } from '../../src/history/sql/ready-queries.ts'
import type { OfferedQuery } from '../../src/history/sql/ready-queries.ts'
import { sqlTables } from '../../src/history/sql/tables.ts'

/* The library of ready queries beside plain counting on the rows of a committed history, to which a column of vendors is added. */

type Row = Readonly<Record<string, string>> & { readonly at: number; readonly from: number; readonly to: number }

const [header = '', ...lines] = gunzipSync(
  readFileSync(new URL('../../workflows/appeals/history/2026-04-to-2026-09.csv.gz', import.meta.url)),
)
  .toString()
  .trimEnd()
  .split('\n')
const names = header.split(',')
const vendorOf = (resource: string) => (resource === '' ? '' : `firm ${resource.charCodeAt(resource.length - 1) % 3}`)
const rows: Row[] = [...new Set(lines)].map((line, at) => {
  const cells = line.split(',')
  const row = Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']))
  const seconds = (name: string) => Date.parse(row[name] ?? '') / 1000
  return { ...row, vendor: vendorOf(row['resource'] ?? ''), at, from: seconds('start'), to: seconds('end') } as unknown as Row
})
const text = `${header},vendor\n${lines.map((line) => `${line},${vendorOf(line.split(',')[names.indexOf('resource')] ?? '')}\n`).join('')}`

const start = (row: Row) => row.from
const end = (row: Row) => row.to
const began = (row: Row) => (Number.isNaN(start(row)) ? end(row) : start(row))
const counted = <Item>(items: readonly Item[], key: (item: Item) => string): [string, Item[]][] => {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return [...groups]
}
const cases = counted(rows, (row) => row['case_id']!).map(([, own]) =>
  own.toSorted((a, b) => began(a) - began(b) || end(a) - end(b) || a.at - b.at),
)
const arrived = (own: readonly Row[]) => began(own[0]!)
const finished = (own: readonly Row[]) => Math.max(...own.map((row) => (Number.isNaN(end(row)) ? start(row) : end(row))))
const lead = (own: readonly Row[]) => finished(own) - arrived(own)
const place = (values: readonly number[], share: number) => {
  const ascending = values.toSorted((a, b) => a - b)
  const at = (ascending.length - 1) * share
  const low = ascending[Math.floor(at)]
  return low === undefined ? null : low + (at - Math.floor(at)) * ((ascending[Math.ceil(at)] ?? low) - low)
}
const known = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value))
const handles = (own: readonly Row[]) => known(own.map((row) => end(row) - start(row))).filter((value) => value >= 0)
/** The sample's clock: Dublin, an hour before UTC from April to October. */
const summer = 3600

let database: NativeDatabase
let offered: OfferedQuery[]
let tables: string[]
beforeAll(async () => {
  async function* chunks() {
    yield text
  }
  const history = await readHistory(chunks(), null, { timezone: 'Europe/Dublin' })
  if (history.rows !== rows.length) throw new Error(`${history.rows} rows are read of ${rows.length}`)
  const made = sqlTables(history, indexCases(history))
  offered = offeredQueries(made)
  tables = made.map(({ name }) => name)
  database = await openNative(made)
})
afterAll(() => database.close())

async function ask(id: string): Promise<Record<string, SqlCell>[]> {
  const sql = offered.find((one) => one.id === id)?.sql
  const { columns, rows: found } = await askDatabase(database, sql!, tables, 1e6, new AbortController().signal)
  return found.map((cells) => Object.fromEntries(columns.map(({ name }, at) => [name, cells[at]!])))
}

/** Each row by the value of its first column; numbers to nine digits. */
function byFirst(found: readonly Record<string, SqlCell>[]): Record<string, SqlCell[]> {
  const cell = (value: SqlCell) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)
  return Object.fromEntries(found.map((row) => [String(Object.values(row)[0] ?? ''), Object.values(row).slice(1).map(cell)]))
}

function wanted(found: readonly (readonly SqlCell[])[]): Record<string, SqlCell[]> {
  return byFirst(found.map((cells) => Object.fromEntries(cells.map((cell, at) => [at, cell]))))
}

test('there are twelve, each with a text for this history', () => {
  expect(offered.length).toBe(12)
  expect(offered.filter(({ lacks }) => lacks !== null)).toEqual([])
})

test('volume by hour', async () => {
  const hour = (own: readonly Row[]) => (Math.floor((arrived(own) + summer) / 3600) + 72) % 168
  expect(byFirst(await ask('volume-by-hour'))).toEqual(
    wanted(counted(cases, (own) => String(hour(own))).map(([at, all]) => [at, all.length])),
  )
})

test('ageing', async () => {
  const week = 7 * 86_400
  const first = Math.min(...cases.map(arrived)) + summer
  // 1970-01-05 was a Monday.
  const monday = (time: number) => Math.floor((time - 4 * 86_400) / week) * week + 4 * 86_400
  const last = Math.max(...cases.map(finished)) + summer
  const expected: SqlCell[][] = []
  for (let at = monday(first) + week; at <= last; at += week) {
    const ages = cases.filter((own) => arrived(own) + summer <= at && finished(own) + summer > at).map((own) => at - arrived(own) - summer)
    if (ages.length === 0) continue
    const day = ages.filter((age) => age < 86_400).length
    const old = ages.filter((age) => age >= week).length
    expected.push([new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' '), ages.length, day, ages.length - day - old, old])
  }
  expect(byFirst(await ask('ageing'))).toEqual(wanted(expected))
})

const isFirstPass = (own: readonly Row[]) => new Set(own.map((row) => row['activity'])).size === own.length

test('first-pass yield', async () => {
  const expected = counted(cases, (own) => own[0]!['category']!).map(([category, all]) => {
    const good = all.filter(isFirstPass).length
    return [category, all.length, good, good / all.length]
  })
  expect(byFirst(await ask('first-pass-yield'))).toEqual(wanted(expected))
})

test('rework', async () => {
  const expected = counted(rows, (row) => row['activity']!).map(([activity, all]) => {
    const times = counted(all, (row) => row['case_id']!).map(([, own]) => own.length)
    return [activity, times.length, all.length, all.length - times.length, times.filter((one) => one > 1).length / times.length]
  })
  expect(byFirst(await ask('rework'))).toEqual(wanted(expected))
})

test('hand-offs', async () => {
  const handOffs = (own: readonly Row[]) => {
    const people = own.map((row) => row['resource']!).filter((one) => one !== '')
    return people.filter((one, at) => at > 0 && one !== people[at - 1]).length
  }
  const worked = cases.filter((own) => own.some((row) => row['resource'] !== ''))
  const expected = counted(worked, (own) => String(handOffs(own))).map(([n, all]) => [n, all.length, place(all.map(lead), 0.5)])
  expect(byFirst(await ask('hand-offs'))).toEqual(wanted(expected))
})

test('reopened', async () => {
  const ends = counted(rows, (row) => row['activity']!).map(([activity, all]) => {
    const last = new Set(cases.map((own) => own.at(-1)))
    return { activity, all, share: all.filter((row) => last.has(row)).length / all.length }
  })
  const expected = ends
    .filter(({ share }) => share > 0.5)
    .map(({ activity, all }) => {
      const after = cases.flatMap((own) =>
        own.flatMap((row, at) => (row['activity'] === activity && at < own.length - 1 ? [{ row, next: own[at + 1]! }] : [])),
      )
      const closed = new Set(all.map((row) => row['case_id'])).size
      const again = new Set(after.map(({ row }) => row['case_id'])).size
      return [activity, closed, again, again / closed, place(known(after.map(({ row, next }) => start(next) - end(row))), 0.5)]
    })
  expect(expected.length).toBeGreaterThan(0)
  expect(byFirst(await ask('reopened'))).toEqual(wanted(expected))
})

/** By row, in seconds: since when its work could have begun, and how long it waited. */
const enabled = new Map<Row, number>()
const waited = new Map<Row, number>()
for (const own of cases)
  own.forEach((row, at) => {
    const done = own.slice(0, at).map((one) => (Number.isNaN(end(one)) ? start(one) : end(one)))
    const since = Math.max(arrived(own), ...done.filter((one) => one <= began(row)))
    enabled.set(row, since)
    waited.set(row, at > 0 || arrived(own) < start(row) ? start(row) - since : NaN)
  })

test('by vendor', async () => {
  const expected = counted(rows, (row) => row['vendor']!).map(([vendor, all]) => {
    const waits = known(all.map((row) => waited.get(row)!))
    const figures = [handles(all), waits].flatMap((values) => [place(values, 0.5), place(values, 0.9)])
    return [vendor, all.length, new Set(all.map((row) => row['case_id'])).size, ...figures]
  })
  expect(expected.length).toBeGreaterThan(2)
  expect(byFirst(await ask('by-vendor'))).toEqual(wanted(expected))
})

test('by language', async () => {
  const expected = counted(cases, (own) => own[0]!['language']!).map(([language, all]) => [
    language,
    all.length,
    place(all.map(lead), 0.5),
    place(all.map(lead), 0.9),
  ])
  expect(byFirst(await ask('by-language'))).toEqual(wanted(expected))
})

test('overtaken', async () => {
  const expected = counted(
    rows.filter((row) => !Number.isNaN(start(row))),
    (row) => row['activity']!,
  ).map(([activity, all]) => {
    const [since, at] = [all.map((row) => enabled.get(row)!), all.map(start)]
    const over = all.filter((_, one) => at.some((time, other) => time < at[one]! && since[other]! > since[one]!)).length
    return [activity, all.length, over, over / all.length]
  })
  expect(byFirst(await ask('overtaken'))).toEqual(wanted(expected))
})

test('overlap', async () => {
  const worked = rows.filter((row) => row['resource'] !== '' && end(row) > start(row))
  const expected = counted(worked, (row) => row['resource']!).map(([, all]) => {
    const ordered = all.toSorted((a, b) => start(a) - start(b) || a.at - b.at)
    return [all.length, ordered.filter((row, at) => ordered.some((one, before) => before < at && end(one) > start(row))).length]
  })
  const found = (await ask('overlap')).map((row) => [row['rows'], row['overlapping']])
  // People have pseudonyms, so that only the figures are beside each other.
  const ordered = (pairs: readonly (readonly unknown[])[]) => pairs.map((pair) => pair.join()).toSorted()
  expect(ordered(found)).toEqual(ordered(expected))
})

test('outliers', async () => {
  const expected = counted(rows, (row) => row['activity']!).flatMap(([, all]) => {
    const [low, high] = [place(handles(all), 0.25)!, place(handles(all), 0.75)!]
    if (handles(all).length < 20) return []
    return all.map((row) => end(row) - start(row)).filter((handle) => handle > high + 3 * (high - low))
  })
  const found = (await ask('outliers')).map((row) => row['handle_seconds'])
  expect(found.length).toBeGreaterThan(0)
  expect(found).toEqual(expected.toSorted((a, b) => b - a))
})

test('time to first touch', async () => {
  const touch = (own: readonly Row[]) => Math.min(...known(own.filter((row) => row['resource'] !== '').map(start)))
  const expected = counted(cases, (own) => own[0]!['category']!).map(([category, all]) => {
    const touches = all.map((own) => touch(own) - arrived(own)).filter(Number.isFinite)
    return [category, all.length, touches.length, place(touches, 0.5), place(touches, 0.9)]
  })
  expect(byFirst(await ask('first-touch'))).toEqual(wanted(expected))
})

test('what a history lacks for a query is said', async () => {
  async function* counts() {
    yield 'hour,count\n2026-01-01T00:00,3\n2026-01-01T01:00,4\n'
  }
  const history = await readHistory(counts(), null)
  const offers = offeredQueries(sqlTables(history, indexCases(history)))
  expect(new Set(offers.map(({ sql }) => sql))).toEqual(new Set([null]))
  expect(offers[0]?.lacks).toMatch(/counts alone/)
})
