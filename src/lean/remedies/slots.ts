import { titleOf } from '../../workflow/tree.ts'
import { withPerformance } from './performance.ts'
import { visitedSteps, type RemedyKind } from './remedy.ts'

/** One more slot at an automatic step whose slots are limited. */
export const slots: RemedyKind = {
  place: 'state',
  onlyRule: false,
  find: (asked) =>
    visitedSteps(asked)
      .filter(({ uid, step }) => step?.kind === 'automatic' && asked.scenario.performance[uid]?.slots !== undefined)
      .map(({ uid }) => uid),
  apply: (uid, world) =>
    withPerformance(world, uid, (performance) =>
      performance.slots === undefined ? performance : { ...performance, slots: performance.slots + 1 },
    ),
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    return state ? { where: titleOf(state), label: `One more slot in ${titleOf(state)}`, change: 'one more slot' } : null
  },
}
