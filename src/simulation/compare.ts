import type { Comparison } from './comparison.ts'
import type { ExperimentOptions } from './experiment.ts'
import type { Lane } from './lane.ts'
import type { Program } from './program.ts'

/** Both designs on the same cases with the same luck, paired by replication. */
export declare function compareExperiments(base: Program, head: Program, lanes: readonly Lane[], options?: Omit<ExperimentOptions, 'onProgress' | 'precision'> & { readonly onProgress?: (done: number, planned: number) => void }): Promise<Comparison>
