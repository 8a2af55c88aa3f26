import type { Outgrowth } from '../simulation/experiment/governor.ts'
import type { Advance } from '../simulation/experiment/lane.ts'
import type { Observations } from '../simulation/program/observations.ts'
import type { Program } from '../simulation/program/program.ts'

/** What a lane tells its worker. The program is sent once, then only numbers of replications. */
export type ToEngine =
  | { readonly is: 'load'; readonly program: Program; readonly allowed: number }
  /** Runs some of the program and throws it away, so that its code is compiled when it counts; whatever else comes ends it. */
  | { readonly is: 'warm' }
  | { readonly is: 'run'; readonly replication: number; readonly paused: boolean }
  | { readonly is: 'pause' }
  | { readonly is: 'resume' }
  | { readonly is: 'cancel' }

/** What a worker tells its lane: signs of life while it runs, with the slices worked since the last, and one of the others at the end of a run. */
export type FromEngine =
  | { readonly is: 'alive'; readonly advance: Advance; readonly slices: number; readonly paused: boolean }
  | {
      readonly is: 'done'
      readonly observations: Observations
      /** Whether the kernel brought it, or the engine in TypeScript. */ readonly byKernel: boolean
    }
  | { readonly is: 'outgrown'; readonly outgrowth: Outgrowth }
  /** `stopped`: for a reason that the user can mend. */
  | { readonly is: 'failed' | 'stopped'; readonly message: string }
  | { readonly is: 'cancelled' }

/** What a worker of a page tells first: how its end can be heard of (see `holdLife`). */
export type Living = { readonly is: 'living'; readonly life: string | null }
