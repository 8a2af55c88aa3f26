import { transitionsInOrder } from '../where.ts'
import { atTransition } from './rule.ts'
import type { Rule } from './rule.ts'

/** Event names that a file or XState does not keep as they are. */
export const findBadEvents: Rule = (draft) =>
  transitionsInOrder(draft).flatMap((transition) => {
    const { trigger } = transition
    if (trigger.kind !== 'event') return []
    const digits = /^\d+$/.test(trigger.event)
    if (!digits && trigger.event !== '__proto__') return []
    return [
      atTransition(draft, transition, {
        rule: 'bad-event-name',
        severity: digits ? 'warning' : 'error',
        message: digits ? `The event "${trigger.event}" is digits only.` : 'An event is called "__proto__".',
        why: digits
          ? 'JavaScript moves such names to the front, so the order in the file changes.'
          : 'A file cannot hold it, because JavaScript treats that name specially.',
      }),
    ]
  })
