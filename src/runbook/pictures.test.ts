import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutIntoPages } from './pictures.ts'

/** A4 and Letter in landscape, in mm, without margins, heading and furniture. */
const paper = { width: 246, height: 145 }
const smallestLetter = 11.5
const points = 72 / 25.4

test('every card of a map is whole on a page, and its letters are at least 6 pt there', () => {
  const card = fc.record({
    x: fc.integer({ min: 0, max: 12_000 }),
    y: fc.integer({ min: 0, max: 5000 }),
    width: fc.integer({ min: 90, max: 320 }),
    height: fc.integer({ min: 30, max: 120 }),
  })
  fc.assert(
    fc.property(fc.array(card, { minLength: 1, maxLength: 60 }), (cards) => {
      const bounds = { x: -32, y: -32, width: 12_400, height: 5200 }
      const pages = cutIntoPages(bounds, cards)
      for (const page of pages)
        expect(Math.min(paper.width / page.width, paper.height / page.height) * smallestLetter * points).toBeGreaterThanOrEqual(6)
      const isWhole = ({ x, y, width, height }: (typeof cards)[number]) =>
        pages.some((page) => page.x <= x && page.y <= y && page.x + page.width >= x + width && page.y + page.height >= y + height)
      expect(cards.filter((one) => !isWhole(one))).toEqual([])
    }),
  )
})

test('a small map is one page, an empty corner none', () => {
  expect(cutIntoPages({ x: 0, y: 0, width: 900, height: 500 }, [{ x: 10, y: 10, width: 200, height: 60 }])).toEqual([
    { x: 0, y: 0, width: 900, height: 500 },
  ])
  const apart = [
    { x: 0, y: 0, width: 200, height: 60 },
    { x: 2300, y: 1400, width: 200, height: 60 },
  ]
  expect(cutIntoPages({ x: 0, y: 0, width: 2500, height: 1460 }, apart)).toHaveLength(2)
})
