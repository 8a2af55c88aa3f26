import { titleOf } from '../../workflow/tree.ts'
import { withPerformance } from './performance.ts'
import { takesOnce, visitedSteps, type RemedyKind } from './remedy.ts'

/** One more slot at an automatic step whose slots are limited. */
export const slots: RemedyKind = {
  place: 'state',
  cures: ['limited-slots'],
  find: (asked) =>
    visitedSteps(asked).flatMap(({ uid, step }) =>
      step?.kind === 'automatic' && asked.scenario.performance[uid]?.slots !== undefined ? [{ id: uid }] : [],
    ),
  apply: (uid, world) =>
    withPerformance(world, uid, (performance) =>
      performance.slots === undefined ? performance : { ...performance, slots: performance.slots + 1 },
    ),
  effort: takesOnce('more computing'),
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    return state ? { where: titleOf(state), label: `One more slot in ${titleOf(state)}`, change: 'one more slot' } : null
  },
}
