import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Point } from './path.ts'
import { stretched } from './stretch.ts'

/** Ways of right angles: pieces of 20 to 200 pixels, in turn flat and upright. */
const way = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(fc.integer({ min: 20, max: 200 }), fc.boolean()), { minLength: 1, maxLength: 6 }))
  .map(([flatFirst, pieces]) => {
    const points: Point[] = [{ x: 0, y: 0 }]
    pieces.forEach(([length, back], index) => {
      const { x, y } = points.at(-1)!
      const by = back ? -length : length
      points.push((index % 2 === 0) === flatFirst ? { x: x + by, y } : { x, y: y + by })
    })
    return points
  })
const shift = fc.record({ x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -300, max: 300 }) })
const by = (point: Point, { x, y }: Point) => ({ x: point.x + x, y: point.y + y })
const heading = (from: Point, to: Point) => `${Math.sign(to.x - from.x)} ${Math.sign(to.y - from.y)}`

test('a way whose ends are moved begins and ends there, turns at right angles only, and leaves its states on the same side', () => {
  fc.assert(
    fc.property(way, shift, shift, (points, source, target) => {
      const now = stretched(points, { source, target })
      expect(now[0]).toEqual(by(points[0]!, source))
      expect(now.at(-1)).toEqual(by(points.at(-1)!, target))
      const slanted = now.slice(1).filter((point, index) => point.x !== now[index]!.x && point.y !== now[index]!.y)
      expect(slanted).toEqual([])
      expect(heading(now[0]!, now[1]!)).toBe(heading(points[0]!, points[1]!))
      expect(heading(now.at(-1)!, now.at(-2)!)).toBe(heading(points.at(-1)!, points.at(-2)!))
    }),
    { numRuns: 400 },
  )
})

test('a way both of whose ends go together is the same way elsewhere', () => {
  fc.assert(
    fc.property(way, shift, (points, together) => {
      expect(stretched(points, { source: together, target: together })).toEqual(points.map((point) => by(point, together)))
    }),
  )
})
