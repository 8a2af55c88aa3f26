import { expect, test } from 'vitest'
import { differences, estimate, isSignificant } from './paired.ts'
import { tProbability, tQuantile } from './student.ts'

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

test('an estimate by hand: 1, 2, 3 has mean 2, standard error 1/√3', () => {
  const { value, halfWidth, n } = estimate([1, 2, 3])
  expect([value, n]).toEqual([2, 3])
  expect(halfWidth).toBeCloseTo(4.3027 / Math.sqrt(3), 3)
})

test('a larger family gives a wider interval, and less is significant', () => {
  const values = [1, 2, 3, 2, 1.5]
  expect(isSignificant(estimate(values))).toBe(true)
  expect(isSignificant(estimate(values, 500))).toBe(false)
  expect(isSignificant(estimate([4]))).toBe(false)
})

test('differences pair by place and stop at the shorter list', () => {
  expect(differences([5, 7, 9], [1, 2])).toEqual([4, 5])
})
