import { expect, test } from 'vitest'
import { nearestInWeek, timeOfWeek } from './nearest.ts'

const hour = 3600

test('the nearest by the time of the week in order, over the end of the week as well, as a plain sort finds them', () => {
  // A case every 101 minutes of three weeks.
  const local = Float64Array.from({ length: 299 }, (_, i) => i * 101 * 60)
  const cases = Array.from(local, (_, i) => i).sort((a, b) => timeOfWeek(local[a]!) - timeOfWeek(local[b]!))
  for (const moment of [50.4 * hour, 0.1 * hour, 167.9 * hour, 168 * 40 * hour, -hour]) {
    const away = (one: number) => {
      const apart = Math.abs(timeOfWeek(local[one]!) - timeOfWeek(moment))
      return Math.min(apart, 168 * hour - apart)
    }
    const found = Array.from({ length: 20 }, (_, n) => nearestInWeek(local, cases, moment, n))
    expect(new Set(found).size).toBe(20)
    expect(found.map(away)).toEqual(
      cases
        .map(away)
        .sort((a, b) => a - b)
        .slice(0, 20),
    )
  }
})
