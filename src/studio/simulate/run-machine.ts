import { assign, fromCallback, fromPromise, setup } from 'xstate'
import { runExperiment } from '../../simulation/experiment.ts'
import type { Program } from '../../simulation/program.ts'
import type { Report } from '../../simulation/report.ts'
import type { Problem } from '../../workflow/problem.ts'
import { closeLanes, sharedLanes } from './lanes.ts'
import { compileRequest, type RunRequest } from './request.ts'

/** What a run has brought so far. */
export type RunContext = {
  readonly request: RunRequest | null
  readonly program: Program | null
  readonly done: number
  readonly planned: number
  /** Seconds that the rest will take, going by the replications done so far; null before the first. */
  readonly remaining: number | null
  /** Of the replications done so far; at the end of all. */
  readonly report: Report | null
  /** Why the run was refused. */
  readonly problems: readonly Problem[]
  /** Why the run failed. */
  readonly failure: string | null
}

export type RunEvent =
  | { readonly type: 'RUN'; readonly request: RunRequest }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'PROGRESS'; readonly done: number; readonly planned: number; readonly remaining: number; readonly report: Report }
  | { readonly type: 'DONE'; readonly report: Report }
  | { readonly type: 'FAILED'; readonly message: string }

const nothing: RunContext = {
  request: null,
  program: null,
  done: 0,
  planned: 0,
  remaining: null,
  report: null,
  problems: [],
  failure: null,
}
/** Partial results are shown at most this often, so that figures can be read and the page stays free. */
const settleEvery = 250

const compiling = fromPromise<Awaited<ReturnType<typeof compileRequest>>, RunRequest>(async ({ input }) => {
  // Lets the page show that it has heard before the work begins.
  await new Promise((resolve) => setTimeout(resolve))
  return compileRequest(input)
})

const running = fromCallback<RunEvent, { readonly program: Program; readonly request: RunRequest }>(
  ({ input: { program, request }, sendBack }) => {
    const controller = new AbortController()
    const started = performance.now()
    let shown = 0
    const onProgress = (done: number, planned: number, partial: () => Report) => {
      const now = performance.now()
      if (done > 1 && done < planned && now - shown < settleEvery) return
      shown = now
      sendBack({ type: 'PROGRESS', done, planned, report: partial(), remaining: ((now - started) / 1000 / done) * (planned - done) })
    }
    const options = { signal: controller.signal, onProgress, ...(request.precision !== null && { precision: request.precision }) }
    sharedLanes()
      .then(async (lanes) => ({
        ...(await runExperiment(program, lanes, options)),
        wallSeconds: (performance.now() - started) / 1000,
        workers: lanes.length,
      }))
      .then(
        (report) => sendBack({ type: 'DONE', report }),
        (error: unknown) => {
          if (controller.signal.aborted) return
          void closeLanes()
          sendBack({ type: 'FAILED', message: error instanceof Error ? error.message : String(error) })
        },
      )
    return () => controller.abort()
  },
)

/** A run: idle → compiling → running → done, cancelled or failed. It has no screen; runs.ts keeps what it brings. */
export const runMachine = setup({
  types: { context: {} as RunContext, events: {} as RunEvent },
  actors: { compiling, running },
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
            actions: assign(({ event }) =>
              event.output.ok ? { program: event.output.program, planned: event.output.program.replications } : {},
            ),
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
      on: {
        CANCEL: 'cancelled',
        PROGRESS: { actions: assign(({ event: { done, planned, remaining, report } }) => ({ done, planned, remaining, report })) },
        DONE: { target: 'done', actions: assign(({ event: { report } }) => ({ report, done: report.replications, remaining: 0 })) },
        FAILED: { target: 'failed', actions: assign(({ event }) => ({ failure: event.message })) },
      },
      invoke: { src: 'running', input: ({ context }) => ({ program: needed(context.program), request: needed(context.request) }) },
    },
    done: {},
    cancelled: {},
    failed: {},
  },
})

function needed<T>(value: T | null): T {
  if (value === null) throw new Error('The run machine went on without what it needs.')
  return value
}
