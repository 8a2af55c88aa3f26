import { describe, expect, test } from 'vitest'
import { sampleCases, sampleRows } from './sample-rows.ts'
import type { SampleRow } from './sample-rows.ts'

/* The planted facts of the committed histories, measured here by plain arithmetic on the rows: neither the generator nor the history room is asked. */

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Hours from the end of the work before to the start of this one, by activity; rows without a start are left out. */
function waitsOf(cases: readonly (readonly SampleRow[])[]): Map<string, number[]> {
  const waits = new Map<string, number[]>()
  for (const rows of cases) {
    rows.forEach((row, index) => {
      const before = rows[index - 1]
      if (before && !Number.isNaN(row.start)) add(waits, row.activity, (row.start - before.end) / 3600)
    })
  }
  return waits
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
const share = <T>(values: readonly T[], is: (value: T) => boolean) => values.filter(is).length / values.length

describe('abuse reports', () => {
  const rows = sampleRows('abuse-reports/history/2025-10-to-2026-09.csv.gz')
  const cases = sampleCases(rows)
  const from = Date.parse('2025-10-01T00:00:00Z') / 1000
  const hourly = Array.from({ length: 365 * 24 }, () => 0)
  for (const [first] of cases) {
    if (!first) continue
    // A first row without a start is an automatic one of a few seconds.
    const hour = Math.floor(((Number.isNaN(first.start) ? first.end : first.start) - from) / 3600)
    hourly[hour] = (hourly[hour] ?? 0) + 1
  }

  test('about 45,000 cases in twelve months', () => {
    expect(cases.length).toBeGreaterThan(43_000)
    expect(cases.length).toBeLessThan(48_000)
  })

  test('demand is as bursty as real moderation: dispersion, largest day, hours of the week', () => {
    const level = mean(hourly)
    expect(mean(hourly.map((count) => (count - level) ** 2)) / level).toBeGreaterThanOrEqual(5)
    const days = Array.from({ length: 365 }, (_, day) => hourly.slice(day * 24, day * 24 + 24).reduce((sum, count) => sum + count, 0))
    expect(Math.max(...days) / median(days)).toBeGreaterThanOrEqual(2)
    expect(Math.max(...days) / median(days)).toBeLessThanOrEqual(2.5)
    const ofWeek = Array.from({ length: 168 }, (_, slot) => mean(hourly.filter((_, hour) => hour % 168 === slot)))
    expect(Math.max(...ofWeek) / Math.min(...ofWeek)).toBeGreaterThanOrEqual(4)
    expect(Math.max(...ofWeek) / Math.min(...ofWeek)).toBeLessThanOrEqual(6)
  })

  test('flaws in the rows: 3 % without a start, 0.5 % twice, two clocks', () => {
    expect(share(rows, ({ start }) => Number.isNaN(start))).toBeCloseTo(0.03, 2)
    const twice = (rows.length - new Set(rows.map(({ text }) => text)).size) / rows.length
    expect(twice).toBeGreaterThan(0.004)
    expect(twice).toBeLessThan(0.006)
    expect(rows.every(({ text, activity }) => text.includes('+09:00') === (activity === 'Japanese review'))).toBe(true)
    expect(rows.filter(({ activity }) => activity !== 'Japanese review').every(({ text }) => /Z,/.test(text))).toBe(true)
  })

  test('a category with 30 % rework', () => {
    const reviews = (is: (category: string) => boolean) =>
      rows.filter(
        ({ activity, cells }) =>
          activity.endsWith(' review') && !['Second review', 'Specialist review'].includes(activity) && is(cells['category'] ?? ''),
      )
    const sentBack = (list: readonly SampleRow[]) => share(list, ({ outcome }) => outcome === 'SEND_BACK')
    expect(sentBack(reviews((category) => category === 'impersonation'))).toBeCloseTo(0.3, 1)
    expect(sentBack(reviews((category) => category !== 'impersonation'))).toBeLessThan(0.05)
  })

  test('a second review that never changes anything', () => {
    const second = rows.filter(({ activity }) => activity === 'Second review')
    expect(second.length).toBeGreaterThan(3000)
    expect(second.every(({ outcome }) => outcome === 'AGREE')).toBe(true)
  })

  test('the Arabic queue waits far longer than any other', () => {
    const waits = waitsOf(cases)
    const of = (name: string) => mean(waits.get(name) ?? [])
    const others = ['English review', 'Spanish and Portuguese review', 'Japanese review', 'European and other review'].map(of)
    expect(of('Arabic review')).toBeGreaterThan(2.5 * Math.max(...others))
    expect(of('Arabic review')).toBeLessThan(72)
  })

  test('escalations wait for a round, twice a day on weekdays', () => {
    const rounds = rows.filter(({ activity }) => activity === 'Escalation round')
    expect(mean(waitsOf(cases).get('Escalation round') ?? [])).toBeGreaterThan(8)
    const moments = new Set(
      rounds.map(({ end }) =>
        new Date(end * 1000).toLocaleString('en-GB', { timeZone: 'Europe/Dublin', hour: '2-digit', minute: '2-digit' }),
      ),
    )
    expect([...moments].toSorted()).toEqual(['10:00', '16:00'])
    expect(rounds.some(({ end }) => [0, 6].includes(new Date(end * 1000).getUTCDay()))).toBe(false)
  })
})

describe('appeals', () => {
  const cases = sampleCases(sampleRows('appeals/history/2026-04-to-2026-09.csv.gz'))
  const arrivedIn = (month: string) => cases.filter(([first]) => new Date((first?.start ?? 0) * 1000).toISOString().startsWith(month))
  const undecided = (list: readonly SampleRow[][]) =>
    share(list, (rows) => !rows.some(({ outcome }) => outcome === 'SENT' || outcome === 'WITHDRAWN'))

  test('a few thousand, and those of the last month are undecided in number', () => {
    expect(cases.length).toBeGreaterThan(3000)
    expect(undecided(arrivedIn('2026-05'))).toBeLessThan(0.01)
    expect(undecided(arrivedIn('2026-09'))).toBeGreaterThan(0.08)
  })

  test('overturned as published: removals often, accounts seldom', () => {
    const decisions = cases.flat().filter(({ activity }) => activity === 'Independent review')
    const overturned = (measure: string) =>
      share(
        decisions.filter(({ text }) => text.includes(`,${measure},`)),
        ({ outcome }) => outcome === 'OVERTURN',
      )
    expect(overturned('removal')).toBeGreaterThan(0.3)
    expect(overturned('account')).toBeLessThan(0.2)
  })
})

describe('urgent harm', () => {
  const cases = sampleCases(sampleRows('urgent-harm/history/2026-04-to-2026-09.csv.gz'))

  test('legal and safety work run side by side', () => {
    expect(cases.length).toBeGreaterThan(2500)
    const both = cases.flatMap((rows) => {
      const [law, safety] = ['Legal assessment', 'Contain'].map((name) => rows.find(({ activity }) => activity === name))
      return law && safety ? [law.start < safety.end && safety.start < law.end] : []
    })
    expect(both.length).toBeGreaterThan(1000)
    expect(share(both, Boolean)).toBeGreaterThan(0.8)
  })

  test('the backup is paged ten minutes after the assessment was asked for', () => {
    const paged = cases.flatMap((rows) => {
      const page = rows.findIndex(({ activity }) => activity === 'Page the backup')
      return page > 0 && rows[page - 1]?.activity === 'Screening' ? [(rows[page]?.start ?? 0) - (rows[page - 1]?.end ?? 0)] : []
    })
    expect(paged.length).toBeGreaterThan(50)
    expect(new Set(paged)).toEqual(new Set([600]))
  })
})
