import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { QualityTable } from '../program/program.ts'
import { hoursSeen } from './views.ts'

/** A table with one curve. */
function curve(shape: { halfLife: number } | { points: readonly (readonly [hours: number, factor: number])[] }): QualityTable {
  const points = 'points' in shape ? shape.points : []
  return {
    curveHalfLife: Float64Array.of('halfLife' in shape ? shape.halfLife : 0),
    pointHours: Float64Array.from(points, ([hours]) => hours),
    pointFactor: Float64Array.from(points, ([, factor]) => factor),
    pointsAt: Int32Array.of(0, points.length),
  } as unknown as QualityTable
}

test('a constant curve: so many hours, up to its end', () => {
  const level = curve({
    points: [
      [0, 1],
      [72, 1],
    ],
  })
  expect(hoursSeen(level, 0, 0, 5)).toBe(5)
  expect(hoursSeen(level, 0, 70, 80)).toBe(2)
  expect(hoursSeen(level, 0, 10, Infinity)).toBe(62)
  expect(hoursSeen(level, 0, 80, 90)).toBe(0)
  expect(hoursSeen(level, 0, 5, 5)).toBe(0)
})

test('a rise and a fall by trapezia: level before the first point, nothing after the last', () => {
  const peak = curve({
    points: [
      [1, 0.5],
      [3, 2],
      [7, 0],
    ],
  })
  // 0 to 1: 0.5. 1 to 3: 2.5. 3 to 7: 4.
  expect(hoursSeen(peak, 0, 0, Infinity)).toBe(7)
  // 1 to 2: from 0.5 to 1.25.
  expect(hoursSeen(peak, 0, 1, 2)).toBeCloseTo(0.875, 12)
  expect(hoursSeen(peak, 0, 5, 9)).toBeCloseTo(1, 12)
})

test('an exponential: half of all is seen in the first half-life, from any moment on', () => {
  const dying = curve({ halfLife: 6 })
  const all = 6 / Math.LN2
  expect(hoursSeen(dying, 0, 0, Infinity)).toBeCloseTo(all, 12)
  expect(hoursSeen(dying, 0, 0, 6)).toBeCloseTo(all / 2, 12)
  expect(hoursSeen(dying, 0, 12, 18)).toBeCloseTo(all / 8, 12)
  expect(hoursSeen(dying, 0, 1, 1 + 1 / 3600) * 3600).toBeCloseTo(2 ** (-(1 + 1 / 7200) / 6), 9)
})

test('the closed form agrees with Simpson’s rule, and adds up over parts', () => {
  const rate = (shape: Parameters<typeof curve>[0], t: number): number => {
    if ('halfLife' in shape) return 2 ** (-t / shape.halfLife)
    const { points } = shape
    if (t <= points[0]![0]) return points[0]![1]
    const next = points.findIndex(([hours]) => hours >= t)
    if (next < 0) return 0
    const [[x0, y0], [x1, y1]] = [points[next - 1]!, points[next]!]
    return y0 + ((y1 - y0) * (t - x0)) / (x1 - x0)
  }
  const shape = fc.oneof(
    fc.record({ halfLife: fc.double({ min: 0.1, max: 100, noNaN: true }) }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 8 })), { minLength: 2, maxLength: 5 }).map((gaps) => ({
      points: gaps.map(([, factor], i) => [gaps.slice(0, i + 1).reduce((sum, [gap]) => sum + gap, 0), factor] as const),
    })),
  )
  const hours = fc.integer({ min: 0, max: 60 })
  fc.assert(
    fc.property(shape, hours, hours, hours, (given, a, b, c) => {
      const [from, middle, to] = [a, b, c].sort((x, y) => x - y) as [number, number, number]
      const table = curve(given)
      let sum = 0
      // The kinks and the jump at the last point lie on whole hours, so each hour is smooth.
      for (let hour = from; hour < to; hour++) {
        const after = hour + 1e-12
        const steps = 40
        for (let i = 0; i < steps; i++) {
          const [x0, x1] = [i === 0 ? after : hour + i / steps, hour + (i + 1) / steps]
          const end = rate(given, x1)
          sum += ((x1 - x0) / 6) * (rate(given, x0) + 4 * rate(given, (x0 + x1) / 2) + end)
        }
      }
      expect(hoursSeen(table, 0, from, to)).toBeCloseTo(sum, 6)
      expect(hoursSeen(table, 0, from, middle) + hoursSeen(table, 0, middle, to)).toBeCloseTo(hoursSeen(table, 0, from, to), 9)
    }),
    { seed: 7, numRuns: 200 },
  )
})
