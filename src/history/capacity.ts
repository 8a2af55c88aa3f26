import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import type { Span } from './presence.ts'
import { countBelow, sorted } from './quantile.ts'

/** A case that asks for somebody, and until when it waits, in seconds on the wall clock; the same: it is taken up at once. */
export type Asking = { readonly at: number; readonly until: number }

/**
 * How many people really take up work, by hour of the week, where those on duty are often away from it in ways that no row tells (breaks, what has to be done after a call). A case that
 * has to wait finds all at work that there are; one that is taken up at once shows that there is one more than are at work. The product-limit estimate (Kaplan and Meier 1958) over the
 * cases, its mean up to those on duty. A case that waits while one that asks later is taken up at once waits for something else (somebody who knows its kind), and tells nothing. `work`: spans on the wall clock; `onDuty`: people by hour of the week.
 */
export function capacityOf(work: readonly Span[], asking: readonly Asking[], onDuty: readonly number[]): number[] {
  const [begins, ends] = [sorted(work.map(([from]) => from)), sorted(work.map(([, to]) => to))]
  const hours = Array.from({ length: 168 }, (): { all: number[]; full: number[] } => ({ all: [], full: [] }))
  const atOnce = sorted(asking.flatMap(({ at, until }) => (until > at ? [] : [at])))
  for (const { at, until } of asking) {
    const waits = until > at
    if (waits && countBelow(atOnce, until) > countBelow(atOnce, at + 1e-6)) continue
    const busy = Math.max(0, countBelow(begins, at) - countBelow(ends, at + 1e-6))
    const { all, full } = hours[hourOfWeek(at)]!
    all[busy] = (all[busy] ?? 0) + 1
    if (waits) full[busy] = (full[busy] ?? 0) + 1
  }
  return hours.map(({ all, full }, hour) => meanUpTo(onDuty[hour]!, all, full))
}

/** Mean number of people, cut off at `most`, of whom `all[k]` cases found k at work, and `full[k]` of them nobody else. */
function meanUpTo(most: number, all: readonly number[], full: readonly number[]): number {
  let left = 0
  for (const cases of all) left += cases ?? 0
  let [survive, mean] = [1, 0]
  for (let k = 0; k < most; k++) {
    if (left > 0) survive *= 1 - (full[k] ?? 0) / left
    left -= all[k] ?? 0
    mean += survive * Math.min(1, most - k)
  }
  return mean
}
