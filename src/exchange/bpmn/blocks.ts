import type { Flow } from './diagram.ts'

/** A split that runs ways side by side, where they meet again (null: they do not), and what lies on each way. */
export type Block = {
  readonly split: string
  readonly join: string | null
  readonly regions: readonly { readonly firsts: readonly string[]; readonly members: ReadonlySet<string> }[]
}

/** The edges of a graph of flow, in both directions. */
export class Graph {
  readonly #next = new Map<string, string[]>()

  constructor(edges: readonly Pick<Flow, 'from' | 'to'>[]) {
    for (const { from, to } of edges) this.#next.set(from, [...(this.#next.get(from) ?? []), to])
  }

  next(node: string): readonly string[] {
    return this.#next.get(node) ?? []
  }

  /** All that can be reached from a node, itself included, without going through any of `not`. */
  reach(from: string, not: ReadonlySet<string>): Set<string> {
    const found = new Set<string>()
    const open = [from]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (found.has(node) || not.has(node)) continue
      found.add(node)
      open.push(...this.next(node))
    }
    return found
  }
}

/**
 * The block of a split. It ends where every way from the split must pass (its nearest post-dominator). Ways that share nodes before that cannot run side by side in a
 * statechart: they become one region of which one way is taken.
 */
export function blockOf(graph: Graph, split: string): Block {
  const firsts = [...new Set(graph.next(split))]
  const join = meetingOf(graph, split, firsts)
  const not = new Set([split, ...(join === null ? [] : [join])])
  let regions: { firsts: string[]; members: Set<string> }[] = []
  for (const first of firsts) {
    const members = graph.reach(first, not)
    const touching = regions.filter((region) => [...members].some((node) => region.members.has(node)))
    const merged = {
      firsts: [...touching.flatMap((region) => region.firsts), first],
      members: new Set([...touching.flatMap((region) => [...region.members]), ...members]),
    }
    regions = [...regions.filter((region) => !touching.includes(region)), merged]
  }
  return { split, join, regions }
}

/** The first node in order of distance without which no way from the split comes to its end; null where there is none. */
function meetingOf(graph: Graph, split: string, firsts: readonly string[]): string | null {
  const none = new Set([split])
  const reached = firsts.map((first) => graph.reach(first, none))
  const [one = new Set<string>()] = reached
  const common = inDistance(graph, split).filter((node) => node !== split && one.has(node) && reached.every((nodes) => nodes.has(node)))
  for (const candidate of common) {
    const without = new Set([split, candidate])
    const ends = firsts.some((first) => [...graph.reach(first, without)].some((node) => graph.next(node).length === 0))
    if (!ends) return candidate
  }
  return null
}

function inDistance(graph: Graph, from: string): string[] {
  const order: string[] = []
  const seen = new Set([from])
  let level = [from]
  while (level.length > 0) {
    const next: string[] = []
    for (const node of level)
      for (const to of graph.next(node))
        if (!seen.has(to)) {
          seen.add(to)
          next.push(to)
        }
    order.push(...next)
    level = next
  }
  return order
}
