import type { Contrast } from './comparison.ts'
import type { Num } from './report.ts'
import { studentT, tProbability } from './student.ts'

/** Chance of one false claim or more in a whole comparison. */
const familyError = 0.05

/**
 * The differences of a comparison that are told from chance, so that with 95 % none of all that is claimed is false (Holm 1979: the smallest p-value is held
 * against 5 % shared by all, the next against 5 % shared by the rest, until one does not pass). Each interval still holds with 95 % by itself. Differences
 * of fewer than two replications are none.
 */
export function provenOf(contrasts: readonly Contrast[], replications: number): ReadonlySet<Contrast> {
  const judged = contrasts
    .flatMap((contrast) => (contrast.difference ? [{ contrast, p: chanceOf(contrast.difference, replications) }] : []))
    .sort((a, b) => a.p - b.p)
  const passes = judged.findIndex(({ p }, i) => p > familyError / (judged.length - i))
  return new Set(judged.slice(0, passes < 0 ? judged.length : passes).map(({ contrast }) => contrast))
}

/** Chance that a difference as large comes from luck alone: two-sided, by the t distribution of its interval. */
function chanceOf({ value, low, high }: Num, replications: number): number {
  if (low === null || high === null || replications < 2 || value === 0) return 1
  const half = (high - low) / 2
  if (half === 0) return 0
  const freedom = replications - 1
  return 2 * (1 - tProbability((Math.abs(value) / half) * studentT(freedom), freedom))
}
