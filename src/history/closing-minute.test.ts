import { expect, test } from 'vitest'
import { zoneOf } from '../simulation/model/zone.ts'
import { withClosingMinute } from './closing-minute.ts'
import { readHistory } from './read.ts'

const zone = zoneOf('UTC')
const shift = { title: 'Mon–Fri 07:00–15:00', people: 2, days: [1, 2, 3, 4, 5], from: '07:00', to: '15:00' }

/** Ten weeks of weekdays, a case every half hour from 07:00 to 15:00, at these seconds after the half hour. */
async function log(seconds: number, last = 15) {
  const lines = ['case_id,activity,start,end,resource']
  const stamp = (at: number) => new Date(at * 1000).toISOString().slice(0, 19)
  for (let day = 0; day < 70; day++) {
    const midnight = Date.UTC(2026, 0, 5) / 1000 + day * 86_400
    if (day % 7 >= 5) continue
    for (let half = 14; half <= last * 2; half++) {
      const at = midnight + half * 1800 + seconds
      lines.push(`${day}-${half},Review,${stamp(at)},${stamp(at + 600)},Ann`)
    }
  }
  const mapping = {
    columns: { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end', resource: 'resource' },
    timezone: 'UTC',
  }
  async function* once() {
    yield lines.join('\n')
  }
  return readHistory(once(), mapping)
}
const allRows = (n: number) => Array.from({ length: n }, (_, row) => row)

test('what comes at the stroke at which a shift ends, and is begun then, was begun by people who were there', async () => {
  const history = await log(0)
  expect(withClosingMinute([shift], history, allRows(history.rows), zone)).toEqual([
    { ...shift, title: 'Mon–Fri 07:00–15:01', to: '15:01' },
  ])
})

test('a shift stays as it is where nothing begins at its end, or work goes on for the hour after it', async () => {
  const before = await log(0, 14)
  expect(withClosingMinute([shift], before, allRows(before.rows), zone)).toEqual([shift])
  const beyond = await log(0, 16)
  expect(withClosingMinute([shift], beyond, allRows(beyond.rows), zone)).toEqual([shift])
  // Rows outside the pool say nothing of it.
  const history = await log(0)
  expect(withClosingMinute([shift], history, [], zone)).toEqual([shift])
})

test('a night shift ends on the next day', async () => {
  const night = { title: 'Sun 23:00–15:00', people: 1, days: [7], from: '23:00', to: '15:00' }
  const history = await log(0)
  expect(withClosingMinute([night], history, allRows(history.rows), zone)).toEqual([night])
  const week = { ...night, title: 'Sun–Thu 23:00–15:00', days: [7, 1, 2, 3, 4] }
  expect(withClosingMinute([week], history, allRows(history.rows), zone)).toEqual([{ ...week, title: 'Sun–Thu 23:00–15:01', to: '15:01' }])
})
