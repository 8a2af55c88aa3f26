import { canEnd, endingStates, reachableStates } from '../reach.ts'
import { documentOrder, titleOf } from '../tree.ts'
import { hasWayOut } from './dead-end.ts'
import { atState, atWorkflow } from './rule.ts'
import { hasSteps } from './sent-events.ts'
import type { Rule } from './rule.ts'

/** States from which no end of the workflow can be reached, although cases move on from them. */
export const findEndless: Rule = (draft) => {
  const why = 'Cases that come here are never closed, so work in progress grows without end.'
  // A machine without steps gets its events from outside and may be meant to run for ever.
  const severity = hasSteps(draft) ? 'error' : 'warning'
  if (!canEnd(draft)) {
    return [
      atWorkflow(draft, {
        rule: 'no-end',
        severity,
        message: 'The workflow has no end on its top level.',
        why: 'No case can ever be closed. Add an end for each decision.',
      }),
    ]
  }
  const [reachable, ending] = [reachableStates(draft), endingStates(draft)]
  return documentOrder(draft)
    .filter((state) => state.type === 'atomic' && reachable.has(state.uid) && !ending.has(state.uid) && hasWayOut(draft, state))
    .map((state) =>
      atState(draft, state, {
        rule: 'no-end-from-here',
        severity,
        message: `From "${titleOf(state)}" no end of the workflow can be reached.`,
        why,
      }),
    )
}
