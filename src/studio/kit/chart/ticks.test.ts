import { expect, test } from 'vitest'
import { durationTicks, ticksBetween } from './ticks.ts'

test.each([
  [0, 10, [0, 2, 4, 6, 8, 10]],
  [0, 0.31, [0, 0.1, 0.2, 0.3, 0.4]],
  [-3, 7, [-4, -2, 0, 2, 4, 6, 8]],
  [0, 0, [0, 1]],
  [0, Number.NaN, [0, 1]],
])('ticks from %d to %d', (low, high, ticks) => expect(ticksBetween(low, high)).toEqual(ticks))

test('ticks of durations are whole hours and days', () => {
  expect(durationTicks(0, 4 * 3600)).toEqual([0, 3600, 7200, 10_800, 14_400])
  expect(durationTicks(0, 5 * 86_400)).toEqual([0, 172_800, 345_600, 518_400])
  expect(durationTicks(0, 100)).toEqual([0, 30, 60, 90, 120])
})

test('ticks always cover the range', () => {
  for (let high = 0.013; high < 1e7; high *= 1.7) {
    for (const ticks of [ticksBetween(-high / 3, high), durationTicks(0, high)]) {
      expect(ticks.at(-1)!).toBeGreaterThanOrEqual(high * (1 - 1e-9))
      expect(ticks.length).toBeLessThan(14)
    }
  }
})
