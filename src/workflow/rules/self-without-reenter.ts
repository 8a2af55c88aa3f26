import type { Draft } from '../draft.ts'
import { matchesEvent } from '../edit/connect.ts'
import { updateTransition } from '../edit/update-transition.ts'
import type { State } from '../state.ts'
import { stepEvents } from '../step-events.ts'
import type { Transition } from '../transition.ts'
import { ancestorsOf, documentOrder, titleOf, transitionsFrom } from '../tree.ts'
import { atTransition, fixBy } from './rule.ts'
import { isSentIn } from './sent-events.ts'
import type { Rule } from './rule.ts'

/** Events of a step that lead only back to it without entering it anew, or nowhere: the work is over, and nothing begins it again. */
export const findSelfWithoutReenter: Rule = (draft) =>
  documentOrder(draft).flatMap((state) => {
    const events = state.step ? [...new Set(stepEvents(state.step))] : []
    return events.flatMap((event) => {
      const ways = waysFrom(draft, state).filter(({ trigger }) => trigger.kind === 'event' && matchesEvent(event, trigger.event))
      const [first] = ways
      if (!first || !ways.every((way) => staysIn(state, way))) return []
      const left = canBeLeft(draft, state, events)
      const returns = ways.some(({ targets }) => targets.length > 0)
      // Without a target and with a way out it is meant so: the work is done, and the case stays until the timer.
      if (left && !returns) return []
      const why = 'XState leaves the state as it is and the work is not begun again'
      return [
        atTransition(draft, first, {
          rule: 'self-without-reenter',
          severity: left ? 'warning' : 'error',
          message: returns
            ? `The event ${event} leads back to "${titleOf(state)}" without beginning it again.`
            : `The event ${event} leads nowhere from "${titleOf(state)}", and nothing else leads on.`,
          why: left
            ? `${why}: the case stands still until something else moves it on.`
            : `${why}: every case to which this happens stands still for ever.`,
          fix:
            returns && ways.length === 1
              ? fixBy(updateTransition(draft, first.uid, { reenter: true }), `Begin "${titleOf(state)}" again`)
              : undefined,
        }),
      ]
    })
  })

/** Whether a case whose work is over is moved on by a timer, by a condition, or by work in another track. */
function canBeLeft(draft: Draft, state: State, own: readonly string[]): boolean {
  return waysFrom(draft, state).some((way) => {
    const { trigger } = way
    if (staysIn(state, way) || trigger.kind === 'done') return false
    if (trigger.kind !== 'event') return true
    return !own.some((event) => matchesEvent(event, trigger.event)) && isSentIn(draft, state.uid, trigger.event)
  })
}

/** Transitions of the state and of all around it, innermost first. */
function waysFrom(draft: Draft, state: State): Transition[] {
  return [state, ...ancestorsOf(draft, state.uid)].flatMap(({ uid }) => transitionsFrom(draft, uid))
}

/** Whether the transition neither leaves the state nor enters it anew. */
function staysIn(state: State, { source, targets, reenter }: Transition): boolean {
  return targets.length === 0 || (!reenter && source === state.uid && targets.every((target) => target === state.uid))
}
