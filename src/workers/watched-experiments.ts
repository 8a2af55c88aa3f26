import type { CompileInput } from '../simulation/compile/compile.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Program } from '../simulation/program/program.ts'
import type { Report } from '../simulation/report/report.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Prepared, RunEnd, RunProgress } from './experiment-messages.ts'
import { Heartbeat, type HeartbeatHost, Pace } from './heartbeat.ts'

/** What the experiment worker can be asked. `run` takes a job's number as `prepare` or `adopt` gave it. */
export type ExperimentService = {
  prepare(input: CompileInput): Promise<Prepared>
  adopt(program: Program, workflow: Workflow, scenario: Scenario): Promise<Prepared>
  run(job: number, precision: number | null, onProgress: (progress: RunProgress) => void): Promise<RunEnd>
  pause(): Promise<void>
  resume(): Promise<void>
  cancel(): Promise<void>
}

/** An open experiment worker. `alive` answers as soon as the worker listens. */
export type ExperimentThread = { readonly service: ExperimentService & { alive(): Promise<unknown> }; terminate(): void }

export type ExperimentHost = HeartbeatHost & { open(onDeath: (why: string) => void): ExperimentThread }

/** Milliseconds that the worker has to end a run that is cancelled. */
const cancellationTimeout = 2000
/** Milliseconds between two questions whether it is alive. */
const heartbeatInterval = 1000
/** Jobs that are kept, as the worker keeps them. */
const jobsKept = 2

/** The worker that was asked has gone, or was given up. */
class WorkerLost extends Error {}

type Worker = {
  readonly thread: ExperimentThread
  readonly lost: Promise<never>
  readonly lose: (why: string) => void
  calls: number
  isNew: boolean
}
type Job = { readonly prepare: (service: ExperimentService) => Promise<Prepared>; at: Worker; number: number }
type Run = { report: Report | null; cancelled: boolean; over: boolean }

/**
 * The experiment worker under watch. It starts with the first call. Where it dies or gives no sign of life (see Heartbeat), what was asked is asked again of
 * a new one, once, and a run begins again; lost a second time it is refused with the reason, and the next call starts another.
 */
export class WatchedExperiments {
  private readonly host: ExperimentHost
  private readonly jobs = new Map<number, Job>()
  private made = 0
  private worker: Worker | null = null
  private current: Run | null = null
  private paused = false

  constructor(host: ExperimentHost) {
    this.host = host
  }

  prepare(input: CompileInput): Promise<Prepared> {
    return this.keepJob((service) => service.prepare(input))
  }

  adopt(program: Program, workflow: Workflow, scenario: Scenario): Promise<Prepared> {
    return this.keepJob((service) => service.adopt(program, workflow, scenario))
  }

  /** Runs a job to its end, or until it is cancelled. `onLost`: the worker was lost, and the run begins again. */
  async run(
    job: number,
    precision: number | null,
    onProgress: (progress: RunProgress) => void,
    onLost: (why: string) => void,
  ): Promise<RunEnd> {
    const known = this.jobs.get(job)
    if (known === undefined) throw new Error('The run was not prepared.')
    const run: Run = { report: null, cancelled: false, over: false }
    // The worker cancels a run under way when another begins.
    if (this.current) this.current.cancelled = true
    this.current = run
    this.paused = false
    const attempt = () =>
      this.attempt(known, precision, (progress) => {
        run.report = progress.report ?? run.report
        onProgress(progress)
      })
    try {
      return await this.twice(attempt, (why) => {
        if (run.cancelled) return false
        onLost(why)
        return true
      })
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error
      if (run.cancelled) return { report: run.report, cancelled: true }
      throw new Error(`${error.message} It was begun twice. Close other programs and run it again, with fewer days if need be.`)
    } finally {
      run.over = true
    }
  }

  async pause(): Promise<void> {
    this.paused = true
    await this.tell((service) => service.pause())
  }

  async resume(): Promise<void> {
    this.paused = false
    await this.tell((service) => service.resume())
  }

  /** The run under way ends with what it has; a worker that does not end it in time is ended. */
  async cancel(): Promise<void> {
    const { current, worker } = this
    if (current === null || worker === null || current.over) return
    current.cancelled = true
    const stopTimer = this.host.every(cancellationTimeout, () => {
      stopTimer()
      if (!current.over) worker.lose('it did not stop when told')
    })
    await this.tell((service) => service.cancel())
  }

  private async keepJob(prepare: Job['prepare']): Promise<Prepared> {
    const [prepared, at] = await this.twice(() => this.ask(prepare))
    if (!prepared.ok) return prepared
    const job = ++this.made
    this.jobs.set(job, { prepare, at, number: prepared.job })
    for (const old of [...this.jobs.keys()].slice(0, -jobsKept)) this.jobs.delete(old)
    return { ...prepared, job }
  }

  private async attempt(job: Job, precision: number | null, onProgress: (progress: RunProgress) => void): Promise<RunEnd> {
    if (job.at !== this.worker) {
      const [prepared, at] = await this.ask(job.prepare)
      if (!prepared.ok) throw new Error('The run can no longer be prepared.')
      job.at = at
      job.number = prepared.job
    }
    const [end] = await this.ask((service) => {
      const running = service.run(job.number, precision, onProgress)
      // A run that begins again rests where the one before it rested.
      if (this.paused) void service.pause()
      return running
    })
    return end
  }

  /** Tries again where the worker was lost, unless told not to. */
  private async twice<Answer>(call: () => Promise<Answer>, again: (why: string) => boolean = () => true): Promise<Answer> {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof WorkerLost) || !again(error.message)) throw error
    }
    return call()
  }

  /** Says it to the worker that is there, if one is; one that has gone need not hear it. */
  private async tell(call: (service: ExperimentService) => Promise<void>): Promise<void> {
    if (this.worker === null) return
    await this.ask(call).catch((error: unknown) => {
      if (!(error instanceof WorkerLost)) throw error
    })
  }

  private async ask<Answer>(call: (service: ExperimentService) => Promise<Answer>): Promise<readonly [Answer, Worker]> {
    const worker = (this.worker ??= this.start())
    worker.calls++
    if (worker.calls === 1) this.watch(worker)
    try {
      return [await Promise.race([call(worker.thread.service), worker.lost]), worker]
    } finally {
      worker.calls--
    }
  }

  private start(): Worker {
    let fail: (lost: WorkerLost) => void = () => {}
    const lost = new Promise<never>((_, reject) => (fail = reject))
    lost.catch(() => {})
    const lose = (why: string) => {
      if (this.worker === worker) this.worker = null
      worker.thread.terminate()
      fail(new WorkerLost(`The simulation worker was lost: ${why}.`))
    }
    const worker: Worker = { thread: this.host.open((why) => lose(why)), lost, lose, calls: 0, isNew: true }
    return worker
  }

  /** Asks it again and again whether it is alive, for as long as it is asked anything else. */
  private watch(worker: Worker): void {
    const heartbeat = new Heartbeat(this.host, new Pace(), 0, (why) => worker.lose(why))
    const beat = () => {
      worker.isNew = false
      heartbeat.beat()
    }
    const ask = () => void worker.thread.service.alive().then(beat, beat)
    const stop = () => {
      heartbeat.stop()
      stopAsking()
    }
    const stopAsking = this.host.every(heartbeatInterval, () => (worker.calls === 0 || this.worker !== worker ? stop() : ask()))
    heartbeat.start(worker.isNew)
    ask()
  }
}
