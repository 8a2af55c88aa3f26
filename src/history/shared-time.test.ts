import { expect, test } from 'vitest'
import { historyOf } from '../../tests/discover/logs.node.ts'
import { review, workflow } from '../../tests/engine/build.ts'
import { calibrate } from './calibrate.ts'
import { indexCases, lastInstant } from './cases.ts'
import { sharedTimes } from './shared-time.ts'

const oneStep = workflow({ states: { review: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
/** Every hour of 20 working days so many rows of one person, each of 50 minutes, begun so many minutes after one another. */
const log = (atOnce: number, apart: number) => {
  const rows = ['case_id,activity,start,end,resource']
  for (let day = 0; day < 28; day++)
    for (let hour = 9; hour < 17 && day % 7 < 5; hour++)
      for (let i = 0; i < atOnce; i++) {
        const begin = Date.UTC(2026, 2, 2 + day, hour, i * apart)
        rows.push(`c${rows.length},review,${new Date(begin).toISOString()},${new Date(begin + 3_000_000).toISOString()},ann`)
      }
  return rows.join('\n')
}
const fitted = async (text: string) => calibrate({ workflow: oneStep, history: await historyOf(text), scenarioId: 'x' })

test('five rows of one person at once are a fifth of the time each, guessed and said; the case lasts as long as it did, and the person is no busier than one can be', async () => {
  const { scenario, notes, observed } = await fitted(log(5, 0))
  const { time, delay, clock } = scenario.performance['review']!
  expect(time).toEqual([{ distribution: { kind: 'constant', value: 600 } }])
  const [{ distribution } = { distribution: null }] = delay ?? []
  // On the person's clock, which is read from the rows: a day may end before the last of them.
  const rests = distribution?.kind === 'empirical' ? distribution.quantiles : []
  expect(rests.filter((rest) => Math.abs(rest - 2400) < 1).length).toBeGreaterThan(rests.length * 0.8)
  expect(clock).toEqual({ pool: 'people' })
  expect(scenario.origins['performance.review.time']).toMatchObject({
    source: 'guessed',
    note: expect.stringMatching(/10 min of work each on average, not 50 min/),
  })
  expect(notes.join(' ')).toMatch(/Several rows of one person are open at once/)
  expect(observed.rows.map(({ measure, history }) => [measure, history.mean])).toEqual([
    ['leadTime', 3000],
    ['wait', 2400],
    ['handle', 600],
  ])
})

test('rows that overlap in part share what they have in common; one after the other shares nothing', async () => {
  const shared = async (text: string) => {
    const history = await historyOf(text)
    return sharedTimes(history, indexCases(history), lastInstant(history) + 1)
  }
  // Two rows of 50 minutes, the second 10 minutes later: 10 alone and half of 40 for each, so that both are the union of 60.
  expect([...(await shared(log(2, 10)))!].slice(0, 2)).toEqual([1800, 1800])
  expect(await shared(log(1, 0))).toBeNull()
  const { scenario } = await fitted(log(1, 0))
  expect(scenario.origins['performance.review.time']?.source).toBe('fitted')
  expect(scenario.performance['review']!.delay).toBeUndefined()
})
