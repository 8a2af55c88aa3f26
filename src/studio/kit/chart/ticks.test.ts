import { expect, test } from 'vitest'
import { dayTicks, durationTicks, ticksBetween } from './ticks.ts'

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

test('days are marked where months begin, and at Mondays where they do not', () => {
  const days = (from: string, count: number) =>
    Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10))
  const half = days('2026-01-15', 180)
  expect(dayTicks(half).map((index) => half[index])).toEqual([
    '2026-02-01',
    '2026-03-01',
    '2026-04-01',
    '2026-05-01',
    '2026-06-01',
    '2026-07-01',
  ])
  const month = days('2026-10-05', 28)
  expect(dayTicks(month).map((index) => month[index])).toEqual(['2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26'])
  const years = days('2024-01-01', 731)
  expect(dayTicks(years).length).toBeLessThanOrEqual(7)
  expect(dayTicks(years).every((index) => years[index]?.endsWith('-01'))).toBe(true)
})
