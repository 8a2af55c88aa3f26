import type { Rect } from './box.ts'
import type { DrawnEdge } from './edge.ts'
import type { End, Point, Side } from './path.ts'
import { findWay, type Work } from './search.ts'

/** The sides at which an edge leaves and enters. */
export type Sides = { readonly from: Side; readonly to: Side }

const room = 40

/**
 * Where an edge should leave and enter: to the right into the left side where the target lies ahead; else the pair of sides with the
 * cheapest way around the obstacles.
 */
export function sidesFor(edge: DrawnEdge, source: Rect, target: Rect, obstacles: () => readonly Rect[], work: Work): Sides {
  if (edge.relation === 'self') return { from: 'top', to: 'top' }
  if (edge.relation === 'into') return { from: 'left', to: 'left' }
  if (edge.relation === 'out') return { from: 'right', to: 'right' }
  if (target.x - (source.x + source.width) >= room) return { from: 'right', to: 'left' }
  const candidates = pairsFor(source, target)
  let best = candidates[0] ?? { from: 'bottom', to: 'bottom' }
  let least = Infinity
  const around = obstacles()
  for (const pair of candidates) {
    const way = findWay({ from: endAt(source, pair.from), to: endAt(target, pair.to), obstacles: around, busy: [], work })
    if (way.cost + pair.dislike < least) [best, least] = [pair, way.cost + pair.dislike]
  }
  return { from: best.from, to: best.to }
}

type Pair = Sides & { readonly dislike: number }

function pairsFor(source: Rect, target: Rect): Pair[] {
  if (target.y - (source.y + source.height) >= room) {
    return [
      { from: 'bottom', to: 'top', dislike: 0 },
      { from: 'bottom', to: 'left', dislike: 20 },
      { from: 'bottom', to: 'right', dislike: 60 },
      { from: 'right', to: 'top', dislike: 60 },
    ]
  }
  if (source.y - (target.y + target.height) >= room) {
    return [
      { from: 'top', to: 'bottom', dislike: 0 },
      { from: 'top', to: 'left', dislike: 20 },
      { from: 'top', to: 'right', dislike: 60 },
      { from: 'right', to: 'bottom', dislike: 60 },
    ]
  }
  return [
    { from: 'bottom', to: 'bottom', dislike: 0 },
    { from: 'top', to: 'top', dislike: 10 },
  ]
}

/** The middle of a side. */
function endAt(rect: Rect, side: Side, inward = false): End {
  return { side, at: alongSide(rect, side, 0.5), inward }
}

/** A point on a side, 0 at its top or left. */
function alongSide({ x, y, width, height }: Rect, side: Side, share: number): Point {
  switch (side) {
    case 'left':
      return { x, y: y + height * share }
    case 'right':
      return { x: x + width, y: y + height * share }
    case 'top':
      return { x: x + width * share, y }
    case 'bottom':
      return { x: x + width * share, y: y + height }
  }
}
