import { expect, test } from 'vitest'
import { sayPool } from './people-words.ts'

test('what a pool is beside its shifts, in words', () => {
  const day = { days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }
  expect(sayPool({ shifts: [], order: { kind: 'arrival' } })).toEqual([])
  expect(
    sayPool({
      shifts: [],
      order: { kind: 'value', expression: 'harm' },
      members: [
        { title: 'Anna', shifts: [day], takes: 'language == "de"', speed: 1.2 },
        {
          title: 'New',
          count: 3,
          shifts: [{ ...day, days: [6, 7] }],
          startedOn: '2025-01-06',
          rampUp: { days: 30, from: 0.5 },
          exposure: { perShift: 'PT4H' },
        },
      ],
      absences: [
        { kind: 'drawn', title: 'Breaks', every: { kind: 'exponential', mean: 7200 }, lasts: { kind: 'uniform', low: 300, high: 900 } },
        { kind: 'scheduled', title: 'Training', ...day, days: [2], share: 0.25 },
      ],
      exposure: { perShift: 'PT90M', perWeek: 'PT10H' },
      holidays: ['2025-12-25'],
      costPerCase: 0.4,
      vendor: 'Northwind',
      site: 'Sofia',
    }),
  ).toEqual([
    'Most for the time it takes first: harm',
    'Anna: Mon–Fri 08:00–16:00; takes language == "de"; pace 1.2.',
    'New: 3 people; Sat, Sun 08:00–16:00; since 2025-01-06; at full pace after 30 days, 50 % at first; at most 4 h a shift of sensitive material.',
    'Breaks: every 2 h on shift, for 10 min, on average.',
    'Training: 25 % of the people, Tue 08:00–16:00.',
    'At most 90 min a shift and 10 h a week of sensitive material for each person.',
    'Off on 2025-12-25.',
    '0.4 paid for each visit.',
    'Northwind, Sofia.',
  ])
})
