import type { Pair } from './side-by-side.ts'

/** Activities that run side by side: regions, of which every member runs beside every member of the others. */
export type Block = { readonly regions: readonly (readonly number[])[] }

/**
 * Blocks of the pairs that run side by side: their components, cut into regions along the components of the complement (the parallel cut of
 * Leemans et al. 2013). A component that cannot be cut loses its weakest pair until it can, or is gone.
 */
export function blocksOf(pairs: readonly Pair[]): Block[] {
  return components(
    pairs.flatMap(({ a, b }) => [a, b]),
    (a, b) => pairs.some((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a)),
  ).flatMap((members) => {
    const own = pairs.filter(({ a }) => members.includes(a))
    const beside = new Set(own.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]))
    const regions = components(members, (a, b) => !beside.has(`${a} ${b}`))
    if (regions.length > 1) return [{ regions }]
    const weakest = own.reduce((least, pair) => (pair.strength < least.strength ? pair : least))
    return blocksOf(own.filter((pair) => pair !== weakest))
  })
}

/** The connected components of some nodes, each in ascending order, by their least member. */
function components(nodes: readonly number[], linked: (a: number, b: number) => boolean): number[][] {
  const open = new Set([...nodes].sort((a, b) => a - b))
  const found: number[][] = []
  for (const first of open) {
    open.delete(first)
    const group = [first]
    for (const member of group)
      for (const other of open)
        if (linked(member, other)) {
          open.delete(other)
          group.push(other)
        }
    found.push(group.sort((a, b) => a - b))
  }
  return found
}
