import { exampleCount } from './traces.ts'

/** What stands before the first and after the last node of a sequence. */
export const start = -1
export const end = -2

/** One move from a node directly to another: how often cases made it, and some that did. */
export type Edge = { readonly from: number; readonly to: number; readonly count: number; readonly examples: readonly number[] }

/** Directly-follows counts of sequences, with a start and an end. */
export class FollowGraph {
  readonly #edges = new Map<number, Map<number, { from: number; to: number; count: number; examples: number[] }>>()

  /** Takes a sequence that `cases` cases made. */
  add(sequence: readonly number[], cases: number, examples: readonly number[]): void {
    let from = start
    for (const to of [...sequence, end]) {
      this.#move(from, to, cases, examples)
      from = to
    }
  }

  edges(): Edge[] {
    return [...this.#edges.values()].flatMap((tos) => [...tos.values()])
  }

  #move(from: number, to: number, cases: number, examples: readonly number[]): void {
    const tos = this.#edges.get(from) ?? new Map<number, { from: number; to: number; count: number; examples: number[] }>()
    this.#edges.set(from, tos)
    const edge = tos.get(to) ?? { from, to, count: 0, examples: [] }
    tos.set(to, edge)
    edge.count += cases
    for (const example of examples) if (edge.examples.length < exampleCount && !edge.examples.includes(example)) edge.examples.push(example)
  }
}

/**
 * The edges that are drawn: those that at least the share `keep` of their source's moves take, and for every node the edges of its widest path
 * from the start and to the end (the filter of Split Miner), so that every node lies on a way through.
 */
export function keptEdges(edges: readonly Edge[], keep: number): Edge[] {
  const moves = new Map<number, number>()
  for (const { from, count } of edges) moves.set(from, (moves.get(from) ?? 0) + count)
  const widest = new Set([...widestPaths(edges, start), ...widestPaths(edges, end)])
  return edges.filter((edge) => widest.has(edge) || edge.count >= keep * moves.get(edge.from)!)
}

/** By node the edge over which its widest path from the start (or back from the end) comes. A path is as wide as its narrowest edge. */
function widestPaths(edges: readonly Edge[], origin: number): Edge[] {
  const forward = origin === start
  const leaving = new Map<number, Edge[]>()
  for (const edge of edges) {
    const node = forward ? edge.from : edge.to
    leaving.set(node, [...(leaving.get(node) ?? []), edge])
  }
  const best = new Map([[origin, Infinity]])
  const over = new Map<number, Edge>()
  const done = new Set<number>()
  for (;;) {
    let widest: number | null = null
    for (const [node, width] of best) if (!done.has(node) && (widest === null || width > best.get(widest)!)) widest = node
    if (widest === null) return [...over.values()]
    done.add(widest)
    for (const edge of leaving.get(widest) ?? []) {
      const next = forward ? edge.to : edge.from
      const width = Math.min(best.get(widest)!, edge.count)
      if (done.has(next) || width <= (best.get(next) ?? 0)) continue
      best.set(next, width)
      over.set(next, edge)
    }
  }
}
