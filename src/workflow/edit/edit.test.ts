import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTape } from '../../../tests/generate/tape.ts'
import { arbitraryWorkflow } from '../../../tests/generate/workflow.ts'
import { applyChange, invertChange } from '../change-set.ts'
import { emptyDraft, isRefusal } from '../draft.ts'
import type { Draft, Edit, Refusal } from '../draft.ts'
import { boxesOf } from '../drawing/box.ts'
import { tidyOrders } from '../order.ts'
import { childrenOf, documentOrder } from '../tree.ts'
import { addState } from './add-state.ts'
import { putAttribute, removeAttribute } from './attributes.ts'
import { connect } from './connect.ts'
import { copyStates } from './fragment.ts'
import { moveStates } from './move-states.ts'
import { pasteFragment } from './paste.ts'
import { putPool, removePool } from './pools.ts'
import { remove } from './remove.ts'
import { rename } from './rename.ts'
import { reorder } from './reorder.ts'
import { reparent } from './reparent.ts'
import { setInitial } from './set-initial.ts'
import { updateHeader } from './update-header.ts'
import { updateState } from './update-state.ts'
import { updateTransition } from './update-transition.ts'

function makeUid() {
  let made = 0
  return () => `n${made++}`
}

/** What does not hold in a draft although it must, whatever was done to it. */
function faultsOf(draft: Draft): string[] {
  const faults: string[] = []
  const must = (holds: boolean, what: string) => holds || faults.push(what)
  for (const [uid, state] of Object.entries(draft.states)) {
    const children = childrenOf(draft, uid)
    const places = children.filter((child) => child.type !== 'history')
    must(state.uid === uid, `${uid} is filed under its uid`)
    must(state.parent === null || Object.hasOwn(draft.states, state.parent), `${uid} has a parent`)
    must(new Set(children.map((child) => child.key)).size === children.length, `keys in ${uid} are unique`)
    must(
      children.length > 0 === (state.type === 'compound' || state.type === 'parallel'),
      `${uid} is a container exactly when it has children`,
    )
    must(
      state.type === 'compound' && places.length > 0 ? places.some((child) => child.uid === state.initial) : state.initial === null,
      `initial of ${uid}`,
    )
    must(!state.step || state.type === 'atomic', `only atomic states work, not ${uid}`)
  }
  for (const { uid, source, targets } of Object.values(draft.transitions)) {
    must(
      [source, ...targets].every((state) => Object.hasOwn(draft.states, state)),
      `${uid} leads from and to states`,
    )
  }
  must(documentOrder(draft).length === Object.keys(draft.states).length, 'every state hangs on the root')
  must(
    Object.keys(draft.layout).every((uid) => Object.hasOwn(draft.states, uid)),
    'only states have a place',
  )
  must(tidyOrders(draft).states === draft.states && tidyOrders(draft).transitions === draft.transitions, 'orders are numbered')
  return faults
}

function randomCommand(numbers: readonly number[], draft: Draft, newUid: () => string): Edit | Refusal {
  const tape = readTape(numbers)
  const states = Object.keys(draft.states)
  const transitions = Object.keys(draft.transitions)
  const state = () => tape.from(states)
  const transition = () => (transitions.length > 0 ? tape.from(transitions) : 'none')
  const commands: (() => Edit | Refusal)[] = [
    () =>
      addState(
        draft,
        {
          parent: state(),
          type: tape.from(['atomic', 'compound', 'parallel', 'final', 'history'] as const),
          title: tape.from(['Tier 2', '', '12', 'a.b']),
        },
        newUid,
      ),
    () => addState(draft, { parent: state(), from: state(), at: { x: 1, y: 2 } }, newUid),
    () => connect(draft, { source: state(), target: tape.chance(10) ? null : state() }, newUid),
    () => remove(draft, [state()]),
    () => remove(draft, [state(), transition()]),
    () => rename(draft, state(), { key: tape.from(['x', 's0', 'end', '__proto__', 'a.b', '7', '']) }),
    () => updateState(draft, state(), { type: tape.from(['atomic', 'final', 'compound', 'parallel', 'history'] as const) }),
    () => updateState(draft, state(), { step: { kind: 'wait', outcomes: [] } }),
    () => updateTransition(draft, transition(), { source: state(), targets: [state()], trigger: { kind: 'after', delay: '60000' } }),
    () => moveStates(draft, [{ uid: state(), x: tape.pick(100), y: 3 }]),
    () => reparent(draft, [state(), state()], state()),
    () => setInitial(draft, state()),
    () => reorder(draft, tape.chance(50) ? state() : transition(), tape.pick(4)),
    () => pasteFragment(draft, JSON.parse(JSON.stringify(copyStates(draft, [state(), state()]))), { parent: state() }, newUid),
    () => putAttribute(draft, { name: 'urgent', title: 'Urgent', type: 'boolean', default: false }, tape.from(['urgent', 'minor'])),
    () => removeAttribute(draft, tape.from(['urgent', 'score'])),
    () => putPool(draft, { id: 'night', title: 'Night' }, tape.from(['night', 'team'])),
    () => removePool(draft, tape.from(['night', 'experts'])),
    () => updateHeader(draft, { title: tape.from(['New', '']), owner: 'Safety' }),
  ]
  return tape.from(commands)()
}

