import { setInitial } from '../edit/set-initial.ts'
import { childrenOf, documentOrder, titleOf } from '../tree.ts'
import { atState, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/** Containers that do not say where a case begins, or name a state that is not inside them. */
export const findMissingInitials: Rule = (draft) =>
  documentOrder(draft).flatMap((state) => {
    if (state.type !== 'compound') return []
    const children = childrenOf(draft, state.uid)
    if (children.some((child) => child.uid === state.initial)) return []
    const first = children.find((child) => child.type !== 'history')
    return [
      atState(draft, state, {
        rule: 'initial-missing',
        severity: 'error',
        message:
          state.initial === null
            ? `"${titleOf(state)}" does not say in which state it begins.`
            : `"${titleOf(state)}" begins in a state that is not inside it.`,
        why: 'XState refuses such a machine, or fails when a case comes here.',
        fix: first && fixBy(setInitial(draft, first.uid)),
      }),
    ]
  })
