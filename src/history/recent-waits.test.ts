import { expect, test } from 'vitest'
import { recentLengths } from './recent-waits.ts'
import type { Dated } from './recent-waits.ts'

/** Waits an hour apart, exponential of the mean that `mean` says, seen until the end of the history. */
function waits(n: number, mean: (i: number) => number, seed: number): Dated[] {
  let state = seed
  const u = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  return Array.from({ length: n }, (_, i) => {
    const [since, wait] = [i * 3600, -mean(i) * Math.log(u())]
    const left = n * 3600 - since
    return { since, seconds: Math.min(wait, left), ended: wait <= left, weight: 1 }
  })
}
const meanSince = (kept: readonly Dated[]) => Math.min(...kept.map(({ since }) => since)) / 3600

test('after waits have grown only those since then count, and of waits that go on growing the last', () => {
  expect(meanSince(recentLengths(waits(1000, (i) => (i < 500 ? 3600 : 30_000), 5)))).toBeGreaterThanOrEqual(500)
  expect(meanSince(recentLengths(waits(1000, (i) => 600 + i * 100, 5)))).toBeGreaterThanOrEqual(500)
})

test('where nothing changed all of them count, but for a few worlds by chance; a few tell nothing', () => {
  let cut = 0
  for (let world = 1; world <= 100; world++) {
    const all = waits(400, () => 20_000, world * 7919)
    if (recentLengths(all).length < all.length) cut++
  }
  expect(cut).toBeLessThanOrEqual(5)
  expect(recentLengths(waits(45, (i) => (i < 20 ? 1 : 1e6), 3))).toHaveLength(45)
})
