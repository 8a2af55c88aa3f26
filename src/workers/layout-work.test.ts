import { expect, test } from 'vitest'
import type { Draft } from '../workflow/draft.ts'
import { routesOf, routingWork } from '../workflow/drawing/route.ts'
import { segmentHits, segmentsOf } from '../workflow/drawing/path.ts'
import { sketchDraft } from '../workflow/drawing/sketch.ts'
import { waysToLayOut } from './layout-budget.ts'
import { simplified } from './layout-graph.ts'
import { layoutDraft } from './layout.node.ts'

/** Steps in a chain, each with a way of its own to the one end. */
function fanIn(steps: number): Draft {
  const names = Array.from({ length: steps }, (_, index) => `s${index}`)
  return sketchDraft(
    { ...Object.fromEntries(names.map((name) => [name, { kind: 'review' as const, outcomes: ['NEXT', 'STOP'] }])), end: { kind: 'final' } },
    names.flatMap((name, index) => [
      ...(index + 1 < steps ? [{ from: name, to: `s${index + 1}`, when: 'NEXT' }] : []),
      { from: name, to: 'end', when: 'STOP' },
    ]),
  )
}

test('120 ways to one end are routed around all cards within the work one drawing may take', async () => {
  const draft = fanIn(120)
  const work = { left: routingWork }
  const routes = routesOf({ ...draft, layout: await layoutDraft(draft) }, undefined, work)
  expect([routes.simple, routes.edges.size]).toEqual([0, 239])
  expect(routingWork - work.left).toBeLessThan(routingWork / 20)
  const hits = [...routes.edges.values()].flatMap(({ edge, points }) =>
    segmentsOf(points).flatMap((piece) =>
      [...routes.boxes.values()].filter((box) => box.uid !== edge.source && box.uid !== edge.target && segmentHits(piece, box)),
    ),
  )
  expect(hits).toEqual([])
})

test('without work left, every edge still gets a way, and the drawing says how many are simple', async () => {
  const draft = fanIn(6)
  const routes = routesOf({ ...draft, layout: await layoutDraft(draft) }, undefined, { left: 0 })
  expect(routes.edges.size).toBe(11)
  expect(routes.simple).toBe(11)
})

test('ways between all pairs of states are kept within the budget as well, and the drawing says that it is simpler', () => {
  const names = Array.from({ length: 40 }, (_, index) => `n${index}`)
  const ways = names.flatMap((source, a) => names.slice(a + 1).map((target) => ({ id: `${source} ${target}`, source, target })))
  const kept = waysToLayOut(ways)
  const layer = (name: string) => Number(name.slice(1))
  expect(kept.reduce((sum, { source, target }) => sum + layer(target) - layer(source) - 1, 0)).toBeLessThanOrEqual(250)
  expect(kept.filter(({ source, target }) => layer(target) === layer(source) + 1)).toHaveLength(39)
  expect([simplified(fanIn(8)), simplified(fanIn(120))]).toEqual([null, expect.stringContaining('long transitions are drawn')])
})
