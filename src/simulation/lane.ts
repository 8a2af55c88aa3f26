import { replicate } from './engine/replicate.ts'
import type { Observations } from './observations.ts'
import type { Program } from './program.ts'

/** One place where replications are computed: this thread, a worker of the browser, a thread of Node. */
export type Lane = {
  /** Runs one replication. Rejects with an AbortError when the signal fires; the lane can be used again. */
  replicate(program: Program, replication: number, signal?: AbortSignal): Promise<Observations>
  close(): void
}

/** A lane in this thread: a replication runs to its end before anything else does. */
export function laneHere(): Lane {
  return {
    async replicate(program, replication, signal) {
      await Promise.resolve()
      signal?.throwIfAborted()
      return replicate(program, replication)
    },
    close: () => {},
  }
}
