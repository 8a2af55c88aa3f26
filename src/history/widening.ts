/**
 * By how much a standard error grows because errors in order of time resemble the one before: the square root of (1 + r)/(1 − r), r being their correlation with the next one, from 0
 * to 0.9.
 */
export function wideningOf(errors: readonly number[]): number {
  const squares = errors.reduce((sum, error) => sum + error * error, 0)
  const follow = squares > 0 ? errors.slice(1).reduce((sum, error, i) => sum + error * errors[i]!, 0) / squares : 0
  return Math.sqrt((1 + Math.max(0, Math.min(0.9, follow))) / (1 - Math.max(0, Math.min(0.9, follow))))
}
