import type { Point } from './path.ts'

/** How far the two ends of a way were moved, pixels at zoom 1. */
export type Drift = { readonly source: Point; readonly target: Point }

/** Least length of the first and the last piece of a way, while one of its ends is moved. */
const stub = 16

/**
 * A way of right angles as it looks while its ends are moved: its pieces are stretched, nothing is looked for, so that it costs the same in any
 * drawing. Where an end was moved past its first corner the way leaves and arrives by short pieces instead. What it now runs through is not asked.
 */
export function stretched(points: readonly Point[], { source, target }: Drift): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return points
  if (source.x === target.x && source.y === target.y) return points.map((point) => moved(point, source))
  const [from, to] = [moved(first, source), moved(last, target)]
  const [out, back] = [heading(first, points[1] ?? last), heading(last, points.at(-2) ?? first)]
  const inner = points.slice(1, -1).map((point, index, all) => {
    const atStart = index === 0 ? across(out, source) : nothing
    const atEnd = index === all.length - 1 ? across(back, target) : nothing
    return { x: point.x + atStart.x + atEnd.x, y: point.y + atStart.y + atEnd.y }
  })
  const [next, previous] = [inner[0], inner.at(-1)]
  if (next && previous && ahead(from, next, out) >= stub && ahead(to, previous, back) >= stub) return [from, ...inner, to]
  const [a, b] = [
    { x: from.x + out.x * stub, y: from.y + out.y * stub },
    { x: to.x + back.x * stub, y: to.y + back.y * stub },
  ]
  return [from, a, ...corners(a, out, b, back), b, to]
}

const nothing: Point = { x: 0, y: 0 }

function moved({ x, y }: Point, by: Point): Point {
  return { x: x + by.x, y: y + by.y }
}

/** The direction from one point of a way to the next, in units. */
function heading(from: Point, to: Point): Point {
  return { x: Math.sign(to.x - from.x), y: Math.sign(to.y - from.y) }
}

/** The part of a shift that is at right angles to a direction: the part along it only makes the piece longer. */
function across({ x }: Point, shift: Point): Point {
  return x === 0 ? { x: shift.x, y: 0 } : { x: 0, y: shift.y }
}

/** How far a point lies ahead of another in a direction. */
function ahead(from: Point, to: Point, { x, y }: Point): number {
  return (to.x - from.x) * x + (to.y - from.y) * y
}

/** The corners between the ends of two short pieces. */
function corners(a: Point, out: Point, b: Point, back: Point): Point[] {
  if (out.y === 0 && back.y === 0) {
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2]
    const between = out.x !== back.x && (b.x - a.x) * out.x >= 0
    return between
      ? [
          { x, y: a.y },
          { x, y: b.y },
        ]
      : [
          { x: a.x, y },
          { x: b.x, y },
        ]
  }
  if (out.x === 0 && back.x === 0) {
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2]
    const between = out.y !== back.y && (b.y - a.y) * out.y >= 0
    return between
      ? [
          { x: a.x, y },
          { x: b.x, y },
        ]
      : [
          { x, y: a.y },
          { x, y: b.y },
        ]
  }
  return [out.y === 0 ? { x: b.x, y: a.y } : { x: a.x, y: b.y }]
}
