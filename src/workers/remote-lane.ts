import { bytesHeld } from '../simulation/engine/bytes-held.ts'
import { sayOutgrowth } from '../simulation/experiment/governor.ts'
import type { Lane, Steering } from '../simulation/experiment/lane.ts'
import type { Observations } from '../simulation/program/observations.ts'
import type { Program } from '../simulation/program/program.ts'
import { RunStopped } from '../simulation/program/run-stopped.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'

/** An open worker. Its listeners are given when it is opened; after `terminate` none is called. */
export type EngineThread = { send(message: ToEngine): void; terminate(): void }

/** Where a lane's workers come from, and what a lane cannot do itself: it has no clock. */
export type LaneHost = {
  open(onMessage: (message: FromEngine) => void, onDeath: (why: string) => void): EngineThread
  /** Calls every so many milliseconds until the answer is called. */
  every(milliseconds: number, call: () => void): () => void
  /** Bytes that a replication may take in one worker. */
  readonly allowed: number
}

/** Seconds without a sign of life after which a worker is given up. */
const patience = 8
/** Milliseconds that a worker has to hear that a run is cancelled. */
const hearing = 400
/** Workers that a replication may use up. */
const mostWorkers = 3

type Job = {
  readonly steering: Steering | undefined
  readonly program: Program
  readonly resolve: (observations: Observations) => void
  readonly reject: (reason: unknown) => void
  readonly lost: (why: string) => void
}

/**
 * A lane on a worker, opened when first needed. A worker that dies or gives no sign of life is ended, and its replication is done again on a new one: it
 * gives the same numbers.
 */
export class RemoteLane implements Lane {
  private readonly host: LaneHost
  private thread: EngineThread | null = null
  private loaded: Program | null = null
  private job: Job | null = null
  /** Seconds since the last sign of life. */
  private quiet = 0
  private resting = false
  private stopWatch = () => {}
  /** Resolves when all that was asked for before has ended: two experiments may share a lane, and take turns. */
  private last: Promise<void> = Promise.resolve()
  /** Resolves when a cancelled run has ended in the worker. */
  private ending: { readonly over: Promise<void>; readonly tell: () => void } | null = null

  constructor(host: LaneHost) {
    this.host = host
  }

  prepare(program: Program): void {
    if (this.job !== null || this.ending !== null || this.loaded === program) return
    const isNew = this.thread === null
    this.load(program)
    if (isNew) this.thread?.send({ is: 'warm' })
  }

  async replicate(program: Program, replication: number, signal?: AbortSignal, steering?: Steering): Promise<Observations> {
    signal?.throwIfAborted()
    this.refuseTooBig(program)
    const before = this.last
    const turn = this.inTurn(before, program, replication, signal, steering)
    this.last = Promise.allSettled([before, turn]).then(() => {})
    return turn
  }

  private async inTurn(
    before: Promise<void>,
    program: Program,
    replication: number,
    signal: AbortSignal | undefined,
    steering: Steering | undefined,
  ): Promise<Observations> {
    await unless(signal, before)
    let why = ''
    for (let used = 0; used < mostWorkers; used++) {
      await this.ending?.over
      const answer = await this.attempt(program, replication, signal, steering)
      if (typeof answer !== 'string') return answer
      why = answer
    }
    throw new Error(`Replication ${replication + 1} was tried on ${mostWorkers} workers and brought none through: ${why}.`)
  }

  close(): void {
    const { job } = this
    this.drop()
    job?.reject(new Error('the lane was closed'))
  }

  /** The observations, or why the worker was lost. */
  private attempt(program: Program, replication: number, signal?: AbortSignal, steering?: Steering): Promise<Observations | string> {
    return new Promise<Observations | string>((resolve, reject) => {
      signal?.throwIfAborted()
      const abort = () => {
        this.cancel()
        settle(() => reject(signal?.reason as unknown))
      }
      const steer = () => this.thread?.send({ is: steering?.pause?.isOn ? 'pause' : 'resume' })
      const deaf = steering?.pause?.listen(steer)
      const settle = (end: () => void) => {
        this.job = null
        this.stopWatch()
        deaf?.()
        signal?.removeEventListener('abort', abort)
        end()
      }
      this.job = {
        steering,
        program,
        resolve: (observations) => settle(() => resolve(observations)),
        reject: (reason) => settle(() => reject(reason)),
        lost: (why) => settle(() => resolve(why)),
      }
      signal?.addEventListener('abort', abort, { once: true })
      try {
        if (this.loaded !== program) this.load(program)
        this.thread?.send({ is: 'run', replication, paused: steering?.pause?.isOn ?? false })
        this.watch()
      } catch (error) {
        this.drop()
        this.job?.reject(error)
      }
    })
  }

  private load(program: Program): void {
    this.thread ??= this.open()
    this.thread.send({ is: 'load', program, allowed: this.host.allowed })
    this.loaded = program
  }

  private open(): EngineThread {
    const thread: EngineThread = this.host.open(
      (message) => {
        if (this.thread === thread) this.hear(message)
      },
      (why) => {
        if (this.thread === thread) this.lose(why)
      },
    )
    return thread
  }

  private hear(message: FromEngine): void {
    this.quiet = 0
    const { job, ending } = this
    if (message.is === 'alive') {
      this.resting = message.paused
      return job?.steering?.onAdvance?.(message.advance)
    }
    if (ending) {
      this.ending = null
      this.stopWatch()
      return ending.tell()
    }
    if (message.is === 'done') {
      const { replication, events, open } = message.observations
      job?.steering?.onAdvance?.({ replication, events, now: job.program.horizon, openCases: open, bytes: 0, over: true })
      job?.resolve(message.observations)
    } else if (message.is === 'outgrown') job?.reject(new RunStopped(sayOutgrowth(job.program, message.outgrowth)))
    else if (message.is === 'failed') job?.reject(new Error(message.message))
  }

  /** The worker is told to stop; one that does not listen is ended. */
  private cancel(): void {
    if (this.thread === null) return
    let tell = () => {}
    const over = new Promise<void>((resolve) => (tell = resolve))
    this.ending = { over, tell }
    this.thread.send({ is: 'cancel' })
    this.stopWatch()
    this.stopWatch = this.host.every(hearing, () => this.lose('it did not stop when told'))
  }

  /** Ticks are counted, not time: a page that slept does not take its workers for dead. */
  private watch(): void {
    this.quiet = 0
    this.resting = false
    this.stopWatch = this.host.every(1000, () => {
      if (!this.resting && ++this.quiet >= patience) this.lose(`no sign of life for ${patience} s`)
    })
  }

  private lose(why: string): void {
    const { job } = this
    this.drop()
    job?.lost(why)
  }

  private drop(): void {
    this.stopWatch()
    this.thread?.terminate()
    this.thread = null
    this.loaded = null
    this.ending?.tell()
    this.ending = null
  }

  private refuseTooBig(program: Program): void {
    if (program === this.loaded) return
    const bytes = bytesHeld([program], {})
    if (bytes <= this.host.allowed) return
    const megabytes = (value: number) => `${Math.round(value / 2 ** 20)} MB`
    throw new RunStopped(
      `This run is too big to begin: its demand and calendar alone take ${megabytes(bytes)} in each worker, and ${megabytes(this.host.allowed)} are allowed. Run fewer days, replay a shorter part of the history, or use fewer workers.`,
    )
  }
}

/** Resolves with the promise; rejects as soon as the signal fires. */
function unless(signal: AbortSignal | undefined, promise: Promise<void>): Promise<void> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as unknown)
    signal.addEventListener('abort', abort, { once: true })
    void promise.then(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
  })
}
