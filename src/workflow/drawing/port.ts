import type { Uid } from '../name.ts'
import type { Box } from './box.ts'
import type { DrawnEdge } from './edge.ts'
import type { End, Side } from './path.ts'
import type { Sides } from './side.ts'

/** Both ends of an edge, and how many share their side with it. */
export type Ends = { readonly from: End; readonly to: End; readonly fanOut: number; readonly fanIn: number }

type Slot = {
  readonly edge: DrawnEdge
  readonly end: 'from' | 'to'
  readonly side: Side
  readonly box: Box
  readonly other: Box
  place: number
}

/** Pixels between two ends on a side where there is room, and what is left free at its corners. */
const spacing = 18
const margin = 12
/** A frame's ends stay under its title; an initial state's under its marker. */
const titleRoom = 34
const markerRoom = 26

/**
 * Spreads the ends of edges over the sides of the boxes: ordered by where the other end lies, so that edges of one side do not cross,
 * and moved where that makes an edge straight.
 */
export function spreadEnds(
  edges: readonly DrawnEdge[],
  sides: ReadonlyMap<string, Sides>,
  boxes: ReadonlyMap<Uid, Box>,
  initial: ReadonlySet<Uid>,
): Map<string, Ends> {
  const groups = new Map<string, Slot[]>()
  const slots = new Map<string, { from: Slot; to: Slot }>()
  for (const edge of edges) {
    const [pair, source, target] = [sides.get(edge.id), boxes.get(edge.source), boxes.get(edge.target)]
    if (!pair || !source || !target || edge.relation === 'self') continue
    const from: Slot = { edge, end: 'from', side: pair.from, box: source, other: target, place: 0 }
    const to: Slot = { edge, end: 'to', side: pair.to, box: target, other: source, place: 0 }
    slots.set(edge.id, { from, to })
    for (const slot of [from, to]) {
      const key = `${slot.box.uid} ${slot.side}`
      const group = groups.get(key)
      if (group) group.push(slot)
      else groups.set(key, [slot])
    }
  }
  for (const group of groups.values()) spread(group, initial)
  const groupOf = (slot: Slot) => groups.get(`${slot.box.uid} ${slot.side}`) ?? []
  for (const { from, to } of slots.values()) alignPair(from, to, groupOf, initial)
  const result = new Map<string, Ends>()
  for (const [id, { from, to }] of slots) {
    result.set(id, { from: endOf(from), to: endOf(to), fanOut: groupOf(from).length, fanIn: groupOf(to).length })
  }
  return result
}

function spread(group: Slot[], initial: ReadonlySet<Uid>) {
  const [first] = group
  if (!first) return
  const [low, high] = rangeOf(first, initial)
  group.sort((a, b) => rank(a) - rank(b) || tie(a) - tie(b) || (a.edge.id < b.edge.id ? -1 : 1))
  const step = Math.min(spacing, (high - low) / Math.max(1, group.length - 1))
  const middle = isFrame(first.box) && group.length === 1 ? clamp(rank(first), low, high) : clamp(centreOf(first), low, high)
  const start = clamp(middle - (step * (group.length - 1)) / 2, low, Math.max(low, high - step * (group.length - 1)))
  group.forEach((slot, index) => {
    slot.place = start + step * index
  })
}

/** Makes a nearly straight edge straight, by moving the end that has more freedom. */
function alignPair(from: Slot, to: Slot, groupOf: (slot: Slot) => readonly Slot[], initial: ReadonlySet<Uid>) {
  if (axisOf(from.side) !== axisOf(to.side) || from.side === to.side) return
  const apart = Math.abs(from.place - to.place)
  if (apart === 0) return
  const order =
    groupOf(from).length <= groupOf(to).length
      ? ([
          [from, to],
          [to, from],
        ] as const)
      : ([
          [to, from],
          [from, to],
        ] as const)
  for (const [mover, stay] of order) {
    const limit = isFrame(mover.box) ? Infinity : 34
    if (apart < limit && mayMove(mover, stay.place, groupOf(mover), initial)) {
      mover.place = stay.place
      return
    }
  }
}

function mayMove(slot: Slot, place: number, group: readonly Slot[], initial: ReadonlySet<Uid>): boolean {
  const [low, high] = rangeOf(slot, initial)
  if (place < low || place > high) return false
  const index = group.indexOf(slot)
  const [before, after] = [group[index - 1], group[index + 1]]
  return (!before || place - before.place >= 12) && (!after || after.place - place >= 12)
}

function rangeOf({ box, side }: Slot, initial: ReadonlySet<Uid>): [number, number] {
  if (axisOf(side) === 'x') return [box.x + margin, box.x + box.width - margin]
  const top =
    side !== 'left' && side !== 'right' ? margin : isFrame(box) ? titleRoom : side === 'left' && initial.has(box.uid) ? markerRoom : margin
  return [box.y + top, box.y + box.height - margin]
}

/** Where the other end lies along this side. */
function rank({ side, other }: Slot): number {
  return axisOf(side) === 'x' ? other.x + other.width / 2 : other.y + other.height / 2
}

/** Between the same two boxes: in the order of meaning on both sides, so that they do not cross. */
function tie({ edge }: Slot): number {
  return edge.id.length
}

function centreOf({ box, side }: Slot): number {
  return axisOf(side) === 'x' ? box.x + box.width / 2 : box.y + box.height / 2
}

function endOf({ box, side, place, edge, end }: Slot): End {
  const inward = (edge.relation === 'into' && end === 'from') || (edge.relation === 'out' && end === 'to')
  const at =
    axisOf(side) === 'x'
      ? { x: Math.round(place), y: side === 'top' ? box.y : box.y + box.height }
      : { x: side === 'left' ? box.x : box.x + box.width, y: Math.round(place) }
  return { side, at, inward }
}

function axisOf(side: Side): 'x' | 'y' {
  return side === 'top' || side === 'bottom' ? 'x' : 'y'
}

function isFrame({ kind }: Box): boolean {
  return kind === 'compound' || kind === 'parallel'
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
