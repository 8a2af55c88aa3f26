import { expect, test } from 'vitest'
import { indexCases } from './cases.ts'
import { arrivalSeries, describeDemand } from './demand.ts'
import { readHistory } from './read.ts'

/** So many cases come on each day from 2026-01-05 (a Monday) on, each with one row at a quarter of an hour of its own. */
async function gapsOf(daily: readonly number[]) {
  const rows = daily.flatMap((n, day) =>
    Array.from({ length: n }, (_, i) => {
      const at = new Date(Date.UTC(2026, 0, 5 + day, 8, i * 15)).toISOString().slice(0, 19)
      return `${day}-${i},Work,${at}`
    }),
  )
  const columns = { case_id: 'case_id', activity: 'activity', end: 'end' }
  const history = await readHistory(once(['case_id,activity,end', ...rows].join('\n')), { form: 'events', columns, timezone: 'UTC' })
  return describeDemand(arrivalSeries(history, indexCases(history))!).gaps
}

async function* once(text: string) {
  yield text
}

const weeks = (n: number, day: (i: number) => number) => Array.from({ length: n * 7 }, (_, i) => day(i))

test('days without arrivals that busy and quiet weeks make are days as any other: a day on which none comes comes again', async () => {
  // Six a day on average, by turns none, three, six, nine and twelve: a fifth of the days has none.
  expect(await gapsOf(weeks(20, (i) => [6, 0, 12, 3, 9][i % 5]!))).toEqual([])
  // Closed on a holiday now and then.
  expect(await gapsOf(weeks(30, (i) => (i % 7 > 4 ? 0 : i % 41 === 0 ? 0 : 3 + (i % 6))))).toEqual([])
})

test('days that chance does not make empty are not told of by the log', async () => {
  expect(await gapsOf(weeks(12, (i) => (i === 30 || i === 31 ? 0 : 24 + ((i * 5) % 13))))).toEqual([{ from: '2026-02-04', days: 2 }])
})
