import { expect, test } from 'vitest'
import { splitByHour } from './hour-split.ts'
import type { SeenOutcome } from './observed-work.ts'

/** Chance that does not depend on the machine. */
function dice(seed: number): () => number {
  let state = seed
  return () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) + 0.5) / 4_294_967_296
}
/** Hours from Monday 2025-01-06 00:00, as counted from 1970. */
const monday = Date.UTC(2025, 0, 6) / 3_600_000

/** Ten weeks; every hour about as many outcomes as `rate` says, of which `share` are A. */
function outcomes(rate: (hour: number) => number, share: (hour: number) => number): SeenOutcome[] {
  const u = dice(7)
  return Array.from({ length: 10 * 168 }, (_, hour) =>
    Array.from({ length: Math.floor(rate(hour % 168) + u()) }, () => ({
      case: 0,
      event: u() < share(hour % 168) ? 'A' : 'B',
      at: monday + hour,
    })),
  ).flat()
}
const atNight = (hour: number) => hour % 24 < 7 || hour >= 144

test('hours in which nobody answers are found, also where few come then', () => {
  const split = splitByHour(
    outcomes(
      (hour) => (atNight(hour) ? 0.3 : 5),
      (hour) => (atNight(hour) ? 0 : 0.9),
    ),
    ['A', 'B'],
    0.1,
  )
  for (let hour = 0; hour < 168; hour++) expect([hour, split!.inside(hour)]).toEqual([hour, atNight(hour)])
  expect(split!.when).toBe(
    'weekHour >= 0 && weekHour < 7 || weekHour >= 24 && weekHour < 31 || weekHour >= 48 && weekHour < 55 || weekHour >= 72 && weekHour < 79 || weekHour >= 96 && weekHour < 103 || weekHour >= 120 && weekHour < 127 || weekHour >= 144 && weekHour < 168',
  )
})

test('where the hour says nothing, chance is not taken for hours', () => {
  expect(
    splitByHour(
      outcomes(
        () => 1,
        () => 0.4,
      ),
      ['A', 'B'],
      0.1,
    ),
  ).toBeNull()
  expect(
    splitByHour(
      outcomes(
        () => 0.2,
        () => 0.1,
      ),
      ['A', 'B', 'C'],
      0.1,
    ),
  ).toBeNull()
  // One odd week is no rule.
  const once = outcomes(
    () => 1,
    () => 0.4,
  ).map((one) => (one.at! - monday < 168 ? { ...one, event: 'A' } : one))
  expect(splitByHour(once, ['A', 'B'], 0.1)).toBeNull()
  // Of outcomes without a time nothing can be said.
  expect(splitByHour([{ case: 0, event: 'A' }], ['A', 'B'], 0.1)).toBeNull()
})
