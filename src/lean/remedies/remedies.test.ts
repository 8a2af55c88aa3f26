import { expect, test } from 'vitest'
import { twoPools, twoPoolsReport, twoPoolsScenario as scenario } from '../../../tests/samples/two-pools.ts'
import { applyChange, invertChange } from '../../workflow/change-set.ts'
import { scaled } from './handle-time.ts'
import { applyRemedy, findRemedies, remedyEdit } from './remedies.ts'
import { findSentBack } from '../sent-back.ts'

const world = { workflow: twoPools, scenario }
const byId = (id: string) => {
  const found = findRemedies(twoPools, scenario, twoPoolsReport).find((remedy) => remedy.id === id)
  if (!found) throw new Error(`no remedy ${id}`)
  return found
}

test('every pool, every step with work, the batch and the way back have one', () => {
  expect(findRemedies(twoPools, scenario, twoPoolsReport).map(({ id }) => id)).toEqual([
    'people:english',
    'people:arabic',
    'people:specialists',
    'handle-time:triage',
    'handle-time:english',
    'handle-time:arabic',
    'batching:hold',
    'handle-time:specialist',
    'rework:specialist',
  ])
})

test('places that no case visited are left out', () => {
  const steps = { ...twoPoolsReport.steps, arabic: { ...twoPoolsReport.steps['arabic']!, visits: 0 } }
  const ids = findRemedies(twoPools, scenario, { ...twoPoolsReport, steps }).map(({ id }) => id)
  expect(ids.filter((id) => id.endsWith('arabic'))).toEqual([])
})

test('one more person is one more on every shift', () => {
  const remedy = byId('people:arabic')
  expect(remedy.label).toBe('One more person in Arabic tier 1')
  expect(remedy.effort).toBe('168 more hours on shift a week')
  const after = applyRemedy(remedy, world)
  expect(after.scenario.pools['arabic']?.shifts.map(({ people }) => people)).toEqual([2])
  expect(after.workflow).toBe(twoPools)
  expect(after.scenario.pools['english']).toBe(scenario.pools['english'])
})

test('where all people are told apart, one more person is one more of those who are most', () => {
  const day = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }]
  const members = [
    { title: 'Lead', shifts: day },
    { title: 'Team', count: 3, shifts: day, costPerHour: 10 },
  ]
  const told = { ...scenario, pools: { ...scenario.pools, arabic: { ...scenario.pools['arabic']!, shifts: [], members } } }
  const remedy = findRemedies(twoPools, told, twoPoolsReport).find(({ id }) => id === 'people:arabic')!
  expect(remedy.effort).toBe('40 more hours on shift a week, costing 400 a week')
  const after = applyRemedy(remedy, { workflow: twoPools, scenario: told }).scenario.pools['arabic']!
  expect(after.members!.map(({ count }) => count)).toEqual([undefined, 4])
  expect(after.shifts).toEqual([])
})

test('10 % less handle time scales the distribution', () => {
  const after = applyRemedy(byId('handle-time:arabic'), world).scenario
  expect(after.performance['arabic']?.time).toEqual([{ distribution: { kind: 'exponential', mean: 28 * 60 * 0.9 } }])
  expect(scaled({ kind: 'lognormal', median: 10, sigma: 0.9 }, 0.5)).toEqual({ kind: 'lognormal', median: 5, sigma: 0.9 })
  expect(scaled({ kind: 'empirical', quantiles: [1, 2, 4] }, 2)).toEqual({ kind: 'empirical', quantiles: [2, 4, 8] })
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
