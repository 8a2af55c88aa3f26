import { countUpTo, sorted } from './quantile.ts'

/** A length that was seen, in seconds: to its end, or, where it is censored, only so far. `weight`: how many such it counts for. */
export type Length = { readonly seconds: number; readonly weight: number; readonly ended: boolean }

/** `most`: how long it could have been seen, to the end of the history; what is censored was seen for so long. */
export type Bounded = Length & { readonly most: number }

/** The shares of lengths that end at each of some times, in order, and the share that was never seen to end. */
type Ends = { readonly at: readonly number[]; readonly share: readonly number[]; readonly rest: number }

/** Of what was never seen to end, at most so many times the longest that was seen lies beyond it on average. */
const mostBeyond = 1

/**
 * Product-limit estimate (Kaplan and Meier 1958), with weights: what is censored at a time is shared out among all that was longer. Of equal lengths those that ended come first.
 */
function endsOf(lengths: readonly Length[]): Ends {
  const order = [...lengths].sort((a, b) => a.seconds - b.seconds || Number(b.ended) - Number(a.ended))
  const [at, share]: [number[], number[]] = [[], []]
  let left = order.reduce((sum, { weight }) => sum + weight, 0)
  let survive = 1
  for (const { seconds, weight, ended } of order) {
    if (ended && left > 0) {
      const part = survive * Math.min(1, weight / left)
      at.push(seconds)
      share.push(part)
      survive -= part
    }
    left -= weight
  }
  return { at, share, rest: survive < 1e-9 ? 0 : survive }
}

/** The share of lengths that lasts longer than some seconds, as a function. */
export function survivalOf(lengths: readonly Length[]): (seconds: number) => number {
  const { at, share } = endsOf(lengths)
  const left = new Float64Array(at.length + 1)
  left[0] = 1
  for (const [i, part] of share.entries()) left[i + 1] = Math.max(0, left[i]! - part)
  return (seconds) => left[countUpTo(at, seconds)]!
}

/**
 * As many lengths, all of the same weight, as stand for what was seen: where nothing is censored, what was seen. The share that was never seen to end is drawn out beyond the
 * longest length as an exponential curve through it (Brown, Hollander and Korwar 1974), on average by no more than that length. Ascending.
 */
export function evenLengths(lengths: readonly Length[]): number[] {
  if (lengths.every(({ ended, weight }) => ended && weight === 1)) return [...sorted(lengths.map(({ seconds }) => seconds))]
  const count = Math.max(1, Math.round(lengths.reduce((sum, { weight }) => sum + weight, 0)))
  const { at, share, rest } = endsOf(lengths)
  const longest = lengths.reduce((most, { seconds }) => Math.max(most, seconds), 0)
  const beyond = rest > 0 ? Math.min(mostBeyond, -1 / Math.log(rest)) * longest : 0
  const found: number[] = []
  let [i, taken] = [0, 0]
  for (let n = 1; n <= count; n++) {
    let [need, sum] = [1 / count, 0]
    while (need > 1e-12 && i < at.length) {
      const part = Math.min(need, share[i]! - taken)
      sum += part * at[i]!
      need -= part
      taken += part
      if (share[i]! - taken <= 1e-12) [i, taken] = [i + 1, 0]
    }
    if (need > 1e-12 && rest > 0) {
      const to = Math.max(0, 1 - n / count) / rest
      sum += need * (longest + beyond * excessBetween(Math.min(1, to + need / rest), to))
      need = 0
    }
    found.push(sum / (1 / count - need))
  }
  return found.filter((seconds) => !Number.isNaN(seconds))
}

/** Mean of an exponential variable of mean 1 between the shares `from` and `to` of it that are longer. */
function excessBetween(from: number, to: number): number {
  const term = (share: number) => (share > 0 ? share * Math.log(share) : 0)
  return from > to ? 1 - (term(from) - term(to)) / (from - to) : 0
}

/**
 * How badly each of some lengths is foretold by a sample: the continuous ranked probability score (Gneiting and Raftery 2007), the integral of the squared difference between the
 * foretold and the true distribution function, of each up to where it could have been seen to end (threshold-weighted, Gneiting and Ranjan 2011; without that bound for what ended as
 * well, a forecast that is too long would win where much is censored). In seconds; less is better.
 */
export function scoresOf(ascending: readonly number[], lengths: readonly Bounded[]): number[] {
  const n = ascending.length
  // Of the foretold distribution function F: the integrals of F² and of (1 − F)² up to each value; below the first F is 0.
  const [below, above] = [new Float64Array(n), new Float64Array(n)]
  if (n > 0) above[0] = ascending[0]!
  for (let i = 1; i < n; i++) {
    const width = ascending[i]! - ascending[i - 1]!
    below[i] = below[i - 1]! + (i / n) ** 2 * width
    above[i] = above[i - 1]! + (1 - i / n) ** 2 * width
  }
  const upTo = (seconds: number) => {
    const low = countUpTo(ascending, seconds)
    if (low === 0) return { below: 0, above: seconds }
    const width = seconds - ascending[low - 1]!
    return { below: below[low - 1]! + (low / n) ** 2 * width, above: above[low - 1]! + (1 - low / n) ** 2 * width }
  }
  return lengths.map(({ seconds, ended, most }) => {
    const own = upTo(seconds)
    return ended && most > seconds ? own.below + upTo(most).above - own.above : own.below
  })
}
