import { unite, type Rect } from './box.ts'
import { outward, segmentHits, straighten, stubOf, type End, type Point, type Segment } from './path.ts'

/** Distance kept from boxes, of the first bend from the box, of the lines beside a box from the distance that is kept, and between lines; pixels. */
type Distance = { readonly clearance: number; readonly stub: number; readonly lanes: readonly number[]; readonly apart: number }
const usual: Distance = { clearance: 9, stub: 18, lanes: [9, 23, 37], apart: 5 }
/** Between boxes so close that there is no room for more. */
const tight: Distance = { clearance: 4, stub: 5, lanes: [0], apart: 0.5 }
/** How far beyond its ends an edge may go; the second only where the first leads nowhere. */
const reaches = [110, 480]
/** How far beyond all boxes an edge may go that has to go around the widest of them. */
const margin = 110
/** Most crossings of lines that are looked at in one search: more take too much memory. */
const mostCrossings = 1_000_000
const bendCost = 48
const crossingCost = 16
const alongCost = 3

/** What all searches of one drawing may do together: comparisons of a piece with a box or another piece. Once it is used up, `left` is below 0. */
export type Work = { left: number }

type Search = {
  readonly from: End
  readonly to: End
  /** Boxes that the edge must go around. */
  readonly obstacles: readonly Rect[]
  /** The same in the whole drawing, asked for only where no way near its ends leads around what lies between. Default: those near. */
  readonly everywhere?: () => readonly Rect[]
  /** Pieces of edges that lie already: crossing one costs a little, running along one costs much. */
  readonly busy: readonly Segment[]
  /** Where along x the edge should turn if it may choose. */
  readonly turnAt?: number
  /** What the search takes from; default: without an end. */
  readonly work?: Work
}

/**
 * The cheapest way of right angles from one end to the other around the obstacles: A* over the lines beside the boxes.
 * Cost is length, bends, crossings and running along other edges. Without a way, or once the work is used up, the plain one through everything, at cost Infinity.
 */
export function findWay(search: Search): { points: Point[]; cost: number } {
  const { from, to } = search
  const ends = unite([from.at, to.at, stubOf(from, usual.stub), stubOf(to, usual.stub)].map(dot)) ?? dot(from.at)
  for (const reach of reaches) {
    const way = findWithin(search, search.obstacles, grow(ends, reach), usual)
    if (way) return way
  }
  const all = search.everywhere?.()
  const whole = all && grow(unite([ends, ...all]) ?? ends, margin)
  for (const distance of [usual, tight]) {
    const way = whole && findWithin(search, all, whole, distance)
    if (way) return way
  }
  return { points: plainWay(from, to), cost: Infinity }
}

function findWithin(search: Search, around: readonly Rect[], region: Rect, distance: Distance): { points: Point[]; cost: number } | null {
  const { from, to, work = { left: Infinity } } = search
  if (work.left < 0) return null
  const [start, goal] = [stubOf(from, distance.stub), stubOf(to, distance.stub)]
  const obstacles = around.filter((rect) => touches(rect, region)).map((rect) => grow(rect, distance.clearance))
  const busy = search.busy.filter((segment) => segmentTouches(segment, region))
  const xs = linesAlong('x', [start.x, goal.x, ...(search.turnAt === undefined ? [] : [search.turnAt])], obstacles, region, distance)
  const ys = linesAlong('y', [start.y, goal.y], obstacles, region, distance)
  if (xs.length * ys.length > mostCrossings) return null
  const found = new Grid(xs, ys, obstacles, busy, search.turnAt, work).walk(start, goal, from, to)
  return found && { points: straighten([from.at, ...found.points, to.at]), cost: found.cost }
}

/** Three pieces between two ends, whatever stands in the way. */
function plainWay(from: End, to: End): Point[] {
  const [start, goal] = [stubOf(from, usual.stub), stubOf(to, usual.stub)]
  const flat = outward[from.side].x !== 0
  const middle = flat
    ? [
        { x: (start.x + goal.x) / 2, y: start.y },
        { x: (start.x + goal.x) / 2, y: goal.y },
      ]
    : [
        { x: start.x, y: (start.y + goal.y) / 2 },
        { x: goal.x, y: (start.y + goal.y) / 2 },
      ]
  return straighten([from.at, start, ...middle, goal, to.at])
}

class Grid {
  private readonly xs: readonly number[]
  private readonly ys: readonly number[]
  private readonly obstacles: readonly Rect[]
  private readonly busy: readonly Segment[]
  private readonly turnAt: number | undefined
  private readonly work: Work
  private readonly across: Float64Array
  private readonly down: Float64Array
  /** What lies on each row and column of the grid, found when it is first asked for. */
  private readonly rows: (Line | undefined)[] = []
  private readonly columns: (Line | undefined)[] = []

