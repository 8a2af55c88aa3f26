import { formatMeasured } from '../../words/duration.ts'
import { formatNumber, formatShare } from '../../words/number.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Step } from '../../workflow/step.ts'
import { subtreeOf, titleOf } from '../../workflow/tree.ts'
import { entryLeaves, findSentBack } from '../sent-back.ts'
import type { CauseFinder, Claim } from './cause.ts'
import type { Evidence, PoolFacts, StepFacts } from './evidence.ts'
import { expectedQueue, partExplained } from './queue.ts'

/** Cases sent back per case, or of those of a step, before that is rework beyond what every operation has. */
const [leastSentBack, leastPart] = [0.12, 0.2]
/** Share of a check's cases with one outcome from which on it hardly decides anything. */
const foregone = 0.94
/** The same where the step itself is said to change nothing for those concerned: what sends back more is no needless check. */
const foregoneWhenMarked = 0.8
/** Visits per case from which on a check is more than a sample. */
const sample = 0.2
/** Squared coefficient of variation: 1 is that of exponential times; above this a step is very variable. */
const [usual, veryVariable] = [1, 4]

/** Waiting of so many handlings is no congestion yet. */
const acceptable = 1.5

/** Work done again. */
export const rework: CauseFinder = {
  least: 0.12,
  find: (evidence) => {
    const back = findSentBack(evidence.workflow).map(({ step, transitions }) => ({
      step,
      perCase: transitions.reduce((sum, uid) => sum + (evidence.report.transitions[uid]?.perCase ?? 0), 0),
    }))
    const all = back.reduce((sum, { perCase }) => sum + perCase, 0)
    const worked = evidence.steps.reduce((sum, { visits, handle, repeated }) => sum + visits * handle * repeated, 0)
    const waited = evidence.pools.reduce((sum, pool) => sum + pool.wait * partAgain(pool), 0)
    return back.flatMap(({ step, perCase }): Claim[] => {
      const facts = evidence.steps.find(({ uid }) => uid === step)
      if (!facts || perCase === 0 || (all < leastSentBack && perCase < leastPart * facts.visits)) return []
      const seconds = ((worked + waited) * perCase) / all
      return [
        {
          place: { kind: 'state', id: step },
          where: facts.title,
          seconds,
          sentence: `${facts.title} sends work back: doing it again is ${formatShare(seconds / evidence.total)} of the lead time`,
          evidence: [`${formatShare(perCase / facts.visits)} of its cases go back, ${formatNumber(perCase)} per case that comes`],
        },
      ]
    })
  },
}

/** Part of a pool's waiting that would go without the visits that are not a case's first. */
function partAgain(pool: PoolFacts): number {
  const visits = pool.steps.reduce((sum, step) => sum + step.visits, 0)
  const again = visits > 0 ? pool.steps.reduce((sum, step) => sum + step.visits * step.repeated, 0) / visits : 0
  return again === 0 ? 0 : partExplained(pool, { work: pool.work.map((people) => people * (1 - again)) })
}

/** A second look at many cases that hardly ever changes anything. */
export const needlessCheck: CauseFinder = {
  least: 0.2,
  find: (evidence) =>
    evidence.steps.flatMap((step): Claim[] => {
      const { share, title } = usualOutcome(evidence.scenario, step.uid, step.step) ?? { share: 0, title: '' }
      const marked = step.step.valueAdding === false && step.step.kind === 'review' && share >= foregoneWhenMarked
      if (step.step.kind !== 'review' || step.visits < sample || (!marked && (share < foregone || !isSecondLook(evidence, step)))) return []
      const seconds = step.wait + step.visits * step.handle
      const pool = step.step.pools[0]
      return [
        {
          ...(pool === undefined ? {} : { pool }),
          place: { kind: 'state', id: step.uid },
          where: step.title,
          seconds,
          sentence: `${step.title} is a check that hardly changes anything and takes ${formatShare(seconds / evidence.total)} of the lead time`,
          evidence: [
            `Its outcome is “${title}” in ${formatShare(share)} of its cases`,
            `${formatNumber(step.visits)} checks per case that comes`,
          ],
        },
      ]
    }),
}

/** The outcome that a step has most, with the least share of it over the kinds of cases; null where it has no choice. */
export function usualOutcome(scenario: Scenario, uid: string, step: Step): { share: number; title: string; event: string } | null {
  const lists = scenario.performance[uid]?.outcomes ?? []
  if (lists.length === 0 || step.outcomes.length < 2) return null
  const least = (event: string) => Math.min(...lists.map(({ shares }) => (Object.hasOwn(shares, event) ? shares[event]! : 0)))
  return step.outcomes.map(({ event, title }) => ({ event, title, share: least(event) })).toSorted((a, b) => b.share - a.share)[0]!
}

/** Whether cases come from where a person has already looked at them. */
function isSecondLook({ workflow }: Evidence, { uid }: StepFacts): boolean {
  return Object.values(workflow.transitions).some(
    ({ source, targets }) =>
      targets.some((target) => entryLeaves(workflow, target).includes(uid)) &&
      subtreeOf(workflow, source).some((state) => state.uid !== uid && state.step?.kind === 'review'),
  )
}

