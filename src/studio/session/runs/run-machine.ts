import { assign, fromCallback, fromPromise, setup } from 'xstate'
import type { Report } from '../../../simulation/report/report.ts'
import type { Problem } from '../../../workflow/problem.ts'
import type { Prepared, RunEnd, RunProgress } from '../../../workers/experiment-messages.ts'
import { experiments, forgetPrepared, prepare } from './experiments.ts'
import type { RunRequest } from './request.ts'

/** How busy the workers are: what the screen says beside the bar. */
export type RunWork = Pick<RunProgress, 'worked' | 'events' | 'openCases' | 'bytes'>

/** What a run has brought so far. */
export type RunContext = {
  readonly request: RunRequest | null
  /** Its number in the worker. */
  readonly job: number | null
  readonly done: number
  readonly planned: number
  readonly work: RunWork
  /** Seconds that the rest will take, going by what has been done; null before that is known. */
  readonly remaining: number | null
  /** Of the replications done so far; at the end of all. */
  readonly report: Report | null
  /** Why the run was refused. */
  readonly problems: readonly Problem[]
  /** Why the run failed. */
  readonly failure: string | null
  /** Why the worker was lost that ran it first; it was begun again on another. */
  readonly lost: string | null
}

export type RunEvent =
  | { readonly type: 'RUN'; readonly request: RunRequest }
  | { readonly type: 'PAUSE' }
  | { readonly type: 'RESUME' }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'PROGRESS'; readonly progress: RunProgress; readonly remaining: number | null }
  | { readonly type: 'LOST'; readonly why: string }
  | { readonly type: 'ENDED'; readonly end: RunEnd }
  | { readonly type: 'FAILED'; readonly message: string }

const noWork: RunWork = { worked: 0, events: 0, openCases: 0, bytes: 0 }
const nothing: RunContext = {
  request: null,
  job: null,
  done: 0,
  planned: 0,
  work: noWork,
  remaining: null,
  report: null,
  problems: [],
  failure: null,
  lost: null,
}
/** Milliseconds that a cancelled run has to bring what it has. */
const cancellationTimeout = 500

const compiling = fromPromise<Prepared, RunRequest>(({ input }) => prepare(input))

const running = fromCallback<RunEvent, { readonly job: number; readonly request: RunRequest }>(({ input: { job, request }, sendBack }) => {
  let left = false
  const send = (event: RunEvent) => {
    if (!left) sendBack(event)
  }
  experiments
    .run(
      job,
      request.precision,
      (progress) => {
        const { worked, planned, seconds } = progress
        send({ type: 'PROGRESS', progress, remaining: worked > 0 ? (seconds / worked) * (planned - worked) : null })
      },
      (why) => send({ type: 'LOST', why }),
    )
    .then(
      (end) => send({ type: 'ENDED', end }),
      (error: unknown) => {
        forgetPrepared()
        send({ type: 'FAILED', message: error instanceof Error ? error.message : String(error) })
      },
    )
    .finally(() => (left = true))
  return () => {
    if (!left) void experiments.cancel().catch(() => {})
    left = true
  }
})

/** A run: idle → compiling → running (going or paused, then perhaps ending) → done, cancelled or failed. It has no screen; runs.ts keeps what it brings. */
export const runMachine = setup({
  types: { context: {} as RunContext, events: {} as RunEvent },
  actors: { compiling, running },
  actions: {
    pause: () => void experiments.pause().catch(() => {}),
    resume: () => void experiments.resume().catch(() => {}),
    cancel: () => void experiments.cancel().catch(() => {}),
  },
  delays: { cancellationTimeout },
}).createMachine({
  id: 'run',
  context: nothing,
  initial: 'idle',
  on: { RUN: { target: '.compiling', actions: assign(({ event }) => ({ ...nothing, request: event.request })) } },
  states: {
    idle: {},
    compiling: {
      on: { CANCEL: 'cancelled' },
      invoke: {
        src: 'compiling',
        input: ({ context }) => needed(context.request),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'running',
            actions: assign(({ event }) => (event.output.ok ? { job: event.output.job, planned: event.output.replications } : {})),
          },
          { target: 'failed', actions: assign(({ event }) => ({ problems: event.output.ok ? [] : event.output.problems })) },
        ],
        onError: {
          target: 'failed',
          actions: assign(({ event }) => ({ failure: event.error instanceof Error ? event.error.message : String(event.error) })),
        },
      },
    },
    running: {
      initial: 'going',
      states: {
        going: { on: { PAUSE: { target: 'paused', actions: 'pause' }, CANCEL: { target: 'ending', actions: 'cancel' } } },
        paused: { on: { RESUME: { target: 'going', actions: 'resume' }, CANCEL: { target: 'ending', actions: 'cancel' } } },
        ending: { after: { cancellationTimeout: '#run.cancelled' } },
      },
      on: {
        PROGRESS: {
          actions: assign(({ context, event: { progress, remaining } }) => ({
            done: progress.done,
            planned: progress.planned,
            work: progress,
            remaining,
            report: progress.report ?? context.report,
          })),
        },
        LOST: { actions: assign(({ event }) => ({ done: 0, work: noWork, remaining: null, lost: event.why })) },
        ENDED: [
          {
            guard: ({ event }) => event.end.cancelled,
            target: 'cancelled',
            actions: assign(({ context, event }) => ended(context, event.end)),
          },
          { target: 'done', actions: assign(({ context, event }) => ended(context, event.end)) },
        ],
        FAILED: { target: 'failed', actions: assign(({ event }) => ({ failure: event.message })) },
      },
      invoke: { src: 'running', input: ({ context }) => ({ job: needed(context.job), request: needed(context.request) }) },
    },
    done: {},
    cancelled: {},
    failed: {},
  },
})

function ended(context: RunContext, { report }: RunEnd): Partial<RunContext> {
  return { report: report ?? context.report, done: report?.replications ?? context.done, remaining: 0 }
}

function needed<T>(value: T | null): T {
  if (value === null) throw new Error('The run machine went on without what it needs.')
  return value
}
