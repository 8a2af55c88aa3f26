import type { SeenOutcome } from './observed-work.ts'

/** Hours of the week in which outcomes are shared out otherwise than in the rest, as a condition of the scenario. */
export type HourSplit = { readonly when: string; readonly inside: (hour: number) => boolean; readonly association: number }

const week = 168
/** Fewer outcomes on either side do not tell its shares. */
const fewestInside = 100
/** More stretches of hours than this in a week are chance and no opening hours. */
const mostRanges = 21

/**
 * The two sets of hours of the week between which outcomes differ most: where nobody answers at night, cases go another way then. Each half of the weeks
 * must find hours that divide the other half's outcomes as well, by Cramér's V of at least `least`; else null. `weeks` alternate by the sample's week.
 */
export function splitByHour(samples: readonly SeenOutcome[], events: readonly string[], least: number): HourSplit | null {
  const timed = samples.filter(({ at }) => at !== undefined)
  if (timed.length < 4 * fewestInside || events.length < 2) return null
  const weekOf = ({ at }: SeenOutcome) => Math.floor((at! + 3 * 24) / week)
  const [even, odd] = [timed.filter((one) => weekOf(one) % 2 === 0), timed.filter((one) => weekOf(one) % 2 !== 0)]
  const [counts, evens, odds] = [countsOf(timed, events), countsOf(even, events), countsOf(odd, events)]
  const [first, second, all] = [bestHours(evens), bestHours(odds), bestHours(counts)]
  if (!first || !second || !all) return null
  if (associationOf(odds, first) < least || associationOf(evens, second) < least) return null
  const inside = all.reduce((sum, isIn, hour) => sum + (isIn ? total(counts[hour]!) : 0), 0)
  const ranges = rangesOf(all)
  if (inside < fewestInside || timed.length - inside < fewestInside || ranges.length > mostRanges) return null
  const when = ranges
    .map(([from, to]) => (to - from === 1 ? `weekHour == ${from}` : `weekHour >= ${from} && weekHour < ${to}`))
    .join(' || ')
  return { when, inside: (hour) => all[((hour % week) + week) % week]!, association: associationOf(counts, all) }
}

/** By hour of the week how often each event came. */
function countsOf(samples: readonly SeenOutcome[], events: readonly string[]): number[][] {
  const places = new Map(events.map((event, i) => [event, i]))
  const counts = Array.from({ length: week }, () => events.map(() => 0))
  for (const { at, event } of samples) {
    const place = places.get(event)
    if (place !== undefined) counts[(((at! + 3 * 24) % week) + week) % week]![place]!++
  }
  return counts
}

/** Hours in order of the share of one event, cut where the two sides differ most; over all events. The smaller side. Hours without outcomes are like the hour before. */
function bestHours(counts: readonly (readonly number[])[]): boolean[] | null {
  const seen = counts.flatMap((own, hour) => (total(own) > 0 ? [hour] : []))
  let best: { hours: Set<number>; association: number } | null = null
  for (const [event] of (counts[0] ?? []).entries()) {
    const share = (hour: number) => (counts[hour]![event]! + 0.5) / (total(counts[hour]!) + 1)
    const order = seen.toSorted((a, b) => share(a) - share(b) || a - b)
    const sums = new Running(counts)
    for (const [i, hour] of order.slice(0, -1).entries()) {
      sums.add(hour)
      const association = sums.association()
      if (association > (best?.association ?? 0)) best = { hours: new Set(order.slice(0, i + 1)), association }
    }
  }
  if (!best) return null
  const { hours } = best
  const inside = [...hours].reduce((sum, hour) => sum + total(counts[hour]!), 0)
  const all = counts.reduce((sum, own) => sum + total(own), 0)
  const isIn = (hour: number) => hours.has(hour) === inside * 2 <= all
  let last = isIn(seen.at(-1)!)
  return counts.map((own, hour) => (last = total(own) > 0 ? isIn(hour) : last))
}

/** Cramér's V of the outcomes of the hours added so far against those of all others. */
class Running {
  readonly #counts: readonly (readonly number[])[]
  readonly #all: readonly number[]
  readonly #inside: number[]

  constructor(counts: readonly (readonly number[])[]) {
    this.#counts = counts
    this.#all = counts[0]!.map((_, event) => counts.reduce((sum, own) => sum + own[event]!, 0))
    this.#inside = this.#all.map(() => 0)
  }

  add(hour: number): void {
    for (const [event, n] of this.#counts[hour]!.entries()) this.#inside[event]! += n
  }

  association(): number {
    const [n, m] = [total(this.#all), total(this.#inside)]
    if (m === 0 || m === n) return 0
    let chi = 0
    for (const [event, all] of this.#all.entries()) {
      if (all === 0) continue
      const [here, there] = [(all * m) / n, (all * (n - m)) / n]
      chi += (this.#inside[event]! - here) ** 2 / here + (all - this.#inside[event]! - there) ** 2 / there
    }
    return Math.sqrt(chi / n)
  }
}

function associationOf(counts: readonly (readonly number[])[], inside: readonly boolean[]): number {
  const sums = new Running(counts)
  for (const [hour, isIn] of inside.entries()) if (isIn) sums.add(hour)
  return sums.association()
}

function rangesOf(inside: readonly boolean[]): [from: number, to: number][] {
  const ranges: [number, number][] = []
  for (const [hour, isIn] of inside.entries()) {
    if (!isIn) continue
    const open = ranges.at(-1)
    if (open?.[1] === hour) open[1] = hour + 1
    else ranges.push([hour, hour + 1])
  }
  return ranges
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0)
}
