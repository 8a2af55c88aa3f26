import { putPool } from '../edit/pools.ts'
import { updateState } from '../edit/update-state.ts'
import { documentOrder, titleOf } from '../tree.ts'
import { atState, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/** Review steps that nobody does: no pool, or one that is not declared. */
export const findStepsWithoutPool: Rule = (draft) =>
  documentOrder(draft).flatMap((state) => {
    const { step } = state
    if (step?.kind !== 'review') return []
    const declared = Object.values(draft.pools)
    const [only] = declared
    if (step.pools.length === 0) {
      return [
        atState(draft, state, {
          rule: 'step-without-pool',
          severity: 'error',
          message: `Nobody does the review "${titleOf(state)}": it has no pool.`,
          why: 'Cases would wait here for ever.',
          fix:
            declared.length === 1 && only
              ? fixBy(updateState(draft, state.uid, { step: { ...step, pools: [only.id] } }), `Give it to ${only.title}`)
              : undefined,
        }),
      ]
    }
    return step.pools
      .filter((id) => !Object.hasOwn(draft.pools, id))
      .map((id) =>
        atState(draft, state, {
          rule: 'unknown-pool',
          severity: 'error',
          message: `"${titleOf(state)}" names the pool "${id}", which is not declared.`,
          why: 'Nobody knows who is meant, and a scenario cannot staff it.',
          fix: fixBy(putPool(draft, { id, title: id }), `Declare the pool ${id}`),
        }),
      )
  })
