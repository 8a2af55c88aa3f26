import { useStoreApi } from '@xyflow/react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../workflow/draft.ts'
import { boxesOf, type Box, type Rect } from '../../workflow/drawing/box.ts'
import type { Routes } from '../../workflow/drawing/route.ts'
import type { Sides } from '../../workflow/drawing/side.ts'
import type { Drift } from '../../workflow/drawing/stretch.ts'
import type { Uid } from '../../workflow/name.ts'
import { isInside } from '../../workflow/tree.ts'
import { session } from '../session/session.ts'
import { moveStatesTo } from './commands.ts'
import { Drifts } from './drifts.ts'
import type { Moves, Place } from './moves.ts'
import { handlesOf, placeAt, type Projection, type StateNode } from './project.ts'

/** The draft as it would be if the move ended now. */
function movedDraft(draft: Draft, { parents, places }: Moves): Draft {
  const layout = { ...draft.layout }
  const states = { ...draft.states }
  let reparented = false
  for (const [uid, place] of places) {
    const parent = parents.get(uid)
    const state = states[uid]
    if (!state) continue
    if (parent !== undefined && parent !== state.parent) {
      states[uid] = { ...state, parent }
      reparented = true
    }
    layout[uid] = { ...layout[uid], uid, ...place }
  }
  return { ...draft, layout, ...(reparented ? { states } : {}) }
}

/** What a drag begins from: the drawing as it is without it. */
type Drawn = Pick<Projection, 'nodes' | 'routes'>

/**
 * A drag of states: shown at each step, and one edit when it ends. Positions are absolute; a state whose middle leaves its frame belongs to the frame it
 * is over, and the frame grows around it while it is dragged. A step goes to React Flow's own store and to the ways that it touches and to nothing else:
 * no way is looked for and no component that draws the whole is asked until the drag ends.
 */
export function useDrag(draft: Draft, drawn: () => Drawn) {
  const flow = useStoreApi<StateNode>()
  const [drifts] = useState(() => new Drifts())
  const latest = useRef<Moves | null>(null)

  const show = useCallback(() => {
    if (!latest.current) return
    const { nodes, routes } = drawn()
    const boxes = boxesOf(movedDraft(draft, latest.current))
    flow.getState().setNodes(nodes.map((node) => inPlace(node, boxes.get(node.id))))
    drifts.set(driftsOf(routes, boxes))
  }, [draft, drawn, drifts, flow])

  const move = useCallback(
    (positions: ReadonlyMap<Uid, Place>, mayLeave: boolean) => {
      latest.current = movesFrom(draft, drawn().routes, positions, mayLeave, latest.current)
      show()
    },
    [draft, drawn, show],
  )

  const end = useCallback(() => {
    const done = latest.current
    latest.current = null
    drifts.set(new Map())
    if (!done) return
    const { tables } = session.getState()
    moveStatesTo(done)
    // What was put back where it was, or refused, is no edit: nothing else would draw it there.
    if (session.getState().tables === tables) flow.getState().setNodes([...drawn().nodes])
  }, [drawn, drifts, flow])

  /** Where the state is, without a drag under way. */
  const placeOf = useCallback((uid: Uid): Box | undefined => drawn().routes.boxes.get(uid), [drawn])
  return useMemo(() => ({ move, end, show, placeOf, drifts }), [move, end, show, placeOf, drifts])
}

/** A node where its box is now; the same one where it has not changed. */
function inPlace(node: StateNode, box: Box | undefined): StateNode {
  if (!box) return node
  const { x, y, width, height } = box
  if (node.width !== width || node.height !== height)
    return { ...node, ...placeAt(box), width, height, measured: { width, height }, handles: handlesOf(box) }
  return node.position.x === x && node.position.y === y ? node : { ...node, ...placeAt(box) }
}

/** How far the ends of the ways are moved whose states are. */
function driftsOf({ boxes: before, edges }: Routes, after: ReadonlyMap<Uid, Box>): Map<string, Drift> {
  const changed = new Set([...after].flatMap(([uid, box]) => (sameRect(box, before.get(uid)) ? [] : [uid])))
  const drifts = new Map<string, Drift>()
  for (const [id, { edge, sides }] of edges) {
    if (!changed.has(edge.source) && !changed.has(edge.target)) continue
    const source = shiftOf(before.get(edge.source), after.get(edge.source), sides.from)
    const target = shiftOf(before.get(edge.target), after.get(edge.target), sides.to)
    if (source.x !== 0 || source.y !== 0 || target.x !== 0 || target.y !== 0) drifts.set(id, { source, target })
  }
  return drifts
}

function sameRect(a: Rect, b: Rect | undefined): boolean {
  return b !== undefined && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

/** How far a side of a box was moved: all of it, or, of a frame that grew, that side alone. */
function shiftOf(before: Rect | undefined, after: Rect | undefined, side: Sides['from']): Place {
  if (!before || !after) return { x: 0, y: 0 }
  const [left, top] = [after.x - before.x, after.y - before.y]
  const [right, bottom] = [left + after.width - before.width, top + after.height - before.height]
  const along = (start: number, end: number) => (start === end ? start : 0)
  if (side === 'left' || side === 'right') return { x: side === 'left' ? left : right, y: along(top, bottom) }
  return { x: along(left, right), y: side === 'top' ? top : bottom }
}

function movesFrom(draft: Draft, start: Routes, positions: ReadonlyMap<Uid, Place>, mayLeave: boolean, before: Moves | null): Moves {
  const parents = new Map(before?.parents)
  const places = new Map(before?.places)
  const moved = [...positions.keys()].filter((uid) => ![...positions.keys()].some((other) => other !== uid && isInside(draft, uid, other)))
  for (const uid of moved) {
    const [box, at] = [start.boxes.get(uid), positions.get(uid)]
    if (!box || !at) continue
    const parent = mayLeave ? frameUnder(draft, start, moved, { ...box, ...at }) : (draft.states[uid]?.parent ?? draft.header.workflow.root)
    const origin = start.boxes.get(parent)?.origin ?? { x: 0, y: 0 }
    // A frame drawn beyond its own corner keeps that distance.
    const [dx, dy] = [box.origin.x - box.x, box.origin.y - box.y]
    parents.set(uid, parent)
    places.set(uid, { x: Math.round(at.x + dx - origin.x), y: Math.round(at.y + dy - origin.y) })
  }
  return { parents, places }
}

/** The innermost frame under the middle of what is moved; its own one holds on to it a little beyond the border. */
function frameUnder(draft: Draft, start: Routes, moved: readonly Uid[], place: Box): Uid {
  const own = draft.states[place.uid]?.parent ?? null
  const middle = { x: place.x + place.width / 2, y: place.y + place.height / 2 }
  let best: Box | null = null
  for (const box of start.boxes.values()) {
    if (box.kind !== 'compound' && box.kind !== 'parallel') continue
    if (moved.includes(box.uid) || moved.some((uid) => isInside(draft, box.uid, uid))) continue
    if (box.kind === 'parallel' && box.uid !== own) continue
    if (holds(box, middle, box.uid === own ? 16 : 0) && (!best || box.depth > best.depth)) best = box
  }
  return best?.uid ?? draft.header.workflow.root
}

function holds({ x, y, width, height }: Rect, point: Place, margin: number): boolean {
  return point.x >= x - margin && point.x <= x + width + margin && point.y >= y - margin && point.y <= y + height + margin
}
