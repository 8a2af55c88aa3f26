import { expect, test } from 'vitest'
import { readWorkflow, writeWorkflow } from '../../machine/workflow-file.ts'
import { applyChange } from '../change-set.ts'
import { emptyDraft, isRefusal, type Draft, type Edit, type Refusal } from '../draft.ts'
import { boxesOf } from '../drawing/box.ts'
import { kindOf } from '../drawing/kind.ts'
import type { Step } from '../step.ts'
import { childrenOf, transitionsFrom } from '../tree.ts'
import { addState } from './add-state.ts'
import { connect } from './connect.ts'
import { remove } from './remove.ts'
import { reorder } from './reorder.ts'
import { updateState } from './update-state.ts'
import { updateTransition } from './update-transition.ts'

function begin() {
  let made = 0
  const newUid = () => `n${made++}`
  let draft: Draft = emptyDraft({ id: 'reports', title: 'Reports' }, newUid)
  const root = draft.header.workflow.root
  const edit = <T extends Edit>(result: T | Refusal): T => {
    if (isRefusal(result)) throw new Error(result.refused)
    draft = applyChange(draft, result.change)
    return result
  }
  return {
    edit,
    newUid,
    root,
    now: () => draft,
    add: (title: string, more: Partial<Parameters<typeof addState>[1]> = {}) =>
      edit(addState(draft, { parent: root, title, ...more }, newUid)).uid,
  }
}

const steps: Step = { kind: 'review', pools: [], outcomes: [{ event: 'KEEP', title: 'Keep' }] }

test('a decision is one before anything leaves it, and stays one whatever leaves it: each way out goes on at once, never after a day', () => {
  const { now, add, edit, newUid } = begin()
  const decision = add('Severity?', { kind: 'decision' })
  const kind = () => kindOf(now().states[decision]!, now())
  expect(kind()).toBe('decision')
  for (const title of ['High', 'Middle', 'Low', 'None']) {
    const target = add(title)
    edit(connect(now(), { source: decision, target }, newUid))
    expect(kind()).toBe('decision')
  }
  expect(transitionsFrom(now(), decision).map(({ trigger }) => trigger.kind)).toEqual(['always', 'always', 'always', 'always'])
  const [first] = transitionsFrom(now(), decision)
  edit(updateTransition(now(), first!.uid, { trigger: { kind: 'after', delay: 60_000 } }))
  const later = add('Later')
  edit(connect(now(), { source: decision, target: later }, newUid))
  expect(transitionsFrom(now(), decision).map(({ trigger }) => trigger.kind)).not.toContain('event')
  expect(transitionsFrom(now(), decision).filter(({ trigger }) => trigger.kind === 'after')).toHaveLength(1)
  expect(kind()).toBe('decision')
})

test('the file says that it is a decision, and a file that does not is written as it was read', () => {
  const { now, add, edit, newUid } = begin()
  const before = writeWorkflow(now())
  expect(before).not.toContain('"kind"')
  const decision = add('Severity?', { kind: 'decision' })
  const { meta } = (JSON.parse(writeWorkflow(now())) as { machine: { states: Record<string, { meta: object }> } }).machine.states[
    'severity'
  ]!
  expect(meta).toEqual({ uid: decision, title: 'Severity?', kind: 'decision' })
  const read = readWorkflow(writeWorkflow(now()))
  expect(read.ok && read.workflow.states[decision]?.kind).toBe('decision')
  // The same word on a step, on an end, or another word are somebody else's and stay as and where they were written.
  const end = add('Done', { type: 'final' })
  edit(connect(now(), { source: decision, target: end }, newUid))
  const foreign = writeWorkflow(now())
    .replace(/("title": "Done")/, '"colour": "red",\n          "kind": "decision",\n          "size": 3,\n          $1')
    .replace('"kind": "decision"\n', '"colour": "red",\n          "kind": "gate",\n          "size": 3\n')
  const again = readWorkflow(foreign)
  if (!again.ok) throw new Error(again.message)
  expect(Object.values(again.workflow.states).map((state) => state.kind)).toEqual([undefined, undefined, undefined, undefined])
  const [written, wanted] = [writeWorkflow(again.workflow), JSON.parse(foreign) as object]
  expect(JSON.parse(written)).toEqual(wanted)
  expect(written.indexOf('"colour"')).toBeLessThan(written.indexOf('"kind": "gate"'))
  expect(written.indexOf('"kind": "gate"')).toBeLessThan(written.indexOf('"size"'))
})

