import { overlaps, type Box, type Rect } from './box.ts'
import { segmentHits, segmentsOf, type Point, type Segment } from './path.ts'
import type { Route, Routes } from './route.ts'

export type Size = { readonly width: number; readonly height: number }

type Candidate = Rect & { readonly cost: number; readonly level: number }

const clearance = 3

/** A label in its place. `level`: which of its sizes it has there; `holds`: the edges whose own pills had no room and that this one stands for. */
export type PlacedLabel = Rect & { readonly level: number; readonly holds: readonly string[] }

/** What a label of a smaller size costs against one that says more but covers other edges. */
const levelCosts = [0, 50, 140]

/**
 * Where the labels of edges stand: on their own edge, off boxes, other labels and whatever is `taken`, and where possible off other edges. Each has
 * sizes, the one that says most first and a small pill last: it takes the first for which there is room. One for which no size has room is held by
 * the nearest pill of an edge that it shares an end with. With one size only it stands where it covers least. Those with the least choice choose first.
 */
export function placeLabels(
  routes: Routes,
  sizes: ReadonlyMap<string, readonly Size[]>,
  taken: readonly Rect[] = [],
): Map<string, PlacedLabel> {
  const cells = new Cells()
  for (const box of routes.boxes.values()) for (const part of solidParts(box)) cells.put(part)
  for (const rect of taken) cells.put(rect)
  const pieces = new Map([...routes.edges].map(([id, route]) => [id, segmentsOf(route.points)] as const))
  const lines = new Lines(pieces)
  const placed = new Map<string, PlacedLabel>()
  const without: Route[] = []
  const waiting = [...routes.edges]
    .flatMap(([id, route]) => {
      const levels = sizes.get(id)
      const [widest] = levels ?? []
      return levels && widest ? [{ id, route, levels, freedom: longest(pieces.get(id) ?? []) - widest.width }] : []
    })
    .sort((a, b) => a.freedom - b.freedom || (a.id < b.id ? -1 : 1))
  for (const { id, route, levels } of waiting) {
    const only = levels.length === 1
    const best = bestOf(
      levels.flatMap((size, level) => candidatesFor(route, size, level)),
      (candidate) => {
        const covered = cells.overlap(candidate)
        return covered > 0 && !only ? Infinity : candidate.cost + covered * 30 + lines.crossed(candidate, id) * 45
      },
    )
    if (!best) {
      without.push(route)
      continue
    }
    const { level, width, height } = best
    const rect = { x: Math.round(best.x), y: Math.round(best.y), width, height, level, holds: [] }
    placed.set(id, rect)
    cells.put(rect)
  }
  for (const route of without) hold(route, routes, placed)
  return placed
}

/** Gives the label of an edge that has no room to the nearest pill: first of those that share an end with it, then of all. */
function hold(route: Route, routes: Routes, placed: Map<string, PlacedLabel>) {
  const { id, source, target } = route.edge
  const middle = route.points[Math.floor(route.points.length / 2)]
  let [nearest, least]: [string | null, number] = [null, Infinity]
  for (const [other, rect] of placed) {
    const edge = routes.edges.get(other)?.edge
    if (!middle || !edge) continue
    const near = edge.source === source || edge.target === target
    const far = Math.abs(rect.x - middle.x) + Math.abs(rect.y - middle.y) + (near ? 0 : 100_000)
    if (far < least) [nearest, least] = [other, far]
  }
  const pill = nearest === null ? undefined : placed.get(nearest)
  if (nearest !== null && pill) placed.set(nearest, { ...pill, holds: [...pill.holds, id] })
}

/** Places for a label, cheapest first in kind: in the middle of a long flat piece, along it, on upright pieces, beside them. */
function candidatesFor(route: Route, { width, height }: Size, level: number): Candidate[] {
  const result: Candidate[] = []
  const at = (x: number, y: number, cost: number) =>
    result.push({ x: x - width / 2, y: y - height / 2, width, height, cost: cost + (levelCosts[level] ?? 0), level })
  if (route.edge.relation === 'self') {
    const [, a, b] = route.points
    if (a && b) for (const [index, shift] of [12, 34, 58].entries()) at((a.x + b.x) / 2, a.y - shift, index * 10 - 60)
  }
  const { points } = route
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]]
    if (!a || !b) continue
    const first = index === 1 ? 14 : 0
    const last = index === points.length - 1 ? 22 : 0
    alongPiece(a, b, first, last, width, height, at)
  }
  return result
}

