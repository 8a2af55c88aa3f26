import { expect, test } from 'vitest'
import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { fitMixByWeek } from './mix-by-week.ts'

/** Numbers between 0 and 1 (Park and Miller, 1988). */
function* dice(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647
    yield state / 2147483647
  }
}

/** Cases of eight weeks from a Monday on, 40 an hour; the second kind has a share that depends on the hour since then. */
function cases(share: (hour: number) => number, seed = 7): { kinds: Int32Array; hours: Float64Array } {
  const monday = 20094 * 24
  const rolls = dice(seed)
  const hours = Float64Array.from({ length: 8 * 168 * 40 }, (_, i) => monday + Math.floor(i / 40))
  return { hours, kinds: Int32Array.from(hours, (hour) => (rolls.next().value < share(hour - monday) ? 1 : 0)) }
}

test('a mix that is another one at night is found, with the share that it has', () => {
  expect(hourOfWeek(20094 * 24 * 3600)).toBe(0)
  const { kinds, hours } = cases((hour) => (hour % 24 < 8 ? 0.5 : 0.2))
  const found = fitMixByWeek(kinds, hours, null, 2)!
  expect(found).toHaveLength(12)
  for (const { from, weights } of found) expect(weights[1]).toBeCloseTo(Number(from.slice(0, 2)) < 8 ? 0.5 : 0.2, 1)
  expect(found[0]).toMatchObject({ title: 'Weekdays 00:00 to 04:00', days: [1, 2, 3, 4, 5], from: '00:00', to: '04:00' })
  expect(found.at(-1)).toMatchObject({ days: [6, 7], from: '20:00', to: '24:00' })
})

test('chance alone does not pass for a pattern, nor does a burst of one kind in one week', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { kinds, hours } = cases(() => 0.3, seed)
    expect(fitMixByWeek(kinds, hours, null, 2)).toBeNull()
  }
  const burst = cases((hour) => (hour >= 250 && hour < 262 ? 0.9 : 0.3))
  expect(fitMixByWeek(burst.kinds, burst.hours, null, 2)).toBeNull()
})
