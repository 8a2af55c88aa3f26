import { expect, test } from 'vitest'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { changesOf } from './ahead-changes.ts'

const shift = (from: string, to: string, people = 3) => ({ title: 'Day', people, days: [1, 2, 3, 4, 5], from, to })
const scenario = {
  demand: { kind: 'replay', scale: 2 },
  pools: {
    desk: {
      shifts: [shift('09:00', '17:00'), shift('22:00', '06:00'), shift('14:00', '22:00'), shift('00:00', '24:00'), shift('04:00', '03:00')],
      order: 'arrival',
    },
    nobody: { shifts: [], order: 'arrival' },
  },
} as unknown as Scenario

test('a spike, a surge and overtime change just that', () => {
  const changes = changesOf(scenario, (pool) => pool.toUpperCase())
  expect(changes.map(({ title }) => title)).toEqual([
    'a spike, half as many cases again',
    'two more people on every shift of DESK',
    'two hours of overtime after every shift of DESK',
  ])
  const [spike, surge, overtime] = changes.map(({ apply }) => apply(scenario))
  expect(spike).toEqual({ ...scenario, demand: { kind: 'replay', scale: 3 } })
  expect(surge!.pools['desk']!.shifts.map(({ people }) => people)).toEqual([5, 5, 5, 5, 5])
  // A shift of a day or nearly so cannot grow by two hours.
  expect(overtime!.pools['desk']!.shifts.map(({ from, to }) => `${from}-${to}`)).toEqual([
    '09:00-19:00',
    '22:00-08:00',
    '14:00-24:00',
    '00:00-24:00',
    '04:00-03:00',
  ])
  expect([surge!.demand, overtime!.demand]).toEqual([scenario.demand, scenario.demand])
})
