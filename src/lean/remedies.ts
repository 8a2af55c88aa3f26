import type { Distribution } from '../simulation/model/distribution.ts'
import type { Report } from '../simulation/report/report.ts'
import type { Member } from '../simulation/model/people.ts'
import type { Performance, PoolScenario, Scenario } from '../simulation/model/scenario.ts'
import { changeBetween } from '../workflow/change-set.ts'
import type { Edit } from '../workflow/draft.ts'
import { parseDuration } from '../workflow/duration.ts'
import type { Place } from '../workflow/problem.ts'
import type { State } from '../workflow/state.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { sayRhythm } from './bottlenecks.ts'
import { sayNumber } from './phrase.ts'
import { findSentBack } from './sent-back.ts'

/** A change worth trying. Plain data: `applyRemedy` makes the change. */
export type Remedy = {
  /** Kind and place: `people:arabic`. */
  readonly id: string
  readonly kind: 'people' | 'handle-time' | 'slots' | 'batching' | 'rework'
  readonly place: Place
  /** Title of the pool or step. */
  readonly where: string
  /** Pools that it concerns: remedies that share one are about the same place. */
  readonly pools: readonly string[]
  /** The change in words, as the subject of a sentence and the label of the edit: `One more person in Arabic tier 1`. */
  readonly label: string
  /** The same in few words, the place first: `Arabic tier 1: one more person`. */
  readonly short: string
  /** What it takes, where that can be counted: `40 more hours on shift a week`. */
  readonly effort: string | null
}

type World = { readonly workflow: Workflow; readonly scenario: Scenario }

const shorter = 0.9
const twoHours = 'PT2H'
/** A way back that fewer cases than this take is not worth an experiment. */
const leastFlow = 0.002

/**
 * All standard remedies for a workflow: one more person on every shift of each pool (where all are people one by one: one more of those who are most), 10 % less handle time at each review and automatic step, one more slot where slots are limited,
 * batches every two hours (or at once), half as much sent back. With a report, places that no case visited are left out.
 */
export function findRemedies(workflow: Workflow, scenario: Scenario, report: Report | null): Remedy[] {
  const visited = (uid: string) => report === null || Object.values(report.steps).some((step) => step.uid === uid && step.visits > 0)
  const steps = Object.values(workflow.states).filter((state) => state.step && visited(state.uid))
  return [
    ...Object.values(workflow.pools).flatMap((pool) => {
      const serves = steps.some(({ step }) => step?.kind === 'review' && step.pools.includes(pool.id))
      const people = scenario.pools[pool.id]
      return serves && people && (people.shifts.length > 0 || mostOf(people) !== undefined)
        ? [
            remedy('people', { kind: 'pool', id: pool.id }, pool.title, `One more person in ${pool.title}`, 'one more person', {
              pools: [pool.id],
              effort: sayEffort(scenario, pool.id),
            }),
          ]
        : []
    }),
    ...steps.flatMap((state) => stepRemedies(state, scenario.performance[state.uid])),
    ...reworkRemedies(workflow, scenario, report),
  ]
}

/** The workflow and scenario with the remedy made. Untouched records keep their identity. Where the place is gone nothing changes. */
export function applyRemedy(remedy: Remedy, { workflow, scenario }: World): World {
  const id = 'id' in remedy.place ? remedy.place.id : ''
  if (remedy.kind === 'people') return { workflow, scenario: withPeople(scenario, id) }
  if (remedy.kind === 'batching') return { workflow: withRhythm(workflow, id), scenario }
  const performance = scenario.performance[id]
  if (!performance) return { workflow, scenario }
  const change =
    remedy.kind === 'handle-time'
      ? quicker(performance)
      : remedy.kind === 'slots'
        ? withSlot(performance)
        : lessSentBack(workflow, id, performance)
  return { workflow, scenario: { ...scenario, performance: { ...scenario.performance, [id]: change } } }
}

/** The remedy as an edit of the studio's tables `states` and `scenarios`, so that it can be undone. */
export function remedyEdit(remedy: Remedy, world: World): Edit {
  const after = applyRemedy(remedy, world)
  const tables = ({ workflow, scenario }: World) => ({ states: workflow.states, scenarios: { [scenario.id]: scenario } })
  return { label: remedy.label, change: changeBetween(tables(world), tables(after)) }
}

function remedy(
  kind: Remedy['kind'],
  place: Place & { id: string },
  where: string,
  label: string,
  change: string,
  more: Partial<Remedy> = {},
): Remedy {
  return { id: `${kind}:${place.id}`, kind, place, where, pools: [], label, short: `${where}: ${change}`, effort: null, ...more }
}

function stepRemedies(state: State, performance: Performance | undefined): Remedy[] {
  const [step, where] = [state.step, titleOf(state)]
  const place = { kind: 'state', id: state.uid } as const
  if (step?.kind === 'batch') return batchRemedy(state, where)
  if (!performance || (step?.kind !== 'review' && step?.kind !== 'automatic')) return []
  const result =
    performance.time.length === 0
      ? []
      : [
          remedy(
            'handle-time',
            place,
            where,
            `10 % less ${step.kind === 'review' ? 'handle time' : 'processing time'} in ${where}`,
            '10 % quicker',
            { pools: step.kind === 'review' ? step.pools : [] },
          ),
        ]
  if (performance.slots !== undefined && step.kind === 'automatic')
    result.push(remedy('slots', place, where, `One more slot in ${where}`, 'one more slot'))
  return result
}

