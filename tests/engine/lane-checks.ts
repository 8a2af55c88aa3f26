import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import type { Advance, Lane } from '../../src/simulation/experiment/lane.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import { Pause } from '../../src/simulation/experiment/pause.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { lineScenario, lineWorkflow } from './fixture.ts'

/* What every kind of lane must do, for the tests of Node and of Chromium. */

/** A replication that takes a good while: about a second in TypeScript, a quarter of one in the kernel. */
export function longProgram(days = 250): Program {
  const compiled = compile({ workflow: lineWorkflow, scenario: lineScenario, run: { days } })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
  return { ...compiled.program, warmup: 0 }
}

/** Far more work than the people can do: the queues grow for ever. */
export function floodedProgram(): Program {
  const { demand } = lineScenario
  if (demand.kind !== 'profile') throw new Error('the line has a profile')
  const scenario = { ...lineScenario, demand: { ...demand, casesPerHour: 5000, spikes: [] } }
  const compiled = compile({ workflow: lineWorkflow, scenario, run: { days: 2000 } })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
  return { ...compiled.program, warmup: 0 }
}

/** Replications asked for in this order, each of whichever lane is free, in the order of their numbers. */
export async function inAnyOrder(program: Program, lanes: readonly Lane[], order: readonly number[]): Promise<Observations[]> {
  const left = [...order]
  const found = new Map<number, Observations>()
  const work = async (lane: Lane): Promise<void> => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) found.set(number, await lane.replicate(program, number))
  }
  await Promise.all(lanes.map(work))
  return order.toSorted((a, b) => a - b).map((number) => found.get(number)!)
}

/**
 * Pauses and resumes an experiment again and again while it runs; the digest, how often it was paused, and the events that happened during pauses once the
 * lanes had heard of them.
 */
export async function withPauses(
  program: Program,
  lanes: readonly Lane[],
  replications: number,
): Promise<{ digest: string; pauses: number; moved: number }> {
  const pause = new Pause()
  const events = new Map<number, number>()
  let [running, pauses, moved] = [true, 0, 0]
  const sum = () => [...events.values()].reduce((total, value) => total + value, 0)
  const run = runExperiment(program, lanes, {
    replications,
    pause,
    onAdvance: ({ replication, events: happened }: Advance) => events.set(replication, happened),
  }).finally(() => (running = false))
  while (running && pauses < 4) {
    // A worker that is still starting moves when nobody expects it any more.
    do await rest(30)
    while (running && sum() === 0)
    pause.pause()
    pauses++
    await quiet(sum)
    const before = sum()
    await rest(150)
    moved += sum() - before
    pause.resume()
  }
  return { digest: (await run).digest, pauses, moved }
}

/** Resolves when nothing has moved for a while: lanes at work tell of themselves ten times a second, on a busy machine later. At most five seconds. */
async function quiet(sum: () => number): Promise<void> {
  for (let tries = 0, before = -1; tries < 10 && sum() !== before; tries++) {
    before = sum()
    await rest(600)
  }
}

export function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
