import { expect, test } from 'vitest'
import { twoPools, twoPoolsReport, twoPoolsScenario as scenario } from '../../../tests/samples/two-pools.ts'
import { applyChange, invertChange } from '../../workflow/change-set.ts'
import { applyRemedy, findRemedies, pairOf, remedyEdit, sayEffort } from './remedies.ts'
import { scaled } from './remedy.ts'
import { bestContract, followingShifts, gapShifts } from './shifts.ts'
import { hoursOf } from '../../simulation/model/shift-hours.ts'
import { halfAsVaried } from './work.ts'
import { meanOf } from '../../simulation/compile/distribution-facts.ts'
import { findSentBack } from '../sent-back.ts'

const world = { workflow: twoPools, scenario }
const byId = (id: string) => {
  const found = findRemedies(twoPools, scenario, twoPoolsReport).find((remedy) => remedy.id === id)
  if (!found) throw new Error(`no remedy ${id}`)
  return found
}

test('every pool, the batch and the way back have one', () => {
  expect(findRemedies(twoPools, scenario, twoPoolsReport).map(({ id }) => id)).toEqual([
    'people:english',
    'people:arabic',
    'people:specialists',
    'hours:english',
    'hours:arabic',
    'hours:specialists',
    'gap:specialists',
    'batching:hold',
    'rework:specialist',
  ])
})

test('places that no case visited are left out', () => {
  const steps = { ...twoPoolsReport.steps, arabic: { ...twoPoolsReport.steps['arabic']!, visits: 0 } }
  const ids = findRemedies(twoPools, scenario, { ...twoPoolsReport, steps }).map(({ id }) => id)
  expect(ids.filter((id) => id.endsWith('arabic'))).toEqual([])
})

test('one more person is a contract of 40 hours, where the work is left over', () => {
  const remedy = byId('people:arabic')
  expect(remedy.effort).toMatchObject({ hoursPerWeek: 40, costPerWeek: null })
  const after = applyRemedy(remedy, world)
  const [old, added] = after.scenario.pools['arabic']!.shifts
  expect(old).toBe(scenario.pools['arabic']!.shifts[0])
  expect(hoursOf([added!])).toBe(40)
  expect(after.workflow).toBe(twoPools)
  expect(after.scenario.pools['english']).toBe(scenario.pools['english'])
  // Work from 14 to 22 on weekdays only: there is one best contract.
  const work = Array.from({ length: 168 }, (_, hour) => (hour < 120 && hour % 24 >= 14 && hour % 24 < 22 ? 2 : 0))
  expect(bestContract({ work, staff: work.map(() => 1), variation: 1, handle: 600 }, 'x')).toMatchObject({
    days: [1, 2, 3, 4, 5],
    from: '14:00',
    to: '22:00',
    people: 1,
  })
})

test('moved hours are as many as before, and lie where the work is', () => {
  const work = Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 8 && hour % 24 < 16 ? 3 : 0))
  const shifts = followingShifts(work, 168, 'x')
  expect(hoursOf(shifts)).toBe(168)
  expect(shifts).toEqual([expect.objectContaining({ people: 3, days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '16:00' })])
  const moved = applyRemedy(byId('hours:arabic'), world).scenario.pools['arabic']!
  expect(hoursOf(moved.shifts)).toBe(hoursOf(scenario.pools['arabic']!.shifts))
})

test('a gap is filled with one person in just the hours with nobody', () => {
  const always = Array.from({ length: 168 }, () => 1)
  const staff = always.map((_, hour) => (hour % 24 >= 22 || hour % 24 < 6 ? 0 : 2))
  expect(gapShifts(always, staff, 'x')).toEqual([{ title: 'x', people: 1, days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }])
  const weekdays = always.map((_, hour) => (hour < 120 ? 1 : 0))
  expect(hoursOf(gapShifts(always, weekdays, 'x'))).toBe(48)
})

