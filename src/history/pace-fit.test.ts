import { expect, test } from 'vitest'
import { uniform } from '../simulation/engine/chance.ts'
import { clockOf } from './delay-fit.ts'
import { paceOf } from './pace-fit.ts'
import type { Stretch } from './pace-fit.ts'

const hour = 3600
/** Monday 00:00 on the wall clock. */
const monday = 4 * 86_400
const office = clockOf([{ title: 'Office', people: 1, days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }])!

/** Waits of a mean of `mean` hours at pace 1, in steps of five minutes: the oracle is a hazard, not a clock. */
function waits(n: number, mean: number, pace: (hour: number) => number, seed: number): Stretch[] {
  return Array.from({ length: n }, (_, i) => {
    const from = monday + Math.floor(uniform(seed, 1, i, 0) * 280) * 86_400 + Math.floor(uniform(seed, 2, i, 0) * 1440) * 60
    let at = from
    for (let step = 0; step < 5 * 12 * 24 * 30; step++, at += 300) {
      const rate = office.onAt(at) * pace(((at / hour) % 24) | 0)
      if (uniform(seed, 3, i, step) < (rate * 300) / (mean * hour)) break
    }
    return { from, to: at, weight: 1, ended: true }
  })
}

test('the pace of the hours of a day comes back: a slow lunch, a quick morning', () => {
  const truth = (at: number) => (at < 10 ? 1.6 : at === 12 ? 0.3 : 1)
  const pace = paceOf(waits(4000, 12, truth, 7), office)!
  const mean = (2 * 1.6 + 0.3 + 7) / 10
  const byHour = (at: number) => [0, 1, 2, 3, 4].reduce((sum, day) => sum + pace[day * 24 + at]!, 0) / 5
  for (const at of [8, 9, 11, 12, 14, 16]) expect(Math.abs(byHour(at) - truth(at) / mean), `${at} h`).toBeLessThan(0.2)
})

test('an even pace is none, and waits of minutes that come in the morning alone are no haste in the morning', () => {
  expect(
    paceOf(
      waits(2000, 12, () => 1, 11),
      office,
    ),
  ).toBeNull()
  const short = Array.from({ length: 3000 }, (_, i): Stretch => {
    const from = monday + Math.floor(i / 10) * 86_400 + (8 + 2 * uniform(5, 1, i, 0)) * hour
    return { from, to: from + 60 + 600 * uniform(5, 2, i, 0), weight: 1, ended: true }
  })
  const long = waits(2000, 12, () => 1, 12)
  const pace = paceOf([...short, ...long], clockOf([{ title: 'All', people: 1, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }])!)
  // Ends over the seconds waited would say eight and more for the morning.
  expect(pace === null ? 1 : (pace[8]! + pace[9]!) / (pace[14]! + pace[15]!)).toBeLessThan(2)
})

test('too few waits tell no pace', () =>
  expect(
    paceOf(
      waits(60, 12, (at) => (at < 12 ? 3 : 0.5), 3),
      office,
    ),
  ).toBeNull())
