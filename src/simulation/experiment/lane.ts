import { replicate } from './replicate.ts'
import type { Observations } from '../program/observations.ts'
import type { Pause } from './pause.ts'
import type { Program } from '../program/program.ts'

/** How far a replication under way is. */
export type Advance = {
  readonly replication: number
  readonly events: number
  /** Seconds simulated. */
  readonly now: number
  readonly openCases: number
  /** Memory that the replication takes. */
  readonly bytes: number
  readonly over: boolean
}

/** What goes on between a replication under way and whoever asked for it. */
export type Steering = {
  /** While it is on, the replication rests where it is. */
  readonly pause?: Pause
  /** Called about ten times a second, and at the end. */
  readonly onAdvance?: (advance: Advance) => void
}

/** One place where replications are computed, one at a time: this thread, a worker of the browser, a thread of Node. */
export type Lane = {
  /** Runs one replication. Rejects with an AbortError when the signal fires; the lane can be used again. */
  replicate(program: Program, replication: number, signal?: AbortSignal, steering?: Steering): Promise<Observations>
  /** Makes ready for replications of this program, so that the first comes sooner. */
  prepare?(program: Program): void
  close(): void
}

/** A lane in this thread: a replication runs to its end before anything else does. */
export function laneHere(): Lane {
  return {
    async replicate(program, replication, signal, steering) {
      await Promise.resolve()
      await steering?.pause?.passed(signal)
      signal?.throwIfAborted()
      return replicate(program, replication)
    },
    close: () => {},
  }
}
