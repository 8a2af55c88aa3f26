import type { Draft } from '../draft.ts'
import { matchesEvent } from '../edit/connect.ts'
import { updateTransition } from '../edit/update-transition.ts'
import type { Transition } from '../transition.ts'
import { ancestorsOf, isInside, stateOf, titleOf } from '../tree.ts'
import { describeTransition, transitionsInOrder } from '../where.ts'
import { atTransition, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/**
 * A transition back into the history of a container that it starts in, while another track may be left at the same moment. When the history remembers just
 * the state that the transition starts from, XState holds that nothing is left, takes both, and the case ends up with a state active whose container is not.
 */
export const findHistoryBesideLeaving: Rule = (draft) =>
  transitionsInOrder(draft).flatMap((transition) => {
    if (transition.reenter || !leadsBack(draft, transition)) return []
    const other = transitionsInOrder(draft).find((beside) => comeTogether(transition, beside) && leavesBeside(draft, transition, beside))
    if (!other) return []
    return [
      atTransition(draft, transition, {
        rule: 'history-beside-leaving',
        severity: 'warning',
        message: `This way back into what was can be taken together with "${describeTransition(draft, other)}", which leaves the track beside it.`,
        why: `XState can then keep "${titleOf(stateOf(draft, transition.source)!)}" active in a container that the case has left. Let the transition enter anew, or give the two different events.`,
        fix: fixBy(updateTransition(draft, transition.uid, { reenter: true }), 'Enter anew'),
      }),
    ]
  })

function leadsBack(draft: Draft, { source, targets }: Transition): boolean {
  return targets.some((uid) => {
    const target = stateOf(draft, uid)
    return target?.type === 'history' && target.parent !== null && isInside(draft, source, target.parent)
  })
}

/** Whether one event, or none, can bring both. */
function comeTogether({ trigger }: Transition, { trigger: other }: Transition): boolean {
  if (trigger.kind === 'event' && other.kind === 'event')
    return matchesEvent(trigger.event, other.event) || matchesEvent(other.event, trigger.event)
  return trigger.kind === 'always' && other.kind === 'always'
}

/** Whether `beside` starts in another track of a parallel state than `transition`, and leads out of it. */
function leavesBeside(draft: Draft, transition: Transition, beside: Transition): boolean {
  const path = [transition.source, ...ancestorsOf(draft, transition.source).map(({ uid }) => uid)]
  const other = [beside.source, ...ancestorsOf(draft, beside.source).map(({ uid }) => uid)]
  const shared = other.findIndex((uid) => path.includes(uid))
  const track = other[shared - 1]
  if (track === undefined || stateOf(draft, other[shared] ?? '')?.type !== 'parallel' || path[0] === other[shared]) return false
  const stays = beside.source === track && !beside.reenter ? track : undefined
  return beside.targets.some((target) => target !== stays && !isInside(draft, target, track))
}