test('whatever is done, the draft stays whole, and undoing gives the same tables', () => {
  let done = 0
  fc.assert(
    fc.property(
      arbitraryWorkflow({ extra: true }),
      fc.array(fc.array(fc.nat(9999), { minLength: 6, maxLength: 8 }), { minLength: 1, maxLength: 12 }),
      (workflow, gestures) => {
        const newUid = makeUid()
        let draft: Draft = { ...workflow, layout: {} }
        expect(faultsOf(draft)).toEqual([])
        for (const gesture of gestures) {
          const edit = randomCommand(gesture, draft, newUid)
          if (isRefusal(edit)) continue
          const after = applyChange(draft, edit.change)
          expect(faultsOf(after)).toEqual([])
          expect(applyChange(after, invertChange(edit.change))).toEqual(draft)
          expect(edit.label).not.toBe('')
          draft = after
          done++
        }
      },
    ),
    { numRuns: 200 },
  )
  expect(done).toBeGreaterThan(300)
})

function start() {
  const newUid = makeUid()
  const draft = emptyDraft({ id: 'reports', title: 'Reports' }, newUid)
  return { newUid, draft, root: draft.header.workflow.root, first: childrenOf(draft, draft.header.workflow.root)[0]?.uid ?? '' }
}

function apply<T extends Edit>(draft: Draft, edit: T | Refusal): { draft: Draft; edit: T } {
  if (isRefusal(edit)) throw new Error(edit.refused)
  return { draft: applyChange(draft, edit.change), edit }
}

test('an empty draft is whole', () => {
  expect(faultsOf(start().draft)).toEqual([])
})

test('connecting a step takes its outcomes one by one, then adds a new one named after the target', () => {
  const { draft, newUid, root } = start()
  const review = apply(
    draft,
    addState(
      draft,
      { parent: root, title: 'Tier 1', step: { kind: 'review', pools: [], outcomes: [{ event: 'KEEP', title: 'Keep' }] } },
      newUid,
    ),
  )
  const end = apply(review.draft, addState(review.draft, { parent: root, type: 'final', title: 'Removed' }, newUid))
  const first = apply(end.draft, connect(end.draft, { source: review.edit.uid, target: end.edit.uid }, newUid))
  const second = apply(first.draft, connect(first.draft, { source: review.edit.uid, target: end.edit.uid }, newUid))
  expect(first.draft.transitions[first.edit.uid]?.trigger).toEqual({ kind: 'event', event: 'KEEP' })
  expect(second.draft.transitions[second.edit.uid]?.trigger).toEqual({ kind: 'event', event: 'REMOVED' })
  expect(second.draft.states[review.edit.uid]?.step?.outcomes.map((outcome) => outcome.event)).toEqual(['KEEP', 'REMOVED'])
})

test('connecting an automatic step takes its failure as well, which is no outcome', () => {
  const { draft, newUid, root } = start()
  const step = { kind: 'automatic' as const, outcomes: [{ event: 'DONE', title: 'Done' }], failure: { event: 'FAILED', title: 'Failed' } }
  const scan = apply(draft, addState(draft, { parent: root, title: 'Scan', step }, newUid))
  const first = apply(scan.draft, connect(scan.draft, { source: scan.edit.uid, target: scan.edit.uid }, newUid))
  const second = apply(first.draft, connect(first.draft, { source: scan.edit.uid, target: scan.edit.uid }, newUid))
  expect(second.draft.transitions[second.edit.uid]?.trigger).toEqual({ kind: 'event', event: 'FAILED' })
  expect(second.draft.states[scan.edit.uid]?.step?.outcomes).toEqual(step.outcomes)
})

test('a connection dropped on empty canvas is one edit', () => {
  const { draft, newUid, root, first } = start()
  const { edit, draft: after } = apply(draft, addState(draft, { parent: root, title: 'Triage', from: first, at: { x: 10, y: 20 } }, newUid))
  expect(edit.label).toBe('Add Triage')
  expect(Object.values(after.transitions)).toMatchObject([{ source: first, targets: [edit.uid], trigger: { kind: 'always' } }])
  expect(after.layout[edit.uid]).toMatchObject({ x: 10, y: 20 })
})

