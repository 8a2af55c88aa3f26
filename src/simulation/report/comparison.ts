import type { Num, Report } from './report.ts'

export type Measure =
  | 'leadTimeMean'
  | 'leadTimeP90'
  | 'throughputPerDay'
  | 'wip'
  | 'costPerCase'
  | 'wait'
  | 'utilization'
  | 'targetMet'
  | 'wronglyRemoved'
  | 'wronglyKept'
  | 'views'

export type Place = { readonly kind: 'step' | 'pool' | 'segment'; readonly id: string }
export type Unit = 'seconds' | 'share' | 'per day' | 'cases' | 'cost' | 'views'

/** One measure of both designs. `where` is null for the whole, else the uid of a step, the id of a pool or the title of a segment. */
export type Contrast = {
  readonly measure: Measure
  readonly where: Place | null
  /** In words: `Mean wait at Tier 1 review`. */
  readonly title: string
  readonly unit: Unit
  /** Null where only the other design has the step or pool. */
  readonly base: Num | null
  readonly head: Num | null
  /** Head less base, paired by replication on the same cases with the same luck. */
  readonly difference: Num | null
  /** Share of the variance of the difference that pairing saved, against independent runs; null with fewer than two replications. */
  readonly varianceSaved: number | null
}

/** Two designs on the same demand. */
export type Comparison = {
  readonly base: Report
  readonly head: Report
  readonly replications: number
  readonly contrasts: readonly Contrast[]
}
