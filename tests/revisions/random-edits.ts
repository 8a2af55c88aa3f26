import fc from 'fast-check'
import { applyChange } from '../../src/workflow/change-set.ts'
import { type Draft, type Edit, isRefusal, type Refusal } from '../../src/workflow/draft.ts'
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
export const states = (draft: Draft) => Object.keys(draft.states).filter((uid) => uid !== draft.header.workflow.root)
export const transitions = (draft: Draft) => Object.keys(draft.transitions)

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

/** Up to six commands, one after the other. */
export const history = fc.array(
  fc.record({ name: fc.constantFrom(...Object.keys(commands)), pick: fc.record({ a: fc.nat(40), b: fc.nat(40), c: fc.nat(40) }) }),
  { minLength: 1, maxLength: 6 },
)

/** The example after these commands, and how many of them were not refused. `side`: what is made here has names of its own. */
export function edited(steps: readonly { name: string; pick: Pick }[], side = ''): { draft: Draft; done: number } {
  let [draft, made, done] = [exampleDraft(), 0, 0]
  for (const { name, pick } of steps) {
    const edit = commands[name]?.(draft, pick, () => `new-${side}${made++}`)
    if (!edit || isRefusal(edit)) continue
    draft = applyChange(draft, edit.change) as Draft
    done++
  }
  return { draft, done }
}