function alongPiece(
  a: Point,
  b: Point,
  first: number,
  last: number,
  width: number,
  height: number,
  at: (x: number, y: number, cost: number) => void,
) {
  const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
  const flat = a.y === b.y
  const extent = flat ? width : height
  const [from, to] = [first + extent / 2, length - last - extent / 2]
  const lack = Math.max(0, extent + first + last - length)
  const kind = flat ? 0 : 14
  const count = Math.max(1, Math.min(9, Math.floor((to - from) / 24) + 1))
  for (let step = 0; step < count; step++) {
    const along = lack > 0 ? (first + length - last) / 2 : count === 1 ? (from + to) / 2 : from + ((to - from) * step) / (count - 1)
    const share = along / Math.max(1, length)
    const x = a.x + (b.x - a.x) * share
    const y = a.y + (b.y - a.y) * share
    const cost = kind + lack * 0.8 + Math.abs(share - 0.45) * 24
    at(x, y, cost)
    for (const sign of [-1, 1]) {
      for (const far of [1, 2]) {
        // Beyond the line it stands beside, a label is hard to tell whose it is.
        const aside = cost + 16 + far * 14 + (far - 1) * (flat ? height : width)
        if (flat) at(x, y + sign * (height / 2 + 4) * far, aside)
        else at(x + sign * (width / 2 + 5) * far, y, aside)
      }
    }
  }
}

function bestOf(candidates: readonly Candidate[], costOf: (candidate: Candidate) => number): Candidate | null {
  let [best, least]: [Candidate | null, number] = [null, Infinity]
  for (const candidate of candidates) {
    if (candidate.cost >= least) continue
    const cost = costOf(candidate)
    if (cost < least) [best, least] = [candidate, cost]
  }
  return best
}

/** What a label must not cover: a box, of a frame only its title. */
function solidParts(box: Box): Rect[] {
  if (box.kind !== 'compound' && box.kind !== 'parallel') return [box]
  return [{ x: box.x, y: box.y, width: Math.min(box.width, 220), height: 30 }]
}

function longest(pieces: readonly Segment[]): number {
  return pieces.reduce((most, { horizontal, low, high }) => Math.max(most, (high - low) * (horizontal ? 1 : 0.3)), 0)
}

const cellSize = 160

/** Rectangles by the squares they touch. */
class Cells {
  private readonly cells = new Map<string, Rect[]>()

  put(rect: Rect) {
    forCells(rect, (key) => {
      const cell = this.cells.get(key)
      if (cell) cell.push(rect)
      else this.cells.set(key, [rect])
    })
  }

  /** How many rectangles a place would cover, weighted by how far. */
  overlap(place: Rect): number {
    const hit = new Set<Rect>()
    forCells(place, (key) => {
      for (const rect of this.cells.get(key) ?? []) if (overlaps(place, rect, clearance)) hit.add(rect)
    })
    let sum = 0
    for (const rect of hit) {
      const [wide, high] = [
        Math.min(place.x + place.width, rect.x + rect.width) - Math.max(place.x, rect.x),
        Math.min(place.y + place.height, rect.y + rect.height) - Math.max(place.y, rect.y),
      ]
      sum += 4 + (Math.max(0, Math.min(wide, 40)) * Math.max(0, Math.min(high, 20))) / 40
    }
    return sum
  }
}

/** Pieces of edges by the squares they touch. */
class Lines {
  private readonly cells = new Map<string, { id: string; segment: Segment }[]>()

  constructor(pieces: ReadonlyMap<string, readonly Segment[]>) {
    for (const [id, segments] of pieces) {
      for (const segment of segments) {
        const { horizontal, at, low, high } = segment
        forCells(horizontal ? { x: low, y: at, width: high - low, height: 0 } : { x: at, y: low, width: 0, height: high - low }, (key) => {
          const cell = this.cells.get(key)
          if (cell) cell.push({ id, segment })
          else this.cells.set(key, [{ id, segment }])
        })
      }
    }
  }

  /** How many other edges run under a place. */
  crossed(place: Rect, own: string): number {
    const ids = new Set<string>()
    forCells(place, (key) => {
      for (const { id, segment } of this.cells.get(key) ?? []) if (id !== own && segmentHits(segment, place)) ids.add(id)
    })
    return ids.size
  }
}

function forCells({ x, y, width, height }: Rect, visit: (key: string) => void) {
  for (let column = Math.floor((x - clearance) / cellSize); column <= Math.floor((x + width + clearance) / cellSize); column++) {
    for (let row = Math.floor((y - clearance) / cellSize); row <= Math.floor((y + height + clearance) / cellSize); row++)
      visit(`${column} ${row}`)
  }
}
