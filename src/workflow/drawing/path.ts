import type { Rect } from './box.ts'

export type Point = { readonly x: number; readonly y: number }
export type Side = 'left' | 'right' | 'top' | 'bottom'

/** Where an edge leaves or enters a box. */
export type End = {
  readonly side: Side
  readonly at: Point
  /** Goes into the frame instead of away from it: from a container to what it holds, or the way back. */
  readonly inward: boolean
}

/** A straight piece of an edge, along one axis. */
export type Segment = { readonly horizontal: boolean; readonly at: number; readonly low: number; readonly high: number }

export const outward: Record<Side, Point> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, top: { x: 0, y: -1 }, bottom: { x: 0, y: 1 } }

/** The point a distance away from an end, straight out of the box (or into it). */
export function stubOf(end: End, distance: number): Point {
  const sign = end.inward ? -distance : distance
  return { x: end.at.x + outward[end.side].x * sign, y: end.at.y + outward[end.side].y * sign }
}

/** The straight pieces of a path of right angles. */
export function segmentsOf(points: readonly Point[]): Segment[] {
  const segments: Segment[] = []
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]]
    if (!a || !b) continue
    const horizontal = Math.abs(a.y - b.y) <= Math.abs(a.x - b.x)
    const [from, to] = horizontal ? [a.x, b.x] : [a.y, b.y]
    segments.push({ horizontal, at: horizontal ? a.y : a.x, low: Math.min(from, to), high: Math.max(from, to) })
  }
  return segments
}

/** The path without points in the middle of a straight piece. */
export function straighten(points: readonly Point[]): Point[] {
  const result: Point[] = []
  for (const point of points) {
    const [before, last] = [result.at(-2), result.at(-1)]
    if (last && last.x === point.x && last.y === point.y) continue
    if (before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))) result.pop()
    result.push(point)
  }
  return result
}

/** SVG path data with rounded corners of the radius in pixels, smaller where a piece is short. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const [first] = points
  if (!first) return ''
  let data = `M${round(first.x)} ${round(first.y)}`
  for (let index = 1; index < points.length; index++) {
    const [before, corner, after] = [points[index - 1], points[index], points[index + 1]]
    if (!before || !corner) continue
    if (!after) {
      data += `L${round(corner.x)} ${round(corner.y)}`
      continue
    }
    const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2)
    const [into, out] = [towards(corner, before, r), towards(corner, after, r)]
    data += `L${round(into.x)} ${round(into.y)}Q${round(corner.x)} ${round(corner.y)} ${round(out.x)} ${round(out.y)}`
  }
  return data
}

/** Distance along the axes. */
function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}

/** Whether a straight piece runs through a rectangle. */
export function segmentHits({ horizontal, at, low, high }: Segment, { x, y, width, height }: Rect): boolean {
  return horizontal ? at > y && at < y + height && high > x && low < x + width : at > x && at < x + width && high > y && low < y + height
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to)
  if (whole === 0) return from
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
