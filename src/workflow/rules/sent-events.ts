import type { Draft } from '../draft.ts'
import { matchesEvent } from '../edit/connect.ts'
import type { Uid } from '../name.ts'
import type { State } from '../state.ts'
import { stepEvents } from '../step-events.ts'
import { ancestorsOf, childrenOf, stateOf, subtreeOf } from '../tree.ts'

/** Whether work is drawn at all. A machine without steps gets its events from outside, so nothing can be said about who sends them. */
export function hasSteps(draft: Draft): boolean {
  const known = working.get(draft.states)
  if (known !== undefined) return known
  const found = Object.values(draft.states).some((state) => state.step !== null)
  working.set(draft.states, found)
  return found
}

const working = new WeakMap<Draft['states'], boolean>()

/** Whether a step can send the event while a case is in `uid`: the state itself, one inside it, or one beside it in a parallel state. */
export function isSentIn(draft: Draft, uid: Uid, descriptor: string): boolean {
  const state = stateOf(draft, uid)
  if (!state) return false
  if (sends(state, descriptor) || subtreeOf(draft, uid).some((inside) => sends(inside, descriptor))) return true
  const above = ancestorsOf(draft, uid)
  const paths = new Set([uid, ...above.map((ancestor) => ancestor.uid)])
  return above.some(
    (ancestor) =>
      ancestor.type === 'parallel' &&
      childrenOf(draft, ancestor.uid).some(
        (track) => !paths.has(track.uid) && subtreeOf(draft, track.uid).some((inside) => sends(inside, descriptor)),
      ),
  )
}

/** Whether the step can send the event. */
function sends(state: State, descriptor: string): boolean {
  return state.step !== null && stepEvents(state.step).some((event) => matchesEvent(event, descriptor))
}
