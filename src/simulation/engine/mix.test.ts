import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Mix } from './mix.ts'

const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 60 })

test('a draw is the first kind whose running share exceeds u, and never one without weight', () => {
  fc.assert(
    fc.property(
      weights.filter((list) => list.some((weight) => weight > 0)),
      fc.array(fc.double({ min: 1e-16, max: 1 - 2 ** -52, noNaN: true }), { minLength: 50, maxLength: 50 }),
      (list, us) => {
        const mix = new Mix(list.length)
        mix.set(Float64Array.from([7, ...list]), 1)
        const sum = list.reduce((total, weight) => total + weight, 0)
        const last = list.findLastIndex((weight) => weight > 0)
        for (const u of [...us, 1e-16, 1 - 2 ** -52, ...list.map((_, i) => (i + 0.5) / list.length)]) {
          let running = 0
          const wanted = list.findIndex((weight) => (running += weight / sum) > u)
          const drawn = mix.draw(u)
          expect(drawn).toBe(wanted < 0 ? last : Math.min(wanted, last))
          expect(list[drawn]).toBeGreaterThan(0)
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  )
})
