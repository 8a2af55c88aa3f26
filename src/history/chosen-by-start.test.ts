import { expect, test } from 'vitest'
import { localText } from '../simulation/model/wall-clock.ts'
import { calibrate } from './calibrate.ts'
import { discover } from './discover/discover.ts'
import { fullUntil, indexCases } from './cases.ts'
import { readHistory } from './read.ts'

const [hour, day] = [3600, 86_400]
const weeks = 6
const begins = Date.UTC(2026, 0, 5) / 1000

/** Twelve cases each working day from 09:00 to 15:00, checked by one of two people and three weeks later closed by a third; of the cases that begin in the first `kept` weeks. */
function logOf(kept: number): string {
  const rows: string[] = []
  const row = (id: string, activity: string, at: number, who: string) =>
    rows.push([id, activity, localText(at), localText(at + 0.45 * hour), who].join(','))
  for (let date = 0; date < kept * 7; date++) {
    if (date % 7 > 4) continue
    for (let i = 0; i < 12; i++) {
      const [id, at] = [`c${date}-${i}`, begins + date * day + (9 + i / 2) * hour + ((date * 7 + i * 13) % 60)]
      row(id, 'Check', at, i % 2 === 0 ? 'ann' : 'bob')
      row(id, 'Close', at + (21 + ((date * 5 + i) % 3)) * day, 'cem')
    }
  }
  return `${['case_id,activity,start,end,resource', ...rows].join('\n')}\n`
}

async function* chunked(text: string) {
  yield text
}

const historyOf = async (text: string) =>
  readHistory(chunked(text), {
    form: 'events',
    columns: { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end', resource: 'resource' },
    timezone: 'UTC',
  })

test('of cases chosen by when they began, the weeks in which they run out do not tell how many people are there', async () => {
  const history = await historyOf(logOf(weeks))
  const { workflow } = discover(history, { id: 'drawn', title: 'Drawn' })
  const { scenario } = calibrate({ workflow, history, scenarioId: 'own' })
  const check = Object.values(workflow.states).find(({ title }) => title === 'Check')!.step
  if (check?.kind !== 'review') throw new Error('Check is a review')
  const hours = scenario.pools[check.pools[0]!]!.shifts.reduce(
    (sum, { people, days, from, to }) => sum + people * days.length * (Number(to.slice(0, 2)) - Number(from.slice(0, 2))),
    0,
  )
  // With the weeks in which nobody checks any more, people seem to be there at two dates in three only, and the rest is a guess.
  expect(scenario.origins![`pools.${check.pools[0]}.shifts`]!.source).toBe('fitted')
  // Two people of whom each is seen for five and a half hours of each working day.
  expect(hours).toBeGreaterThan(0.9 * 5 * 2 * 5.5)
})

test('a log is full up to its end, or to the last arrival where its cases run out after it', async () => {
  const history = await historyOf(logOf(weeks))
  const index = indexCases(history)
  const end = begins + (weeks * 7 - 3) * day + 18 * hour
  const last = index.arrived.reduce((most, time) => Math.max(most, time), 0)
  expect(fullUntil(index, end)).toBe(end)
  expect(fullUntil(index, end + 14 * day)).toBe(last)
  // A weekend is no end.
  expect(fullUntil(index, last + 3 * day)).toBe(last + 3 * day)
})
