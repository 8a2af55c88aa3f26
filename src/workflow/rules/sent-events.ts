import type { Draft } from '../draft.ts'
import { matchesEvent } from '../edit/connect.ts'
import type { Uid } from '../name.ts'
import type { State } from '../state.ts'
import { ancestorsOf, isInside } from '../tree.ts'

/** Whether work is drawn at all. A machine without steps gets its events from outside, so nothing can be said about who sends them. */
export function hasSteps(draft: Draft): boolean {
  return Object.values(draft.states).some((state) => state.step !== null)
}

/** Whether a step can send the event while a case is in `uid`: the state itself, one inside it, or one beside it in a parallel state. */
export function isSentIn(draft: Draft, uid: Uid, descriptor: string, steps: readonly State[]): boolean {
  return steps.some((step) => sends(step, descriptor) && (step.uid === uid || isInside(draft, step.uid, uid) || runsBeside(draft, step.uid, uid)))
}

/** Whether one of the step's outcomes is the event. */
export function sends(state: State, descriptor: string): boolean {
  return state.step?.outcomes.some(({ event }) => matchesEvent(event, descriptor)) ?? false
}

/** Whether both can be active at once, neither inside the other: their lowest common container is parallel. */
function runsBeside(draft: Draft, one: Uid, other: Uid): boolean {
  const above = [other, ...ancestorsOf(draft, other).map((state) => state.uid)]
  const common = ancestorsOf(draft, one).find((state) => above.includes(state.uid))
  return common?.type === 'parallel' && common.uid !== other
}
