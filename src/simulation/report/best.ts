import { differences, variance } from './estimate.ts'
import { tQuantile } from './student.ts'

/** Where a design stands among several. `best`: each of the others is proven worse. `may be best`: it cannot be told from the best. */
export type Standing = 'best' | 'may be best' | 'not best'

/** A design beside the best of the others: how far it is behind (0 or more) or ahead (0 or less), with an interval that holds for all designs at once. */
export type BesideBest = { readonly standing: Standing; readonly behind: { readonly low: number; readonly high: number } }

/**
 * Multiple comparison with the best (Hsu 1984), for designs that ran on the same cases: `values[i][r]` is design i in replication r, less is better. For
 * each design the interval of its mean less the least mean of the others; all intervals hold together with probability `level`, and with it the true best
 * is among those that may be best. The half-width for a pair is Student's t on the paired differences, one-sided, with the error shared among the
 * comparisons with the best (Bonferroni): that needs no assumption on how common luck ties the designs (Nakayama 1997), and is a little wide.
 * Pairs go as far as the shorter of the two rows, and those in which one had nothing to measure are left out; with fewer than two no design is told from another.
 */
export function besideBest(values: readonly (readonly number[])[], level = 0.95): BesideBest[] {
  const others = values.length - 1
  const pairs = values.map((one, i) =>
    values.map((other, j) => (i === j ? null : differenceOf(one, other, (1 - level) / Math.max(1, others)))),
  )
  // `low` and `high` of pairs[i][j]: by how much i is worse than j, at least and at most. A design may be best if it need not be worse than any.
  const mayBe = pairs.map((row) => row.every((pair) => pair === null || pair.low <= 0))
  const candidates = mayBe.filter(Boolean).length
  return pairs.map((row, i) => {
    const least = Math.max(...row.map((pair) => pair?.low ?? -Infinity))
    const most = Math.max(...row.map((pair, j) => (pair && mayBe[j] ? pair.high : -Infinity)))
    const alone = mayBe[i]! && candidates === 1
    return {
      standing: alone ? 'best' : mayBe[i]! ? 'may be best' : 'not best',
      behind: { low: others === 0 ? 0 : Math.min(0, least), high: alone || others === 0 ? 0 : Math.max(0, most) },
    }
  })
}

/** By how much `one` is more than `other`: from low to high, each bound alone with probability 1 - error. */
function differenceOf(one: readonly number[], other: readonly number[], error: number): { low: number; high: number } {
  const pairs = differences(one, other).filter(Number.isFinite)
  const n = pairs.length
  if (n < 2) return { low: -Infinity, high: Infinity }
  const mean = pairs.reduce((sum, x) => sum + x, 0) / n
  const half = tQuantile(1 - error, n - 1) * Math.sqrt(variance(pairs) / n)
  return { low: mean - half, high: mean + half }
}
