import type { Num } from './report.ts'
import { studentT } from './student.ts'

/** Mean over replications with its 95 % interval. Values that are not numbers (nothing to measure in that replication) are left out; with none left the value is NaN. */
export function estimate(values: readonly number[]): Num {
  const known = values.filter((value) => Number.isFinite(value))
  const n = known.length
  if (n === 0) return { value: NaN, low: null, high: null }
  const mean = known.reduce((sum, x) => sum + x, 0) / n
  if (n === 1) return { value: mean, low: null, high: null }
  const half = studentT(n - 1) * Math.sqrt(variance(known) / n)
  return { value: mean, low: mean - half, high: mean + half }
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
