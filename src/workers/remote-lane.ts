import { bytesHeld } from '../simulation/engine/bytes-held.ts'
import { sayOutgrowth } from '../simulation/experiment/governor.ts'
import type { Lane, Steering } from '../simulation/experiment/lane.ts'
import type { Observations } from '../simulation/program/observations.ts'
import type { Program } from '../simulation/program/program.ts'
import { RunStopped } from '../simulation/program/run-stopped.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'
import { Heartbeat, type HeartbeatHost, type Pace } from './heartbeat.ts'

/** An open worker. Its listeners are given when it is opened; after `terminate` none is called. */
export type EngineThread = { send(message: ToEngine): void; terminate(): void }

/** Where a lane's workers come from, and what a lane cannot do itself: it has no clock. */
export type LaneHost = HeartbeatHost & {
  open(onMessage: (message: FromEngine) => void, onDeath: (why: string) => void): EngineThread
  /** What the lanes of one host get done; each is measured by the others. */
  readonly pace: Pace
  /** Bytes that a replication may take in one worker. */
  readonly allowed: number
}

/** Milliseconds that a worker has to end a run that is cancelled. */
const cancellationTimeout = 1000
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
 * A lane on a worker, opened when first needed. A worker that dies or gives no sign of life (see Heartbeat) is ended, and its replication is done again on a
 * new one: it gives the same numbers.
 */
export class RemoteLane implements Lane {
  private readonly host: LaneHost
  private thread: EngineThread | null = null
  /** Whether the worker has said nothing yet. */
  private isNew = false
  private loaded: Program | null = null
  private job: Job | null = null
  private readonly place: number
  private readonly heartbeat: Heartbeat
  private stopCancelTimer = () => {}
  /** Resolves when all that was asked for before has ended: two experiments may share a lane, and take turns. */
  private last: Promise<void> = Promise.resolve()
  /** Resolves when a cancelled run has ended in the worker. */
  private ending: { readonly over: Promise<void>; readonly tell: () => void } | null = null

  constructor(host: LaneHost) {
    this.host = host
    this.place = host.pace.join()
    this.heartbeat = new Heartbeat(host, host.pace, this.place, (why) => this.lose(why))
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
    throw new RunStopped(
      `The run stopped: replication ${replication + 1} was begun on ${mostWorkers} workers, one after the other, and none finished it: ${why}. Run it again, on fewer workers or with fewer days.`,
    )
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
        settle(() => reject(signal?.reason as unknown))
        this.cancel()
      }
      const steer = () => this.steer(steering?.pause?.isOn ?? false)
      const stopListening = steering?.pause?.listen(steer)
      const settle = (end: () => void) => {
        this.job = null
        this.heartbeat.stop()
        stopListening?.()
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
        this.heartbeat.start(this.isNew)
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
    this.isNew = true
    return thread
  }

  /** A worker that rests says nothing, so it is watched again only when it is to go on. */
  private steer(paused: boolean): void {
    this.thread?.send({ is: paused ? 'pause' : 'resume' })
    if (!paused) this.heartbeat.start(this.isNew)
  }

  private hear(message: FromEngine): void {
    this.isNew = false
    this.heartbeat.beat()
    const { job, ending } = this
    if (message.is === 'alive') {
      this.host.pace.advance(this.place, message.slices)
      if (message.paused && job?.steering?.pause?.isOn) this.heartbeat.stop()
      return job?.steering?.onAdvance?.(message.advance)
    }
    if (ending) {
      this.ending = null
      this.stopCancelTimer()
      return ending.tell()
    }
    this.host.pace.advance(this.place, 1)
    if (message.is === 'done') {
      const { replication, events, open } = message.observations
      job?.steering?.onAdvance?.({ replication, events, now: job.program.horizon, openCases: open, bytes: 0, over: true })
      job?.resolve(message.observations)
    } else if (message.is === 'outgrown') job?.reject(new RunStopped(sayOutgrowth(job.program, message.outgrowth)))
    else if (message.is === 'stopped') job?.reject(new RunStopped(message.message))
    else if (message.is === 'failed') job?.reject(new Error(message.message))
  }

  /** The worker is told to stop; one that does not listen is ended, and the next run gets a new one. */
  private cancel(): void {
    if (this.thread === null) return
    let tell = () => {}
    const over = new Promise<void>((resolve) => (tell = resolve))
    this.ending = { over, tell }
    this.stopCancelTimer()
    this.stopCancelTimer = this.host.every(cancellationTimeout, () => this.lose('it did not stop when told'))
    this.thread.send({ is: 'cancel' })
  }

  private lose(why: string): void {
    const { job } = this
    this.drop()
    job?.lost(why)
  }

  private drop(): void {
    this.heartbeat.stop()
    this.stopCancelTimer()
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
