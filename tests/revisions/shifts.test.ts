import { expect, test } from 'vitest'
import { diffWorkflows } from '../../src/revisions/diff.ts'
import type { Shift } from '../../src/simulation/model/people.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { lineScenario, lineWorkflow } from '../engine/fixture.ts'

const weekdays = [1, 2, 3, 4, 5]
const day: Shift = { title: 'Day', people: 2, days: weekdays, from: '08:00', to: '16:00' }
const night: Shift = { title: 'Night', people: 1, days: [5, 6, 7], from: '22:00', to: '06:00' }
const staffed = (shifts: Shift[]): Scenario => ({
  ...lineScenario,
  pools: { ...lineScenario.pools, tier1: { ...lineScenario.pools['tier1']!, shifts } },
})
const told = (before: Shift[], after: Shift[]) =>
  diffWorkflows(lineWorkflow, lineWorkflow, { scenarios: { base: staffed(before), head: staffed(after) } }).changes.map(({ text }) => text)

// The hours beside are counted by hand.
test('a change of shifts is one sentence that says who comes and goes, when, and how many hours that is', () => {
  expect(told([day], [day, { ...day, title: 'Evening', people: 1, from: '14:00', to: '22:00' }])).toEqual([
    'Tier1: one person more, Mon–Fri 14:00–22:00; +40 h a week (80 → 120)',
  ])
  expect(told([day, night], [{ ...day, people: 5 }, night])).toEqual([
    'Tier1: 3 people more, Mon–Fri 08:00–16:00; +120 h a week (104 → 224)',
  ])
  expect(told([day, night], [day])).toEqual(['Tier1: one person fewer, Fri–Sun 22:00–06:00; −24 h a week (104 → 80)'])
  expect(told([day], [{ ...day, from: '12:00', to: '20:00' }])).toEqual([
    'Tier1: “Day” is now Mon–Fri 12:00–20:00 instead of Mon–Fri 08:00–16:00; 80 h a week as before',
  ])
  expect(told([day], [{ ...day, title: 'Early' }])).toEqual(['Tier1: the shift “Day” is now called “Early”; 80 h a week as before'])
  expect(told([day, night], [night, day])).toEqual(['Tier1: the shifts are listed in another order'])
  expect(told([night], [{ ...night, onHolidays: true }])).toEqual([
    'Tier1: “Night” is now Fri–Sun 22:00–06:00, also on holidays instead of Fri–Sun 22:00–06:00; 24 h a week as before',
  ])
})
