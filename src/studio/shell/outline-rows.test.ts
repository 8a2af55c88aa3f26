import { expect, test } from 'vitest'
import { sketchDraft } from '../../workflow/drawing/sketch.ts'
import { holdersOf, homeAside, outlineRows, step } from './outline-rows.ts'

const draft = sketchDraft(
  {
    triage: { kind: 'automatic' },
    review: { kind: 'compound' },
    tier1: { kind: 'review', in: 'review' },
    tier2: { kind: 'review', in: 'review' },
    removed: { kind: 'final' },
  },
  [],
)
const rows = outlineRows(draft, new Set())
const row = (uid: string, among = rows) => among.find((found) => found.uid === uid)!

test('states stand in document order, inside their containers', () => {
  expect(rows.map(({ uid, depth, open, position, size }) => [uid, depth, open, position, size])).toEqual([
    ['triage', 0, null, 1, 3],
    ['review', 0, true, 2, 3],
    ['tier1', 1, null, 1, 2],
    ['tier2', 1, null, 2, 2],
    ['removed', 0, null, 3, 3],
  ])
  expect(outlineRows(draft, new Set(['review'])).map(({ uid }) => uid)).toEqual(['triage', 'review', 'removed'])
})

test('keys walk it as a tree view', () => {
  expect(step(rows, row('triage'), 'ArrowDown')).toEqual({ to: 'review' })
  expect(step(rows, row('triage'), 'ArrowUp')).toEqual({ to: 'triage' })
  expect(step(rows, row('review'), 'ArrowRight')).toEqual({ to: 'tier1' })
  expect(step(rows, row('review'), 'ArrowLeft')).toEqual({ open: false })
  expect(step(rows, row('tier2'), 'ArrowLeft')).toEqual({ to: 'review' })
  expect(step(rows, row('triage'), 'End')).toEqual({ to: 'removed' })
  // Letters are the drawing's.
  expect(step(rows, row('tier1'), 't')).toBeNull()
  const shut = outlineRows(draft, new Set(['review']))
  expect(step(shut, row('review', shut), 'ArrowRight')).toEqual({ open: true })
})

test('under a state that is opened stand its ways out, before what is in it', () => {
  const drawn = sketchDraft(
    {
      triage: { kind: 'automatic' },
      review: { kind: 'compound' },
      tier1: { kind: 'review', in: 'review' },
      removed: { kind: 'final' },
    },
    [
      { from: 'triage', to: 'review', when: 'DONE' },
      { from: 'tier1', to: 'removed', when: 'YES' },
      { from: 'review', to: 'removed', when: 'LATE' },
    ],
  )
  const shut = outlineRows(drawn, new Set())
  expect(shut.map(({ uid, open }) => [uid, open])).toEqual([
    ['triage', false],
    ['review', true],
    ...shut.filter(({ transition }) => transition?.source === 'review').map(({ uid }) => [uid, null]),
    ['tier1', false],
    ['removed', null],
  ])
  const way = Object.values(drawn.transitions).find(({ source }) => source === 'tier1')!.uid
  expect(holdersOf(drawn, way).slice(0, 2)).toEqual(['tier1', 'review'])
  const open = outlineRows(drawn, new Set(['tier1']))
  expect(open.find(({ uid }) => uid === way)).toMatchObject({ depth: 2, position: 1, size: 1, state: { uid: 'tier1' } })
  expect(step(open, row(way, open), 'ArrowLeft')).toEqual({ to: 'tier1' })
  expect(homeAside(drawn, row('removed', open), 'ArrowRight')).toBe('review')
  expect(homeAside(drawn, row('review', open), 'ArrowRight')).toBeNull()
  expect(homeAside(drawn, row('tier1', open), 'ArrowLeft')).toBe(drawn.header.workflow.root)
  expect(homeAside(drawn, row(way, open), 'ArrowLeft')).toBeNull()
})
