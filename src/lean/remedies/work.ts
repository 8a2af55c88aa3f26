import { meanOf } from '../../simulation/compile/distribution-facts.ts'
import { exp } from '../../simulation/engine/elementary.ts'
import type { Distribution } from '../../simulation/model/distribution.ts'
import { titleOf, transitionsFrom } from '../../workflow/tree.ts'
import type { Transition } from '../../workflow/transition.ts'
import { usualOutcome } from '../causes/flow.ts'
import { withPerformance } from './performance.ts'
import { scaled, takesOnce, visitedSteps, type RemedyKind, type World } from './remedy.ts'

/** A step whose outcome is the same in so many of its cases may be a check that can be left out. */
const foregone = 0.9
/** A step with a larger squared coefficient of variation has long cases worth a way of their own. */
const uneven = 1.3

/** A check that hardly changes anything is left out: cases go where it sends almost all of them. */
export const check: RemedyKind = {
  place: 'state',
  cures: ['needless-check'],
  find: (asked) =>
    visitedSteps(asked).flatMap(({ uid, step }) => {
      if (step?.kind !== 'review' || bypassOf(asked, uid) === null) return []
      return [{ id: uid }]
    }),
  apply: (uid, world) => {
    const bypass = bypassOf(world, uid)
    if (bypass === null) return world
    const changed = bypass.into.map((transition): [string, Transition] => [transition.uid, { ...transition, targets: [...bypass.to] }])
    return { ...world, workflow: { ...world.workflow, transitions: { ...world.workflow.transitions, ...Object.fromEntries(changed) } } }
  },
  effort: (uid, world) => ({
    hoursPerWeek: 0,
    costPerWeek: 0,
    once: `what it changes in ${sayPercent(1 - (bypassOf(world, uid)?.share ?? 1))} of its cases is no longer found, but for a sample`,
  }),
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    if (!state) return null
    return { where: titleOf(state), label: `Leaving out all but a small sample of ${titleOf(state)}`, change: 'left out, but for a sample' }
  },
}

/** The ways into a step, and where it sends almost all of its cases; null where that cannot be said, or nobody looked at them before. */
function bypassOf({ workflow, scenario }: World, uid: string): { into: Transition[]; to: readonly string[]; share: number } | null {
  const step = workflow.states[uid]?.step
  if (!step) return null
  const usual = usualOutcome(scenario, uid, step)
  if (usual === null || usual.share < foregone) return null
  const [out, ...more] = transitionsFrom(workflow, uid).filter(({ trigger }) => trigger.kind === 'event' && trigger.event === usual.event)
  if (!out || more.length > 0 || out.guard !== null || out.targets.length === 0) return null
  const into = Object.values(workflow.transitions).filter(
    ({ targets, source }) => source !== uid && targets.length === 1 && targets[0] === uid,
  )
  const looked = into.filter(({ source }) => workflow.states[source]?.step?.kind === 'review')
  return looked.length > 0 && !out.targets.includes(uid) ? { into, to: out.targets, share: usual.share } : null
}

function sayPercent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`
}

/** Half the variation of a step's times: long cases are split, or have people of their own. The mean stays. */
export const variance: RemedyKind = {
  place: 'state',
  cures: ['variance'],
  find: (asked) =>
    (asked.evidence?.steps ?? []).flatMap(({ uid, step, variation }) =>
      step.kind === 'review' && variation > uneven ? [{ id: uid }] : [],
    ),
  apply: (uid, world) =>
    withPerformance(world, uid, (performance) => ({
      ...performance,
      time: performance.time.map((entry) => ({ ...entry, distribution: halfAsVaried(entry.distribution) })),
    })),
  effort: takesOnce('a way of their own for the longest cases, or their work in parts'),
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    return state
      ? { where: titleOf(state), label: `Making the times of ${titleOf(state)} half as uneven`, change: 'times half as uneven' }
      : null
  },
}

/** The distribution with the same mean and about half the spread. */
export function halfAsVaried(distribution: Distribution): Distribution {
  switch (distribution.kind) {
    case 'constant':
      return distribution
    case 'exponential': {
      const sigma = 0.47
      return { kind: 'lognormal', median: distribution.mean * exp((-sigma * sigma) / 2), sigma }
    }
    case 'gamma':
      return { ...distribution, shape: Math.min(100, 4 * distribution.shape) }
    case 'uniform': {
      const [middle, quarter] = [(distribution.low + distribution.high) / 2, (distribution.high - distribution.low) / 4]
      return { kind: 'uniform', low: middle - quarter, high: middle + quarter }
    }
    case 'lognormal': {
      const sigma = distribution.sigma / 2
      return scaled({ kind: 'lognormal', median: 1, sigma }, meanOf(distribution) / exp((sigma * sigma) / 2))
    }
    case 'empirical':
    case 'rare': {
      const middle = meanOf({ kind: 'empirical', quantiles: distribution.quantiles })
      return { ...distribution, quantiles: distribution.quantiles.map((value) => (value + middle) / 2) }
    }
  }
}
