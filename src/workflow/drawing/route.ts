import type { Draft } from '../draft.ts'
import type { Uid } from '../name.ts'
import { ancestorsOf, titleOf } from '../tree.ts'
import { boxesOf, overlaps, unite, type Box, type Rect } from './box.ts'
import { edgesOf, type DrawnEdge } from './edge.ts'
import { segmentsOf, type Point, type Segment } from './path.ts'
import { joinTrunk } from './trunk.ts'
import { spreadEnds, type Ends } from './port.ts'
import { findWay, type Work } from './search.ts'
import { sidesFor, type Sides } from './side.ts'
import { textWidth } from './text-width.ts'

/** Where everything is drawn but the labels. Edges keep their object where nothing near them changed. */
export type Routes = {
  readonly boxes: ReadonlyMap<Uid, Box>
  readonly edges: ReadonlyMap<string, Route>
  /** Initial states: a marker points at them. */
  readonly initial: ReadonlySet<Uid>
  /** How many edges were drawn straight through what lies between, because all together asked for more work than one drawing may. */
  readonly simple: number
}

/**
 * Comparisons that the edges of one drawing may ask for. The samples ask for under 100,000, 120 ways to one end (which share a trunk) as well; a drawing
 * that needs more than this is denser than anyone can follow.
 */
export const routingWork = 40_000_000

export type Route = { readonly edge: DrawnEdge; readonly sides: Sides; readonly ends: Ends | null; readonly points: readonly Point[] }

/** So many edges into one side of a box share one trunk: beside each other they would be a grey block. */
const bundledFrom = 12

/** Distance within which a moved box makes an edge look for a new way. */
const near = 60

/**
 * Routes of all edges. With the routes of the version before, only edges with a moved end or a moved box nearby are routed anew:
 * the rest of the drawing stays as it was, and editing a large one stays quick. What the work does not suffice for gets a plain way.
 */
export function routesOf(draft: Draft, before?: Routes, work: Work = { left: routingWork }): Routes {
  const boxes = boxesOf(draft)
  const initial = initialOf(draft)
  const edges = edgesOf(draft)
  const moved = before ? movedBoxes(before.boxes, boxes) : null
  const kept = new Map<string, Route>()
  for (const edge of edges) {
    const old = before?.edges.get(edge.id)
    if (old && moved && sameEnds(old.edge, edge) && !disturbs(moved, old)) kept.set(edge.id, old)
  }
  const around = obstaclesIn(draft, boxes)
  const sides = new Map(edges.map((edge) => [edge.id, kept.get(edge.id)?.sides ?? sidesOf(edge, boxes, around, work)] as const))
  const ends = spreadEnds(edges, sides, boxes, initial)
  for (const [id, route] of kept) if (!samePlace(route.ends, ends.get(id) ?? null)) kept.delete(id)
  const found = routeRest(edges, kept, boxes, sides, ends, around, work)
  return { boxes, initial, edges: found.edges, simple: found.simple }
}

/** What an edge must go around, as far as it lies within a distance of its ends. */
type Around = (edge: DrawnEdge, within?: number) => Rect[]
/** Farther from its ends than the first an edge seldom goes, and than the second never; pixels. */
const nearby = 500
const anywhere = 1_000_000

function routeRest(
  edges: readonly DrawnEdge[],
  kept: ReadonlyMap<string, Route>,
  boxes: ReadonlyMap<Uid, Box>,
  sides: ReadonlyMap<string, Sides>,
  ends: ReadonlyMap<string, Ends>,
  around: Around,
  work: Work,
): Pick<Routes, 'edges' | 'simple'> {
  let simple = 0
  const busy: Segment[] = [...kept.values()].flatMap((route) => segmentsOf(route.points))
  const loops = new Map<Uid, number>()
  const trunks = new Map<string, readonly Point[]>()
  const result = new Map<string, Route>()
  const span = (edge: DrawnEdge) => {
    const end = ends.get(edge.id)
    return end ? Math.abs(end.from.at.x - end.to.at.x) + Math.abs(end.from.at.y - end.to.at.y) : 0
  }
  for (const edge of edges.toSorted((a, b) => span(a) - span(b))) {
    const [old, pair, box, end] = [kept.get(edge.id), sides.get(edge.id), boxes.get(edge.source), ends.get(edge.id)]
    if (edge.relation === 'self' && box && pair) {
      const count = loops.get(edge.source) ?? 0
      loops.set(edge.source, count + 1)
      const points = loopOf(box, count)
      result.set(edge.id, keepLoop(old, { edge, sides: pair, ends: null, points }))
      busy.push(...segmentsOf(points))
    } else if (old) result.set(edge.id, old)
    else if (pair && end) {
      const key = `${edge.target} ${end.to.side}`
      const obstacles = around(edge)
      const joined = end.fanIn >= bundledFrom ? joinTrunk(end, trunks.get(key), obstacles, work) : null
      const points =
        joined ??
        findWay({ from: end.from, to: end.to, obstacles, everywhere: () => around(edge, anywhere), busy, work, ...turnOf(end) }).points
      if (end.fanIn >= bundledFrom) trunks.set(key, points)
      if (work.left < 0) simple++
      result.set(edge.id, { edge, sides: pair, ends: end, points })
      busy.push(...segmentsOf(joined ? points.slice(0, 4) : points))
    }
  }
  const inOrder = edges.flatMap((edge) => {
    const route = result.get(edge.id)
    return route ? [[edge.id, route] as const] : []
  })
  return { edges: new Map(inOrder), simple }
}

