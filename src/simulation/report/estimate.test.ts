import { expect, test } from 'vitest'
import { besideBest } from './best.ts'
import { differences, estimate, estimateMean, isSignificant, variance } from './estimate.ts'

test('interval of a small sample by hand: 1, 2, 3 has mean 2 and half-width 4.302653 / √3', () => {
  const { value, low, high } = estimate([1, 2, 3])
  expect(value).toBe(2)
  expect([low, high]).toEqual([expect.closeTo(2 - 2.4841377, 5), expect.closeTo(2 + 2.4841377, 5)])
  expect(estimate([5])).toEqual({ value: 5, low: null, high: null })
  expect(estimate([NaN, 4])).toEqual({ value: 4, low: null, high: null })
  expect(variance([1, 2, 3])).toBe(1)
})

test('a larger family gives a wider interval, and less is significant', () => {
  const values = [1, 2, 3, 2, 1.5]
  expect(isSignificant(estimateMean(values))).toBe(true)
  expect(isSignificant(estimateMean(values, 500))).toBe(false)
  expect(isSignificant(estimateMean([4]))).toBe(false)
})

test('differences pair by place and stop at the shorter list', () => {
  expect(differences([5, 7, 9], [1, 2])).toEqual([4, 5])
})

test('a replication without anything to measure is left out, here and beside the best, and is never a perfect one', () => {
  expect(estimateMean([NaN, 4, 6])).toMatchObject({ value: 5, n: 2 })
  expect(estimateMean([NaN])).toEqual({ value: NaN, halfWidth: null, n: 0 })
  expect(isSignificant(estimateMean([]))).toBe(false)
  expect(estimateMean(differences([NaN, 5, 7], [1, 2, NaN]))).toEqual({ value: 3, halfWidth: null, n: 1 })
  const [good, bad] = [
    [1, 2, 1.5, 1],
    [5, NaN, 6, 5.5],
  ]
  expect(besideBest([good!, bad!]).map(({ standing }) => standing)).toEqual(['best', 'not best'])
})
