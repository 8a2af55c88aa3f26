import type { Performance } from '../simulation/model/scenario.ts'
import { fitDurations } from './fit.ts'
import { evenLengths, scoresOf } from './product-limit.ts'
import { mean, quantile, sorted } from './quantile.ts'
import { gainOf } from './recent-lengths.ts'
import type { Dated } from './recent-lengths.ts'

/** A wait in the outside world. `prev`: uid of the step before, null where that is not known; `age`: of its case when it began, in seconds. */
export type DatedWait = Dated & { readonly prev: string | null; readonly age: number }

type Entries = NonNullable<Performance['delay']>

/** So many waits after one step make a delay of its own. */
const fewestByPrev = 20
/** The most bands of age that are tried, each with so many waits that ended at least; the gain has to be so large a part of the score, as in recent-lengths.ts. */
const mostBands = 8
const fewestOfAge = 40
const material = 0.02

/**
 * The delay of a step: by the step before where that foretells it, then one for all; each by the age of the case where that does. What ends by the case's own clock (closed a month after it came, answered by
 * a date) waits the shorter the older the case is, and drawn by itself would make quick cases too quick and slow ones too slow. `isTrended`: the waits have a trend that is carried on. Ages
 * have it as well then, so that bands of age would be stretches of time.
 */
export function delayEntries(lengths: readonly DatedWait[], isTrended: boolean): Entries {
  const groups = new Map<string, DatedWait[]>()
  for (const one of lengths) {
    if (one.prev === null) continue
    const list = groups.get(one.prev)
    if (list) list.push(one)
    else groups.set(one.prev, [one])
  }
  const own = [...groups]
    .filter(([, list]) => list.filter(({ ended }) => ended).length >= fewestByPrev && areApart(list, lengths))
    .sort((a, b) => b[1].length - a[1].length)
  const entriesOf = (list: readonly DatedWait[], when: string | null) => entriesByAge(list, isTrended ? [] : boundsOf(list), when)
  return [...own.flatMap(([uid, list]) => entriesOf(list, `prev == "${uid}"`)), ...entriesOf(lengths, null)]
}

/** Waits under a condition, the youngest cases first; the last entry is for cases of any other age. */
function entriesByAge(lengths: readonly DatedWait[], bounds: readonly number[], when: string | null): Entries {
  return bandsOf(lengths, bounds).map((band, i) => {
    const { distribution } = fitDurations(evenLengths(band))!
    const conditions = [...(when === null ? [] : [when]), ...(i < bounds.length ? [`age < ${bounds[i]}`] : [])]
    return conditions.length === 0 ? { distribution } : { when: conditions.join(' && '), distribution }
  })
}

/** The ages that part some waits, in seconds: those of the number of bands that foretells best, none where one band does not stand behind several. */
function boundsOf(lengths: readonly DatedWait[]): number[] {
  const ages = sorted(lengths.filter(({ ended }) => ended).map(({ age }) => age))
  const score = mean(scoresOf(evenLengths(lengths), lengths).map((one, i) => one * lengths[i]!.weight))
  let best: { bounds: number[]; gain: number } = { bounds: [], gain: material * score }
  for (let bands = 2; bands <= mostBands && ages.length >= bands * fewestOfAge; bands *= 2) {
    const bounds = [...new Set(Array.from({ length: bands - 1 }, (_, i) => Math.ceil(quantile(ages, (i + 1) / bands))))]
    const parts = bandsOf(lengths, bounds)
    if (parts.some((part) => part.filter(({ ended }) => ended).length < fewestOfAge)) continue
    const gains = parts.flatMap((part) => gainsOver(part, lengths))
    const gain = gainOf(gains.sort((a, b) => a.since - b.since).map(({ gain }) => gain))
    if (gain > best.gain) best = { bounds, gain }
  }
  return best.bounds
}

function bandsOf(lengths: readonly DatedWait[], bounds: readonly number[]): DatedWait[][] {
  const bands: DatedWait[][] = Array.from({ length: bounds.length + 1 }, () => [])
  for (const one of lengths) bands[bounds.filter((bound) => one.age >= bound).length]!.push(one)
  return bands
}

/** Whether some of all waits are foretold clearly better by themselves than by all. */
function areApart(own: readonly DatedWait[], all: readonly DatedWait[]): boolean {
  return own.length < all.length && gainOf(gainsOver(own, all).map(({ gain }) => gain)) > 0
}

/** By how much every other of some waits is foretold better by the rest of them than by as many of all, both ways round, in order of time: cross-validation, scored as in recent-lengths.ts. */
function gainsOver(own: readonly DatedWait[], all: readonly DatedWait[]): { since: number; gain: number }[] {
  const [mine, whole] = [own, all].map((list) => [...list].sort((a, b) => a.since - b.since)) as [DatedWait[], DatedWait[]]
  const every = (list: readonly DatedWait[], rest: number) => list.filter((_, i) => i % 2 === rest)
  const scores = [0, 1].map((rest) => {
    const tried = every(mine, 1 - rest)
    const [byOwn, byAll] = [mine, whole].map((list) => scoresOf(evenLengths(every(list, rest)), tried)) as [number[], number[]]
    return tried.map(({ weight }, i) => weight * (byAll[i]! - byOwn[i]!))
  }) as [number[], number[]]
  return mine.map(({ since }, i) => ({ since, gain: scores[1 - (i % 2)]![i >> 1]! }))
}
