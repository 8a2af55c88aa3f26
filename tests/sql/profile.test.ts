import { createReadStream, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { expect, test } from 'vitest'
import { profileHistory } from '../../src/history/profile.ts'
import type { Spread } from '../../src/history/quantile.ts'
import { readHistory } from '../../src/history/read.ts'
import { localSeconds } from '../../src/simulation/model/wall-clock.ts'
import { zoneOf } from '../../src/simulation/model/zone.ts'
import { profileInSql } from './profile-in-sql.node.ts'

/* The profile in TypeScript beside the same figures in SQL, from the same file by DuckDB's own reader. */

const path = (place: string) => fileURLToPath(new URL(place, import.meta.url))
const logs: Readonly<Record<string, { readonly file: string; readonly arrived?: string }>> = {
  'abuse reports': { file: path('../../workflows/abuse-reports/history/2025-10-to-2026-09.csv.gz') },
  'a bank (BPIC 2012, work items)': { file: path('../../../shared/data/logs/bpic2012_w.csv.gz'), arrived: 'registered_at' },
}

const byFirst = (rows: readonly (readonly unknown[])[]) => rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
const spread = (one: Spread | null) => (one ? [one.n, one.mean, one.p50, one.p90, one.sigma] : [])

/** Fails where the two are not equal to nine digits. */
function same(found: unknown, wanted: unknown, where: string): void {
  expect(differences(found, wanted, where)).toEqual([])
}

function differences(found: unknown, wanted: unknown, where: string): string[] {
  if (Array.isArray(found) && Array.isArray(wanted) && found.length === wanted.length)
    return found.flatMap((one, at) => differences(one, wanted[at], `${where}[${at}]`))
  const near =
    typeof found === 'number' && typeof wanted === 'number'
      ? Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
      : Object.is(found, wanted)
  return near ? [] : [`${where}: ${JSON.stringify(found)} beside ${JSON.stringify(wanted)}`]
}

for (const [name, { file, arrived }] of Object.entries(logs))
  test.skipIf(!existsSync(file))(`the profile of ${name} is what SQL says of the file`, async () => {
    const chunks = createReadStream(file).pipe(createGunzip()).setEncoding('utf8') as AsyncIterable<string>
    const profile = profileHistory(await readHistory(chunks, null, { timezone: 'UTC' }))
    const asked = await profileInSql(file, profile.timezone, arrived)
    const zone = zoneOf(profile.timezone)
    const moment = (text: string) => zone.momentOf(localSeconds(text))
    same([profile.rows, profile.cases, profile.resourceCount], asked.counts, 'counts')
    same(
      [moment(profile.period.from), moment(profile.period.to)],
      asked.period?.map((one) => Math.floor(Number(one))),
      'period',
    )
    same(spread(profile.leadTime), asked.lead, 'lead time')
    const activities = profile.activities
    same(byFirst(activities.map(({ name: title, rows, resources }) => [title, rows, resources])), byFirst(asked.activities), 'activities')
    for (const kind of ['handle', 'wait'] as const)
      same(byFirst(activities.flatMap((one) => (one[kind] ? [[one.name, ...spread(one[kind])]] : []))), byFirst(asked[kind]), kind)
    same(byFirst(profile.mix.map(({ value, cases }) => [value, cases])), byFirst(asked.mix), 'mix')
    same(
      profile.demand.daily.filter(({ count }) => count > 0).map(({ date, count }) => [date, count]),
      asked.daily,
      'days',
    )
    same(
      profile.columns.map(({ header, filled }) => [header, filled]),
      asked.filled,
      'columns',
    )
    // Of an attribute the profile has the twenty commonest values.
    for (const [title, portions] of Object.entries(profile.attributes)) {
      const wanted = new Map(asked.attributes[title]?.map(([value, cases]) => [value, cases]))
      same(
        portions.map(({ cases }) => cases),
        portions.map(({ value }) => wanted.get(value)),
        title,
      )
      expect(portions.length).toBe(Math.min(20, wanted.size))
    }
    same([profile.censoring?.p90LeadTime, profile.censoring?.leftOut], asked.censoring, 'censoring')
  })