  constructor(
    xs: readonly number[],
    ys: readonly number[],
    obstacles: readonly Rect[],
    busy: readonly Segment[],
    turnAt: number | undefined,
    work: Work,
  ) {
    this.xs = xs
    this.ys = ys
    this.obstacles = obstacles
    this.busy = busy
    this.turnAt = turnAt
    this.work = work
    this.across = new Float64Array(xs.length * ys.length).fill(-1)
    this.down = new Float64Array(xs.length * ys.length).fill(-1)
  }

  /** A*: a node is a crossing of lines with the axis on which it was reached (0 across, 1 down). */
  walk(start: Point, goal: Point, from: End, to: End): { points: Point[]; cost: number } | null {
    const { xs, ys } = this
    const width = xs.length
    const [goalX, goalY] = [xs.indexOf(goal.x), ys.indexOf(goal.y)]
    const size = width * ys.length * 2
    const best = new Float64Array(size).fill(Infinity)
    const came = new Int32Array(size).fill(-1)
    const axisOf = (end: End) => (outward[end.side].x !== 0 ? 0 : 1)
    const first = (xs.indexOf(start.x) + ys.indexOf(start.y) * width) * 2 + axisOf(from)
    const open = new Heap()
    best[first] = 0
    open.push(first, 0)
    for (let node = open.pop(); node !== undefined && this.work.left >= 0; node = open.pop()) {
      const axis = node & 1
      const cell = node >> 1
      const [ix, iy] = [cell % width, Math.floor(cell / width)]
      const cost = best[node] ?? Infinity
      if (ix === goalX && iy === goalY) {
        if (axis === axisOf(to)) return { points: this.trace(came, node), cost }
        relax(node ^ 1, node, cost + bendCost)
      }
      this.neighbours(ix, iy, (nx, ny, step, next) =>
        relax((nx + ny * width) * 2 + next, node, cost + step + (next === axis ? 0 : this.turn(ix))),
      )
    }
    return null

    function relax(node: number, before: number, cost: number) {
      if (cost >= (best[node] ?? 0)) return
      best[node] = cost
      came[node] = before
      const cell = node >> 1
      const [x, y] = [xs[cell % width] ?? 0, ys[Math.floor(cell / width)] ?? 0]
      open.push(node, cost + Math.abs(x - goal.x) + Math.abs(y - goal.y))
    }
  }

  private turn(ix: number): number {
    return this.turnAt === undefined ? bendCost : bendCost + Math.min(40, Math.abs((this.xs[ix] ?? 0) - this.turnAt) * 0.06)
  }

  private neighbours(ix: number, iy: number, visit: (ix: number, iy: number, cost: number, axis: 0 | 1) => void) {
    const { xs, ys } = this
    const go = (cost: number, nx: number, ny: number, axis: 0 | 1) => {
      if (cost < Infinity) visit(nx, ny, cost, axis)
    }
    if (ix + 1 < xs.length) go(this.stepAcross(ix, iy), ix + 1, iy, 0)
    if (ix > 0) go(this.stepAcross(ix - 1, iy), ix - 1, iy, 0)
    if (iy + 1 < ys.length) go(this.stepDown(ix, iy), ix, iy + 1, 1)
    if (iy > 0) go(this.stepDown(ix, iy - 1), ix, iy - 1, 1)
  }

  private stepAcross(ix: number, iy: number): number {
    const line = (this.rows[iy] ??= this.lineAt(true, this.ys[iy] ?? 0))
    return this.step(this.across, ix + iy * this.xs.length, line, this.xs[ix] ?? 0, this.xs[ix + 1] ?? 0)
  }

  private stepDown(ix: number, iy: number): number {
    const line = (this.columns[ix] ??= this.lineAt(false, this.xs[ix] ?? 0))
    return this.step(this.down, ix + iy * this.xs.length, line, this.ys[iy] ?? 0, this.ys[iy + 1] ?? 0)
  }

  private lineAt(horizontal: boolean, at: number): Line {
    this.work.left -= this.obstacles.length + this.busy.length
    const whole = { horizontal, at, low: -Infinity, high: Infinity }
    return {
      horizontal,
      at,
      obstacles: this.obstacles.filter((rect) => segmentHits(whole, rect)),
      along: this.busy.filter((other) => other.horizontal === horizontal && Math.abs(other.at - at) < 9),
      across: this.busy.filter((other) => other.horizontal !== horizontal && at > other.low && at < other.high),
    }
  }

