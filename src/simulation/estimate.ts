import type { Num } from './report.ts'

const z = 1.959963984540054
/** Student's t at 97.5 % for 1 to 30 degrees of freedom. */
const table = [
  12.706204736, 4.30265273, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135, 2.262157163, 2.228138852,
  2.20098516, 2.17881283, 2.160368656, 2.144786688, 2.131449546, 2.119905299, 2.109815578, 2.10092204, 2.093024054, 2.085963447,
  2.079613845, 2.073873068, 2.06865761, 2.063898562, 2.059538553, 2.055529439, 2.051830516, 2.048407142, 2.045229642, 2.042272456,
]

/** Student's t at 97.5 %: tabulated to 30 degrees of freedom, then the Cornish-Fisher expansion (right to 6 digits). */
export function studentT(freedom: number): number {
  if (freedom <= 30) return table[Math.max(0, freedom - 1)]!
  const [z3, z5, z7] = [z * z * z, z * z * z * z * z, z * z * z * z * z * z * z]
  return (
    z +
    (z3 + z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom * freedom) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom * freedom * freedom)
  )
}

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
