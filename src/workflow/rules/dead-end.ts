import type { Draft } from '../draft.ts'
import { reachableStates } from '../reach.ts'
import type { State } from '../state.ts'
import { ancestorsOf, documentOrder, titleOf, transitionsFrom } from '../tree.ts'
import { atState } from './rule.ts'
import type { Rule } from './rule.ts'
import { hasSteps, isSentIn } from './sent-events.ts'

/** States that are no end and that nothing ever leaves. */
export const findDeadEnds: Rule = (draft) => {
  const reachable = reachableStates(draft)
  return documentOrder(draft)
    .filter((state) => reachable.has(state.uid) && state.type === 'atomic' && !hasWayOut(draft, state))
    .map((state) => {
      const waits = waysOf(draft, state).length > 0
      return atState(draft, state, {
        rule: 'dead-end',
        severity: hasSteps(draft) ? 'error' : 'warning',
        message: waits
          ? `Nothing moves a case on from "${titleOf(state)}": it waits for an event that no step sends while it is there.`
          : `Nothing leads on from "${titleOf(state)}", and it is not an end.`,
        why: 'Every case that comes here stays open for ever.',
      })
    })
}

/** Whether something can move a case out of the state. */
export function hasWayOut(draft: Draft, state: State): boolean {
  return waysOf(draft, state).some(({ trigger }) => {
    if (trigger.kind !== 'event') return trigger.kind !== 'done'
    return !hasSteps(draft) || isSentIn(draft, state.uid, trigger.event)
  })
}

function waysOf(draft: Draft, state: State) {
  return [state, ...ancestorsOf(draft, state.uid)]
    .flatMap((part) => transitionsFrom(draft, part.uid))
    .filter(({ targets }) => targets.length > 0)
}
