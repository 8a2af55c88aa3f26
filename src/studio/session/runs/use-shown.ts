import { useDeferredValue, useEffect, useMemo } from 'react'
import type { Report } from '../../../simulation/report/report.ts'
import type { Scenario } from '../../../simulation/model/scenario.ts'
import type { Workflow } from '../../../workflow/workflow.ts'
import { markStale } from '../activity.ts'
import { useSession } from '../session.ts'
import { keyOf, requestNow } from './request.ts'
import { shownRun, useRuns } from './runs.ts'

/** What is shown: a finished run, or the replications of the one under way so far. */
export type Shown = {
  readonly report: Report
  readonly workflow: Workflow
  readonly scenario: Scenario
  /** The same before a replay took the place of its demand. */
  readonly asked: Scenario
  /** Replications are still to come. */
  readonly settling: boolean
  readonly cancelled: boolean
  /** The draft or the scenario has changed since. */
  readonly stale: boolean
  readonly runId: number | null
}

/** What the results of the open workflow are; null before the first. Also tells the status line when they are stale. */
export function useShown(): Shown | null {
  const slug = useSession((state) => state.slug)
  const tables = useSession((state) => state.tables)
  const scenarioId = useSession((state) => state.scenarioId)
  const run = useRuns((state) => shownRun(state, slug))
  const phase = useRuns((state) => state.phase)
  const now = useRuns((state) => state.now)
  const replay = useRuns((state) => state.replay)
  const precision = useRuns((state) => state.precision)
  const request = useMemo(() => requestNow(tables, scenarioId, replay, precision), [tables, scenarioId, replay, precision])
  const settling = (phase === 'running' || phase === 'paused') && now.slug === slug && now.report !== null
  const stale = !settling && run !== null && request !== null && keyOf(request) !== run.key
  useEffect(() => {
    markStale(stale ? 'The workflow or the scenario has changed since this run.' : null)
  }, [stale])
  const shown = useMemo(() => {
    if (settling && now.report && request)
      return {
        report: now.report,
        workflow: request.workflow,
        scenario: request.scenario,
        asked: request.asked,
        settling,
        cancelled: false,
        stale: false,
        runId: null,
      }
    return (
      run && {
        report: run.report,
        workflow: run.workflow,
        scenario: run.scenario,
        asked: run.asked,
        settling: false,
        cancelled: run.cancelled,
        stale,
        runId: run.id,
      }
    )
  }, [settling, now.report, request, run, stale])
  // New figures are drawn in slices between frames: a run never holds up the page.
  return useDeferredValue(shown)
}
