import { expect, test } from 'vitest'
import { scenario } from '../../../tests/engine/build.ts'
import { asReplay } from './demand.ts'
import type { Demand } from './demand.ts'
import { readScenario, writeScenario } from './scenario-file.ts'

const numbers = { score: { kind: 'uniform' as const, low: 0, high: 1 } }
const profile: Demand = {
  kind: 'profile',
  casesPerHour: 5,
  hourOfWeek: Array.from({ length: 168 }, () => 1),
  growthPerMonth: 0,
  noise: null,
  spikes: [{ title: 'News', from: '2025-01-07T00:00:00', halfLife: 'PT6H', factor: 3 }],
  scale: 1.5,
  shift: -3,
  calendar: [{ title: 'Holidays', dates: ['2025-12-24/2025-12-26'], factor: 0.3 }],
  thinning: { keep: 'score >= 0.7', share: 0.9 },
}

test('a replay keeps what is changed about any demand, and not what the history tells itself', () => {
  expect(asReplay(profile)).toEqual({ kind: 'replay', scale: 1.5, shift: -3, thinning: { keep: 'score >= 0.7', share: 0.9 } })
  expect(asReplay({ kind: 'replay' })).toEqual({ kind: 'replay' })
})

test('all of demand and of the start survives writing and reading; a scenario without it stays as it was', () => {
  const full = scenario({
    demand: profile,
    mix: [{ weight: 1, values: {}, numbers }],
    mixByWeek: [{ title: 'Nights', days: [1, 7], from: '22:00', to: '06:00', weights: [1] }],
    backlog: [{ title: 'Left over', state: 'work', cases: 7, age: { kind: 'exponential', mean: 60 }, values: { kind: 'a' } }],
  })
  expect(readScenario(writeScenario(full))).toEqual({ ok: true, scenario: full })
  expect(writeScenario(scenario({}))).not.toMatch(/mixByWeek|backlog|calendar|thinning|numbers/)
})

test.each([
  ['a date that is none', { calendar: [{ title: 'X', dates: ['Christmas'], factor: 1 }] }],
  ['a share above 1', { thinning: { share: 1.1 } }],
  ['a shift of half an hour', { shift: 0.5 }],
  ['hours of a day that are not 24', { calendar: [{ title: 'X', dates: ['2025-12-25'], factor: 1, hourOfDay: [1, 2] }] }],
])('%s is refused when the file is read', (_, change) => {
  expect(readScenario(JSON.stringify(scenario({ demand: { ...profile, ...change } as Demand }))).ok).toBe(false)
})
