import { variance } from '../report/estimate.ts'
import type { Advance, Lane, Steering } from './lane.ts'
import type { Observations } from '../program/observations.ts'
import type { Pause } from './pause.ts'
import type { Program } from '../program/program.ts'
import type { Report } from '../report/report.ts'
import { RunStopped } from '../program/run-stopped.ts'
import { summarise } from '../report/summarise.ts'
import { Tally } from '../report/tally.ts'
import { studentT } from '../report/student.ts'

export type ExperimentOptions = {
  readonly seed?: number
  /** Default: the program's. With `precision`, the most that may be run. */
  readonly replications?: number
  /** Stop once the half-width of the 95 % interval of the mean lead time is at most this share of the mean; see `leastForPrecision`. */
  readonly precision?: number
  readonly signal?: AbortSignal
  /** While it is on, the replications under way rest where they are. */
  readonly pause?: Pause
  /** Called after each replication that can be counted: those before it are done as well. `partial` makes a report of them. */
  readonly onProgress?: (done: number, planned: number, partial: () => Report) => void
  /** Called about ten times a second for each replication under way. */
  readonly onAdvance?: (advance: Advance) => void
}

/** Replications run at most when a precision is asked for and no number is given. */
const mostForPrecision = 200
/**
 * Replications run at least before an interval may be found narrow enough. Who stops at the first narrow interval stops where it is narrow by luck: with 3
 * at least, 95 % intervals of normal means hold in 90 % of such stops where the luck is worst; with 10 in 93 % and more (tests/engine/precision.test.ts).
 */
export const leastForPrecision = 10

/**
 * Replications over lanes, merged in order of replication, so the result does not depend on how many lanes there are or which is faster.
 * Rejects with an AbortError when the signal fires, and with a message when a case cannot go on (simulation.md, section 3).
 */
export async function runExperiment(program: Program, lanes: readonly Lane[], options: ExperimentOptions = {}): Promise<Report> {
  const seeded = options.seed === undefined ? program : { ...program, seed: options.seed }
  const planned =
    options.replications ?? (options.precision === undefined ? program.replications : Math.max(program.replications, mostForPrecision))
  const results: Observations[] = []
  const tally = new Tally(seeded)
  let enough = planned
  const stop = (many: Observations[]) => {
    many.push(tally.add(many.pop()!))
    if (options.precision !== undefined && many.length >= leastForPrecision && many.length < enough && halfWidth(many) <= options.precision)
      enough = many.length
    options.onProgress?.(many.length, Math.min(planned, enough), () => summarise(seeded, many, seeded.seed, tally))
    return many.length >= enough
  }
  await inOrder(seeded, lanes, planned, results, options.signal, stop, {
    ...(options.pause && { pause: options.pause }),
    ...(options.onAdvance && { onAdvance: options.onAdvance }),
  })
  const report = summarise(seeded, results, seeded.seed, tally)
  if (options.precision === undefined) return report
  const reached = halfWidth(results)
  return {
    ...report,
    precision: { asked: options.precision, reached: Number.isFinite(reached) ? reached : null, least: leastForPrecision },
    warnings: [...report.warnings, ...precisionNote(reached, options.precision, report.replications)],
  }
}

/** Runs replications 0, 1, … on the lanes and gives `stop` those that are complete without a gap, until it says so. What is then under way is cancelled. */
export async function inOrder(
  program: Program,
  lanes: readonly Lane[],
  planned: number,
  results: Observations[],
  signal: AbortSignal | undefined,
  stop: (many: Observations[]) => boolean,
  steering?: Steering,
): Promise<void> {
  if (lanes.length === 0) throw new Error('an experiment needs at least one lane')
  const waiting = new Map<number, Observations>()
  const ending = new AbortController()
  const cancel = () => ending.abort(signal?.reason)
  let next = 0
  let over = false
  const work = async (lane: Lane): Promise<void> => {
    while (!over && next < planned) {
      signal?.throwIfAborted()
      const replication = next++
      const observed = await lane.replicate(program, replication, ending.signal, steering)
      if (over) return
      waiting.set(replication, observed)
      for (let ready = waiting.get(results.length); ready !== undefined && !over; ready = waiting.get(results.length)) {
        waiting.delete(results.length)
        refuseFailure(ready)
        results.push(ready)
        over = stop(results)
      }
      if (over) ending.abort()
    }
  }
  signal?.addEventListener('abort', cancel)
  try {
    signal?.throwIfAborted()
    await Promise.all(
      lanes.map((lane) =>
        work(lane).catch((error: unknown) => {
          if (!over) throw error
        }),
      ),
    )
  } finally {
    over = true
    ending.abort()
    signal?.removeEventListener('abort', cancel)
  }
}

function refuseFailure({ failure, replication }: Observations): void {
  if (failure === null) return
  throw new RunStopped(
    `The run stopped: case ${failure.case} in "${failure.state}" after ${Math.round(failure.time)} s of replication ${replication + 1} cannot go on: ${failure.reason}.`,
  )
}

/** Half-width of the 95 % interval of the mean lead time, as a share of the mean; Infinity where there is none. */
function halfWidth(many: readonly Observations[]): number {
  const means = many.filter(({ leadTime }) => leadTime.n > 0).map(({ leadTime }) => leadTime.mean)
  const mean = means.reduce((sum, x) => sum + x, 0) / means.length
  return means.length < 2 || mean === 0 ? Infinity : (studentT(means.length - 1) * Math.sqrt(variance(means) / means.length)) / mean
}

function precisionNote(reached: number, precision: number, replications: number): string[] {
  if (reached <= precision && replications >= leastForPrecision) return []
  if (reached <= precision)
    return [`${replications} replications look precise enough, but fewer than ${leastForPrecision} can look so by luck.`]
  const width = Number.isFinite(reached) ? `; the half-width is ${Math.round(reached * 1000) / 10} % of the mean lead time` : ''
  return [`The precision of ${precision * 100} % was not reached within ${replications} replications${width}.`]
}
