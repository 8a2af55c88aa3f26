import { goalInTime, missesGoal } from '../../lean/target.ts'
import { orNothing } from '../../simulation/report/estimate.ts'
import type { Report } from '../../simulation/report/report.ts'
import { pathOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { CanvasLayer, StateMark, TransitionMark } from '../canvas/layer.ts'
import { formatMeasuredInterval, formatInterval, formatShareInterval, type Interval, valueAlone } from '../../words/interval.ts'
import { formatShare } from '../../words/number.ts'

/** What the heat on the canvas shows. `share`: of all the waiting. */
export type HeatMeasure = 'wait' | 'utilization' | 'queue' | 'share'

export const heatTitles: Readonly<Record<HeatMeasure, string>> = {
  wait: 'Mean wait',
  utilization: 'Reviewers at work',
  queue: 'Cases waiting',
  share: 'Share of all waiting',
}

type StepReport = Report['steps'][string]

/**
 * A run as heat on the steps, with the number on each card in the rounding of the tables, a mark where the step's own target is missed, and as flow on the
 * transitions: cases that take each, of all cases.
 */
export function heatLayer(workflow: Workflow, report: Report, measure: HeatMeasure): CanvasLayer {
  const steps = Object.values(report.steps)
  const waiting = steps.reduce((sum, step) => sum + step.visits * orNothing(step.wait.mean.value), 0)
  const value = (step: StepReport) => valueOf(workflow, report, step, measure, waiting)
  const found = steps.flatMap((step) => {
    const interval = value(step)
    return interval !== null && Number.isFinite(interval.value) ? [{ step, interval }] : []
  })
  const hottest = found.toSorted((a, b) => b.interval.value - a.interval.value)[0]?.interval
  const most = measure === 'utilization' ? 1 : Math.max(0, hottest?.value ?? 0)
  const states = new Map<string, StateMark>()
  for (const { step, interval } of found) {
    const [line, short] = [lineOf(measure, interval), numberOf(measure, interval)]
    const missed = missesGoal(step.inTime) ? `${formatShareInterval(step.inTime)} in time, goal ${formatShare(goalInTime)}` : undefined
    states.set(step.uid, { line, short, heat: most > 0 ? interval.value / most : 0, ...(missed !== undefined && { missed }) })
  }
  for (const [uid, share] of dispositions(workflow, report))
    states.set(uid, { line: `${formatShare(share)} of cases`, short: formatShare(share) })
  const legend = {
    title: heatTitles[measure],
    low: numberOf(measure, sure(0)),
    high: measure === 'utilization' ? formatShare(1) : numberOf(measure, hottest ?? sure(0)),
    missed: [...states.values()].some(({ missed }) => missed !== undefined),
    shares: 'of cases, on lines and ends',
  }
  return { title: heatTitles[measure], states, transitions: flows(report), ...(found.length > 0 && { legend }) }
}

/** A number without chance. */
function sure(value: number): Interval {
  return { value, low: null, high: null }
}

function valueOf(workflow: Workflow, report: Report, step: StepReport, measure: HeatMeasure, waiting: number): Interval | null {
  if (measure === 'wait') return step.wait.mean
  if (measure === 'queue') return step.queueLength
  if (measure === 'share') return sure(waiting > 0 ? (step.visits * orNothing(step.wait.mean.value)) / waiting : 0)
  const kind = workflow.states[step.uid]?.step
  if (kind?.kind !== 'review') return null
  const busy = kind.pools.flatMap((id) => report.pools[id]?.utilization ?? [])
  return busy.toSorted((a, b) => b.value - a.value)[0] ?? null
}

function lineOf(measure: HeatMeasure, interval: Interval): string {
  const number = numberOf(measure, interval)
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

/** As the tables write it, without the half width. */
function numberOf(measure: HeatMeasure, interval: Interval): string {
  if (measure === 'wait') return valueAlone(formatMeasuredInterval(interval))
  return valueAlone(measure === 'queue' ? formatInterval(interval) : formatShareInterval(interval))
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
