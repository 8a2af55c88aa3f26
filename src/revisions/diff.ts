import type { Scenario } from '../simulation/scenario.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Diff } from './change.ts'

/** What else to compare, and how the two sides are called. */
export type DiffOptions = {
  /** Placements by uid, for the layout channel. */
  readonly layouts?: { readonly base: Readonly<Record<string, Placement>>; readonly head: Readonly<Record<string, Placement>> }
  readonly scenarios?: { readonly base: Scenario; readonly head: Scenario }
  /** Names of the two sides; default: their versions, or `draft`. */
  readonly names?: { readonly base: string; readonly head: string }
}

/** The semantic difference of two workflows: every difference of the documents is told by a change, layout apart. */
export declare function diffWorkflows(base: Workflow, head: Workflow, options?: DiffOptions): Diff
