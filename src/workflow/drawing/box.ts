import type { Draft } from '../draft.ts'
import type { Uid } from '../name.ts'
import type { State } from '../state.ts'
import { childrenOf } from '../tree.ts'
import { framePadding, kindOf, sizeOf, type StateKind } from './kind.ts'

/** A rectangle, pixels at zoom 1. */
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Where a state is drawn. */
export type Box = Rect & {
  readonly uid: Uid
  readonly kind: StateKind
  /** The container, or null for one that lies on the sheet itself. */
  readonly parent: Uid | null
  /** Point that placements of children are relative to. It differs from x, y where a child lies beyond the frame's own corner. */
  readonly origin: { readonly x: number; readonly y: number }
  /** The corner relative to the parent's origin: what its placement says, or would say. */
  readonly local: { readonly x: number; readonly y: number }
  readonly depth: number
}

const gap = 48

/**
 * Absolute boxes of all states but the root, containers before what they hold. A container is as large as its placement says
 * and always holds its children. A state without a placement stands in a row under its placed siblings.
 */
export function boxesOf(draft: Draft): Map<Uid, Box> {
  const boxes = new Map<Uid, Box>()
  placeChildren(draft, draft.header.workflow.root, { x: 0, y: 0 }, 0, boxes)
  return boxes
}

function placeChildren(draft: Draft, parent: Uid, origin: Box['origin'], depth: number, boxes: Map<Uid, Box>): Rect | null {
  const children = childrenOf(draft, parent)
  if (depth > 60) return null
  const rects: Rect[] = []
  const place = (child: State, x: number, y: number) => rects.push(placeState(draft, child, { x, y }, origin, depth, boxes))
  for (const child of children) {
    const placement = placementOf(draft, child.uid)
    if (placement) place(child, origin.x + placement.x, origin.y + placement.y)
  }
  const placed = unite(rects)
  let x = origin.x + (depth === 0 ? 0 : framePadding.left)
  const y = placed ? placed.y + placed.height + gap : origin.y + (depth === 0 ? 0 : framePadding.top)
  for (const child of children) {
    if (placementOf(draft, child.uid)) continue
    place(child, x, y)
    x += (rects.at(-1)?.width ?? 0) + gap * 2
  }
  return unite(rects)
}

function placeState(draft: Draft, state: State, origin: Box['origin'], within: Box['origin'], depth: number, boxes: Map<Uid, Box>): Rect {
  const kind = kindOf(state, draft)
  const size = sizeOf(state, draft)
  const base = {
    uid: state.uid,
    kind,
    parent: depth === 0 ? null : state.parent,
    origin,
    local: { x: origin.x - within.x, y: origin.y - within.y },
    depth,
  }
  if (kind !== 'compound' && kind !== 'parallel') {
    const box = { ...base, ...origin, ...size }
    boxes.set(state.uid, box)
    return box
  }
  boxes.set(state.uid, { ...base, ...origin, ...size })
  const content = placeChildren(draft, state.uid, origin, depth + 1, boxes)
  const placement = placementOf(draft, state.uid)
  const own = { ...origin, width: Math.max(size.width, placement?.width ?? 0), height: Math.max(size.height, placement?.height ?? 0) }
  const rect = content ? (unite([own, pad(content)]) ?? own) : own
  boxes.set(state.uid, { ...base, ...rect })
  return rect
}

function placementOf(draft: Draft, uid: Uid) {
  return Object.hasOwn(draft.layout, uid) ? draft.layout[uid] : undefined
}

function pad(rect: Rect): Rect {
  const { top, right, bottom, left } = framePadding
  return { x: rect.x - left, y: rect.y - top, width: rect.width + left + right, height: rect.height + top + bottom }
}

/** The smallest rectangle around all, or null around none. */
export function unite(rects: readonly Rect[]): Rect | null {
  const [first] = rects
  if (!first) return null
  let [left, top, right, bottom] = [first.x, first.y, first.x + first.width, first.y + first.height]
  for (const rect of rects) {
    left = Math.min(left, rect.x)
    top = Math.min(top, rect.y)
    right = Math.max(right, rect.x + rect.width)
    bottom = Math.max(bottom, rect.y + rect.height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Whether a rectangle lies wholly within another. */
export function isEnclosed(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

/** Whether two rectangles share area, each grown by half the clearance. */
export function overlaps(a: Rect, b: Rect, clearance = 0): boolean {
  return (
    a.x < b.x + b.width + clearance &&
    b.x < a.x + a.width + clearance &&
    a.y < b.y + b.height + clearance &&
    b.y < a.y + a.height + clearance
  )
}