test('what becomes a step, a group or an end is no decision any more', () => {
  const { now, add, edit } = begin()
  const [one, two, three, four] = ['A', 'B', 'C', 'D'].map((title) => add(title, { kind: 'decision' })) as [string, string, string, string]
  edit(updateState(now(), one, { step: steps }))
  add('Inside', { parent: two })
  edit(updateState(now(), three, { type: 'final' }))
  edit(updateState(now(), four, { kind: undefined }))
  for (const uid of [one, two, three, four]) expect(now().states[uid]).not.toHaveProperty('kind')
  edit(updateState(now(), one, { step: null, kind: 'decision' }))
  expect(now().states[one]).toMatchObject({ step: null, kind: 'decision' })
})

test('its exits are asked in an order that can be changed, and its card grows downwards only, with room for each', () => {
  const { now, add, edit, newUid } = begin()
  const decision = add('Severity?', { kind: 'decision', at: { x: 100, y: 50 } })
  const before = boxesOf(now()).get(decision)
  const targets = ['A', 'B', 'C', 'D'].map((title, index) => add(title, { at: { x: 500, y: index * 120 } }))
  for (const target of targets) edit(connect(now(), { source: decision, target }, newUid))
  const order = () => transitionsFrom(now(), decision).map((exit) => targets.indexOf(exit.targets[0] ?? ''))
  const after = boxesOf(now()).get(decision)
  expect(after).toMatchObject({ x: before!.x, y: before!.y, width: before!.width })
  expect(after!.height).toBe(before!.height + 32)
  const was = order()
  edit(reorder(now(), transitionsFrom(now(), decision)[3]!.uid, 0))
  expect(order()).toEqual([was[3], was[0], was[1], was[2]])
})

test('an outcome that drawing made is taken back when its way becomes a timer or goes; one that somebody made stays', () => {
  const { now, add, edit, newUid } = begin()
  const review = add('Tier 1', { step: steps })
  const events = () => now().states[review]?.step?.outcomes.map(({ event }) => event)
  const [kept, second] = [add('Kept', { type: 'final' }), add('Second review')]
  const connection = (target: string) => edit(connect(now(), { source: review, target }, newUid)).uid
  const first = connection(kept)
  const drawn = connection(second)
  expect(events()).toEqual(['KEEP', 'SECOND_REVIEW'])
  edit(updateTransition(now(), drawn, { trigger: { kind: 'after', delay: 86_400_000 } }))
  expect(events()).toEqual(['KEEP'])
  const again = connection(second)
  expect(events()).toEqual(['KEEP', 'SECOND_REVIEW'])
  edit(remove(now(), [again]))
  expect(events()).toEqual(['KEEP'])
  edit(remove(now(), [first]))
  expect(events()).toEqual(['KEEP'])
  // Taken by a second way as well, it is still needed.
  connection(kept)
  const [one, two] = [connection(second), newUid()]
  edit(updateTransition(now(), one, { guard: { expression: 'true' } }))
  const copy = { ...now().transitions[one]!, uid: two, order: 9 }
  edit({ label: 'Copy', change: { transitions: { added: { [two]: copy }, removed: {}, updated: {} } } })
  edit(remove(now(), [one]))
  expect(events()).toEqual(['KEEP', 'SECOND_REVIEW'])
  expect(childrenOf(now(), now().header.workflow.root)).toHaveLength(4)
})
