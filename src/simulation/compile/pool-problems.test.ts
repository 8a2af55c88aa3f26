import { expect, test } from 'vitest'
import { pool, review, scenario, takes, workflow } from '../../../tests/engine/build.ts'
import type { Member } from '../model/people.ts'
import { findScenarioProblems } from './problems.ts'
import type { PoolScenario, Scenario } from '../model/scenario.ts'

const attributes = [
  { name: 'language', order: 0, title: 'Language', type: 'enum' as const, values: ['en', 'de'], default: 'en' },
  { name: 'harm', order: 1, title: 'Harm', type: 'number' as const, default: 1 },
]
const seen = { ...review(['DONE']), sensitive: true }
const chart = workflow({ states: { work: { step: seen, on: { DONE: 'end' } }, end: { kind: 'final' } } }, attributes)
const rulesOf = (change: Partial<PoolScenario>, parts: Partial<Scenario> = {}) =>
  findScenarioProblems(chart, scenario({ performance: { work: takes(60) }, pools: { people: { ...pool(4), ...change } }, ...parts })).map(
    ({ rule }) => rule,
  )

const day = { days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }
const anna: Member = { title: 'Anna', shifts: [day] }
const every = { kind: 'exponential' as const, mean: 3600 }
const nothing = { kind: 'constant' as const, value: 0 }

test('people one by one, absences, budgets and orders that can be meant have no problem', () => {
  expect(
    rulesOf({ shifts: [], members: [{ ...anna, takes: 'language == "de"', startedOn: '2025-01-06', rampUp: { days: 30, from: 0.5 } }] }),
  ).toEqual([])
  expect(rulesOf({ absences: [{ kind: 'drawn', title: 'Break', every, lasts: every }] })).toEqual([])
  expect(rulesOf({ absences: [{ kind: 'scheduled', title: 'Training', ...day, share: 0.5 }] })).toEqual([])
  expect(rulesOf({ exposure: { perShift: 'PT4H' }, holidays: ['2025-12-25'] })).toEqual([])
  expect(rulesOf({ order: { kind: 'value', expression: 'harm' } })).toEqual([])
  expect(rulesOf({ order: { kind: 'shortest' } })).toEqual([])
  expect(rulesOf({ order: { kind: 'deadline' } }, { segments: [{ title: 'All', target: 'PT4H' }] })).toEqual([])
})

test('each fault of the people is found', () => {
  expect(rulesOf({ shifts: [] })).toEqual(['unstaffed-pool'])
  expect(rulesOf({ members: [{ ...anna, takes: 'dialect == "x"' }] })).toEqual(['bad-expression'])
  expect(rulesOf({ members: [{ ...anna, takes: 'harm + 1.0' }] })).toEqual(['bad-expression'])
  expect(rulesOf({ members: [{ ...anna, startedOn: '2025-02-30' }] })).toEqual(['bad-date'])
  expect(rulesOf({ members: [{ ...anna, rampUp: { days: 30, from: 0.5 } }] })).toEqual(['no-start'])
  expect(rulesOf({ members: [{ ...anna, count: 6000 }] })).toEqual(['too-many-people'])
  expect(rulesOf({ members: Array.from({ length: 31 }, (_, i) => ({ ...anna, takes: `harm > ${i}.0` })) })).toEqual(['too-many-skills'])
  expect(rulesOf({ holidays: ['2025-13-01'] })).toEqual(['bad-date'])
  expect(rulesOf({}, { holidays: ['2025-13-01'] })).toEqual(['bad-date'])
  expect(rulesOf({ absences: [{ kind: 'scheduled', title: 'Training', ...day }] })).toEqual(['bad-absence'])
  expect(rulesOf({ absences: [{ kind: 'scheduled', title: 'Training', ...day, share: 0.5, people: 1 }] })).toEqual(['bad-absence'])
  expect(rulesOf({ absences: [{ kind: 'scheduled', title: 'Training', ...day, share: 0.05 }] })).toEqual(['rounded-absence'])
  expect(rulesOf({ absences: [{ kind: 'drawn', title: 'Break', every: nothing, lasts: every }] })).toEqual(['endless-absence'])
  expect(rulesOf({ exposure: {} })).toEqual(['empty-budget'])
  expect(rulesOf({ exposure: { perWeek: 'PT0S' } })).toEqual(['no-budget'])
  expect(rulesOf({ order: { kind: 'deadline' } })).toEqual(['no-deadline'])
  expect(rulesOf({ order: { kind: 'value', expression: 'language' } })).toEqual(['bad-expression'])
})

test('a budget where nothing is sensitive is said', () => {
  const mild = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
  const given = scenario({ performance: { work: takes(60) }, pools: { people: { ...pool(4), exposure: { perShift: 'PT4H' } } } })
  expect(findScenarioProblems(mild, given).map(({ rule, severity }) => [rule, severity])).toEqual([['idle-budget', 'warning']])
})
