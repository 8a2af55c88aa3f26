import type { Draft, Edit, Refusal } from '../draft.ts'
import type { Uid } from '../name.ts'
import { Transition } from '../transition.ts'
import { stateOf } from '../tree.ts'
import { describeTransition } from '../where.ts'
import { mayConnect, withoutInvented } from './connect.ts'
import { finish, withTransitions } from './finish.ts'

/** What the inspector and the canvas may change of a transition. `undefined` takes the description or the contact away. */
export type TransitionPatch = {
  readonly source?: Uid
  readonly targets?: Transition['targets']
  readonly trigger?: Transition['trigger']
  readonly guard?: Transition['guard']
  readonly actions?: Transition['actions']
  readonly reenter?: boolean
  readonly title?: string
  readonly description?: string | undefined
  readonly flow?: Transition['flow']
  readonly contact?: Transition['contact'] | undefined
}

/** Changes a transition. With another source it goes to the end of that state's transitions. */
export function updateTransition(draft: Draft, uid: Uid, patch: TransitionPatch, label?: string): Edit | Refusal {
  const transition = Object.hasOwn(draft.transitions, uid) ? draft.transitions[uid] : undefined
  if (!transition) return { refused: 'The transition is not there any more.' }
  const source = patch.source ?? transition.source
  const targets = patch.targets ?? transition.targets
  const others: Draft = { ...draft, transitions: Object.fromEntries(Object.entries(draft.transitions).filter(([id]) => id !== uid)) }
  for (const target of targets.length === 0 ? [null] : targets) {
    const refusal = mayConnect(others, stateOf(draft, source), target === null ? null : stateOf(draft, target))
    if (refusal) return refusal
  }
  const { description: _old, contact: _whom, ...rest } = { ...transition, ...patch }
  const contact = 'contact' in patch ? patch.contact : transition.contact
  const description = 'description' in patch ? patch.description : transition.description
  const changed = Transition.safeParse({
    ...rest,
    ...(description === undefined || description === '' ? {} : { description }),
    ...(contact === undefined ? {} : { contact }),
    ...(source === transition.source ? {} : { order: Number.MAX_SAFE_INTEGER }),
    trigger: normalTrigger(rest.trigger),
  })
  if (!changed.success) return { refused: `That does not fit: ${changed.error.issues[0]?.message ?? 'a value is wrong'}.` }
  if (stateOf(draft, source)?.type === 'history' && changed.data.trigger.kind !== 'always') {
    return { refused: 'From here a case goes on at once; there is no event or timer to wait for.' }
  }
  return finish(
    label ?? `Change ${describeTransition(draft, transition)}`,
    draft,
    withoutInvented(withTransitions(draft, [changed.data]), draft, [transition]),
  )
}

/** A delay typed as digits is the number of milliseconds, as XState reads it. */
function normalTrigger(trigger: Transition['trigger']): Transition['trigger'] {
  if (trigger.kind !== 'after' || typeof trigger.delay === 'number' || !/^\d+$/.test(trigger.delay)) return trigger
  return { kind: 'after', delay: Number(trigger.delay) }
}