test('where all people are told apart, one more is told apart too, and training makes one of the limited able to take all', () => {
  const day = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }]
  const members = [
    { title: 'Lead', shifts: day },
    { title: 'Team', count: 3, shifts: day, costPerHour: 10, takes: 'language == "ar"' },
  ]
  const told = { ...scenario, pools: { ...scenario.pools, arabic: { ...scenario.pools['arabic']!, shifts: [], members } } }
  const found = findRemedies(twoPools, told, null)
  const remedy = found.find(({ id }) => id === 'people:arabic')!
  expect(sayEffort(remedy.effort)).toBe('40 more hours a week, costing 400 a week')
  const after = applyRemedy(remedy, { workflow: twoPools, scenario: told }).scenario.pools['arabic']!
  expect(after.members!.map(({ title }) => title)).toEqual(['Lead', 'Team', 'One more person'])
  const trained = applyRemedy(
    found.find(({ id }) => id === 'training:arabic')!,
    { workflow: twoPools, scenario: told },
  ).scenario.pools['arabic']!
  expect(trained.members!.map(({ count = 1, takes }) => [count, takes ?? 'all'])).toEqual([
    [1, 'all'],
    [2, 'language == "ar"'],
    [1, 'all'],
  ])
})

test('half the spread keeps the mean', () => {
  const times = [
    { kind: 'lognormal', median: 10, sigma: 2 },
    { kind: 'exponential', mean: 60 },
    { kind: 'uniform', low: 0, high: 10 },
    { kind: 'empirical', quantiles: [1, 2, 9] },
    { kind: 'rare', share: 0.01, quantiles: [100, 200, 900] },
  ] as const
  for (const time of times) expect(meanOf(halfAsVaried(structuredClone(time) as never))).toBeCloseTo(meanOf(time as never), 6)
  expect(scaled({ kind: 'lognormal', median: 10, sigma: 0.9 }, 0.5)).toEqual({ kind: 'lognormal', median: 5, sigma: 0.9 })
  expect(scaled({ kind: 'empirical', quantiles: [1, 2, 4] }, 2)).toEqual({ kind: 'empirical', quantiles: [2, 4, 8] })
  expect(scaled({ kind: 'rare', share: 0.01, quantiles: [1, 2, 4] }, 2)).toEqual({ kind: 'rare', share: 0.01, quantiles: [2, 4, 8] })
})

test('a pair makes both, and takes what both take', () => {
  const both = pairOf(byId('people:arabic'), byId('batching:hold'), world)!
  const after = applyRemedy(both, world)
  expect(after.scenario.pools['arabic']!.shifts).toHaveLength(2)
  expect(after.workflow.states['hold']?.step).toMatchObject({ age: 'PT2H' })
  expect(both.effort.hoursPerWeek).toBe(40)
  expect(both.where).toBe('Arabic tier 1 and Escalation hold')
})

test('a batch moves on every two hours, and at once where it already does', () => {
  const remedy = byId('batching:hold')
  expect(remedy.label).toBe('Moving “Escalation hold” on every two hours instead of twice a day')
  const { workflow } = applyRemedy(remedy, world)
  expect(workflow.states['hold']?.step).toMatchObject({ age: 'PT2H' })
  expect(applyRemedy(remedy, { workflow, scenario }).workflow.states['hold']?.step).toMatchObject({ size: 1 })
})

test('half as much sent back; the rest goes the other ways in proportion', () => {
  expect(findSentBack(twoPools)).toEqual([{ step: 'specialist', event: 'BACK', transitions: ['special-back'] }])
  const { scenario: after } = applyRemedy(byId('rework:specialist'), world)
  const shares = after.performance['specialist']?.outcomes[0]?.shares
  expect(shares?.['BACK']).toBeCloseTo(0.05)
  expect(shares?.['REMOVE']).toBeCloseTo(0.95)
})

test('a remedy is an edit that can be undone and touches only its record', () => {
  const tables = { ...twoPools, scenarios: { base: scenario, other: { ...scenario, id: 'other' } } }
  for (const remedy of findRemedies(twoPools, scenario, null)) {
    const { change, label } = remedyEdit(remedy, world)
    expect(label).toBe(remedy.label)
    const after = applyChange(tables, change)
    expect(after).not.toEqual(tables)
    expect(after.scenarios.other).toBe(tables.scenarios.other)
    expect(applyChange(after, invertChange(change))).toEqual(tables)
  }
})

test('a remedy whose place is gone changes nothing', () => {
  const pools = { english: scenario.pools['english']! }
  expect(applyRemedy(byId('people:arabic'), { workflow: twoPools, scenario: { ...scenario, pools } }).scenario.pools).toEqual(pools)
})
