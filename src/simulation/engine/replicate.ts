import type { Observations } from '../observations.ts'
import type { Program } from '../program.ts'
import { bytesHeld } from './bytes-held.ts'
import type { Hooks } from './hooks.ts'
import { observe } from './observe.ts'
import { Recorder } from './recorder.ts'
import { Run } from './run.ts'

/**
 * One replication of a program that can be left and taken up again: `advance` until it says that all is over, then `observations`. Where the run is cut
 * into slices does not matter: the same program and number give the same observations to the last bit. `general` has the
 * statechart work out its microsteps anew again and again (for tests).
 */
export class Replication {
  readonly number: number
  private readonly program: Program
  private readonly run: Run
  private readonly recorder: Recorder
  private over = false
  private observed: Observations | null = null

  constructor(program: Program, number: number, hooks?: Hooks, general = false) {
    this.number = number
    this.program = program
    this.run = new Run(program, number, hooks, general)
    this.recorder = new Recorder(program, this.run.measures)
  }

  /** Lets at most so many events happen (hours that pass count as well); whether the replication is over. */
  advance(events: number): boolean {
    if (this.over) return true
    const { run, recorder, program } = this
    const { horizon } = program
    const limited = program.maxCases < Infinity
    for (let left = events; left > 0; left--) {
      if (run.failure !== null || run.now >= horizon) return this.close()
      const next = run.nextTime
      if (recorder.nextMark <= next && recorder.nextMark < Infinity) {
        if (recorder.nextMark >= horizon) return this.close()
        recorder.pass()
      } else if (next >= horizon) return this.close()
      else {
        run.step()
        if (limited && run.isOver) return this.close()
      }
    }
    return false
  }

  /** What it measured. Throws while it is not over. */
  observations(): Observations {
    if (!this.over) throw new Error('a replication is observed when it is over')
    this.observed ??= observe(this.program, this.number, this.run, this.recorder, this.end)
    return this.observed
  }

  /** Events that have happened. */
  get events(): number {
    return this.run.happened
  }

  /** Seconds simulated. */
  get now(): number {
    return this.run.now
  }

  get openCases(): number {
    return this.run.measures.wip.now[0]!
  }

  /** People's queues by pool: cases that wait now. */
  get queues(): Int32Array {
    return this.run.measures.poolQueue.now
  }

  /** Memory that its arrays take, in bytes; the program's own tables apart. */
  get bytes(): number {
    return bytesHeld([this.run, this.recorder], this.program)
  }

  private get end(): number {
    const { run, program } = this
    return (program.maxCases < Infinity && run.isOver) || run.failure ? run.now : program.horizon
  }

  private close(): true {
    this.recorder.finish(this.end)
    this.over = true
    return true
  }
}

/** Runs one replication of the program to its end and says what it measured. See Replication. */
export function replicate(program: Program, number: number, hooks?: Hooks, general = false): Observations {
  const replication = new Replication(program, number, hooks, general)
  // A whole number that fits a small integer keeps the loop's count out of the heap.
  while (!replication.advance(1 << 30));
  return replication.observations()
}
