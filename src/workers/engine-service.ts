import { Governor } from '../simulation/experiment/governor.ts'
import { Replication } from '../simulation/experiment/replicate.ts'
import type { Kernel } from '../simulation/kernel/kernel.ts'
import type { Program } from '../simulation/program/program.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'

/** What a worker lends the engine: it has no clock and no port of its own. */
export type EngineHost = {
  /** Milliseconds since any moment. */
  now(): number
  /** Resolves once the messages that have come in are handed over. */
  breathe(): Promise<void>
  send(message: FromEngine): void
  /** The fast path, where it can be had. */
  readonly kernel: Kernel | null
}

/** Milliseconds of a slice, between the signs of life, and of warming up at most. */
const slice = 12
const signs = 100
const warming = 1500
/** Replications after which the engine's code is as fast as it gets. */
const warm = 4
/** Events between two looks at the clock, at most: fewer where single events take long, so that a slice stays a slice. */
const mostBetween = 2048

/** The engine behind a message port: it runs in slices and listens between them, so that it can be paused, told to stop, and watched. */
export class EngineService {
  private readonly host: EngineHost
  private program: Program | null = null
  private allowed = Infinity
  private paused = false
  private cancelled = false
  private isWarming = false
  private goOn: (() => void) | null = null
  private between = 1
  private slices = 0

  constructor(host: EngineHost) {
    this.host = host
  }

  receive(message: ToEngine): void {
    this.isWarming = message.is === 'warm'
    if (message.is === 'load') {
      this.program = message.program
      this.allowed = message.allowed
    } else if (message.is === 'warm') void this.warm()
    else if (message.is === 'run') {
      this.paused = message.paused
      this.cancelled = false
      void this.run(message.replication)
    } else {
      this.paused = message.is === 'pause'
      this.cancelled ||= message.is === 'cancel'
      this.goOn?.()
    }
  }

  private async warm(): Promise<void> {
    const { program, host } = this
    if (program === null) return
    try {
      const replication = () => new Replication(program, 0, undefined, false, host.kernel)
      let [current, done] = [replication(), 0]
      for (const until = host.now() + warming; this.isWarming && host.now() < until; await host.breathe()) {
        if (current.bytes > this.allowed) return
        if (!this.advance(current, slice)) continue
        current.observations()
        if (++done === warm) return
        current = replication()
      }
    } catch {
      // Whatever is wrong shows, and is told, when it is run.
    }
  }

  private async run(number: number): Promise<void> {
    try {
      if (this.program === null) throw new Error('no program was loaded into this worker')
      this.host.send(await this.replicate(this.program, number))
    } catch (error) {
      this.host.send(failure(error))
    }
  }

  private async replicate(program: Program, number: number): Promise<FromEngine> {
    const { host } = this
    const replication = new Replication(program, number, undefined, false, host.kernel)
    this.between = 1
    const governor = new Governor(replication, this.allowed)
    for (let told = host.now(); ;) {
      if (this.cancelled) return { is: 'cancelled' }
      if (this.paused) {
        this.tell(replication)
        await new Promise<void>((resolve) => (this.goOn = resolve))
        continue
      }
      const over = this.advance(replication, slice)
      const outgrowth = governor.check()
      if (outgrowth) return { is: 'outgrown', outgrowth }
      if (over) return { is: 'done', observations: replication.observations(), byKernel: replication.isInKernel }
      if (host.now() - told >= signs) {
        told = host.now()
        this.tell(replication)
      }
      await host.breathe()
    }
  }

  /** Lets it run for about so many milliseconds; whether it is over. */
  private advance(replication: Replication, milliseconds: number): boolean {
    this.slices++
    const began = this.host.now()
    for (let now = began; now < began + milliseconds;) {
      if (replication.advance(this.between)) return true
      const before = now
      now = this.host.now()
      this.between = now - before > milliseconds / 2 ? Math.max(1, this.between >> 1) : Math.min(mostBetween, this.between * 2)
    }
    return false
  }

  private tell({ number, events, now, openCases, bytes }: Replication): void {
    const advance = { replication: number, events, now, openCases, bytes, over: false }
    this.host.send({ is: 'alive', advance, slices: this.slices, paused: this.paused })
    this.slices = 0
  }
}

/** Typed arrays that cannot be had any more throw a RangeError; the worker lives on. */
function failure(error: unknown): FromEngine {
  if (error instanceof RangeError && /alloc|length/i.test(error.message))
    return { is: 'stopped', message: 'There is no more memory for this run: run fewer days, or fewer replications at once.' }
  return { is: 'failed', message: error instanceof Error ? error.message : String(error) }
}
