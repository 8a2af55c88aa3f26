import { expect, test } from 'vitest'
import { evenLengths, scoresOf, survivalOf } from './product-limit.ts'
import type { Length } from './product-limit.ts'

const length = (seconds: number, ended = true, weight = 1): Length => ({ seconds, ended, weight })
/** A generator of its own for the truth (Lehmer). */
function dice(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('the weeks in remission under 6-MP (Freireich et al. 1963), as every textbook has the curve', () => {
  const ended = [6, 6, 6, 7, 10, 13, 16, 22, 23].map((weeks) => length(weeks))
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((weeks) => length(weeks, false))
  const survive = survivalOf([...censored, ...ended])
  const table = [
    [5, 1],
    [6, 0.857],
    [7, 0.807],
    [10, 0.753],
    [13, 0.69],
    [16, 0.627],
    [22, 0.538],
    [23, 0.448],
    [40, 0.448],
  ] as const
  for (const [weeks, share] of table) expect(survive(weeks)).toBeCloseTo(share, 3)
  // A weight of two is twice the same.
  const doubled = survivalOf([...ended, ...censored].map((one) => ({ ...one, weight: 2 })))
  for (const [weeks, share] of table) expect(doubled(weeks)).toBeCloseTo(share, 3)
})

test('what is cut off is not taken for short: the mean of an exponential wait comes back, though two fifths were still waiting', () => {
  const u = dice(11)
  const lengths = Array.from({ length: 4000 }, () => {
    const [wait, seen] = [-1000 * Math.log(u()), 2500 * u()]
    return length(Math.min(wait, seen), wait <= seen)
  })
  const done = lengths.filter(({ ended }) => ended).map(({ seconds }) => seconds)
  expect(done.length / lengths.length).toBeLessThan(0.65)
  expect(meanOf(done)).toBeLessThan(700)
  const even = evenLengths(lengths)
  expect(even).toHaveLength(4000)
  expect(even).toEqual([...even].sort((a, b) => a - b))
  expect(Math.abs(meanOf(even) / 1000 - 1)).toBeLessThan(0.06)
  // Nothing cut off: as seen.
  expect(evenLengths([length(3), length(1), length(2)])).toEqual([1, 2, 3])
  expect(evenLengths([length(3, true, 2), length(1, true, 2)])).toEqual([1, 1, 3, 3])
})

test('the score is the integral that defines it', () => {
  const sample = [1, 2, 2, 5, 9]
  const share = (at: number) => sample.filter((value) => value <= at).length / sample.length
  const integral = (to: number, from: number) => {
    let sum = 0
    for (let at = 0.0005; at < to; at += 0.001) sum += (share(at) - (at >= from ? 1 : 0)) ** 2 * 0.001
    return sum
  }
  for (const seconds of [0, 0.5, 2, 4, 9, 12]) {
    const [seen, bounded, censored] = scoresOf(sample, [
      { ...length(seconds), most: 20 },
      { ...length(seconds), most: seconds + 3 },
      { ...length(seconds, false), most: seconds },
    ])
    expect(seen).toBeCloseTo(integral(20, seconds), 2)
    expect(bounded).toBeCloseTo(integral(seconds + 3, seconds), 2)
    expect(censored).toBeCloseTo(integral(seconds, Infinity), 2)
  }
})
