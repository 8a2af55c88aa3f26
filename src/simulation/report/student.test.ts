import { expect, test } from 'vitest'
import { studentT, tProbability, tQuantile } from './student.ts'

test("Student's t at published points", () => {
  for (const [freedom, t] of [
    [1, 12.706205],
    [9, 2.262157],
    [30, 2.042272],
    [31, 2.039513],
    [60, 2.000298],
    [120, 1.97993],
    [1000, 1.962339],
  ] as const)
    expect(studentT(freedom)).toBeCloseTo(t, 6)
})

test.each([
  // Tables of Student's t, two-sided 95 % and 99 %.
  [0.975, 1, 12.7062],
  [0.975, 4, 2.7764],
  [0.975, 30, 2.0423],
  [0.995, 9, 3.2498],
  [0.975, 1e6, 1.95997],
  [0.9995, 5, 6.8688],
])('quantile %f at %i degrees is %f', (p, freedom, expected) => {
  expect(tQuantile(p, freedom)).toBeCloseTo(expected, 3)
})

test('with one degree Student is Cauchy', () => {
  for (const t of [0.1, 1, 3, 50]) expect(tProbability(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12)
})
