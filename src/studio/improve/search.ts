import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { improve } from '../../lean/improve.ts'
import type { Goal } from '../../lean/goal.ts'
import { remedyEdit } from '../../lean/remedies/remedies.ts'
import type { Remedy } from '../../lean/remedies/remedy.ts'
import type { Verdict } from '../../lean/verdict.ts'
import { finish, report as tellActivity } from '../session/activity.ts'
import { runInProposal } from '../session/proposals.ts'
import { say, session } from '../session/session.ts'
import { loadArrivals } from '../session/loaded-history.ts'
import { pastOf } from '../session/past.ts'
import { sharedLanes } from '../session/runs/lanes.ts'
import { keyOf, requestNow, type RunRequest } from '../session/runs/request.ts'
import { runs, shownRun, startRun } from '../session/runs/runs.ts'

export type SearchState = {
  readonly phase: 'idle' | 'searching' | 'done' | 'cancelled' | 'failed'
  readonly slug: string | null
  /** What the verdict depends on; see `keyOf`. */
  readonly key: string | null
  readonly done: number
  readonly budget: number
  /** So far, or final; null before every remedy has been tried once. */
  readonly verdict: Verdict | null
  readonly failure: string | null
  /** What remedies are ranked by. */
  readonly goal: Goal
  /** The remedy looked at. */
  readonly chosen: string | null
  /** The remedy applied last, with the run before it. */
  readonly tried: { readonly label: string; readonly runBefore: number | null } | null
}

const idle: SearchState = {
  phase: 'idle',
  slug: null,
  key: null,
  done: 0,
  budget: 0,
  verdict: null,
  failure: null,
  goal: 'lead-time',
  chosen: null,
  tried: null,
}
const activity = 'simulate.improve'
let controller: AbortController | null = null

/** The search for what would help: one at a time, kept while the user looks elsewhere. */
export const search = createStore<SearchState>(() => idle)

/** A part of the search, in a component. */
export function useSearch<T>(selector: (state: SearchState) => T): T {
  return useStore(search, selector)
}

/** Tries every remedy on the open workflow, with at most `budget` replications in all. */
export async function startSearch(budget: number): Promise<void> {
  const request = askNow()
  if (!request) return say('There is no scenario to try remedies on. Calibrate one from a history.', 'warning')
  controller?.abort()
  const own = new AbortController()
  controller = own
  search.setState({ ...idle, goal: search.getState().goal, phase: 'searching', slug: request.slug, key: keyOf(request), budget })
  try {
    const verdict = await searchWith(request, budget, own.signal)
    if (!own.signal.aborted) search.setState({ phase: 'done', verdict, done: verdict.replications })
  } catch (error) {
    if (!own.signal.aborted) search.setState({ phase: 'failed', failure: error instanceof Error ? error.message : String(error) })
  } finally {
    if (controller === own) finish(activity)
  }
}

/** Stops the search; the verdict so far stays. */
export function cancelSearch(): void {
  controller?.abort()
  controller = null
  finish(activity)
  search.setState({ phase: 'cancelled' })
}

/** Ranks by another goal, and looks at its first remedy. */
export function chooseGoal(goal: Goal): void {
  search.setState({ goal, chosen: null })
}

/** Looks at a remedy. */
export function chooseRemedy(chosen: string | null): void {
  search.setState({ chosen })
}

/** Applies a remedy to the draft and its scenario, in the open proposal or as a new one, as one edit that undo takes back, and runs again. */
export function tryRemedy(remedy: Remedy): void {
  const { tables, scenarioId, slug } = session.getState()
  const scenario = scenarioId === null ? undefined : tables.scenarios[scenarioId]
  if (!scenario) return
  const before = shownRun(runs.getState(), slug)
  const { verdict, goal } = search.getState()
  const reason = verdict?.byGoal[goal].sentence ?? ''
  if (!runInProposal(remedyEdit(remedy, { workflow: tables, scenario }), { title: remedy.label, reason })) return
  search.setState({ tried: { label: remedy.label, runBefore: before?.id ?? null } })
  startRun()
}

/** The request that the session stands for now. */
export function askNow(): RunRequest | null {
  const { tables, scenarioId } = session.getState()
  return requestNow(tables, scenarioId, runs.getState().replay, null)
}

async function searchWith(request: RunRequest, budget: number, signal: AbortSignal): Promise<Verdict> {
  const { slug, workflow, scenario, replay } = request
  const arrivals = replay && (await loadArrivals(workflow, { start: scenario.start, timezone: scenario.timezone, days: scenario.run.days }))
  const known = shownRun(runs.getState(), request.slug)
  const report = known && !known.cancelled && known.key.startsWith(keyOf(request).trimEnd()) ? known.report : null
  const onProgress = (done: number, planned: number, soFar: Verdict | null) => {
    if (signal.aborted) return
    search.setState({ done, budget: planned, ...(soFar && { verdict: soFar }) })
    tellActivity({ id: activity, title: 'Trying remedies', done, total: planned, unit: 'replications', cancel: cancelSearch })
  }
  return improve(
    { workflow, scenario, ...(await pastOf(slug, scenario)), ...(arrivals && { arrivals }), ...(report && { report }) },
    await sharedLanes(),
    {
      budget,
      signal,
      onProgress,
    },
  )
}
