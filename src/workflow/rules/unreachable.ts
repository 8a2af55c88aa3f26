import { remove } from '../edit/remove.ts'
import { reachableStates } from '../reach.ts'
import { documentOrder, titleOf } from '../tree.ts'
import { atState, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/** States and ends that no case can get to. Of a container that cannot be reached only the container is named. */
export const findUnreachable: Rule = (draft) => {
  const reachable = reachableStates(draft)
  const lost = documentOrder(draft).filter((state) => !reachable.has(state.uid) && (state.parent === null || reachable.has(state.parent)))
  return lost
    .filter((state) => state.type !== 'history')
    .map((state) => {
      const isEnd = state.type === 'final'
      return atState(draft, state, {
        rule: isEnd ? 'unreachable-end' : 'unreachable-state',
        severity: 'warning',
        message: isEnd
          ? `No case can end in "${titleOf(state)}": nothing leads there.`
          : `No case can get to "${titleOf(state)}": nothing leads there.`,
        why: isEnd
          ? 'An outcome that policy promises would never be given.'
          : 'What is written here is never done, although the drawing says so.',
        fix: fixBy(remove(draft, [state.uid])),
      })
    })
}
