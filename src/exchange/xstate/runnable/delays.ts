import { isDuration } from '../../../workflow/duration.ts'
import { verbatim } from '../../../machine/reading.ts'
import type { JsonObject } from '../../../workflow/json.ts'
import { transitionsInOrder } from '../../../workflow/where.ts'
import { withRecords } from './offer.ts'
import type { Offer } from './offer.ts'

/** What stands for a delay of which only the name is known, in milliseconds. */
const guessedDelay = 3_600_000

/** A timer whose time has only a name runs for an hour until somebody knows better. The name is kept in the transition's `meta.delay`. */
export const delaysAreGuessed: Offer = {
  title: 'A timer whose time has only a name takes an hour',
  apply: (workflow) => {
    const named = transitionsInOrder(workflow).flatMap((transition) => {
      const { trigger } = transition
      if (trigger.kind !== 'after' || typeof trigger.delay === 'number' || isDuration(trigger.delay)) return []
      const extra = (transition.extra ?? {}) as JsonObject
      const meta = { ...(extra['meta'] as JsonObject | undefined), delay: trigger.delay }
      return [
        {
          name: trigger.delay,
          transition: { ...transition, trigger: { kind: 'after' as const, delay: guessedDelay }, extra: verbatim({ ...extra, meta }) },
        },
      ]
    })
    return {
      workflow: withRecords(
        workflow,
        [],
        named.map(({ transition }) => transition),
      ),
      told: [...new Set(named.map(({ name }) => `The delay "${name}" has only a name; it takes 1 h (guessed).`))],
    }
  },
}
