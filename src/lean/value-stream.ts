import { orNothing } from '../simulation/report/estimate.ts'
import type { Report } from '../simulation/report/report.ts'
import type { Uid } from '../workflow/name.ts'
import type { Transition } from '../workflow/transition.ts'
import { ancestorsOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { measuredCases } from './measured-cases.ts'
import { entryLeaves } from './sent-back.ts'

type StepReport = Report['steps'][string]

/** A step of the value stream: mean seconds per visit, in handling and waiting. */
type StreamStep = {
  readonly uid: Uid
  readonly title: string
  /** Visits per completed case; below 1 where not every case comes here. */
  readonly visitsPerCase: number
  readonly handling: number
  readonly waiting: number
  /** Work that was broken off and lost. */
  readonly interrupted: number
  readonly waitBy: StepReport['waitBy']
  /** Whether its handling changes anything for the people concerned (Lean). */
  readonly valueAdding: boolean
  /** Whether it lies on the way that most cases take. */
  readonly mainPath: boolean
}

/** Handling against waiting: the steps in the order of the main path, then the others. Totals are seconds per completed case. */
type ValueStream = {
  readonly steps: readonly StreamStep[]
  readonly leadTime: number
  readonly handling: number
  readonly valueAdding: number
  /** Value-adding time over lead time, 0 … 1. Null where no case was completed. */
  readonly cycleEfficiency: number | null
}

/** The value stream of a report. Value-adding time is the handling at steps that add value; wait and batch steps add none unless they say so. */
export function valueStream(workflow: Workflow, report: Report): ValueStream {
  const main = mainPath(workflow, report)
  const place = (uid: Uid) => (main.includes(uid) ? main.indexOf(uid) : main.length)
  const cases = measuredCases(report)
  const steps = Object.values(report.steps)
    .filter((step) => step.visits > 0)
    .map((step): StreamStep => ({
      uid: step.uid,
      title: step.title,
      visitsPerCase: step.visits / cases,
      handling: orNothing(step.handle.mean.value),
      waiting: orNothing(step.wait.mean.value),
      interrupted: step.interrupted,
      waitBy: step.waitBy,
      valueAdding: addsValue(workflow, step.uid),
      mainPath: main.includes(step.uid),
    }))
    .toSorted((a, b) => place(a.uid) - place(b.uid) || b.visitsPerCase - a.visitsPerCase)
  const perCase = (of: readonly StreamStep[]) => of.reduce((total, step) => total + step.visitsPerCase * step.handling, 0)
  const leadTime = report.leadTime.mean.value
  const valueAdding = perCase(steps.filter((step) => step.valueAdding))
  return { steps, leadTime, handling: perCase(steps), valueAdding, cycleEfficiency: leadTime > 0 ? valueAdding / leadTime : null }
}

/** The leaves that most cases pass, from the start: at each state the transition taken most often, each state once. Parallel regions follow one another. */
export function mainPath(workflow: Workflow, report: Report): Uid[] {
  const path: Uid[] = []
  const queue = entryLeaves(workflow, workflow.header.workflow.root)
  while (queue.length > 0) {
    const uid = queue.shift()
    if (uid === undefined || path.includes(uid)) continue
    path.push(uid)
    const next = busiestWay(workflow, report, uid)
    queue.push(...(next?.targets ?? []).flatMap((target) => entryLeaves(workflow, target)))
  }
  return path
}

function busiestWay(workflow: Workflow, report: Report, uid: Uid): Transition | undefined {
  const around = [uid, ...ancestorsOf(workflow, uid).map((ancestor) => ancestor.uid)]
  const flow = ({ uid }: Transition) => report.transitions[uid]?.perCase ?? 0
  const own = (transition: Transition) => (transition.source === uid ? 1 : 0)
  // A final state inside a container leaves by the container's own way; elsewhere a state's own transitions are its way.
  const ways = around
    .flatMap((source) => transitionsFrom(workflow, source))
    .filter((transition) => flow(transition) > 0 && transition.targets.length > 0)
  return ways.toSorted((a, b) => own(b) - own(a) || flow(b) - flow(a) || a.order - b.order)[0]
}

function addsValue(workflow: Workflow, uid: Uid): boolean {
  const step = workflow.states[uid]?.step
  return step?.valueAdding ?? (step?.kind === 'review' || step?.kind === 'automatic')
}
