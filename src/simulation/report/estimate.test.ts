import { expect, test } from 'vitest'
import { estimate, variance } from './estimate.ts'

test('interval of a small sample by hand: 1, 2, 3 has mean 2 and half-width 4.302653 / √3', () => {
  const { value, low, high } = estimate([1, 2, 3])
  expect(value).toBe(2)
  expect([low, high]).toEqual([expect.closeTo(2 - 2.4841377, 5), expect.closeTo(2 + 2.4841377, 5)])
  expect(estimate([5])).toEqual({ value: 5, low: null, high: null })
  expect(estimate([NaN, 4])).toEqual({ value: 4, low: null, high: null })
  expect(variance([1, 2, 3])).toBe(1)
})
