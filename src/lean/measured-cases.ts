import type { Report } from '../simulation/report/report.ts'

type StepReport = Report['steps'][string]

/** Mean seconds of a visit to a step: waiting, handling, and work that was broken off. */
export function timeInStep(step: StepReport): number {
  return step.wait.mean.value + step.handle.mean.value + step.interrupted
}

/**
 * How many cases the report's visits belong to. `cases.completed` counts the warm-up too, the visits do not; but the time per case by cause is known, so
 * all time in steps over the time per case in steps is the number of cases. At least 1.
 */
export function measuredCases(report: Report): number {
  const perCase = Object.values(report.leadTimeBy).reduce((sum, seconds) => sum + seconds, 0) - report.leadTimeBy.rest
  const all = Object.values(report.steps).reduce((sum, step) => sum + step.visits * timeInStep(step), 0)
  return perCase > 0 && all > 0 ? Math.max(1, all / perCase) : Math.max(1, report.cases.completed)
}
