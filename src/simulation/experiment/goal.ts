import type { Observations } from '../program/observations.ts'
import { estimateMean } from '../report/estimate.ts'

/** What a run is to know before it ends. */
export type Goal = {
  /** Half-width of the 95 % interval of the mean lead time, as a share of the mean. */
  readonly precision: number
  /** Half-width of each segment's share in time: 0.02 is two points. Absent: not asked. */
  readonly points?: number
  /** Events after which it ends all the same. Counted and not timed, so that one seed gives one result on every machine. Absent: no limit. */
  readonly mostEvents?: number
}

/** What an ordinary run goes on for. The events are some ten seconds of the slower engine on two cores. */
export const ordinaryGoal: Goal = { precision: 0.05, points: 0.02, mostEvents: 10_000_000 }

/**
 * Replications run at least before an interval may be found narrow enough. Who stops at the first narrow interval stops where it is narrow by luck: with 3
 * at least, 95 % intervals of normal means hold in 90 % of such stops where the luck is worst; with 10 in 93 % and more (tests/engine/precision.test.ts).
 */
export const leastForPrecision = 10

/** Half-widths so far: of the mean lead time as a share of it, and the widest of the shares in time. Infinity where there is none yet. */
export type Reached = { readonly precision: number; readonly points: number }

/** How well these replications know what the goal asks for. Segments without a target, or without a case in any replication, are not asked. */
export function reachedBy(many: readonly Observations[]): Reached {
  const { value, halfWidth } = estimateMean(many.map(({ leadTime }) => (leadTime.n === 0 ? NaN : leadTime.mean)))
  const shares = (many[0]?.segments ?? []).map((_, segment) => estimateMean(many.map(({ segments }) => segments[segment]!.met)))
  return {
    precision: halfWidth === null || value === 0 ? Infinity : halfWidth / value,
    points: Math.max(0, ...shares.map(({ n, halfWidth: half }) => (n === 0 ? 0 : (half ?? Infinity)))),
  }
}

/** Whether this is enough, and by what; null: not yet. */
export function endOf(many: readonly Observations[], events: number, goal: Goal): 'precise' | 'events' | 'nothing' | null {
  if (goal.mostEvents !== undefined && events >= goal.mostEvents) return 'events'
  if (many.length < leastForPrecision) return null
  if (goal.mostEvents !== undefined && many.every(({ leadTime }) => leadTime.n === 0)) return 'nothing'
  const { precision, points } = reachedBy(many)
  return precision <= goal.precision && points <= (goal.points ?? Infinity) ? 'precise' : null
}

/** Replications that will be needed, going by those done: half-widths shrink with the root of their number. At most `most`. */
export function forecast(many: readonly Observations[], events: number, goal: Goal, most: number): number {
  if (many.length < leastForPrecision) return Math.min(most, leastForPrecision)
  const { precision, points } = reachedBy(many)
  const off = Math.max(precision / goal.precision, points / (goal.points ?? Infinity))
  const forEvents = goal.mostEvents === undefined ? Infinity : Math.ceil((goal.mostEvents * many.length) / Math.max(1, events))
  return Math.max(many.length, Math.min(most, forEvents, Math.ceil(many.length * off * off)))
}