/** Work of which some takes very much longer than the rest, so that others queue behind it. */
export const variance: CauseFinder = {
  least: 0.08,
  find: (evidence) =>
    evidence.pools.flatMap((pool): Claim[] => {
      const [step] = pool.steps.toSorted((a, b) => b.visits * b.variation - a.visits * a.variation)
      if (!step || step.variation < veryVariable || pool.variation < veryVariable) return []
      const seconds = pool.wait * partExplained(pool, { variation: usual })
      return [
        {
          pool: pool.id,
          place: { kind: 'state', id: step.uid },
          where: step.title,
          seconds,
          sentence: `${step.title} takes very different times, and others queue behind the long ones: ${formatShare(seconds / evidence.total)} of the lead time`,
          evidence: [
            `Its times vary ${formatNumber(Math.sqrt(step.variation))} times as much as their mean of ${formatMeasured(step.handle)}`,
          ],
        },
      ]
    }),
}

/** A clock that takes cases out of a step and sends them to another. */
export type TimerFacts = {
  /** uid of the state that has the clock; the step, where it is a limit on waiting. */
  readonly source: string
  readonly seconds: number
  readonly covers: readonly StepFacts[]
  readonly to: StepFacts
  /** Cases sent on, per case; share of the visits of the step they come to. */
  readonly perCase: number
  readonly share: number
}

/** Clocks that send cases from where people work to other people. */
export function timersOf({ workflow, report, steps }: Evidence): TimerFacts[] {
  const factsOf = (uids: readonly string[]) => steps.filter(({ uid, step }) => uids.includes(uid) && step.kind === 'review')
  return Object.values(workflow.transitions).flatMap((transition): TimerFacts[] => {
    const { source, trigger, targets, uid } = transition
    const step = workflow.states[source]?.step
    const limit = step?.kind === 'review' ? step.waitLimit : undefined
    const isLimit = trigger.kind === 'event' && limit !== undefined && trigger.event === limit.event
    const delay = trigger.kind === 'after' && typeof trigger.delay === 'number' ? trigger.delay / 1000 : isLimit ? NaN : null
    if (delay === null) return []
    const covers = factsOf(subtreeOf(workflow, source).map((state) => state.uid))
    const perCase = report.transitions[uid]?.perCase ?? 0
    return factsOf(targets.flatMap((target) => entryLeaves(workflow, target)))
      .filter((to) => covers.length > 0 && !covers.includes(to) && perCase > 0)
      .map((to) => ({ source, seconds: delay, covers, to, perCase, share: Math.min(1, perCase / to.visits) }))
  })
}

/** Cases sent on by a clock before those whose turn it is have had time for them, to people who are too few for so many. */
export const shortTimer: CauseFinder = {
  least: 0.12,
  find: (evidence) => {
    const short = timersOf(evidence).filter((timer) => isShort(evidence, timer))
    // Several clocks that send to the same people are one cause, named where most come from.
    return short.flatMap((timer): Claim[] => {
      const same = short.filter(({ to }) => to === timer.to)
      if (same.some(({ perCase }) => perCase > timer.perCase)) return []
      const { source, to } = timer
      const covers = same.flatMap((one) => one.covers)
      const perCase = same.reduce((sum, one) => sum + one.perCase, 0)
      const share = Math.min(1, perCase / to.visits)
      const seconds = to.wait * share + covers.reduce((sum, step) => sum + step.interrupted, 0)
      const state = evidence.workflow.states[source]!
      const visits = covers.reduce((sum, step) => sum + step.visits, 0)
      const pool = to.step.kind === 'review' ? to.step.pools[0] : undefined
      return [
        {
          ...(pool === undefined ? {} : { pool }),
          place: { kind: 'state', id: source },
          where: titleOf(state),
          seconds,
          sentence: `The timer of ${titleOf(state)} is too short and sends work on to ${to.title}: waiting there and work broken off are ${formatShare(seconds / evidence.total)} of the lead time`,
          evidence: [
            `It ends ${formatShare(perCase / visits)} of the visits, ${formatNumber(perCase)} per case that comes`,
            ...same.filter((one) => one !== timer).map((one) => `So does the timer of ${titleOf(evidence.workflow.states[one.source]!)}`),
          ],
        },
      ]
    })
  },
}

/** Whether the people before the clock would do the work without much waiting: else what makes it wait there is the cause, and the clock a symptom. */
export function isShort(evidence: Evidence, { covers, perCase }: TimerFacts): boolean {
  const visits = covers.reduce((sum, step) => sum + step.visits, 0)
  if (perCase < 0.03 * visits) return false
  const pools = evidence.pools.filter(({ steps }) => steps.some((step) => covers.includes(step)))
  const without = pools.reduce((sum, pool) => sum + expectedQueue(pool), 0) / (evidence.casesPerHour / 3600)
  const handled = pools.reduce((sum, pool) => sum + pool.visits * pool.handle, 0)
  return without <= acceptable * handled
}
