import { expect, test } from 'vitest'
import { evenLengths } from './product-limit.ts'
import { recentLengths } from './recent-lengths.ts'
import type { Dated } from './recent-lengths.ts'

/** Waits an hour apart, exponential of the mean that `mean` says, seen until the end of the history. */
function waits(n: number, mean: (i: number) => number, seed: number): Dated[] {
  let state = seed
  const u = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  return Array.from({ length: n }, (_, i) => {
    const [since, wait] = [i * 3600, -mean(i) * Math.log(u())]
    const left = n * 3600 - since
    return { since, seconds: Math.min(wait, left), ended: wait <= left, weight: 1, most: left }
  })
}
const meanSince = (kept: readonly Dated[]) => Math.min(...kept.map(({ since }) => since)) / 3600

test('after waits have grown at once only those since then count', () => {
  const { lengths, growth } = recentLengths(waits(1000, (i) => (i < 500 ? 3600 : 30_000), 5))
  expect(meanSince(lengths)).toBeGreaterThanOrEqual(500)
  expect(growth).toBeLessThan(1.2)
})

test('a trend is carried on to about what comes next, neither left where it was nor taken further', () => {
  // Twice as long every 300 hours; those of the next fifth have a mean of 1.26 times what it is at the end.
  const at = (i: number) => 1800 * 2 ** (i / 300)
  const { lengths, growth } = recentLengths(waits(1000, at, 5))
  expect(growth).toBeGreaterThan(1.05)
  const found = evenLengths(lengths).reduce((sum, seconds) => sum + seconds, 0) / lengths.length
  expect(found / at(1000)).toBeGreaterThan(0.9)
  expect(found / at(1000)).toBeLessThan(1.5)
})

test('where nothing changed all of them count, but for a few worlds by chance; a few tell nothing', () => {
  // Also where half of them are cut off by the end of the history.
  for (const mean of [20_000, 700_000]) {
    let changed = 0
    for (let world = 1; world <= 100; world++) {
      const all = waits(400, () => mean, world * 7919)
      const { lengths, growth } = recentLengths(all)
      if (lengths.length < all.length || growth !== 1) changed++
    }
    expect(changed).toBeLessThanOrEqual(5)
  }
  expect(recentLengths(waits(45, (i) => (i < 20 ? 1 : 1e6), 3)).lengths).toHaveLength(45)
})