test('the first state inside a step makes it a container without work', () => {
  const { draft, newUid, first } = start()
  const step = apply(draft, updateState(draft, first, { step: { kind: 'automatic', outcomes: [] } }))
  const { draft: after, edit } = apply(step.draft, addState(step.draft, { parent: first }, newUid))
  expect(after.states[first]).toMatchObject({ type: 'compound', initial: edit.uid, step: null })
  const emptied = apply(after, remove(after, [edit.uid]))
  expect(emptied.draft.states[first]).toMatchObject({ type: 'atomic', initial: null })
})

test.each([
  ['a.b', 'dot'],
  ['__proto__', '__proto__'],
  ['12', 'digits only'],
  ['#x', 'begins with #'],
  ['', 'no name'],
  ['start', 'already a state'],
])('the key %s is refused', (key, message) => {
  const { draft, newUid, root } = start()
  const { draft: two, edit } = apply(draft, addState(draft, { parent: root }, newUid))
  expect(rename(two, edit.uid, { key })).toMatchObject({ refused: expect.stringContaining(message) })
})

test('renaming an attribute rewrites what names it, and not texts in quotes', () => {
  const { draft, newUid, root, first } = start()
  const declared = apply(draft, putAttribute(draft, { name: 'level', title: 'Level', type: 'enum', values: ['level', 'b'], default: 'b' }))
  const connected = apply(declared.draft, connect(declared.draft, { source: first, target: first }, newUid))
  const guarded = apply(
    connected.draft,
    updateTransition(connected.draft, connected.edit.uid, {
      guard: { expression: 'level == "level" || levels' },
      actions: [{ type: 'set', attribute: 'level', to: 'level' }],
    }),
  )
  const renamed = apply(
    guarded.draft,
    putAttribute(guarded.draft, { name: 'tier', title: 'Tier', type: 'enum', values: ['level', 'b'], default: 'b' }, 'level'),
  )
  expect(renamed.draft.transitions[connected.edit.uid]).toMatchObject({
    guard: { expression: 'tier == "level" || levels' },
    actions: [{ type: 'set', attribute: 'tier', to: 'tier' }],
  })
  expect(Object.keys(renamed.draft.attributes)).toEqual(['tier'])
  expect(removeAttribute(renamed.draft, 'tier')).toMatchObject({ refused: expect.stringContaining('used by 1 guard') })
  expect(root).not.toBe('')
})

test('what did not come from a copy is refused at the paste', () => {
  const { draft, newUid, root, first } = start()
  const fragment = copyStates(draft, [first])
  for (const value of [null, 'text', {}, { ...fragment, top: ['other'] }, { ...fragment, states: [] }]) {
    expect(pasteFragment(draft, value, { parent: root }, newUid)).toMatchObject({
      refused: expect.stringContaining('not copied from Gemba'),
    })
  }
  const pasted = apply(draft, pasteFragment(draft, fragment, { parent: root }, newUid))
  expect(pasted.draft.states[pasted.edit.uids[0] ?? '']).toMatchObject({ key: 'start2', title: 'Start' })
})

test('the second and third way out of a decision go on at once too, each before the one that takes all other cases', () => {
  const newUid = makeUid()
  const start = emptyDraft({ id: 'decide', title: 'Decide' }, newUid)
  const root = start.header.workflow.root
  const [from = ''] = Object.keys(start.states).filter((uid) => uid !== root)
  let draft = start
  const ways: string[] = []
  for (const title of ['Low', 'Middle', 'High']) {
    const added = apply(draft, addState(draft, { parent: root, title, from }, newUid))
    draft = added.draft
    ways.push(added.edit.uid)
  }
  const exits = Object.values(draft.transitions).toSorted((a, b) => a.order - b.order)
  expect(exits.map(({ trigger }) => trigger.kind)).toEqual(['always', 'always', 'always'])
  expect(exits.at(-1)?.targets).toEqual([ways[0]])
  expect(exits.map(({ order }) => order)).toEqual([0, 1, 2])
})

test.each(['compound', 'parallel'] as const)(
  'a new %s group and all that is in it have their places, and nothing moves when more is added',
  (type) => {
    const newUid = makeUid()
    const draft = emptyDraft({ id: 'place', title: 'Place' }, newUid)
    const root = draft.header.workflow.root
    const made = apply(draft, addState(draft, { parent: root, type, at: { x: 400, y: 0 } }, newUid))
    const before = boxesOf(made.draft)
    expect([...before.keys()].filter((uid) => !Object.hasOwn(made.draft.layout, uid))).toEqual([])
    const inner = childrenOf(made.draft, made.edit.uid)[0]!
    const more = apply(
      made.draft,
      addState(made.draft, { parent: type === 'parallel' ? inner.uid : made.edit.uid, at: { x: 300, y: 48 } }, newUid),
    )
    const leaves = [...before.values()].filter(({ kind }) => kind !== 'compound' && kind !== 'parallel')
    for (const { uid, x, y } of leaves) expect(boxesOf(more.draft).get(uid)).toMatchObject({ x, y })
  },
)
