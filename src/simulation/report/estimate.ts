import type { Num } from './report.ts'
import { studentT } from './student.ts'

/** Mean over replications with its 95 % interval. Values that are not numbers (nothing to measure in that replication) are left out. */
export function estimate(values: readonly number[]): Num {
  const known = values.filter((value) => Number.isFinite(value))
  const n = known.length
  if (n === 0) return { value: 0, low: null, high: null }
  const mean = known.reduce((sum, x) => sum + x, 0) / n
  if (n === 1) return { value: mean, low: null, high: null }
  const half = studentT(n - 1) * Math.sqrt(variance(known) / n)
  return { value: mean, low: mean - half, high: mean + half }
}

/** Sample variance; 0 for fewer than two. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  return values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (values.length - 1)
}
