import * as runEnd from '../program/codes/run-end.ts'
import type { Observations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import { bytesHeld } from '../engine/bytes-held.ts'
import type { Hooks } from '../engine/hooks.ts'
import { observe } from '../engine/observe.ts'
import { Recorder } from '../engine/recorder.ts'
import { Run } from '../engine/run.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { KernelRun } from '../kernel/kernel-run.ts'

/**
 * One replication of a program that can be left and taken up again: `advance` until it says that all is over, then `observations`. Where the run is cut
 * into slices does not matter: the same program and number give the same observations to the last bit. `general` has the
 * statechart work out its microsteps anew again and again (for tests).
 */
export class Replication {
  readonly number: number
  private readonly program: Program
  private run: Run | KernelRun
  private recorder: Recorder
  private over = false
  private observed: Observations | null = null

  constructor(program: Program, number: number, hooks?: Hooks, general = false, kernel: Kernel | null = null) {
    this.number = number
    this.program = program
    const inKernel = kernel === null || hooks !== undefined ? null : KernelRun.of(program, number, kernel)
    this.run = inKernel ?? new Run(program, number, hooks, general)
    this.recorder = new Recorder(program, this.run.measures)
  }

  /** Lets at most so many events happen (hours that pass count as well); whether the replication is over. */
  advance(events: number): boolean {
    if (this.over) return true
    const { run, recorder, program } = this
    if (run instanceof KernelRun) return this.advanceKernel(run, events)
    const { horizon } = program
    const limited = program.maxCases < Infinity
    for (let left = events; left > 0; left--) {
      if (run.failure !== null) return this.close()
      run.until = recorder.nextMark < horizon ? recorder.nextMark : horizon
      if (run.step()) {
        if (limited && run.isOver) return this.close()
      } else if (recorder.nextMark >= horizon) return this.close()
      else recorder.pass()
    }
    return false
  }

  private advanceKernel(run: KernelRun, events: number): boolean {
    const { recorder, program } = this
    const last = run.happened + events
    for (let left = events; left > 0; left = Math.min(left - 1, last - run.happened)) {
      const why = run.run(Math.min(recorder.nextMark, program.horizon), left)
      if (why === runEnd.over) return this.close()
      if (why === runEnd.spent) return false
      if (why === runEnd.broken) {
        // What the kernel does not know is simulated again, from the beginning, by the engine that does.
        this.run = new Run(program, this.number, undefined, false)
        this.recorder = new Recorder(program, this.run.measures)
        return false
      }
      if (recorder.nextMark >= program.horizon) return this.close()
      recorder.pass()
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

  /** Whether the kernel runs it. */
  get isInKernel(): boolean {
    return this.run instanceof KernelRun
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
    if (this.run instanceof KernelRun) this.run.finish()
    this.over = true
    return true
  }
}

/** Runs one replication of the program to its end and says what it measured. See Replication. */
export function replicate(program: Program, number: number, hooks?: Hooks, general = false, kernel: Kernel | null = null): Observations {
  const replication = new Replication(program, number, hooks, general, kernel)
  // A whole number that fits a small integer keeps the loop's count out of the heap.
  while (!replication.advance(1 << 30));
  return replication.observations()
}
