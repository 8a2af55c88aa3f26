import { expect, test } from 'vitest'
import { abuseSketch } from '../../workflow/drawing/abuse-sketch.ts'
import { moveStates } from '../../workflow/edit/move-states.ts'
import { rename } from '../../workflow/edit/rename.ts'
import { applyChange } from '../../workflow/change-set.ts'
import type { Draft, Edit, Refusal } from '../../workflow/draft.ts'
import type { CanvasLayer } from './layer.ts'
import { createProjector, type ProjectionInput } from './project.ts'

const base = abuseSketch()
const placed: Draft = {
  ...base,
  layout: Object.fromEntries(
    Object.values(base.states)
      .filter(({ parent }) => parent === 'root')
      .map(({ uid }, index) => [uid, { uid, x: (index % 4) * 420, y: Math.floor(index / 4) * 420 }]),
  ),
}
const input = (draft: Draft, more: Partial<ProjectionInput> = {}): ProjectionInput => ({
  draft,
  layer: null,
  selection: new Set(),
  problems: new Map(),
  editable: true,
  font: 12,
  ...more,
})
const done = (draft: Draft, edit: Edit | Refusal): Draft => {
  if ('refused' in edit) throw new Error(edit.refused)
  return applyChange(draft, edit.change)
}
const changed = <T extends { id: string }>(before: readonly T[], after: readonly T[]) =>
  after.filter((item) => !before.includes(item)).map(({ id }) => id)

test('every state but the root is a node with its size and its ends, containers before what they hold', () => {
  const { nodes } = createProjector()(input(placed))
  expect(nodes.map(({ id }) => id).toSorted()).toEqual(
    Object.keys(placed.states)
      .filter((uid) => uid !== 'root')
      .toSorted(),
  )
  expect(nodes.every(({ width, height, handles, measured }) => width && height && handles?.length === 2 && measured?.width === width)).toBe(
    true,
  )
  const at = (id: string) => nodes.findIndex((node) => node.id === id)
  expect([at('urgent') < at('legal'), at('legal') < at('assess')]).toEqual([true, true])
})

test('the same draft gives the same objects', () => {
  const project = createProjector()
  const first = project(input(placed))
  const second = project(input({ ...placed }))
  expect(changed(first.nodes, second.nodes)).toEqual([])
  expect(changed(first.edges, second.edges)).toEqual([])
})

test('a new title changes one node', () => {
  const project = createProjector()
  const first = project(input(placed))
  const second = project(input(done(placed, rename(placed, 'tier1', { title: 'First look' }))))
  expect(changed(first.nodes, second.nodes)).toEqual(['tier1'])
  expect(changed(first.edges, second.edges)).toEqual([])
})

test('a move changes the node and only edges at it or beside it', () => {
  const project = createProjector()
  const first = project(input(placed))
  const second = project(input(done(placed, moveStates(placed, [{ uid: 'removed', x: 3000, y: 3000 }]))))
  expect(changed(first.nodes, second.nodes)).toEqual(['removed'])
  const touched = changed(first.edges, second.edges)
  expect(touched.length).toBeGreaterThan(0)
  expect(touched.length).toBeLessThan(first.edges.length / 2)
})

test('a layer changes what it marks, and an equal layer nothing', () => {
  const project = createProjector()
  const layer = (): CanvasLayer => ({
    title: 'Wait',
    states: new Map([['tier1', { line: 'wait 4 h', heat: 0.8 }]]),
    transitions: new Map(),
  })
  const first = project(input(placed))
  const second = project(input(placed, { layer: layer() }))
  expect(changed(first.nodes, second.nodes)).toEqual(['tier1'])
  const third = project(input(placed, { layer: layer() }))
  expect(changed(second.nodes, third.nodes)).toEqual([])
})

test('a selection dims what does not belong to it', () => {
  const { nodes, edges } = createProjector()(input(placed, { selection: new Set(['route']) }))
  const bright = nodes.filter(({ className }) => className !== 'dimmed').map(({ id }) => id)
  expect(bright.toSorted()).toEqual(['arabic', 'route', 'tier1', 'triage'])
  expect(edges.filter(({ data }) => !data?.dimmed).length).toBe(3)
})

test('what lies in a selected group belongs to it', () => {
  const { nodes } = createProjector()(input(placed, { selection: new Set(['urgent']) }))
  const bright = new Set(nodes.filter(({ className }) => className !== 'dimmed').map(({ id }) => id))
  expect(['urgent', 'legal', 'assess', 'contact', 'specialist', 'notice'].every((id) => bright.has(id))).toBe(true)
  expect(bright.has('triage')).toBe(false)
})

test('edges whose ends are not there are not drawn', () => {
  const [first] = Object.values(placed.transitions)
  if (!first) throw new Error('the sketch has no transitions')
  const broken: Draft = { ...placed, transitions: { ...placed.transitions, [first.uid]: { ...first, targets: ['nowhere'] } } }
  expect(createProjector()(input(broken)).edges.some(({ id }) => id === first.uid)).toBe(false)
})

test('a folded group is one card with the ways out of what is in it, the worst problem and the hottest of its marks', () => {
  const urgent = placed.layout['urgent'] ?? { uid: 'urgent', x: 0, y: 0 }
  const folded: Draft = { ...placed, layout: { ...placed.layout, urgent: { ...urgent, folded: true } } }
  const layer: CanvasLayer = {
    title: 'Wait',
    states: new Map([
      ['legal', { line: 'wait 1 h', heat: 0.2, missed: 'Target missed' }],
      ['assess', { line: 'wait 9 h', heat: 0.9 }],
    ]),
    transitions: new Map(),
  }
  const { nodes, edges } = createProjector()(input(folded, { layer, problems: new Map([['assess', 'error']]) }))
  const card = nodes.find(({ id }) => id === 'urgent')
  expect(card).toMatchObject({ type: 'card', width: 208, height: 80, data: { kind: 'parallel', folded: true, problem: 'error' } })
  expect(card?.data.mark).toEqual({
    line: `${placed.states['assess']?.title}: wait 9 h`,
    short: 'wait 9 h',
    heat: 0.9,
    missed: 'Target missed',
  })
  expect(card?.data.note).toMatch(/inside/)
  expect(card?.data.spoken).toMatch(/folded, \d+ inside/)
  const inside = ['legal', 'safety', 'assess', 'contact']
  expect(nodes.filter(({ id }) => inside.includes(id))).toEqual([])
  expect(edges.filter(({ source, target }) => inside.includes(source) || inside.includes(target))).toEqual([])
  expect(edges.filter(({ target }) => target === 'urgent').length).toBeGreaterThan(0)
})
