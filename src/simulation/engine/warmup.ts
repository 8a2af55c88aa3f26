/**
 * MSER (White 1997) on the means of equal parts of a run: how many parts to cut so that the squared standard error of the rest is least, at most
 * half of them. Where demand is weekly the parts are whole weeks, otherwise a fortieth of the run. Returns the parts to cut, and whether
 * the least lay before the limit (otherwise the run was too short to say).
 */
export function mser(means: readonly number[]): { readonly cut: number; readonly found: boolean } {
  const most = Math.floor(means.length / 2)
  if (means.length < 4) return { cut: 0, found: false }
  let [best, cut] = [Infinity, 0]
  for (let d = 0; d <= most; d++) {
    const rest = means.slice(d)
    const mean = rest.reduce((sum, x) => sum + x, 0) / rest.length
    const error = rest.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (rest.length * rest.length)
    if (error < best) [best, cut] = [error, d]
  }
  return { cut, found: cut < most }
}
