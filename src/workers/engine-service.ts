import { replicate } from '../simulation/engine/replicate.ts'
import type { Observations } from '../simulation/observations.ts'
import type { Program } from '../simulation/program.ts'

/** What a worker does for its lane. The program is sent once, then only numbers of replications. */
export type EngineService = { load(program: Program): void; replicate(replication: number): Observations }

/** The engine behind a message port. */
export function engineService(): EngineService {
  let loaded: Program | null = null
  return {
    load(program) {
      loaded = program
    },
    replicate(replication) {
      if (loaded === null) throw new Error('no program was loaded into this worker')
      return replicate(loaded, replication)
    },
  }
}
