import { expect, test } from 'vitest'
import { recentOutcomes } from './recent-shares.ts'
import type { SeenOutcome } from './observed-work.ts'

/** Outcomes an hour apart, of which `share` are A. */
function outcomes(n: number, share: (i: number) => number, seed = 3): SeenOutcome[] {
  let state = seed
  const u = () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) + 0.5) / 4_294_967_296
  return Array.from({ length: n }, (_, i) => ({ case: i, event: u() < share(i) ? 'A' : 'B', at: i }))
}
const events = ['A', 'B']

test('after a change the shares are those of what came since', () => {
  // 0.2 until the 500th of 1,000, 0.7 from then on.
  const kept = recentOutcomes(
    outcomes(1000, (i) => (i < 500 ? 0.2 : 0.7)),
    events,
  )
  expect(Math.min(...kept.map(({ at }) => at!))).toBeGreaterThanOrEqual(500)
  expect(Math.abs(kept.filter(({ event }) => event === 'A').length / kept.length - 0.7)).toBeLessThan(0.06)
  // What has no time stays.
  const untold = { case: -1, event: 'A' }
  expect(recentOutcomes([untold, ...outcomes(1000, (i) => (i < 500 ? 0.2 : 0.7))], events)).toContain(untold)
})

test('where nothing changed all of it counts, but for one world in forty by chance; a few tell nothing', () => {
  let halved = 0
  for (let world = 1; world <= 200; world++) {
    const all = outcomes(400, () => 0.4, world * 7919)
    if (recentOutcomes(all, events).length < all.length) halved++
  }
  expect(halved).toBeLessThanOrEqual(10)
  const few = outcomes(60, (i) => (i < 30 ? 0 : 1))
  expect(recentOutcomes(few, events)).toBe(few)
})
