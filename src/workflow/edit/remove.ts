import type { Draft, Edit, Refusal } from '../draft.ts'
import type { Uid } from '../name.ts'
import { stateOf, subtreeOf, titleOf } from '../tree.ts'
import { describeTransition } from '../where.ts'
import { withoutInvented } from './connect.ts'
import { finish, without } from './finish.ts'

/** Deletes states with all that is inside them, and transitions: those named and those that begin or end in a deleted state. */
export function remove(draft: Draft, uids: readonly Uid[]): Edit | Refusal {
  const named = uids.flatMap((uid) => stateOf(draft, uid) ?? [])
  if (named.some((state) => state.parent === null))
    return { refused: 'The workflow itself cannot be deleted here; delete the states inside it.' }
  const states = new Set(named.flatMap((state) => subtreeOf(draft, state.uid)).map((state) => state.uid))
  const transitions = new Set(uids.filter((uid) => Object.hasOwn(draft.transitions, uid)))
  if (states.size === 0 && transitions.size === 0)
    return { refused: 'There is nothing to delete: what was selected is not there any more.' }
  const label = labelOf(draft, named.map(titleOf), [...transitions])
  const narrowed: Draft['transitions'] = Object.fromEntries(
    Object.entries(draft.transitions).map(([uid, transition]) => {
      const targets = transition.targets.filter((target) => !states.has(target))
      if (states.has(transition.source) || (targets.length === 0 && transition.targets.length > 0)) transitions.add(uid)
      return [uid, targets.length === transition.targets.length ? transition : { ...transition, targets }]
    }),
  )
  const after: Draft = {
    ...draft,
    states: without(draft.states, states),
    transitions: without(narrowed, transitions),
    layout: without(draft.layout, states),
  }
  return finish(
    label,
    draft,
    withoutInvented(
      after,
      draft,
      [...transitions].flatMap((uid) => draft.transitions[uid] ?? []),
    ),
    named.map((state) => state.parent).filter((parent) => parent !== null && !states.has(parent)),
  )
}

function labelOf(draft: Draft, titles: readonly string[], transitions: readonly Uid[]): string {
  if (titles.length === 1 && transitions.length === 0) return `Delete ${titles[0]}`
  const only = transitions.length === 1 && titles.length === 0 ? draft.transitions[transitions[0] ?? ''] : undefined
  if (only) return `Delete ${describeTransition(draft, only)}`
  const parts = [count(titles.length, 'state'), count(transitions.length, 'transition')].filter((part) => part !== '')
  return `Delete ${parts.join(' and ')}`
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`
}
