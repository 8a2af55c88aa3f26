/**
 * MSER-5 (White 1997; Spratt 1998) on the number of cases in work: how many batches to cut so that the squared standard error of the rest is least, at most
 * half of them and so that three are left. `means` are the batches' means. A run is 200 equal intervals in batches of five; the mean over time of five
 * equal intervals is that of the batch, so only the 40 batches are kept. Where demand or shifts are weekly a batch is a whole week (or several), because
 * within a week the level moves for other reasons than the start. `found` is false with fewer than four batches, where nothing is cut, and when eight or
 * more have their least at the limit: then the run had not settled by its middle.
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