  private step(known: Float64Array, index: number, line: Line, low: number, high: number): number {
    const before = known[index] ?? -1
    if (before >= 0) return before
    this.work.left -= 1 + line.obstacles.length + line.along.length + line.across.length
    const segment = { horizontal: line.horizontal, at: line.at, low, high }
    const cost = line.obstacles.some((rect) => segmentHits(segment, rect)) ? Infinity : high - low + busyCost(line, low, high)
    known[index] = cost
    return cost
  }

  private trace(came: Int32Array, last: number): Point[] {
    const points: Point[] = []
    for (let node = last; node >= 0; node = came[node] ?? -1) {
      const cell = node >> 1
      points.push({ x: this.xs[cell % this.xs.length] ?? 0, y: this.ys[Math.floor(cell / this.xs.length)] ?? 0 })
    }
    return points.reverse()
  }
}

/** A row or column of the grid, with what may stand in the way of a piece on it. */
type Line = {
  readonly horizontal: boolean
  readonly at: number
  readonly obstacles: readonly Rect[]
  /** The same in the whole drawing, asked for only where no way near its ends leads around what lies between. Default: those near. */
  readonly everywhere?: () => readonly Rect[]
  /** Pieces of other edges that run along it, and that cross it. */
  readonly along: readonly Segment[]
  readonly across: readonly Segment[]
}

function busyCost({ along, across }: Line, low: number, high: number): number {
  let cost = 0
  for (const other of along) cost += Math.max(0, Math.min(high, other.high) - Math.max(low, other.low)) * alongCost
  for (const other of across) if (other.at >= low && other.at < high) cost += crossingCost
  return cost
}

/** A binary heap of numbers by rank, smallest first. */
class Heap {
  private readonly items: number[] = []
  private readonly ranks: number[] = []

  push(item: number, rank: number) {
    let at = this.items.length
    this.items.push(item)
    this.ranks.push(rank)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((this.ranks[parent] ?? 0) <= rank) break
      this.swap(at, parent)
      at = parent
    }
  }

  pop(): number | undefined {
    const top = this.items[0]
    const [item, rank] = [this.items.pop(), this.ranks.pop()]
    if (this.items.length === 0 || item === undefined || rank === undefined) return top
    this.items[0] = item
    this.ranks[0] = rank
    for (let at = 0; ;) {
      const left = at * 2 + 1
      const right = left + 1
      let least = at
      if (left < this.ranks.length && (this.ranks[left] ?? 0) < (this.ranks[least] ?? 0)) least = left
      if (right < this.ranks.length && (this.ranks[right] ?? 0) < (this.ranks[least] ?? 0)) least = right
      if (least === at) return top
      this.swap(at, least)
      at = least
    }
  }

  private swap(a: number, b: number) {
    const [item, rank] = [this.items[a] ?? 0, this.ranks[a] ?? 0]
    this.items[a] = this.items[b] ?? 0
    this.ranks[a] = this.ranks[b] ?? 0
    this.items[b] = item
    this.ranks[b] = rank
  }
}

/** The lines an edge may run on: through the given places, beside each obstacle in three lanes, and in the middle between neighbours. */
function linesAlong(axis: 'x' | 'y', through: readonly number[], obstacles: readonly Rect[], region: Rect, distance: Distance): number[] {
  const [from, to] = axis === 'x' ? [region.x, region.x + region.width] : [region.y, region.y + region.height]
  const lanes = obstacles.length > 40 ? distance.lanes.slice(0, 1) : distance.lanes
  const beside = obstacles
    .flatMap((rect) => {
      const [low, high] = axis === 'x' ? [rect.x, rect.x + rect.width] : [rect.y, rect.y + rect.height]
      return lanes.flatMap((lane) => [low - lane, high + lane])
    })
    .filter((line) => line >= from && line <= to)
  const fixed = [...new Set(through)]
  const lines = [...fixed]
  for (const line of [...beside, from, to].sort((a, b) => a - b))
    if (lines.every((other) => Math.abs(other - line) > distance.apart)) lines.push(line)
  return lines.sort((a, b) => a - b)
}

function dot({ x, y }: Point): Rect {
  return { x, y, width: 0, height: 0 }
}

function grow({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + by * 2, height: height + by * 2 }
}

function touches(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height
}

function segmentTouches({ horizontal, at, low, high }: Segment, rect: Rect): boolean {
  return touches(horizontal ? { x: low, y: at, width: high - low, height: 0 } : { x: at, y: low, width: 0, height: high - low }, rect)
}
