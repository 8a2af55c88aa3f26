/**
 * MSER (White 1997) on the means of equal parts of a run: how many parts to cut so that the squared standard error of the rest is least, at most
 * half of them and so that three are left. Where demand is weekly the parts are whole weeks, otherwise a fortieth of the run. `found` is false with fewer
 * than four parts, where nothing is cut, and when eight or more have their least at the limit: then the run had not settled by its middle.
 */
export function mser(means: readonly number[]): { readonly cut: number; readonly found: boolean } {
  const most = Math.min(Math.floor(means.length / 2), means.length - 3)
  if (means.length < 4) return { cut: 0, found: false }
  let [best, cut] = [Infinity, 0]
  for (let d = 0; d <= most; d++) {
    const rest = means.slice(d)
    const mean = rest.reduce((sum, x) => sum + x, 0) / rest.length
    const error = rest.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (rest.length * rest.length)
    if (error < best) [best, cut] = [error, d]
  }
  return { cut, found: cut < most || means.length < 8 }
}
