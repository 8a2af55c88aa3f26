import type { Num } from './report.ts'
import { tQuantile } from './student.ts'

/** A mean with its half-width; null with fewer than two values. NaN where nothing was measured. `n`: the values that it is of. */
export type Estimate = { readonly value: number; readonly halfWidth: number | null; readonly n: number }

/**
 * Mean over replications, or of differences of pairs of them, with the half-width of its two-sided interval by Student's t. Values that are not numbers
 * (nothing to measure in that replication) are left out. `family` is how many such intervals are to hold together with 95 %: each takes 1/family of the
 * error (Bonferroni).
 */
export function estimateMean(values: readonly number[], family = 1): Estimate {
  const known = values.filter((value) => Number.isFinite(value))
  const n = known.length
  if (n === 0) return { value: NaN, halfWidth: null, n }
  const value = known.reduce((sum, x) => sum + x, 0) / n
  if (n === 1) return { value, halfWidth: null, n }
  return { value, halfWidth: tQuantile(1 - 0.025 / Math.max(1, family), n - 1) * Math.sqrt(variance(known) / n), n }
}

/** The same with its 95 % interval as two bounds. */
export function estimate(values: readonly number[]): Num {
  const { value, halfWidth } = estimateMean(values)
  return { value, low: halfWidth === null ? null : value - halfWidth, high: halfWidth === null ? null : value + halfWidth }
}

/** Whether the interval leaves out zero. A difference that is the same in every pair is one, unless it is zero. */
export function isSignificant({ value, halfWidth }: Estimate): boolean {
  return halfWidth !== null && Math.abs(value) > halfWidth
}

/** The first of `a[i] - b[i]` for as long as both have a value. */
export function differences(a: readonly number[], b: readonly number[]): number[] {
  return a.slice(0, b.length).map((value, index) => value - (b[index] ?? NaN))
}

/** The value, or 0 where nothing was measured: for sums over places, of which one without visits adds nothing. */
export function orNothing(value: number | null): number {
  return value === null || Number.isNaN(value) ? 0 : value
}

/** Sample variance; 0 for fewer than two. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  return values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (values.length - 1)
}
