import type { Distribution } from '../../simulation/model/distribution.ts'
import type { Shift } from '../../simulation/model/people.ts'
import type { Report } from '../../simulation/report/report.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Place } from '../../workflow/problem.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { CauseKind } from '../causes/cause.ts'
import type { Evidence } from '../causes/evidence.ts'

/** What a change may be of. A kind is one file of this folder and its row in remedies.ts, without which nothing compiles. */
export type Kind =
  | 'people'
  | 'hours'
  | 'gap'
  | 'training'
  | 'mentoring'
  | 'pooling'
  | 'slots'
  | 'batching'
  | 'timer'
  | 'order'
  | 'overflow'
  | 'check'
  | 'rework'
  | 'variance'
  | 'demand'
  | 'answer'
  | 'pair'

/** What is chosen for a place: shifts to add or to work instead, a pool that helps, seconds, or the remedies of a pair. Plain data. */
export type Plan = {
  readonly shifts?: readonly Shift[]
  readonly other?: string
  readonly seconds?: number
  readonly both?: readonly [Remedy, Remedy]
}

/** What a remedy takes every week. */
export type Effort = {
  /** Hours of work more (less, when negative), and their cost; null where the pool's pay is not known. */
  readonly hoursPerWeek: number
  readonly costPerWeek: number | null
  /** What it takes beside hours: `people of B learn the work of A`. */
  readonly once: string | null
}

/** A change worth trying. Plain data: `applyRemedy` makes the change. */
export type Remedy = {
  /** Kind and place: `people:arabic`. */
  readonly id: string
  readonly kind: Kind
  readonly place: Place & { readonly id: string }
  /** Title of the pool or step. */
  readonly where: string
  /** Pools that it concerns: remedies that share one are about the same place. */
  readonly pools: readonly string[]
  readonly plan: Plan
  /** The change in words, as the subject of a sentence and the label of the edit: `One more person in Arabic tier 1`. */
  readonly label: string
  /** The same in few words, the place first: `Arabic tier 1: one more person`. */
  readonly short: string
  readonly effort: Effort
}

/** A design: what is drawn and what it is run with. */
export type World = { readonly workflow: Workflow; readonly scenario: Scenario }

/** What remedies are looked for in. Without a report every place counts as visited. */
export type Asked = World & { readonly report: Report | null; readonly evidence: Evidence | null }

/** A place where a remedy can be made, and what was chosen for it. */
export type Candidate = { readonly id: string; readonly plan?: Plan }

/** A remedy at one place in words. */
type Saying = {
  readonly where: string
  readonly label: string
  /** What follows the place in `short`. */
  readonly change: string
  readonly pools?: readonly string[]
}

/** One kind of remedy. An `id` is that of a pool or the uid of a step or state, as `place` says. */
export type RemedyKind = {
  readonly place: 'pool' | 'state'
  /** Causes that it is a remedy of. */
  readonly cures: readonly CauseKind[]
  /** The places where it can be made, in the order of the document; those that no case visited are left out. */
  readonly find: (asked: Asked) => readonly Candidate[]
  /** The design with it made; untouched records keep their identity. Where the place is gone, the same design. */
  readonly apply: (id: string, world: World, plan: Plan) => World
  /** What it takes. */
  readonly effort: (id: string, world: World, plan: Plan) => Effort
  /** The change in words; null where there is nothing of the kind to say at this place. */
  readonly say: (id: string, world: World, plan: Plan) => Saying | null
}

/** Nothing but a rule of the workflow changes. */
export const onlyRule: Effort = { hoursPerWeek: 0, costPerWeek: 0, once: null }

/** What it takes, where no hours can be counted. */
export const takesOnce =
  (once: string): (() => Effort) =>
  () => ({ hoursPerWeek: 0, costPerWeek: 0, once })

/** The steps that some case visited, in the order of the document. */
export function visitedSteps({ workflow, report }: Pick<Asked, 'workflow' | 'report'>) {
  const visited = (uid: string) => report === null || Object.values(report.steps).some((step) => step.uid === uid && step.visits > 0)
  return Object.values(workflow.states).filter((state) => state.step && visited(state.uid))
}

/** The pools that serve a step that some case visited, in the order of the document. */
export function servingPools(asked: Pick<Asked, 'workflow' | 'report'>): string[] {
  const serving = new Set(visitedSteps(asked).flatMap(({ step }) => (step?.kind === 'review' ? step.pools : [])))
  return Object.keys(asked.workflow.pools).filter((id) => serving.has(id))
}

/** The design with one state changed. */
export function withState(world: World, uid: string, change: (state: Workflow['states'][string]) => Workflow['states'][string]): World {
  const state = world.workflow.states[uid]
  const changed = state && change(state)
  if (!changed || changed === state) return world
  return { ...world, workflow: { ...world.workflow, states: { ...world.workflow.states, [uid]: changed } } }
}

/** The distribution of `factor` times the duration. */
export function scaled(distribution: Distribution, factor: number): Distribution {
  switch (distribution.kind) {
    case 'constant':
      return { kind: 'constant', value: distribution.value * factor }
    case 'exponential':
    case 'gamma':
      return { ...distribution, mean: distribution.mean * factor }
    case 'uniform':
      return { kind: 'uniform', low: distribution.low * factor, high: distribution.high * factor }
    case 'lognormal':
      return { ...distribution, median: distribution.median * factor }
    case 'empirical':
    case 'rare':
      return { ...distribution, quantiles: distribution.quantiles.map((value) => value * factor) }
  }
}
