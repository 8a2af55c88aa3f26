import type { Lane } from '../simulation/experiment/lane.ts'
import type { Observations } from '../simulation/program/observations.ts'
import type { Program } from '../simulation/program/program.ts'

/** One replication of one design. */
export type Job = { readonly program: Program; readonly replication: number; readonly done: (observations: Observations) => void }

/**
 * Runs jobs over the lanes, each lane one at a time, in order. Which lane runs what does not matter for the result.
 * Rejects with the first error of a lane, or with the signal's reason once the jobs under way have stopped.
 */
export async function runJobs(jobs: readonly Job[], lanes: readonly Lane[], signal: AbortSignal | undefined): Promise<void> {
  let next = 0
  let failed = false
  const work = async (lane: Lane) => {
    for (let job = jobs[next++]; job && !failed; job = jobs[next++]) {
      signal?.throwIfAborted()
      job.done(await lane.replicate(job.program, job.replication, signal))
    }
  }
  const results = await Promise.allSettled(
    lanes.map((lane) =>
      work(lane).catch((error: unknown) => {
        failed = true
        throw error
      }),
    ),
  )
  const error = results.find((result) => result.status === 'rejected')
  if (error) throw error.reason
}
