import { expect, test } from 'vitest'
import type { Draft } from '../draft.ts'
import { segmentsOf } from './path.ts'
import { routesOf } from './route.ts'
import { sketchDraft } from './sketch.ts'

/** Lines that run through a box that is not one of their ends and does not hold one: counted on the boxes and points as drawn. */
function through(draft: Draft): string[] {
  const { boxes, edges } = routesOf(draft)
  return [...edges.values()].flatMap(({ edge, points }) =>
    segmentsOf(points).flatMap(({ horizontal, at, low, high }) =>
      [...boxes.values()]
        .filter(({ uid, parent, x, y, width, height }) => {
          if (uid === edge.source || uid === edge.target || parent !== null) return false
          const [from, to, start, end] = horizontal ? [y, y + height, x, x + width] : [x, x + width, y, y + height]
          return at > from && at < to && low < end && high > start
        })
        .map(({ uid }) => `${edge.id} through ${uid}`),
    ),
  )
}

test('a line goes around a frame that is wider than any detour near its ends', () => {
  const draft = sketchDraft(
    {
      above: { kind: 'review' },
      wide: { kind: 'compound' },
      left: { kind: 'review', in: 'wide' },
      right: { kind: 'review', in: 'wide' },
      below: { kind: 'final' },
    },
    [{ from: 'above', to: 'below', when: 'DONE' }],
    {
      above: { x: 1500, y: 0 },
      wide: { x: 0, y: 200, width: 3300, height: 200 },
      left: { x: 44, y: 48 },
      right: { x: 3000, y: 48 },
      below: { x: 1500, y: 600 },
    },
  )
  expect(through(draft)).toEqual([])
})

test('a line finds its way between cards that somebody put 12 pixels apart', () => {
  const row = [0, 1, 2, 3].map((index) => `card${index}`)
  const draft = sketchDraft(
    { ...Object.fromEntries(row.map((uid) => [uid, { kind: 'review' } as const])), above: { kind: 'review' }, below: { kind: 'final' } },
    [
      { from: 'above', to: 'below', when: 'DONE' },
      { from: 'card0', to: 'card2', when: 'DONE' },
    ],
    {
      above: { x: 100, y: 0 },
      ...Object.fromEntries(row.map((uid, index) => [uid, { x: (index - 1) * 220, y: 92 }])),
      below: { x: 100, y: 184 },
    },
  )
  expect(through(draft)).toEqual([])
})
