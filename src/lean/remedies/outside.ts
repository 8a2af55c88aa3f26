import type { Performance } from '../../simulation/model/scenario.ts'
import { titleOf } from '../../workflow/tree.ts'
import { mean } from '../causes/evidence.ts'
import { withPerformance } from './performance.ts'
import { scaled, takesOnce, visitedSteps, type RemedyKind } from './remedy.ts'

/** An hour with so many times the mean is a peak. */
const high = 1.5

/** Half of the peaks of demand moved to other hours of the week. */
export const demand: RemedyKind = {
  place: 'state',
  cures: ['peak'],
  find: ({ workflow, scenario }) =>
    scenario.demand.kind === 'profile' && Math.max(...scenario.demand.hourOfWeek) > high * mean(scenario.demand.hourOfWeek)
      ? [{ id: workflow.header.workflow.root }]
      : [],
  apply: (_, world) => {
    const { demand: now } = world.scenario
    if (now.kind !== 'profile') return world
    const level = mean(now.hourOfWeek)
    return {
      ...world,
      scenario: { ...world.scenario, demand: { ...now, hourOfWeek: now.hourOfWeek.map((factor) => (factor + level) / 2) } },
    }
  },
  effort: takesOnce('those who send the cases spread them: smaller, more frequent deliveries'),
  say: () => ({ where: 'Demand', label: 'Moving half of the peaks of demand to quieter hours', change: 'half of the peaks moved' }),
}

/** The outside world answers in half the time. */
export const answer: RemedyKind = {
  place: 'state',
  cures: ['external'],
  find: (asked) =>
    visitedSteps(asked).flatMap(({ uid, step }) =>
      (step?.kind === 'wait' && (asked.scenario.performance[uid]?.time.length ?? 0) > 0) || asked.scenario.performance[uid]?.delay
        ? [{ id: uid }]
        : [],
    ),
  apply: (uid, world) =>
    withPerformance(world, uid, (performance) => {
      const halved = (entries: Performance['time']) => entries.map((entry) => ({ ...entry, distribution: scaled(entry.distribution, 0.5) }))
      return performance.delay ? { ...performance, delay: halved(performance.delay) } : { ...performance, time: halved(performance.time) }
    }),
  effort: takesOnce('a time agreed with those who answer, and reminders'),
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    return state
      ? { where: titleOf(state), label: `An answer in half the time at ${titleOf(state)}`, change: 'answered in half the time' }
      : null
  },
}
