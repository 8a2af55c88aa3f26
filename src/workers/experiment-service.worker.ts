import { withBottlenecks } from '../lean/bottlenecks.ts'
import { compile } from '../simulation/compile/compile.ts'
import type { CompileInput } from '../simulation/compile/compile.ts'
import { ordinaryGoal } from '../simulation/experiment/goal.ts'
import { runExperiment } from '../simulation/experiment/experiment.ts'
import type { Advance, Lane } from '../simulation/experiment/lane.ts'
import { Pause } from '../simulation/experiment/pause.ts'
import type { Program } from '../simulation/program/program.ts'
import type { Report } from '../simulation/report/report.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Prepared, RunEnd, RunProgress } from './experiment-messages.ts'
import { openLanes } from './lanes.browser.ts'

type Job = { readonly program: Program; readonly workflow: Workflow; readonly scenario: Scenario }

/** Milliseconds between two progress messages, and between two reports of a run that is not over. */
const progressEvery = 100
const reportEvery = 250
/** Jobs that are kept: the last one asked for, and one that may be under way. */
const jobsKept = 2

const jobs = new Map<number, Job>()
const pause = new Pause()
let made = 0
let lanes: readonly Lane[] = []
let stop: AbortController | null = null

/** What the experiment worker does: everything about a run but showing it. Its lanes are workers of its own. */
export const experimentService = {
  /** Compiles, sends the program to the lanes and warms them up. */
  async prepare(input: CompileInput): Promise<Prepared> {
    const compiled = compile(input)
    return compiled.ok ? this.adopt(compiled.program, input.workflow, input.scenario) : compiled
  },

  /** The same for a program that was compiled elsewhere. */
  async adopt(program: Program, workflow: Workflow, scenario: Scenario): Promise<Prepared> {
    const job = ++made
    jobs.set(job, { program, workflow, scenario })
    for (const old of [...jobs.keys()].slice(0, -jobsKept)) jobs.delete(old)
    if (lanes.length === 0) lanes = openLanes()
    for (const lane of lanes) lane.prepare?.(program)
    return { ok: true, job, replications: program.replications }
  },

  /** Runs a job to its end, or until it is cancelled. Rejects with a message where it cannot be run. A run under way is cancelled first. */
  async run(number: number, precision: number | null, onProgress: (progress: RunProgress) => void): Promise<RunEnd> {
    stop?.abort()
    const job = jobs.get(number)
    if (job === undefined) throw new Error('The run was not prepared.')
    const own = new AbortController()
    stop = own
    pause.resume()
    const telling = new Telling(job.program, onProgress)
    const finished = (report: Report | null): Report | null =>
      report && { ...withBottlenecks(job.workflow, job.scenario, report), wallSeconds: telling.seconds, workers: lanes.length }
    try {
      const report = await runExperiment(job.program, lanes, {
        signal: own.signal,
        pause,
        ...(precision !== null && { goal: { ...ordinaryGoal, precision } }),
        onProgress: (...given) => telling.progress(...given),
        onAdvance: (advance) => telling.advance(advance),
      })
      return { report: finished(report), cancelled: false }
    } catch (error) {
      if (!own.signal.aborted) throw error
      return { report: finished(telling.partial()), cancelled: true }
    } finally {
      telling.close()
    }
  },

  pause(): void {
    pause.pause()
  },

  resume(): void {
    pause.resume()
  },

  cancel(): void {
    stop?.abort()
  },
}

/** Gathers what the lanes say and passes it on, seldom enough to be read and to leave the page free. The first report goes at once. */
class Telling {
  partial: () => Report | null = () => null
  private done = 0
  private planned: number
  private readonly horizon: number
  private readonly tell: (progress: RunProgress) => void
  private readonly events = new Map<number, number>()
  private readonly underWay = new Map<number, Advance>()
  private told = -Infinity
  private reported = -Infinity
  private reportedDone = 0
  /** Making a report takes time that grows with the replications: so much that it takes at most a tenth. */
  private reportAgain = reportEvery
  private workedBefore = 0
  private since = performance.now()
  private readonly stopListening = pause.listen(() => this.clockOver())

  constructor(program: Program, tell: (progress: RunProgress) => void) {
    this.planned = program.replications
    this.horizon = program.horizon
    this.tell = tell
  }

  progress(done: number, planned: number, partial: () => Report): void {
    this.done = done
    this.planned = planned
    this.partial = partial
    this.flush(done === 1)
  }

  advance(advance: Advance): void {
    this.events.set(advance.replication, advance.events)
    if (advance.over) this.underWay.delete(advance.replication)
    else this.underWay.set(advance.replication, advance)
    this.flush(false)
  }

  /** Seconds worked. */
  get seconds(): number {
    return (this.workedBefore + (pause.isOn ? 0 : performance.now() - this.since)) / 1000
  }

  close(): void {
    this.stopListening()
  }

  private clockOver(): void {
    if (pause.isOn) this.workedBefore += performance.now() - this.since
    else this.since = performance.now()
  }

  private flush(atOnce: boolean): void {
    const now = performance.now()
    if (!atOnce && now - this.told < progressEvery) return
    this.told = now
    const due = this.done > this.reportedDone && (atOnce || now - this.reported >= this.reportAgain)
    const report = due ? this.partial() : null
    if (report) {
      this.reported = performance.now()
      this.reportedDone = this.done
      this.reportAgain = Math.max(reportEvery, 10 * (this.reported - now))
    }
    const running = [...this.underWay.values()]
    const sum = (of: (advance: Advance) => number) => running.reduce((total, advance) => total + of(advance), 0)
    this.tell({
      done: this.done,
      planned: this.planned,
      worked: Math.min(this.planned, this.done + sum(({ now }) => Math.min(1, now / this.horizon))),
      seconds: this.seconds,
      events: [...this.events.values()].reduce((total, events) => total + events, 0),
      openCases: sum(({ openCases }) => openCases),
      bytes: sum(({ bytes }) => bytes),
      report,
    })
  }
}
