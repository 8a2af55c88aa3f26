/**
 * The fewest items that have to move so that `before` comes into the order of `after`: what is outside a longest increasing subsequence.
 * Items that are on one side only do not count.
 */
export function movedItems(before: readonly string[], after: readonly string[]): string[] {
  const position = new Map(before.map((id, index) => [id, index]))
  const common = after.filter((id) => position.has(id))
  const kept = new Set(longestIncreasing(common.map((id) => position.get(id) ?? 0)).map((index) => common[index]))
  return common.filter((id) => !kept.has(id))
}

/** Indices of a longest strictly increasing subsequence (patience sorting). */
function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = []
  const previous: number[] = []
  values.forEach((value, index) => {
    let slot = tails.findIndex((tail) => (values[tail] ?? 0) >= value)
    if (slot < 0) slot = tails.length
    previous[index] = slot > 0 ? (tails[slot - 1] ?? -1) : -1
    tails[slot] = index
  })
  const result: number[] = []
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) result.unshift(index)
  return result
}
