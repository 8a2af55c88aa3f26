import { expect, test } from 'vitest'
import { indexCases } from './cases.ts'
import { profileHistory } from './profile.ts'
import { readHistory } from './read.ts'
import { queryInWords, rowsBehind } from './rows-behind.ts'

/* The rows behind a figure are as many as the figure counts, whatever the history. */

const two = (value: number) => String(value).padStart(2, '0')
const rows = Array.from({ length: 240 }, (_, i) => {
  const day = two(2 + Math.floor(i / 12))
  const at = (minute: number) => `2026-03-${day}T${two(8 + (i % 5))}:${two(minute)}:00`
  const activity = i % 3 === 0 ? 'Triage' : 'Review'
  return `c${Math.floor(i / 2)},${activity},${i % 7 === 0 ? '' : at(5)},${at(5 + (i % 40))},${i % 4 ? 'Ann Low' : 'Bo'},${['spam', 'hate', ''][i % 3]!},checked by Ann Low`
})
const read = (text: string) =>
  readHistory(
    (async function* () {
      yield text
    })(),
    null,
  )
const all = 1e6

test('each bar, cell and headline of an event log has as many rows as it counts', async () => {
  const history = await read(['case_id,activity,start,end,resource,category,note', ...rows].join('\n'))
  const index = indexCases(history)
  const profile = profileHistory(history, index)
  const count = (query: Parameters<typeof rowsBehind>[2]) => rowsBehind(history, index, query, 0, 1).total
  for (const { name, wait, handle, rows: n } of profile.activities) {
    expect(count({ of: 'rows', activity: name })).toBe(n)
    expect(count({ of: 'rows', activity: name, measured: 'wait' })).toBe(wait!.n)
    expect(count({ of: 'rows', activity: name, measured: 'handle' })).toBe(handle!.n)
    const longest = rowsBehind(history, index, { of: 'rows', activity: name, measured: 'handle' }, 0, all)
    const seconds = longest.rows.map((row) => row[longest.columns.indexOf('handle time (s)')] as number)
    expect(seconds.reduce((a, b) => a + b, 0) / seconds.length).toBeCloseTo(handle!.mean, 6)
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a))
  }
  for (const { value, cases } of profile.mix) expect(count({ of: 'cases', category: value })).toBe(cases)
  for (const { date, count: cases } of profile.demand.daily) expect(count({ of: 'cases', day: date })).toBe(cases)
  const hours = Array.from({ length: 168 }, (_, hour) => count({ of: 'cases', hour }))
  expect(hours.reduce((a, b) => a + b, 0)).toBe(profile.cases)
  expect(hours.map((n) => n > 0)).toEqual(profile.demand.hourOfWeek.map((mean) => mean > 0))
  expect(count({ of: 'rows' })).toBe(profile.rows)
  expect(count({ of: 'rows', activity: 'nothing of it' })).toBe(0)
})

test('pages follow one another, and no name of a person is in them', async () => {
  const history = await read(['case_id,activity,start,end,resource,category,note', ...rows].join('\n'))
  const index = indexCases(history)
  const whole = rowsBehind(history, index, { of: 'rows' }, 0, all)
  const pages = [0, 100, 200].flatMap((from) => rowsBehind(history, index, { of: 'rows' }, from, 100).rows)
  expect(pages).toEqual(whole.rows)
  expect(JSON.stringify(whole)).not.toMatch(/Ann|Low|Bo\b/)
  expect(whole.rows[0]![whole.columns.indexOf('note')]).toBe('(text, not shown)')
  expect(whole.rows[3]![whole.columns.indexOf('line')]).toBe(5)
})

test('the rows of counts, by hour and day', async () => {
  const text = ['hour,count', ...Array.from({ length: 240 }, (_, i) => `2026-03-${two(2 + Math.floor(i / 24))}T${two(i % 24)}:00,${i % 5}`)]
  const history = await read(text.join('\n'))
  const index = indexCases(history)
  const page = rowsBehind(history, index, { of: 'cases', day: '2026-03-04' }, 0, all)
  expect([page.total, page.rows.reduce((sum, row) => sum + (row[page.columns.indexOf('count')] as number), 0)]).toEqual([24, 48])
  expect(rowsBehind(history, index, { of: 'cases', hour: 3 }, 0, all).total).toBe(2)
})

test('a query in words', () => {
  expect(queryInWords({ of: 'rows', activity: 'Review', measured: 'wait' }, 'events')).toBe(
    'Rows whose activity is Review and whose wait is known, longest first',
  )
  expect(queryInWords({ of: 'cases', hour: 33 }, 'events')).toBe('First rows of cases that arrived Tue 09:00')
  expect(queryInWords({ of: 'rows' }, 'events')).toBe('All rows')
})
