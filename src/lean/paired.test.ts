import { expect, test } from 'vitest'
import { differences, estimate, isSignificant } from './paired.ts'

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
