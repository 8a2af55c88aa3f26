/** A list of lists as two flat arrays, in the form of the program's tables. */
export function flatten<T>(lists: readonly (readonly T[])[]): { readonly items: readonly T[]; readonly at: Int32Array } {
  const at = new Int32Array(lists.length + 1)
  lists.forEach((list, i) => (at[i + 1] = at[i]! + list.length))
  return { items: lists.flat(), at }
}

/** Running totals of shares, scaled so that the last is 1. */
export function cumulative(shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  let running = 0
  return shares.map((share, i) => (i === shares.length - 1 ? 1 : (running += share / sum)))
}
