import { formatShare } from '../words/number.ts'
import { countBelow, countUpTo, mean, quantile, sorted } from './quantile.ts'
import { evenLengths, scoresOf } from './product-limit.ts'
import type { Bounded, Length } from './product-limit.ts'

/** A length and since when it ran, in seconds since 1970. */
export type Dated = Bounded & { readonly since: number }

/** `lengths`: in order of time. `growth`: by how much a length that begins at their end is longer than one as they were on average; 1 where no trend is carried on. */
export type Recent<T> = { readonly lengths: readonly T[]; readonly growth: number }

/** All, the last half, quarter or eighth is tried, with so many that ended at least. */
const shares = [1, 0.5, 0.25, 0.125]
const fewest = 40
/** On the last fifth of what was seen. */
const held = 0.2
/** The gain has to be so many standard errors, over so many stretches of the last fifth, since waits that follow each other are alike. */
const clear = 2
const stretches = 10
/** And so large a part of the score. */
const material = 0.02
/** A trend is carried on at half its pace, since trends flatten (Gardner and McKenzie 1985), and makes no length more than twice or less than half as long. */
const damping = 0.5
const mostGrowth = 2

/**
 * The lengths to learn from: all as they are, or where they have changed, the latest part, and with its trend, as foretells the last fifth best and clearly better than all before
 * does, by the continuous ranked probability score; what began after `full`, when the log no longer tells of all cases, does not tell of a change. A trend leads up to the middle of another such fifth: further on it would be a guess.
 */
export function recentLengths<T extends Dated>(lengths: readonly T[], full = Infinity): Recent<T> {
  const all = [...lengths].sort((a, b) => a.since - b.since)
  const order = all.filter(({ since }) => since <= full)
  const cut = Math.floor(order.length * (1 - held))
  const [before, after] = [order.slice(0, cut), order.slice(cut)]
  if (endedOf(before) < fewest || after.length < stretches * 2) return { lengths: all, growth: 1 }
  const [border, end] = [after[0]!.since, after.at(-1)!.since]
  const ahead = (end - border) / 2
  const scored = (from: readonly T[]) => scoresOf(evenLengths(from), after).map((score, i) => score * after[i]!.weight)
  const whole = scored(before)
  let best: { share: number; trended: boolean; gain: number } | null = null
  for (const share of shares) {
    const late = latest(before, share)
    if (endedOf(late) < fewest) break
    for (const trended of [false, true]) {
      if (share === 1 && !trended) continue
      const scores = scored(trended ? carriedOn(late, trendOf(before), border, ahead) : late)
      const gain = gainOf(whole.map((score, i) => score - scores[i]!))
      if (gain > material * mean(whole) && gain > (best?.gain ?? 0)) best = { share, trended, gain }
    }
  }
  if (best === null) return { lengths: all, growth: 1 }
  const late = latest(order, best.share)
  if (!best.trended) return { lengths: late, growth: 1 }
  const carried = carriedOn(late, trendOf(order), end, ahead)
  return { lengths: carried, growth: mean(evenLengths(carried)) / mean(evenLengths(late)) }
}

/** How long one would be now that was so long among all: of the same rank among those of today. Null where nothing changed. */
export function asNow(all: readonly Dated[], { lengths, growth }: Recent<Dated>): ((seconds: number) => number) | null {
  if (growth === 1 && lengths.length === all.length) return null
  const [before, now] = [sorted(all.filter(({ ended }) => ended).map(({ seconds }) => seconds)), evenLengths(lengths)]
  return (seconds) => quantile(now, (countBelow(before, seconds) + countUpTo(before, seconds)) / 2 / before.length)
}

/** Says what has changed. `what`: what the lengths are, as `The waits before “Review”`. */
export function tellChange(what: string, all: number, { lengths, growth }: Recent<Dated>, note: (sentence: string) => void): void {
  if (growth !== 1)
    note(
      `${what} ${growth > 1 ? 'grow' : 'shrink'}: their trend is carried on beyond the end of the history, by ${formatShare(Math.abs(growth - 1))} of what the last ones were.`,
    )
  if (lengths.length < all)
    note(`${what} have changed: they are those of the last ${lengths.length.toLocaleString('en')} of ${all.toLocaleString('en')}.`)
}

function latest<T>(order: readonly T[], share: number): readonly T[] {
  return order.slice(Math.floor(order.length * (1 - share)))
}

function endedOf(lengths: readonly Length[]): number {
  return lengths.reduce((sum, { ended }) => sum + (ended ? 1 : 0), 0)
}

/** Growth of the logarithm of the mean length in a second, from the third to the last quarter. 0 where these are too few. */
function trendOf(order: readonly Dated[]): number {
  const middle = Math.floor(order.length * 0.75)
  const [early, late] = [order.slice(Math.floor(order.length / 2), middle), order.slice(middle)]
  if (endedOf(early) < fewest || endedOf(late) < fewest) return 0
  const [from, to] = [early, late].map((part) => mean(part.map(({ since }) => since))) as [number, number]
  const [short, long] = [early, late].map((part) => mean(evenLengths(part))) as [number, number]
  return to > from && short > 0 && long > 0 ? Math.log(long / short) / (to - from) : 0
}

/** Each length as it would be `ahead` seconds after `end`. */
function carriedOn<T extends Dated>(lengths: readonly T[], trend: number, end: number, ahead: number): readonly T[] {
  return lengths.map((one) => {
    const factor = Math.exp(trend * (end - one.since + damping * ahead))
    return { ...one, seconds: one.seconds * Math.max(1 / mostGrowth, Math.min(mostGrowth, factor)) }
  })
}

/** The mean of some differences in order of time if it stands clear of chance, else 0: by the means of stretches (batch means). */
export function gainOf(differences: readonly number[]): number {
  const size = differences.length / stretches
  const means = Array.from({ length: stretches }, (_, i) => mean(differences.slice(Math.floor(i * size), Math.floor((i + 1) * size))))
  const average = mean(means)
  const spread = Math.sqrt(mean(means.map((one) => (one - average) ** 2)) / (stretches - 1))
  return average > clear * spread ? average : 0
}
