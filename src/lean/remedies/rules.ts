import { parseDuration, isoDuration } from '../../workflow/duration.ts'
import { titleOf, transitionsFrom } from '../../workflow/tree.ts'
import { formatDuration } from '../../words/duration.ts'
import { timersOf } from '../causes/flow.ts'
import { withPool } from './pool.ts'
import { onlyRule, servingPools, visitedSteps, withState, type RemedyKind, type World } from './remedy.ts'

/** So many times as long. */
const longer = 4

/** A timer that sends work on, four times as long. */
export const timer: RemedyKind = {
  place: 'state',
  cures: ['short-timer'],
  find: ({ evidence }) => {
    const found = (evidence ? timersOf(evidence) : []).filter(({ perCase }) => perCase >= 0.005)
    return [...new Set(found.map(({ source }) => source))].map((id) => ({ id }))
  },
  apply: (uid, world) => {
    const after = withState(world, uid, (state) =>
      state.step?.kind === 'review' && state.step.waitLimit?.after !== undefined
        ? { ...state, step: { ...state.step, waitLimit: { ...state.step.waitLimit, after: lengthened(state.step.waitLimit.after) } } }
        : state,
    )
    const changed = transitionsFrom(world.workflow, uid).flatMap((transition) =>
      transition.trigger.kind === 'after' && typeof transition.trigger.delay === 'number'
        ? [[transition.uid, { ...transition, trigger: { kind: 'after' as const, delay: transition.trigger.delay * longer } }] as const]
        : [],
    )
    if (changed.length === 0) return after
    return { ...after, workflow: { ...after.workflow, transitions: { ...after.workflow.transitions, ...Object.fromEntries(changed) } } }
  },
  effort: () => onlyRule,
  say: (uid, world) => {
    const state = world.workflow.states[uid]
    const now = secondsOf(world, uid)
    if (!state || now === null) return null
    const change = `the timer after ${formatDuration(now * longer)} instead of ${formatDuration(now)}`
    return {
      where: titleOf(state),
      label: `Setting the timer of ${titleOf(state)} to ${formatDuration(now * longer)} instead of ${formatDuration(now)}`,
      change,
    }
  },
}

function lengthened(text: string): string {
  return isoDuration(parseDuration(text) * longer)
}

function secondsOf({ workflow }: World, uid: string): number | null {
  const step = workflow.states[uid]?.step
  if (step?.kind === 'review' && step.waitLimit?.after !== undefined) return parseDuration(step.waitLimit.after)
  const delays = transitionsFrom(workflow, uid).flatMap(({ trigger }) =>
    trigger.kind === 'after' && typeof trigger.delay === 'number' ? [trigger.delay / 1000] : [],
  )
  return delays.length > 0 ? Math.min(...delays) : null
}

/** First come, first served; earliest deadline first where cases have targets. */
export const order: RemedyKind = {
  place: 'pool',
  cures: ['starving-order'],
  find: (asked) =>
    servingPools(asked).flatMap((id) => {
      const kind = asked.scenario.pools[id]?.order.kind
      return kind !== undefined && kind !== 'arrival' && kind !== newOrder(asked) ? [{ id }] : []
    }),
  apply: (id, world) => withPool(world, id, (pool) => ({ ...pool, order: { kind: newOrder(world) } })),
  effort: () => onlyRule,
  say: (id, world) => {
    const pool = world.workflow.pools[id]
    if (!pool) return null
    const change = newOrder(world) === 'deadline' ? 'the earliest deadline first' : 'first come, first served'
    return {
      where: pool.title,
      label:
        newOrder(world) === 'deadline'
          ? `Taking the earliest deadline first in ${pool.title}`
          : `First come, first served in ${pool.title}`,
      change,
      pools: [id],
    }
  },
}

function newOrder({ scenario }: World): 'deadline' | 'arrival' {
  return scenario.segments.some(({ target }) => target !== undefined) ? 'deadline' : 'arrival'
}

/** All pools of a step asked at once; where they are already, in the other order. */
export const overflow: RemedyKind = {
  place: 'state',
  cures: ['late-overflow', 'pool-order'],
  find: (asked) => visitedSteps(asked).flatMap(({ uid, step }) => (step?.kind === 'review' && step.pools.length > 1 ? [{ id: uid }] : [])),
  apply: (uid, world) =>
    withState(world, uid, (state) => {
      if (state.step?.kind !== 'review') return state
      const { overflow: late, ...step } = state.step
      return { ...state, step: late ? step : { ...step, pools: [...step.pools.slice(1), step.pools[0]!] } }
    }),
  effort: () => onlyRule,
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    if (state?.step?.kind !== 'review') return null
    const title = (id: string | undefined) => workflow.pools[id ?? '']?.title ?? id ?? ''
    const change = state.step.overflow ? `${title(state.step.pools[1])} asked at once` : `${title(state.step.pools[1])} asked first`
    return {
      where: titleOf(state),
      label: `Asking ${title(state.step.pools[1])} ${state.step.overflow ? 'at once' : 'first'} in ${titleOf(state)}`,
      change,
      pools: state.step.pools,
    }
  },
}

/** A pool that has time helps another: its people learn that work too. */
export const pooling: RemedyKind = {
  place: 'state',
  cures: ['too-few-people', 'variance'],
  find: ({ evidence }) => {
    if (!evidence) return []
    return evidence.steps.flatMap(({ uid, step, wait }) => {
      if (step.kind !== 'review' || step.pools.length !== 1 || wait < 0.1 * evidence.total) return []
      const helpers = evidence.pools.filter(({ id, busy, steps }) => id !== step.pools[0] && busy < 0.7 && steps.length > 0)
      const [most] = helpers.toSorted((a, b) => free(b) - free(a))
      return most ? [{ id: uid, plan: { other: most.id } }] : []
    })
  },
  apply: (uid, world, { other }) =>
    withState(world, uid, (state) =>
      state.step?.kind === 'review' && other !== undefined && !state.step.pools.includes(other)
        ? { ...state, step: { ...state.step, pools: [...state.step.pools, other] } }
        : state,
    ),
  effort: (uid, { workflow }, { other }) => {
    const state = workflow.states[uid]
    return {
      hoursPerWeek: 0,
      costPerWeek: 0,
      once: `people of ${workflow.pools[other ?? '']?.title ?? ''} learn the work of ${state ? titleOf(state) : ''}`,
    }
  },
  say: (uid, { workflow }, { other }) => {
    const state = workflow.states[uid]
    const helper = workflow.pools[other ?? '']
    if (state?.step?.kind !== 'review' || !helper) return null
    return {
      where: titleOf(state),
      label: `Using free hours of ${helper.title} for ${titleOf(state)}`,
      change: `helped by ${helper.title}`,
      pools: [...state.step.pools, helper.id],
    }
  },
}

/** People with nothing to do, on average. */
function free({ staff, busy }: { readonly staff: readonly number[]; readonly busy: number }): number {
  return (staff.reduce((sum, count) => sum + count, 0) / staff.length) * (1 - busy)
}
