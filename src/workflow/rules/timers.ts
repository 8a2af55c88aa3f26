import { isoDuration, isDuration, parseDuration } from '../duration.ts'
import { updateTransition } from '../edit/update-transition.ts'
import { transitionsInOrder } from '../where.ts'
import { atTransition, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/** Longest delay of `setTimeout` in browsers and Node, in milliseconds: a little under 25 days. */
const longestRealDelay = 2 ** 31 - 1

/** Timers that real clocks cannot hold, and delays that nobody gave a length. */
export const findBadTimers: Rule = (draft) =>
  transitionsInOrder(draft).flatMap((transition) => {
    const { trigger } = transition
    if (trigger.kind !== 'after') return []
    if (typeof trigger.delay === 'number') {
      if (trigger.delay <= longestRealDelay) return []
      return [
        atTransition(draft, transition, {
          rule: 'timer-too-long',
          severity: 'warning',
          message: `The timer of ${isoDuration(trigger.delay / 1000)} is longer than a real clock holds (24 days, 20 hours).`,
          why: 'Simulation and step-through keep it right, but XState on a real clock fires it at once: a system that runs this machine must keep such timers itself.',
        }),
      ]
    }
    const ms = isDuration(trigger.delay) ? Math.round(parseDuration(trigger.delay) * 1000) : null
    return [
      atTransition(draft, transition, {
        rule: 'timer-without-length',
        severity: 'error',
        message:
          ms === null
            ? `The timer "${trigger.delay}" has only a name, no length.`
            : `The timer "${trigger.delay}" is a name to XState, not a length.`,
        why: 'XState fires a delay that it does not know at once.',
        fix:
          ms === null
            ? undefined
            : fixBy(
                updateTransition(draft, transition.uid, { trigger: { kind: 'after', delay: ms } }),
                `Make it ${isoDuration(ms / 1000)}`,
              ),
      }),
    ]
  })
