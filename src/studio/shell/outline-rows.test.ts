import { expect, test } from 'vitest'
import { sketchDraft } from '../../workflow/drawing/sketch.ts'
import { outlineRows, step } from './outline-rows.ts'

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
const row = (uid: string, among = rows) => among.find(({ state }) => state.uid === uid)!

test('states stand in document order, inside their containers', () => {
  expect(rows.map(({ state, depth, open, position, size }) => [state.uid, depth, open, position, size])).toEqual([
    ['triage', 0, null, 1, 3],
    ['review', 0, true, 2, 3],
    ['tier1', 1, null, 1, 2],
    ['tier2', 1, null, 2, 2],
    ['removed', 0, null, 3, 3],
  ])
  expect(outlineRows(draft, new Set(['review'])).map(({ state }) => state.uid)).toEqual(['triage', 'review', 'removed'])
})

test('keys walk it as a tree view', () => {
  expect(step(rows, row('triage'), 'ArrowDown')).toEqual({ to: 'review' })
  expect(step(rows, row('triage'), 'ArrowUp')).toEqual({ to: 'triage' })
  expect(step(rows, row('review'), 'ArrowRight')).toEqual({ to: 'tier1' })
  expect(step(rows, row('review'), 'ArrowLeft')).toEqual({ open: false })
  expect(step(rows, row('tier2'), 'ArrowLeft')).toEqual({ to: 'review' })
  expect(step(rows, row('triage'), 'End')).toEqual({ to: 'removed' })
  expect(step(rows, row('tier1'), 't')).toEqual({ to: 'tier2' })
  expect(step(rows, row('tier1'), 'q')).toBeNull()
  const shut = outlineRows(draft, new Set(['review']))
  expect(step(shut, row('review', shut), 'ArrowRight')).toEqual({ open: true })
})
