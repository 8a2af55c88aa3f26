import type { Uid } from '../workflow/name.ts'

/** A way from one state to another, as the layout sees it. */
export type Way = { readonly id: string; readonly source: Uid; readonly target: Uid }

/**
 * Most pieces that ways may be cut into, one for each column of states that they pass: the layout's work grows with their square and more. A few hundred
 * are within a second.
 */
const mostPieces = 250
/** Ways into one state that always help to place it. */
const fewEnough = 2

/**
 * The ways by which the states are placed. Where all of them together would cut into more pieces than the layout can bear, of the ways into one state only
 * those from its farthest sources stay, the busiest states first; the rest are routed afterwards around what has been placed, without a room of their own.
 */
export function waysToLayOut<T extends Way>(ways: readonly T[]): readonly T[] {
  const columns = columnsOf(ways)
  const span = ({ source, target }: Way) => Math.max(0, Math.abs((columns.get(target) ?? 0) - (columns.get(source) ?? 0)) - 1)
  const into = new Map<Uid, T[]>()
  for (const way of ways) into.set(way.target, [...(into.get(way.target) ?? []), way])
  let pieces = ways.reduce((sum, way) => sum + span(way), 0)
  const dropped = new Set<T>()
  for (const list of [...into.values()].sort((a, b) => b.length - a.length)) {
    if (pieces <= mostPieces) break
    for (const way of list.toSorted((a, b) => span(a) - span(b)).slice(fewEnough)) {
      if (span(way) === 0) continue
      dropped.add(way)
      pieces -= span(way)
    }
  }
  // Ways between many pairs of states may be too much even so: then the longest go, whatever they lead into. A way to the next column always stays.
  for (const way of ways.toSorted((a, b) => span(b) - span(a))) {
    if (pieces <= mostPieces || span(way) === 0) break
    if (dropped.has(way)) continue
    dropped.add(way)
    pieces -= span(way)
  }
  return dropped.size === 0 ? ways : ways.filter((way) => !dropped.has(way))
}

/** The column of each state: one more than the farthest of those that lead to it, ways back left out (found by the order of a walk from the start). */
function columnsOf(ways: readonly Way[]): Map<Uid, number> {
  const from = new Map<Uid, Uid[]>()
  for (const { source, target } of ways) from.set(source, [...(from.get(source) ?? []), target])
  const order: Uid[] = []
  const state = new Map<Uid, 'open' | 'done'>()
  const back = new Set<string>()
  for (const { source } of ways) {
    if (state.has(source)) continue
    const open: { uid: Uid; next: number }[] = [{ uid: source, next: 0 }]
    state.set(source, 'open')
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const target = (from.get(top.uid) ?? [])[top.next++]
      if (target === undefined) {
        state.set(top.uid, 'done')
        order.push(top.uid)
        open.pop()
      } else if (state.get(target) === 'open') back.add(`${top.uid} ${target}`)
      else if (!state.has(target)) {
        state.set(target, 'open')
        open.push({ uid: target, next: 0 })
      }
    }
  }
  const columns = new Map<Uid, number>()
  for (const uid of order.reverse())
    for (const target of from.get(uid) ?? [])
      if (!back.has(`${uid} ${target}`)) columns.set(target, Math.max(columns.get(target) ?? 0, (columns.get(uid) ?? 0) + 1))
  return columns
}
