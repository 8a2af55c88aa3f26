import type { Distribution } from '../../simulation/model/distribution.ts'
import { titleOf } from '../../workflow/tree.ts'
import { withPerformance } from './performance.ts'
import { visitedSteps, type RemedyKind } from './remedy.ts'

const shorter = 0.9

/** 10 % less handle time at a review, or processing time at an automatic step. */
export const handleTime: RemedyKind = {
  place: 'state',
  onlyRule: false,
  find: (asked) =>
    visitedSteps(asked)
      .filter(({ uid, step }) => {
        const takesTime = (asked.scenario.performance[uid]?.time.length ?? 0) > 0
        return takesTime && (step?.kind === 'review' || step?.kind === 'automatic')
      })
      .map(({ uid }) => uid),
  apply: (uid, world) =>
    withPerformance(world, uid, (performance) => ({
      ...performance,
      time: performance.time.map((entry) => ({ ...entry, distribution: scaled(entry.distribution, shorter) })),
    })),
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    if (!state?.step) return null
    const where = titleOf(state)
    const change = '10 % quicker'
    return state.step.kind === 'review'
      ? { where, label: `10 % less handle time in ${where}`, change, pools: state.step.pools }
      : { where, label: `10 % less processing time in ${where}`, change }
  },
}

/** The distribution of `factor` times the duration. */
export function scaled(distribution: Distribution, factor: number): Distribution {
  switch (distribution.kind) {
    case 'constant':
      return { kind: 'constant', value: distribution.value * factor }
    case 'exponential':
      return { kind: 'exponential', mean: distribution.mean * factor }
    case 'uniform':
      return { kind: 'uniform', low: distribution.low * factor, high: distribution.high * factor }
    case 'lognormal':
      return { ...distribution, median: distribution.median * factor }
    case 'empirical':
      return { kind: 'empirical', quantiles: distribution.quantiles.map((value) => value * factor) }
  }
}