/** An edge that leaves alone turns late, one that arrives alone turns early: so each has a long straight piece of its own, for its label. */
function turnOf({ from, to, fanOut, fanIn }: Ends): { turnAt?: number } {
  if (from.side !== 'right' || to.side !== 'left' || from.inward || to.inward) return {}
  const [early, late] = [from.at.x + 26, to.at.x - 32]
  return { turnAt: fanIn < fanOut || fanIn === 1 ? early : fanOut === 1 ? late : (early + late) / 2 }
}

function sidesOf(edge: DrawnEdge, boxes: ReadonlyMap<Uid, Box>, around: Around, work: Work): Sides {
  const [source, target] = [boxes.get(edge.source), boxes.get(edge.target)]
  return source && target ? sidesFor(edge, source, target, () => around(edge), work) : { from: 'right', to: 'left' }
}

/** What an edge must go around: every box that holds neither end, the ends themselves where they do not hold each other, and titles of frames. */
function obstaclesIn(draft: Draft, boxes: ReadonlyMap<Uid, Box>): Around {
  const titles = new Map([...boxes.values()].filter(isFrame).map((box) => [box.uid, titleStrip(draft, box)] as const))
  const known = new Map<Uid, ReadonlySet<Uid>>()
  const ancestors = (uid: Uid) => {
    const set = known.get(uid) ?? new Set(ancestorsOf(draft, uid).map((state) => state.uid))
    known.set(uid, set)
    return set
  }
  return (edge, within = nearby) => {
    const [ofSource, ofTarget] = [ancestors(edge.source), ancestors(edge.target)]
    const [source, target] = [boxes.get(edge.source), boxes.get(edge.target)]
    if (!source || !target) return []
    const region = grow(unite([source, target]) ?? source, within)
    const result: Rect[] = []
    for (const box of boxes.values()) {
      if (!overlaps(box, region)) continue
      const open = ofSource.has(box.uid) || ofTarget.has(box.uid)
      if (open) {
        const title = titles.get(box.uid)
        if (title) result.push(title)
      } else if (box.parent === null || isOpen(box.parent, ofSource, ofTarget)) result.push(box)
    }
    return result
  }
}

/** A box within a closed frame needs no going around of its own. */
function isOpen(parent: Uid, ofSource: ReadonlySet<Uid>, ofTarget: ReadonlySet<Uid>): boolean {
  return ofSource.has(parent) || ofTarget.has(parent)
}

function isFrame({ kind }: Box): boolean {
  return kind === 'compound' || kind === 'parallel'
}

function titleStrip(draft: Draft, box: Box): Rect {
  const state = draft.states[box.uid]
  return { x: box.x + 8, y: box.y + 4, width: Math.min(box.width - 16, textWidth(state ? titleOf(state) : '', 13) + 40), height: 24 }
}

/** A small loop at the upper right corner; several stand beside each other. */
function loopOf(box: Rect, index: number): Point[] {
  const right = box.x + box.width - 20 - index * 44
  const top = box.y - 26
  return [
    { x: right - 28, y: box.y },
    { x: right - 28, y: top },
    { x: right, y: top },
    { x: right, y: box.y },
  ]
}

function keepLoop(old: Route | undefined, made: Route): Route {
  const same =
    old &&
    old.points.length === made.points.length &&
    old.points.every((point, index) => point.x === made.points[index]?.x && point.y === made.points[index]?.y)
  return same ? old : made
}

function initialOf(draft: Draft): Set<Uid> {
  return new Set(Object.values(draft.states).flatMap(({ type, initial }) => (type === 'compound' && initial !== null ? [initial] : [])))
}

function movedBoxes(before: ReadonlyMap<Uid, Box>, after: ReadonlyMap<Uid, Box>): Rect[] {
  const result: Rect[] = []
  for (const [uid, box] of after) {
    const old = before.get(uid)
    if (!old) result.push(box)
    else if (old.x !== box.x || old.y !== box.y || old.width !== box.width || old.height !== box.height || old.parent !== box.parent)
      result.push(...changedParts(old, box))
  }
  for (const [uid, box] of before) if (!after.has(uid)) result.push(box)
  return result
}

/** A frame that grew disturbs only along its border, not all that lies in it. */
function changedParts(old: Box, box: Box): Rect[] {
  if (!isFrame(box)) return [old, box]
  return [old, box].flatMap(({ x, y, width, height }) => [
    { x, y, width, height: 30 },
    { x, y: y + height, width, height: 1 },
    { x, y, width: 1, height },
    { x: x + width, y, width: 1, height },
  ])
}

function disturbs(moved: readonly Rect[], { points }: Route): boolean {
  if (moved.length === 0) return false
  const area = unite(points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })))
  return area !== null && moved.some((rect) => overlaps(area, rect, near))
}

function sameEnds(a: DrawnEdge, b: DrawnEdge): boolean {
  return a.source === b.source && a.target === b.target && a.relation === b.relation
}

function samePlace(a: Ends | null, b: Ends | null): boolean {
  if (!a || !b) return a === b
  return a.from.at.x === b.from.at.x && a.from.at.y === b.from.at.y && a.to.at.x === b.to.at.x && a.to.at.y === b.to.at.y
}

function grow({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + by * 2, height: height + by * 2 }
}
