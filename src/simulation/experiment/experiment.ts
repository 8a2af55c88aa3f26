import type { Advance, Lane, Steering } from './lane.ts'
import type { Observations } from '../program/observations.ts'
import type { Pause } from './pause.ts'
import type { Program } from '../program/program.ts'
import type { Report } from '../report/report.ts'
import { RunStopped } from '../program/run-stopped.ts'
import { summarise } from '../report/summarise.ts'
import { Tally } from '../report/tally.ts'
import { endOf, forecast, leastForPrecision, reachedBy, type Goal, type Reached } from './goal.ts'

export type ExperimentOptions = {
  readonly seed?: number
  /** Default: the program's. With a goal, the most that may be run. */
  readonly replications?: number
  /** Stop once this is known, `leastForPrecision` replications at least; with a limit on events the program's replications at least. */
  readonly goal?: Goal
  readonly signal?: AbortSignal
  /** While it is on, the replications under way rest where they are. */
  readonly pause?: Pause
  /** Called after each replication that can be counted: those before it are done as well. `partial` makes a report of them. */
  readonly onProgress?: (done: number, planned: number, partial: () => Report) => void
  /** Called about ten times a second for each replication under way. */
  readonly onAdvance?: (advance: Advance) => void
}

/** Replications run at most when there is a goal and no number is given; where events end it as well, and they may be short. */
const [mostForGoal, mostForEvents] = [200, 1000]

/**
 * Replications over lanes, merged in order of replication, so the result does not depend on how many lanes there are or which is faster.
 * Rejects with an AbortError when the signal fires, and with a message when a case cannot go on (simulation.md, section 3).
 */
export async function runExperiment(program: Program, lanes: readonly Lane[], options: ExperimentOptions = {}): Promise<Report> {
  const seeded = options.seed === undefined ? program : { ...program, seed: options.seed }
  const { goal } = options
  const limited = goal?.mostEvents !== undefined
  const least = limited ? program.replications : 0
  const planned =
    options.replications ?? (goal ? Math.max(program.replications, limited ? mostForEvents : mostForGoal) : program.replications)
  const results: Observations[] = []
  const tally = new Tally(seeded)
  let events = 0
  let end: Ending | null = null
  const stop = (many: Observations[]) => {
    const one = tally.add(many.pop()!)
    many.push(one)
    events += one.events
    end = goal && many.length >= least ? endOf(many, events, goal) : null
    const expected = end ? many.length : goal ? Math.max(least, forecast(many, events, goal, planned)) : planned
    options.onProgress?.(many.length, expected, () => summarise(seeded, many, seeded.seed, tally))
    return end !== null || many.length >= planned
  }
  await inOrder(seeded, lanes, planned, results, options.signal, stop, {
    ...(options.pause && { pause: options.pause }),
    ...(options.onAdvance && { onAdvance: options.onAdvance }),
  })
  const report = summarise(seeded, results, seeded.seed, tally)
  return goal ? { ...report, ...judged(results, goal, end ?? 'replications', report.warnings) } : report
}

type Ending = 'precise' | 'events' | 'nothing' | 'replications'

/** How well the goal was reached, and what is to be said of it. */
function judged(
  many: readonly Observations[],
  goal: Goal,
  ended: Ending,
  warnings: readonly string[],
): Pick<Report, 'precision' | 'warnings'> {
  const reached = reachedBy(many)
  const known = (value: number) => (Number.isFinite(value) ? value : null)
  return {
    precision: {
      asked: goal.precision,
      reached: known(reached.precision),
      least: leastForPrecision,
      ...(goal.points === undefined ? {} : { points: { asked: goal.points, reached: known(reached.points) } }),
      ended,
    },
    warnings: ended === 'nothing' ? [...warnings] : [...warnings, ...precisionNote(reached, goal, many.length)],
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

function precisionNote({ precision, points }: Reached, goal: Goal, replications: number): string[] {
  const isPrecise = precision <= goal.precision && points <= (goal.points ?? Infinity)
  if (isPrecise && replications >= leastForPrecision) return []
  if (isPrecise) return [`${replications} replications look precise enough, but fewer than ${leastForPrecision} can look so by luck.`]
  const width = Number.isFinite(precision) ? `; the half-width is ${tenths(precision)} % of the mean lead time` : ''
  const shares = goal.points !== undefined && Number.isFinite(points) ? ` and up to ${tenths(points)} points of a share in time` : ''
  const asked = goal.points === undefined ? `${goal.precision * 100} %` : `${goal.precision * 100} % and ${goal.points * 100} points`
  return [`The precision of ${asked} was not reached within ${replications} replications${width}${shares}.`]
}

function tenths(share: number): number {
  return Math.round(share * 1000) / 10
}
