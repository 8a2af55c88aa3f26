import type { Report } from '../../simulation/report/report.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Place } from '../../workflow/problem.ts'
import type { Workflow } from '../../workflow/workflow.ts'

/** What a change may be of. A kind is one file of this folder and its row in remedies.ts, without which nothing compiles. */
export type Kind = 'people' | 'handle-time' | 'slots' | 'batching' | 'rework'

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
  /** The change in words, as the subject of a sentence and the label of the edit: `One more person in Arabic tier 1`. */
  readonly label: string
  /** The same in few words, the place first: `Arabic tier 1: one more person`. */
  readonly short: string
  /** What it takes, where that can be counted: `40 more hours on shift a week`. */
  readonly effort: string | null
}

/** A design: what is drawn and what it is run with. */
export type World = { readonly workflow: Workflow; readonly scenario: Scenario }

/** What remedies are looked for in. Without a report every place counts as visited. */
export type Asked = World & { readonly report: Report | null }

/** A remedy at one place in words. */
type Saying = {
  readonly where: string
  readonly label: string
  /** What follows the place in `short`. */
  readonly change: string
  readonly pools?: readonly string[]
  readonly effort?: string
}

/** One kind of remedy. An `id` is that of a pool or the uid of a step, as `place` says. */
export type RemedyKind = {
  readonly place: 'pool' | 'state'
  /** Whether only a rule of the workflow changes: nobody is hired, trained or given a better tool. */
  readonly onlyRule: boolean
  /** The places where it can be made, in the order of the document; those that no case visited are left out. */
  readonly find: (asked: Asked) => readonly string[]
  /** The design with it made; untouched records keep their identity. Where the place is gone, the same design. */
  readonly apply: (id: string, world: World) => World
  /** The change in words; null where there is nothing of the kind to say at this place. */
  readonly say: (id: string, world: World) => Saying | null
}

/** The steps that some case visited, in the order of the document. */
export function visitedSteps({ workflow, report }: Asked) {
  const visited = (uid: string) => report === null || Object.values(report.steps).some((step) => step.uid === uid && step.visits > 0)
  return Object.values(workflow.states).filter((state) => state.step && visited(state.uid))
}
