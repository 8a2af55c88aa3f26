import { expect, test } from 'vitest'
import { abuseSketch } from '../workflow/drawing/abuse-sketch.ts'
import { boxesOf, overlaps, type Box } from '../workflow/drawing/box.ts'
import { placeLabels } from '../workflow/drawing/label.ts'
import { labelSize } from '../workflow/drawing/label-size.ts'
import { segmentHits, segmentsOf } from '../workflow/drawing/path.ts'
import { routesOf } from '../workflow/drawing/route.ts'
import { wordsOf } from '../workflow/drawing/words.ts'
import { isInside } from '../workflow/tree.ts'
import { layoutDraft } from './layout.node.ts'

const sketch = abuseSketch()
const layout = await layoutDraft(sketch)
const draft = { ...sketch, layout }
const routes = routesOf(draft)
const boxes = [...routes.boxes.values()]
const apart = (a: Box, b: Box) => a !== b && !isInside(draft, a.uid, b.uid) && !isInside(draft, b.uid, a.uid)

test('every state has a place, and no two that do not hold each other overlap', () => {
  expect(Object.keys(layout).toSorted()).toEqual(
    Object.keys(sketch.states)
      .filter((uid) => uid !== 'root')
      .toSorted(),
  )
  expect(boxes.flatMap((a) => boxes.filter((b) => apart(a, b) && overlaps(a, b)).map((b) => `${a.uid} ${b.uid}`))).toEqual([])
})

test('a container holds what is inside it', () => {
  for (const box of boxes) {
    const parent = box.parent === null ? undefined : routes.boxes.get(box.parent)
    if (!parent) continue
    expect([
      box.x > parent.x,
      box.y > parent.y,
      box.x + box.width < parent.x + parent.width,
      box.y + box.height < parent.y + parent.height,
    ]).toEqual([true, true, true, true])
  }
})

test('regions of a parallel group begin and end at the same place', () => {
  const [legal, safety] = [routes.boxes.get('legal'), routes.boxes.get('safety')]
  expect([legal?.x, legal?.width]).toEqual([safety?.x, safety?.width])
})

test('an edge is drawn for every transition, in right angles, and goes around all boxes that hold neither of its ends', () => {
  expect(routes.edges.size).toBe(Object.keys(draft.transitions).length)
  for (const { edge, points } of routes.edges.values()) {
    for (let index = 1; index < points.length; index++)
      expect(points[index - 1]?.x === points[index]?.x || points[index - 1]?.y === points[index]?.y).toBe(true)
    const others = boxes.filter(
      ({ uid }) => uid !== edge.source && uid !== edge.target && !isInside(draft, edge.source, uid) && !isInside(draft, edge.target, uid),
    )
    const hits = segmentsOf(points).flatMap((segment) =>
      others.filter((box) => segmentHits(segment, box)).map(({ uid }) => `${edge.id} through ${uid}`),
    )
    expect(hits).toEqual([])
  }
})

test('an edge begins and ends on the border of its boxes', () => {
  for (const { edge, points } of routes.edges.values()) {
    for (const [uid, point] of [
      [edge.source, points[0]],
      [edge.target, points.at(-1)],
    ] as const) {
      const box = routes.boxes.get(uid)
      if (!box || !point) throw new Error(`no box or point at ${uid}`)
      const onBorder = [point.x - box.x, point.x - box.x - box.width, point.y - box.y, point.y - box.y - box.height].some(
        (gap) => Math.abs(gap) < 0.001,
      )
      expect(onBorder, `${edge.id} at ${uid}`).toBe(true)
    }
  }
})

test('labels cover neither each other nor a card', () => {
  const sizes = new Map(
    [...routes.edges.values()].flatMap(({ edge }) => {
      const transition = draft.transitions[edge.transition]
      const size = transition ? labelSize(wordsOf(transition, draft)) : null
      return size ? [[edge.id, [size]] as const] : []
    }),
  )
  const labels = [...placeLabels(routes, sizes)]
  expect(labels.length).toBe(sizes.size)
  const cards = boxes.filter(({ kind }) => kind !== 'compound' && kind !== 'parallel')
  expect(
    labels.flatMap(([id, a]) => labels.filter(([other, b]) => id < other && overlaps(a, b)).map(([other]) => `${id} ${other}`)),
  ).toEqual([])
  expect(labels.flatMap(([id, a]) => cards.filter((card) => overlaps(a, card)).map(({ uid }) => `${id} on ${uid}`))).toEqual([])
})

test('a pinned state keeps its place to the pixel, and nothing is laid on it', async () => {
  const pinned = { uid: 'specialist', x: 1234.5, y: -77, pinned: true }
  const again = await layoutDraft({ ...sketch, layout: { specialist: pinned } })
  expect(again['specialist']).toEqual(pinned)
  const placed = [...boxesOf({ ...sketch, layout: again }).values()]
  expect(placed.flatMap((a) => placed.filter((b) => apart(a, b) && overlaps(a, b)).map((b) => `${a.uid} ${b.uid}`))).toEqual([])
})

test('only the states asked for move', async () => {
  const moved = await layoutDraft({ ...draft }, { only: new Set(['kept']) })
  expect({ ...moved, kept: null }).toEqual({ ...layout, kept: null })
})