function batchRemedy(state: State, where: string): Remedy[] {
  if (state.step?.kind !== 'batch' || state.step.size === 1) return []
  const label = isFrequent(state.step) ? 'at once' : 'every two hours'
  return [
    remedy('batching', { kind: 'state', id: state.uid }, where, `Moving “${where}” on ${label} instead of ${sayRhythm(state.step)}`, label),
  ]
}

function reworkRemedies(workflow: Workflow, scenario: Scenario, report: Report | null): Remedy[] {
  const flow = (uids: readonly string[]) => uids.reduce((total, uid) => total + (report?.transitions[uid]?.perCase ?? 0), 0)
  const back = findSentBack(workflow).filter(({ transitions }) => report === null || flow(transitions) >= leastFlow)
  return [...new Set(back.map(({ step }) => step))].flatMap((uid) => {
    const [state, performance] = [workflow.states[uid], scenario.performance[uid]]
    if (!state || !performance || lessSentBack(workflow, uid, performance) === performance) return []
    const where = titleOf(state)
    return [remedy('rework', { kind: 'state', id: uid }, where, `Half as many cases sent back from ${where}`, 'half sent back')]
  })
}

function sayEffort(scenario: Scenario, pool: string): string {
  const people = scenario.pools[pool]
  const member = people && people.shifts.length === 0 ? mostOf(people) : undefined
  const hours = (member?.shifts ?? people?.shifts ?? []).reduce(
    (total, shift) => total + hoursBetween(shift.from, shift.to) * new Set(shift.days).size,
    0,
  )
  const cost = member?.costPerHour ?? people?.costPerHour
  return `${sayNumber(hours)} more hours on shift a week${cost === undefined ? '' : `, costing ${sayNumber(hours * cost)} a week`}`
}

function hoursBetween(from: string, to: string): number {
  const hour = (clock: string) => Number(clock.slice(0, 2)) + Number(clock.slice(3, 5)) / 60
  return hour(to) > hour(from) ? hour(to) - hour(from) : hour(to) - hour(from) + 24
}

function withPeople(scenario: Scenario, id: string): Scenario {
  const pool = scenario.pools[id]
  if (!pool) return scenario
  return { ...scenario, pools: { ...scenario.pools, [id]: { ...pool, ...onePersonMore(pool) } } }
}

function onePersonMore(pool: PoolScenario): Partial<PoolScenario> {
  if (pool.shifts.length > 0) return { shifts: pool.shifts.map((shift) => ({ ...shift, people: shift.people + 1 })) }
  const most = mostOf(pool)
  return { members: (pool.members ?? []).map((member) => (member === most ? { ...member, count: (member.count ?? 1) + 1 } : member)) }
}

/** Of people one by one: those who are most, the first of them where several are. */
function mostOf(pool: PoolScenario): Member | undefined {
  return (pool.members ?? []).toSorted((a, b) => (b.count ?? 1) - (a.count ?? 1))[0]
}

function isFrequent(step: { readonly age?: string | undefined; readonly at?: readonly string[] | undefined }): boolean {
  return (step.age !== undefined && parseDuration(step.age) <= parseDuration(twoHours)) || new Set(step.at).size >= 84
}

function withRhythm(workflow: Workflow, uid: string): Workflow {
  const state = workflow.states[uid]
  if (state?.step?.kind !== 'batch') return workflow
  const step = isFrequent(state.step) ? { ...state.step, size: 1 } : { ...state.step, age: twoHours }
  return { ...workflow, states: { ...workflow.states, [uid]: { ...state, step } } }
}

function quicker(performance: Performance): Performance {
  return { ...performance, time: performance.time.map((entry) => ({ ...entry, distribution: scaled(entry.distribution, shorter) })) }
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

function withSlot(performance: Performance): Performance {
  return performance.slots === undefined ? performance : { ...performance, slots: performance.slots + 1 }
}

/** Outcome shares with the ways back halved, the rest in proportion among the others. The same object where nothing can be moved. */
function lessSentBack(workflow: Workflow, uid: string, performance: Performance): Performance {
  const back = new Set(
    findSentBack(workflow)
      .filter(({ step }) => step === uid)
      .map(({ event }) => event),
  )
  const outcomes = performance.outcomes.map((entry) => ({ ...entry, shares: halved(entry.shares, back) }))
  return outcomes.every((entry, index) => entry.shares === performance.outcomes[index]?.shares) ? performance : { ...performance, outcomes }
}

function halved(shares: Record<string, number>, back: ReadonlySet<string>): Record<string, number> {
  const total = (keep: boolean) => Object.entries(shares).reduce((sum, [event, share]) => sum + (back.has(event) === keep ? share : 0), 0)
  const [sentBack, others] = [total(true), total(false)]
  if (sentBack === 0 || others === 0) return shares
  return Object.fromEntries(
    Object.entries(shares).map(([event, share]) => [event, back.has(event) ? share / 2 : share * (1 + sentBack / 2 / others)]),
  )
}
