import { remove } from '../edit/remove.ts'
import { stateOf } from '../tree.ts'
import { transitionsInOrder } from '../where.ts'
import { atTransition, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'
import { hasSteps, isSentIn } from './sent-events.ts'

/** Transitions for an event that no step sends while a case is there. */
export const findUnsentEvents: Rule = (draft) => {
  if (!hasSteps(draft)) return []
  return transitionsInOrder(draft).flatMap((transition) => {
    const { trigger } = transition
    if (trigger.kind !== 'event' || trigger.event.startsWith('xstate.') || !stateOf(draft, transition.source)) return []
    if (isSentIn(draft, transition.source, trigger.event)) return []
    return [
      atTransition(draft, transition, {
        rule: 'event-unsent',
        severity: 'warning',
        message: `No step sends ${trigger.event} while a case is here.`,
        why: 'The transition is never taken in a simulation. Make the event an outcome of the step, or delete the transition.',
        fix: fixBy(remove(draft, [transition.uid])),
      }),
    ]
  })
}
