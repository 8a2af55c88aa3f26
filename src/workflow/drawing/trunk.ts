import type { Rect } from './box.ts'
import { straighten, type Point, type Side } from './path.ts'
import type { Ends } from './port.ts'
import { findWay, type Work } from './search.ts'

/** How far an edge and its trunk run in the same direction where they meet, pixels: the length of a stub of the search. */
const lead = 18

/**
 * The way of an edge that joins the way of one before it to the same place, at its first bend, and follows it from there. Null where there is no such bend
 * or the detour is longer than the whole way would be: then it looks for a way of its own. Finding it takes only the boxes between the two.
 */
export function joinTrunk({ from, to }: Ends, trunk: readonly Point[] | undefined, obstacles: readonly Rect[], work: Work): Point[] | null {
  const [joint, next] = [trunk?.[1], trunk?.[2]]
  if (!trunk || !joint || !next || distance(joint, next) < lead) return null
  const heading = { x: Math.sign(next.x - joint.x), y: Math.sign(next.y - joint.y) }
  const met = { x: joint.x + heading.x * lead, y: joint.y + heading.y * lead }
  const way = findWay({ from, to: { side: facing(heading), at: met, inward: false }, obstacles, busy: [], work })
  if (way.cost > distance(from.at, to.at)) return null
  return straighten([...way.points, ...trunk.slice(2)])
}

/** The side of a box that an edge with this heading arrives at. */
function facing({ x, y }: Point): Side {
  return x > 0 ? 'left' : x < 0 ? 'right' : y > 0 ? 'top' : 'bottom'
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}
