import { childrenOf, documentOrder, titleOf } from '../tree.ts'
import { atState } from './rule.ts'
import type { Rule } from './rule.ts'

/** Parallel states in which nothing runs side by side. */
export const findLonelyRegions: Rule = (draft) =>
  documentOrder(draft).flatMap((state) => {
    if (state.type !== 'parallel') return []
    const regions = childrenOf(draft, state.uid).filter((child) => child.type !== 'history').length
    if (regions >= 2) return []
    return [
      atState(draft, state, {
        rule: 'parallel-without-tracks',
        severity: 'warning',
        message: `"${titleOf(state)}" is meant to run tracks side by side but has ${regions === 0 ? 'none' : 'only one'}.`,
        why: 'A reader expects work in parallel where there is none. Add a track, or make it a plain container.',
      }),
    ]
  })
