import type { Lane } from './lane.ts'
import type { Program } from './program.ts'
import type { Report } from './report.ts'

export type ExperimentOptions = {
  readonly seed?: number
  /** Default: the program's. With `precision`, the budget. */
  readonly replications?: number
  /** Stop once the half-width of the 95 % interval of the mean lead time is at most this share of the mean. */
  readonly precision?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, planned: number, partial: Report) => void
}
export type { Lane }

/** Replications over lanes, merged in order of replication, so the result does not depend on how many lanes there are. */
export declare function runExperiment(program: Program, lanes: readonly Lane[], options?: ExperimentOptions): Promise<Report>
