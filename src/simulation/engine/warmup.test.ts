import { expect, test } from 'vitest'
import { mser } from './warmup.ts'

test('a rise at the start is cut, a level series is left whole, a steady climb is not settled', () => {
  const ripple = (i: number) => [0, 1, -1, 2, -2][i % 5]!
  expect(mser(Array.from({ length: 40 }, (_, i) => (i < 6 ? i * 10 : 60) + ripple(i)))).toEqual({ cut: 6, found: true })
  expect(mser(Array.from({ length: 40 }, (_, i) => 60 + ripple(i))).cut).toBeLessThan(5)
  expect(mser(Array.from({ length: 40 }, (_, i) => i))).toEqual({ cut: 20, found: false })
  expect(mser([1, 2, 3])).toEqual({ cut: 0, found: false })
})
