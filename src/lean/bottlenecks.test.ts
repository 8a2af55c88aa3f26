import { expect, test } from 'vitest'
import { twoPools, twoPoolsReport as report, twoPoolsScenario as scenario } from '../../tests/samples/two-pools.ts'
import { findBottlenecks, sayRhythm, withBottlenecks } from './bottlenecks.ts'

// By hand, of 1,000 cases × 10,000 s = 10⁷ s: Arabic waits 200 × 20,000 = 40 %, hold 110 × 20,000 = 22 %, nobody on shift 110 × 10,000 = 11 %, English waits 900 × 1,000 = 9 %,
// English repeat visits 900 × 0.1 × 2,000 = 1.8 %.
test('places are ranked by their share of the lead time', () => {
  const found = findBottlenecks(twoPools, scenario, report)
  expect(found.map(({ where, kind, score }) => [where, kind, Number(score.toFixed(4))])).toEqual([
    ['Arabic tier 1', 'under-staffed', 0.4],
    ['Escalation hold', 'batching', 0.22],
    ['Specialists', 'unavailability', 0.11],
    ['English tier 1', 'under-staffed', 0.09],
    ['English tier 1', 'rework', 0.018],
  ])
  expect(found[0]?.secondsPerCase).toBeCloseTo(4000)
})

test('the evidence says utilisation, queue and the hours that are short of people', () => {
  const [worst, hold, absent] = findBottlenecks(twoPools, scenario, report)
  expect(worst?.sentence).toBe('Arabic tier 1 has too few people: waiting while all are busy is 40 % of the lead time')
  expect(worst?.evidence).toEqual([
    'People on shift are at work 93 % of their time',
    'On average 2.50 cases wait for 1 people on shift',
    'Arabic tier 1 is short of people from 18:00 to 23:00 every day',
  ])
  expect(hold?.evidence).toContain('It moves on twice a day')
  expect(absent?.evidence).toContain('Specialists have nobody on shift while cases wait all day at weekends')
})

test('a check with a foregone outcome is over-processing; marked steps are too', () => {
  const performance = {
    ...scenario.performance,
    english: {
      time: [],
      outcomes: [{ when: 'language == "ar"', shares: { KEEP: 0.99, REMOVE: 0.01 } }, { shares: { KEEP: 0.98, REMOVE: 0.02 } }],
    },
  }
  const found = findBottlenecks(twoPools, { ...scenario, performance }, report).find(({ kind }) => kind === 'over-processing')
  expect(found?.where).toBe('English tier 1')
  expect(found?.evidence).toContain('Its outcome is “Keep” in 98 % of its cases or more')
})

test('the wait of a step with two pools is shared by their work', () => {
  const state = twoPools.states['arabic']
  if (state?.step?.kind !== 'review') throw new Error('the sample has no Arabic review')
  const workflow = {
    ...twoPools,
    states: { ...twoPools.states, arabic: { ...state, step: { ...state.step, pools: ['arabic', 'english'] } } },
  }
  const scores = findBottlenecks(workflow, scenario, report).filter(({ kind }) => kind === 'under-staffed')
  const worked = 5 * 0.99 + 19 * 0.9
  const arabic = (0.4 * worked) / (worked + 24 * 4)
  expect(scores.find(({ where }) => where === 'Arabic tier 1')?.score).toBeCloseTo(arabic, 10)
  expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(0.49, 10)
})

test('nothing is found in a report without time, and the report form carries the sentences', () => {
  const empty = { ...report, steps: {}, pools: {}, cases: { arrived: 0, completed: 0, open: 0 } }
  expect(findBottlenecks(twoPools, scenario, empty)).toEqual([])
  expect(withBottlenecks(twoPools, scenario, report).bottlenecks[1]).toMatchObject({ where: 'Escalation hold', kind: 'batching' })
})

test('rhythms in words', () => {
  const batch = { kind: 'batch' as const, outcomes: [] }
  expect(sayRhythm({ ...batch, at: ['mon 09:00', 'wed 09:00', 'fri 09:00'] })).toBe('3 times a week')
  expect(sayRhythm({ ...batch, age: 'PT4H', size: 20 })).toBe('when the oldest case has waited 4h and when 20 cases wait')
  expect(sayRhythm(batch)).toBe('never by itself')
})
