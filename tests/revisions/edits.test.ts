import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWorkflows } from '../../src/revisions/diff.ts'
import { overlayDrafts } from '../../src/revisions/overlay.ts'
import { applyChange, changeBetween } from '../../src/workflow/change-set.ts'
import { type Draft, type Edit, isRefusal, type Refusal } from '../../src/workflow/draft.ts'
import { boxesOf } from '../../src/workflow/drawing/box.ts'
import { addState } from '../../src/workflow/edit/add-state.ts'
import { putAttribute, removeAttribute } from '../../src/workflow/edit/attributes.ts'
import { connect } from '../../src/workflow/edit/connect.ts'
import { copyStates } from '../../src/workflow/edit/fragment.ts'
import { moveStates } from '../../src/workflow/edit/move-states.ts'
import { pasteFragment } from '../../src/workflow/edit/paste.ts'
import { putPool, removePool } from '../../src/workflow/edit/pools.ts'
import { remove } from '../../src/workflow/edit/remove.ts'
import { rename } from '../../src/workflow/edit/rename.ts'
import { reorder } from '../../src/workflow/edit/reorder.ts'
import { reparent } from '../../src/workflow/edit/reparent.ts'
import { setInitial } from '../../src/workflow/edit/set-initial.ts'
import { updateHeader } from '../../src/workflow/edit/update-header.ts'
import { updateState } from '../../src/workflow/edit/update-state.ts'
import { updateTransition } from '../../src/workflow/edit/update-transition.ts'
import { exampleDraft } from './example.ts'

type Pick = { readonly a: number; readonly b: number; readonly c: number }
type Command = (draft: Draft, pick: Pick, newUid: () => string) => Edit | Refusal

const at = (ids: readonly string[], index: number) => ids[index % Math.max(1, ids.length)] ?? ''
const states = (draft: Draft) => Object.keys(draft.states).filter((uid) => uid !== draft.header.workflow.root)
const transitions = (draft: Draft) => Object.keys(draft.transitions)

/** Every command a user has, with what it is done to picked by numbers. */
const commands: Record<string, Command> = {
  addState: (draft, { a }, newUid) =>
    addState(draft, { kind: 'review', parent: draft.header.workflow.root, title: `New ${a}` } as never, newUid),
  connect: (draft, { a, b }, newUid) => connect(draft, { source: at(states(draft), a), target: at(states(draft), b) }, newUid),
  remove: (draft, { a, b }) => remove(draft, [a % 2 === 0 ? at(states(draft), b) : at(transitions(draft), b)]),
  rename: (draft, { a, b }) => rename(draft, at(states(draft), a), { title: `Renamed ${b}` }),
  reorder: (draft, { a, b, c }) => reorder(draft, a % 2 === 0 ? at(states(draft), b) : at(transitions(draft), b), c % 5),
  reparent: (draft, { a, b }) => reparent(draft, [at(states(draft), a)], at(['root', 'review'], b)),
  setInitial: (draft, { a }) => setInitial(draft, at(states(draft), a)),
  moveStates: (draft, { a, b, c }) => moveStates(draft, [{ uid: at(states(draft), a), x: b, y: c }]),
  putAttribute: (draft, { a }) =>
    putAttribute(draft, { name: at(['severity', 'fresh'], a), title: `Attribute ${a}`, type: 'boolean', default: a % 2 === 0 }),
  removeAttribute: (draft, { a }) => removeAttribute(draft, at(Object.keys(draft.attributes), a)),
  putPool: (draft, { a }) => putPool(draft, { id: at(['tier1', 'night'], a), title: `Pool ${a}` }),
  removePool: (draft, { a }) => removePool(draft, at(Object.keys(draft.pools), a)),
  updateHeader: (draft, { a }) => updateHeader(draft, { title: `Title ${a}` }),
  updateState: (draft, { a, b }) =>
    updateState(
      draft,
      at(states(draft), a),
      b % 2 === 0 ? { description: `Words ${b}` } : { exit: [{ type: 'count', attribute: 'reports', by: b }] },
    ),
  updateTransition: (draft, { a, b }) =>
    updateTransition(
      draft,
      at(transitions(draft), a),
      b % 3 === 0
        ? { guard: { expression: `reports > ${b}` } }
        : b % 3 === 1
          ? { flow: 'failure' }
          : { trigger: { kind: 'after', delay: b * 1000 } },
    ),
  paste: (draft, { a }, newUid) =>
    pasteFragment(
      draft,
      copyStates(draft, [at(states(draft), a)]),
      { parent: draft.header.workflow.root, at: { x: 10, y: 10 } } as never,
      newUid,
    ),
}

