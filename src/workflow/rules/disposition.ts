import { documentOrder, titleOf } from '../tree.ts'
import { atState } from './rule.ts'
import type { Rule } from './rule.ts'

/** Restrictive ends that do not say how the person is told, or how to appeal. */
export const findSilentRestrictions: Rule = (draft) =>
  documentOrder(draft).flatMap((state) => {
    if (!state.disposition?.restrictive) return []
    const missing = [state.disposition.notice ? '' : 'notice', state.disposition.appeal ? '' : 'way to appeal'].filter(
      (part) => part !== '',
    )
    if (missing.length === 0) return []
    return [
      atState(draft, state, {
        rule: 'restriction-without-notice-or-appeal',
        severity: 'warning',
        message: `"${titleOf(state)}" restricts somebody but names no ${missing.join(' and no ')}.`,
        why: 'The person concerned has a right to know the reason and to contest it (in the EU: Digital Services Act, articles 17 and 20).',
      }),
    ]
  })
