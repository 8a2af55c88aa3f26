import { tQuantile } from '../simulation/report/student.ts'

/** A mean with its half-width. `halfWidth` is null with fewer than two values. */
export type Estimate = { readonly value: number; readonly halfWidth: number | null; readonly n: number }

/**
 * Mean of paired differences (those of a replication in which either had nothing to measure are left out) with the half-width of its two-sided interval by Student's t. `family` is how many such intervals are to hold together with 95 %:
 * each takes 1/family of the error (Bonferroni).
 */
export function estimate(differences: readonly number[], family = 1): Estimate {
  const known = differences.filter((difference) => Number.isFinite(difference))
  const n = known.length
  const value = known.reduce((sum, x) => sum + x, 0) / Math.max(1, n)
  if (n < 2) return { value, halfWidth: null, n }
  const variance = known.reduce((sum, x) => sum + (x - value) ** 2, 0) / (n - 1)
  return { value, halfWidth: tQuantile(1 - 0.025 / Math.max(1, family), n - 1) * Math.sqrt(variance / n), n }
}

/** Whether the interval leaves out zero. A difference that is the same in every pair is one, unless it is zero. */
export function isSignificant({ value, halfWidth }: Estimate): boolean {
  return halfWidth !== null && Math.abs(value) > halfWidth
}

/** The first of `a[i] - b[i]` for as long as both have a value. */
export function differences(a: readonly number[], b: readonly number[]): number[] {
  return a.slice(0, b.length).map((value, index) => value - (b[index] ?? 0))
}