const history = fc.array(
  fc.record({ name: fc.constantFrom(...Object.keys(commands)), pick: fc.record({ a: fc.nat(40), b: fc.nat(40), c: fc.nat(40) }) }),
  { minLength: 1, maxLength: 6 },
)

function edited(steps: readonly { name: string; pick: Pick }[]): { draft: Draft; done: number } {
  let [draft, made, done] = [exampleDraft(), 0, 0]
  for (const { name, pick } of steps) {
    const edit = commands[name]?.(draft, pick, () => `new-${made++}`)
    if (!edit || isRefusal(edit)) continue
    draft = applyChange(draft, edit.change) as Draft
    done++
  }
  return { draft, done }
}

/** What a record says, without the numbers that only matter in relation. */
const facts = (record: unknown) => JSON.stringify(record, (key, value: unknown) => (key === 'order' ? undefined : value))
const kinds: Readonly<Record<string, string>> = {
  header: 'workflow',
  states: 'state',
  transitions: 'transition',
  attributes: 'attribute',
  pools: 'pool',
  layout: 'state',
}

test('whatever the commands of the editor did is told, in words, and nothing else', () => {
  let all = 0
  fc.assert(
    fc.property(history, (steps) => {
      const base = exampleDraft()
      const { draft: head, done } = edited(steps)
      all += done
      const { changes } = diffWorkflows(base, head, { layouts: { base: base.layout, head: head.layout } })
      const told = new Set(changes.map(({ place }) => `${place.kind}:${place.id}`))
      const untold = Object.entries(changeBetween(base, head))
        .flatMap(([table, { added, removed, updated }]) =>
          [
            ...Object.keys(added),
            ...Object.keys(removed),
            ...Object.entries(updated)
              .filter(([, [before, after]]) => facts(before) !== facts(after))
              .map(([id]) => id),
          ].map((id) => `${kinds[table]}:${id}`),
        )
        .filter((place) => !told.has(place))
      expect(untold).toEqual([])
      expect(changes.filter(({ text }) => text.trim() === '' || /undefined|\[object|NaN/.test(text))).toEqual([])
      expect(diffWorkflows(head, head).changes).toEqual([])
      expect(diffWorkflows(head, base).changes.length > 0).toBe(diffWorkflows(base, head).changes.length > 0)
    }),
    { numRuns: 300 },
  )
  expect(all).toBeGreaterThan(300)
})

test('the overlay draws every state and way of both versions, and marks every one that only one has', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const base = exampleDraft()
      const head = edited(steps).draft
      const { changes } = diffWorkflows(base, head)
      const overlay = overlayDrafts(base, head, changes)
      const boxes = boxesOf(overlay.draft)
      for (const uid of [...states(base), ...states(head)]) expect(boxes.has(uid)).toBe(true)
      for (const uid of [...transitions(base), ...transitions(head)]) expect(Object.hasOwn(overlay.draft.transitions, uid)).toBe(true)
      const ends = Object.values(overlay.draft.transitions).flatMap(({ source, targets }) => [source, ...targets])
      expect(ends.filter((uid) => !Object.hasOwn(overlay.draft.states, uid))).toEqual([])
      const marked = (uid: string) => overlay.states.get(uid) ?? overlay.transitions.get(uid)
      expect(
        [...states(base), ...transitions(base)].filter(
          (uid) => !Object.hasOwn(head.states, uid) && !Object.hasOwn(head.transitions, uid) && marked(uid) !== 'removed',
        ),
      ).toEqual([])
      expect(
        [...states(head), ...transitions(head)].filter(
          (uid) => !Object.hasOwn(base.states, uid) && !Object.hasOwn(base.transitions, uid) && marked(uid) !== 'added',
        ),
      ).toEqual([])
    }),
    { numRuns: 200 },
  )
})
