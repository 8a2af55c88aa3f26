import { orNothing } from '../simulation/report/estimate.ts'
import type { Report } from '../simulation/report/report.ts'

type StepReport = Report['steps'][string]

/** Mean seconds of a visit to a step: waiting, handling, and work that was broken off. */
export function timeInStep(step: StepReport): number {
  return orNothing(step.wait.mean.value) + orNothing(step.handle.mean.value) + step.interrupted
}

/** How many cases the report's visits belong to: those completed in the measured period. At least 1. */
export function measuredCases(report: Report): number {
  return Math.max(1, report.cases.completed)
}
