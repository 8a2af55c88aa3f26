import { mean } from './quantile.ts'
import { evenLengths, scoresOf } from './product-limit.ts'
import type { Length } from './product-limit.ts'

/** A length and since when it ran, in seconds since 1970. */
export type Dated = Length & { readonly since: number }

/** Of all, the last half, quarter or eighth is tried, with so many that ended at least. */
const shares = [0.5, 0.25, 0.125]
const fewest = 40
/** On the last fifth of what was seen. */
const held = 0.2
/** The gain has to be so many standard errors, over so many stretches of the last fifth, since waits that follow each other are alike. */
const clear = 2
const stretches = 10
/** And so large a part of the score. */
const material = 0.02

/**
 * The lengths to learn from: all, or where they have changed, the latest part that foretells the last fifth best and clearly better than all before does, by the continuous ranked
 * probability score. In order of time.
 */
export function recentLengths<T extends Dated>(lengths: readonly T[]): readonly T[] {
  const order = [...lengths].sort((a, b) => a.since - b.since)
  const cut = Math.floor(order.length * (1 - held))
  const [before, after] = [order.slice(0, cut), order.slice(cut)]
  if (endedOf(before) < fewest || after.length < stretches * 2) return order
  const scored = (from: readonly T[]) => scoresOf(evenLengths(from), after).map((score, i) => score * after[i]!.weight)
  const whole = scored(before)
  let best: { share: number; gain: number } | null = null
  for (const share of shares) {
    const late = before.slice(Math.floor(cut * (1 - share)))
    if (endedOf(late) < fewest) break
    const scores = scored(late)
    const gain = gainOf(whole.map((score, i) => score - scores[i]!))
    if (gain > material * mean(whole) && gain > (best?.gain ?? 0)) best = { share, gain }
  }
  return best === null ? order : order.slice(Math.floor(order.length * (1 - best.share)))
}

function endedOf(lengths: readonly Length[]): number {
  return lengths.reduce((sum, { ended }) => sum + (ended ? 1 : 0), 0)
}

/** The mean of some differences in order of time if it stands clear of chance, else 0: by the means of stretches (batch means). */
export function gainOf(differences: readonly number[]): number {
  const size = differences.length / stretches
  const means = Array.from({ length: stretches }, (_, i) => mean(differences.slice(Math.floor(i * size), Math.floor((i + 1) * size))))
  const average = mean(means)
  const spread = Math.sqrt(mean(means.map((one) => (one - average) ** 2)) / (stretches - 1))
  return average > clear * spread ? average : 0
}
