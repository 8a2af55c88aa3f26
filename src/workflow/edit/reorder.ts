import type { Draft, Edit, Refusal } from '../draft.ts'
import type { Uid } from '../name.ts'
import type { Transition } from '../transition.ts'
import { childrenOf, stateOf, titleOf, transitionsFrom } from '../tree.ts'
import { describeTransition } from '../where.ts'
import { finish, withStates, withTransitions } from './finish.ts'

/** Moves a state among its siblings, or a transition among those of its source with the same trigger, to a place counted from 0. */
export function reorder(draft: Draft, uid: Uid, place: number): Edit | Refusal {
  const state = stateOf(draft, uid)
  if (state) {
    if (state.parent === null) return { refused: 'The workflow itself has no place among others.' }
    const siblings = insertAt(childrenOf(draft, state.parent), state, place)
    return finish(
      `Move ${titleOf(state)} to place ${siblings.indexOf(state) + 1}`,
      draft,
      withStates(
        draft,
        siblings.flatMap((sibling, order) => (sibling.order === order ? [] : [{ ...sibling, order }])),
      ),
    )
  }
  const transition = Object.hasOwn(draft.transitions, uid) ? draft.transitions[uid] : undefined
  if (!transition) return { refused: 'What was moved is not there any more.' }
  const alike = alikeOf(draft, transition)
  const wanted = insertAt(alike, transition, place)
  const orders = alike.map((other) => other.order)
  const moved = wanted.map((other, index) => ({ ...other, order: orders[index] ?? other.order }))
  return finish(
    `Move ${describeTransition(draft, transition)} to place ${wanted.indexOf(transition) + 1}`,
    draft,
    withTransitions(
      draft,
      moved.filter((other) => other.order !== draft.transitions[other.uid]?.order),
    ),
  )
}

/** The transitions of the same source and trigger, in the order in which their guards are asked. */
export function alikeOf(draft: Pick<Draft, 'transitions'>, { source, trigger }: Transition): readonly Transition[] {
  const wanted = JSON.stringify(trigger)
  return transitionsFrom(draft, source).filter((other) => JSON.stringify(other.trigger) === wanted)
}

function insertAt<T>(list: readonly T[], item: T, place: number): T[] {
  const others = list.filter((other) => other !== item)
  const at = Math.max(0, Math.min(others.length, Math.floor(place)))
  return [...others.slice(0, at), item, ...others.slice(at)]
}
