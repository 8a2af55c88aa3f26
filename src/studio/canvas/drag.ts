import { useCallback, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../workflow/draft.ts'
import type { Box, Rect } from '../../workflow/drawing/box.ts'
import type { Routes } from '../../workflow/drawing/route.ts'
import type { Uid } from '../../workflow/name.ts'
import { isInside } from '../../workflow/tree.ts'
import { moveStatesTo } from './commands.ts'
import type { Moves, Place } from './moves.ts'

/** The draft as it would be if the move ended now. */
export function movedDraft(draft: Draft, { parents, places }: Moves): Draft {
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

/**
 * A drag of states: what it would do now (`moves`), and one edit when it ends. Positions are absolute; a state whose middle leaves its
 * frame belongs to the frame it is over, and says so while it is dragged.
 */
export function useDrag(draft: Draft, routes: () => Routes) {
  const [moves, setMoves] = useState<Moves | null>(null)
  const start = useRef<Routes | null>(null)
  const latest = useRef<Moves | null>(null)

  const move = useCallback(
    (positions: ReadonlyMap<Uid, Place>, mayLeave: boolean) => {
      start.current ??= routes()
      latest.current = movesFrom(draft, start.current, positions, mayLeave, latest.current)
      setMoves(latest.current)
    },
    [draft, routes],
  )

  const end = useCallback(() => {
    const done = latest.current
    start.current = null
    latest.current = null
    setMoves(null)
    if (done) moveStatesTo(done)
  }, [])

  /** Where the state is now, or was before the drag. */
  const placeOf = useCallback((uid: Uid): Box | undefined => routes().boxes.get(uid), [routes])
  return useMemo(() => ({ moves, move, end, placeOf }), [moves, move, end, placeOf])
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
