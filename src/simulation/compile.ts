import type { Problem } from '../workflow/problem.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Arrival } from './arrival.ts'
import type { Program } from './program.ts'
import type { Scenario } from './scenario.ts'

export type CompileInput = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  /** For a demand of kind `replay`, in order of time. */
  readonly arrivals?: readonly Arrival[]
  /** Overrides of the scenario's run. `cases`: arrivals stop after so many and the run ends when all have left. */
  readonly run?: { readonly days?: number; readonly cases?: number; readonly warmup?: 'auto' | number; readonly seed?: number; readonly replications?: number }
  readonly hashes?: { readonly workflow?: string; readonly scenario?: string; readonly history?: string }
}

/** Workflow and scenario as flat tables for the engine, or what stands in the way. */
export declare function compile(input: CompileInput): { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly problems: readonly Problem[] }
