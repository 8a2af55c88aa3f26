import { orNothing } from '../../simulation/report/estimate.ts'
import type { Report } from '../../simulation/report/report.ts'
import { pathOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { CanvasLayer, StateMark, TransitionMark } from '../canvas/layer.ts'
import { formatMeasured } from '../../words/duration.ts'
import { formatNumber, formatShare } from '../../words/number.ts'

/** What the heat on the canvas shows. `share`: of all the waiting. */
export type HeatMeasure = 'wait' | 'utilization' | 'queue' | 'share'

export const heatTitles: Readonly<Record<HeatMeasure, string>> = {
  wait: 'Mean wait',
  utilization: 'Reviewers at work',
  queue: 'Cases waiting',
  share: 'Share of all waiting',
}

type StepReport = Report['steps'][string]

/** A run as heat on the steps, with the number on each card, and as flow on the transitions: cases that take each, of all cases. */
export function heatLayer(workflow: Workflow, report: Report, measure: HeatMeasure): CanvasLayer {
  const steps = Object.values(report.steps)
  const waiting = steps.reduce((sum, step) => sum + step.visits * orNothing(step.wait.mean.value), 0)
  const value = (step: StepReport) => valueOf(workflow, report, step, measure, waiting)
  const most = measure === 'utilization' ? 1 : Math.max(0, ...steps.map((step) => value(step) ?? 0))
  const states = new Map<string, StateMark>()
  for (const step of steps) {
    const at = value(step)
    if (at !== null) states.set(step.uid, { line: lineOf(measure, at), short: numberOf(measure, at), heat: most > 0 ? at / most : 0 })
  }
  for (const [uid, share] of dispositions(workflow, report)) states.set(uid, { line: `${formatShare(share)} of cases` })
  return { title: heatTitles[measure], states, transitions: flows(report) }
}

function valueOf(workflow: Workflow, report: Report, step: StepReport, measure: HeatMeasure, waiting: number): number | null {
  if (measure === 'wait') return step.wait.mean.value
  if (measure === 'queue') return step.queueLength.value
  if (measure === 'share') return waiting > 0 ? (step.visits * orNothing(step.wait.mean.value)) / waiting : 0
  const kind = workflow.states[step.uid]?.step
  if (kind?.kind !== 'review') return null
  const busy = kind.pools.flatMap((id) => report.pools[id]?.utilization.value ?? [])
  return busy.length === 0 ? null : Math.max(...busy)
}

function lineOf(measure: HeatMeasure, value: number): string {
  const number = numberOf(measure, value)
  switch (measure) {
    case 'wait':
      return `waits ${number}`
    case 'queue':
      return `${number} waiting`
    case 'utilization':
      return `${number} at work`
    case 'share':
      return `${number} of waiting`
  }
}

function numberOf(measure: HeatMeasure, value: number): string {
  return measure === 'wait' ? formatMeasured(value) : measure === 'queue' ? formatNumber(value) : formatShare(value)
}

function dispositions(workflow: Workflow, report: Report): [string, number][] {
  return Object.values(workflow.states)
    .filter(({ type }) => type === 'final')
    .flatMap((state): [string, number][] => {
      const share = report.outcomes[pathOf(workflow, state.uid)] ?? report.outcomes[state.key]
      return share === undefined ? [] : [[state.uid, share]]
    })
}

function flows(report: Report): Map<string, TransitionMark> {
  const most = Math.max(1e-9, ...Object.values(report.transitions).map(({ perCase }) => perCase))
  return new Map(
    Object.entries(report.transitions).map(([uid, { perCase }]) => [
      uid,
      { flow: perCase / most, label: perCase === 0 ? 'never' : formatShare(perCase) },
    ]),
  )
}
