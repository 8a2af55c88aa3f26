import { createActor, type StateValueFrom } from 'xstate'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { ordinaryGoal } from '../../../simulation/experiment/goal.ts'
import type { Report } from '../../../simulation/report/report.ts'
import type { Scenario } from '../../../simulation/model/scenario.ts'
import type { Workflow } from '../../../workflow/workflow.ts'
import { finish, report as tellActivity } from '../activity.ts'
import { say, session } from '../session.ts'
import { keyOf, requestNow, type Replay } from './request.ts'
import { prepare } from './experiments.ts'
import { runMachine, type RunContext } from './run-machine.ts'

/** A run that brought a report. Kept in memory, newest first. */
export type Run = {
  readonly id: number
  readonly slug: string
  /** What was run, as it was then. */
  readonly workflow: Workflow
  readonly scenario: Scenario
  /** The same before a replay took the place of its demand. */
  readonly asked: Scenario
  /** What the result depends on; see `keyOf`. */
  readonly key: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly report: Report
  /** Cancelled: the report is of the replications done until then. */
  readonly cancelled: boolean
}

export type Phase = 'idle' | 'compiling' | 'running' | 'paused' | 'cancelled' | 'failed' | 'done'

export type RunsState = {
  readonly runs: readonly Run[]
  /** The run that is looked at; null: the newest of the open workflow. */
  readonly shownId: number | null
  readonly phase: Phase
  /** The run under way, or the last one. */
  readonly now: Pick<RunContext, 'done' | 'planned' | 'work' | 'remaining' | 'report' | 'problems' | 'failure'> & {
    readonly slug: string | null
  }
  /** Cases of a history to replay instead of the scenario's demand; null: the scenario's demand. */
  readonly replay: Replay | null
  /** See RunRequest. */
  readonly precision: number | null
}

const keep = 12
const activity = 'simulate'

/** The runs of this page: what Simulate shows and Improve, Review and the status line read. */
export const runs = createStore<RunsState>(() => ({
  runs: [],
  shownId: null,
  phase: 'idle',
  replay: null,
  precision: ordinaryGoal.precision,
  now: {
    slug: null,
    done: 0,
    planned: 0,
    work: { worked: 0, events: 0, openCases: 0, bytes: 0 },
    remaining: null,
    report: null,
    problems: [],
    failure: null,
  },
}))

/** Whether a run is being made ready, goes on or rests. */
export function isUnderWay(phase: Phase): boolean {
  return phase === 'compiling' || phase === 'running' || phase === 'paused'
}

/** A part of the runs, in a component. */
export function useRuns<T>(selector: (state: RunsState) => T): T {
  return useStore(runs, selector)
}

/** The run looked at: the chosen one, else the newest of the open workflow. */
export function shownRun({ runs, shownId }: RunsState, slug: string | null): Run | null {
  const own = runs.filter((run) => run.slug === slug)
  return own.find(({ id }) => id === shownId) ?? own[0] ?? null
}

let lost: string | null = null
const actor = createActor(runMachine)
actor.subscribe(({ value, context }) => {
  const before = runs.getState()
  const phase = phaseOf(value)
  const { done, planned, work, remaining, report, problems, failure, request } = context
  runs.setState({ phase, now: { slug: request?.slug ?? null, done, planned, work, remaining, report, problems, failure } })
  if (context.lost !== null && context.lost !== lost) say(`${context.lost} The run is begun again.`, 'warning')
  lost = context.lost
  tell(phase, context)
  if (phase !== before.phase && (phase === 'done' || phase === 'cancelled')) keepRun(context, phase === 'cancelled')
})
actor.start()
// The loaded history belongs to the workflow that is open.
session.subscribe((now, before) => {
  if (now.slug !== before.slug) runs.setState({ replay: null, shownId: null })
})

/** Runs the open workflow with the chosen scenario. A run under way is given up for it, without a word: the new one is what was asked for. */
export function startRun(): void {
  const { tables, scenarioId } = session.getState()
  const { replay, precision } = runs.getState()
  const request = requestNow(tables, scenarioId, replay, precision)
  if (!request) return say('There is no scenario to run. Calibrate one from a history.', 'warning')
  actor.send({ type: 'RUN', request })
}

/** Has the open workflow and scenario compiled and the workers warmed up, so that a run begins at once. Tells nothing: the run itself does. */
export function prepareRun(): void {
  const { tables, scenarioId } = session.getState()
  const { replay, precision, phase } = runs.getState()
  if (isUnderWay(phase)) return
  const request = requestNow(tables, scenarioId, replay, precision)
  if (request) prepare(request).catch(() => {})
}

/** Lets the run under way rest, and go on where it was. */
export function pauseRun(): void {
  actor.send({ type: 'PAUSE' })
}

export function resumeRun(): void {
  actor.send({ type: 'RESUME' })
}

/** Stops the run under way; what it has brought so far is kept. */
export function cancelRun(): void {
  actor.send({ type: 'CANCEL' })
}

/** Looks at an earlier run; null: the newest. */
export function showRun(id: number | null): void {
  runs.setState({ shownId: id })
}

/** Replays these cases, or takes the scenario's demand again. */
export function setReplay(replay: Replay | null): void {
  runs.setState({ replay })
}

/** Runs until the mean lead time is known this well (and each share in time to two points); null: exactly the scenario's replications. */
export function setPrecision(precision: number | null): void {
  runs.setState({ precision })
}

function keepRun({ request, report }: RunContext, cancelled: boolean): void {
  if (!request || !report) return
  const { runs: known } = runs.getState()
  const run: Run = {
    id: (known[0]?.id ?? 0) + 1,
    slug: request.slug,
    workflow: request.workflow,
    scenario: request.scenario,
    asked: request.asked,
    key: keyOf(request),
    at: Date.now(),
    report,
    cancelled,
  }
  runs.setState({ runs: [run, ...known].slice(0, keep), shownId: null })
}

function phaseOf(value: StateValueFrom<typeof runMachine>): Phase {
  if (typeof value === 'string') return value
  return value.running === 'paused' ? 'paused' : 'running'
}

function tell(phase: Phase, { request, done, planned, problems, failure }: RunContext): void {
  if (isUnderWay(phase)) {
    tellActivity({
      id: activity,
      title: `${phase === 'paused' ? 'Paused: simulating' : 'Simulating'} ${request?.scenario.title ?? ''}`,
      done,
      total: planned === 0 ? null : planned,
      unit: 'replications',
      cancel: cancelRun,
    })
    return
  }
  finish(activity)
  if (phase === 'failed') say(failure ?? `The run is refused: ${problems.length} problems`, 'error')
  if (phase === 'cancelled' && done > 0) say(`Cancelled after ${done} of ${planned} replications. What is shown is those.`)
  if (phase === 'cancelled' && done === 0) say('Cancelled before the first replication was done.')
}
