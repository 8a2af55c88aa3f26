import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow } from '../machine/workflow-file.ts'
import { boxesOf, overlaps, unite } from '../workflow/drawing/box.ts'
import type { Draft } from '../workflow/draft.ts'
import { sketchDraft } from '../workflow/drawing/sketch.ts'
import { isInside } from '../workflow/tree.ts'
import { isWorse } from './layout-shape.ts'
import { layoutDraft } from './layout.node.ts'

/* The stage is that of a window of 1440 × 900 with both panels: 894 × 826 px of canvas, of which 100 and 90 are not free. */
const fit = (draft: Draft) => {
  const all = unite([...boxesOf(draft).values()])
  return all ? Math.min(1, (894 - 100) / all.width, (826 - 90) / all.height) : 1
}

function covering(draft: Draft): string[] {
  const boxes = [...boxesOf(draft).values()]
  const apart = (a: string, b: string) => a < b && !isInside(draft, a, b) && !isInside(draft, b, a)
  return boxes.flatMap((a) => boxes.filter((b) => apart(a.uid, b.uid) && overlaps(a, b)).map((b) => `${a.uid} ${b.uid}`))
}

test.each([
  ['abuse-reports', 0.42],
  ['appeals', 0.42],
  ['urgent-harm', 0.38],
])('%s is laid out so that it fits at %d or more, nothing on top of anything', async (name, least) => {
  const read = readWorkflow(readFileSync(new URL(`../../workflows/${name}/workflow.json`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const draft = { ...read.workflow, layout: await layoutDraft({ ...read.workflow, layout: {} }) }
  expect(fit(draft)).toBeGreaterThanOrEqual(least)
  expect(covering(draft)).toEqual([])
})

test('a long chain is folded into rows that read from left to right, in order', async () => {
  const names = Array.from({ length: 120 }, (_, index) => `s${index}`)
  const chain = sketchDraft(
    Object.fromEntries(names.map((name) => [name, { kind: 'review' as const, outcomes: ['NEXT'] }])),
    names.slice(1).map((to, index) => ({ from: `s${index}`, to, when: 'NEXT' })),
  )
  const draft = { ...chain, layout: await layoutDraft(chain) }
  const boxes = boxesOf(draft)
  const all = unite([...boxes.values()])
  expect((all?.width ?? 0) / (all?.height ?? 1)).toBeLessThan(2)
  expect(covering(draft)).toEqual([])
  const steps = names.map((name) => boxes.get(name)!)
  for (const [index, box] of steps.slice(1).entries()) expect(box.x > steps[index]!.x || box.y > steps[index]!.y).toBe(true)
})

test('what is pinned keeps its place in every shape', async () => {
  const pinned = { uid: 'b', x: 900, y: 40, pinned: true }
  const draft = sketchDraft({ a: { kind: 'review' }, b: { kind: 'review' }, c: { kind: 'final' } }, [
    { from: 'a', to: 'b', when: 'DONE' },
    { from: 'b', to: 'c', when: 'DONE' },
  ])
  expect((await layoutDraft({ ...draft, layout: { b: pinned } }))['b']).toEqual(pinned)
})

test('a drawing that would be smaller after Tidy is told apart; one whose states cover each other is tidied at any size', () => {
  const at = (x: number) => sketchDraft({ a: { kind: 'review' }, b: { kind: 'review' } }, [], { a: { x: 0, y: 0 }, b: { x, y: 0 } })
  expect([isWorse(at(1000), at(3000)), isWorse(at(3000), at(1000)), isWorse(at(1000), at(1000))]).toEqual([true, false, false])
  expect(isWorse(at(50), at(3000))).toBe(false)
  expect(isWorse({ ...at(50), layout: {} }, at(3000))).toBe(false)
})
