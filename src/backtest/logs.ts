import { activityStates } from '../history/activity-states.ts'
import { beginOf, doneAt } from '../history/cases.ts'
import { textAt } from '../history/dictionary.ts'
import type { History } from '../history/history.ts'
import { logHooks } from '../simulation/experiment/trace.ts'
import type { LogRow } from '../simulation/experiment/trace.ts'
import { Replication } from '../simulation/experiment/replicate.ts'
import * as stepKind from '../simulation/program/codes/step-kind.ts'
import type { Program } from '../simulation/program/program.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { EventLog } from './event-log.ts'
import type { EventRow } from './event-log.ts'

/** Whether a log tells when work began: half of its rows have a start and an end. */
export function hasStarts(history: History): boolean {
  let timed = 0
  for (let row = 0; row < history.rows; row++) if (history.end[row]! >= history.start[row]!) timed++
  return timed * 2 >= history.rows
}

/**
 * The rows of some cases of a history as the measures see them; activities under the title of their step, where the workflow has it. A row of a wait step is
 * nobody's work, as in a run: it begins when it ends, and what went before is wait.
 */
export function logOfHistory(history: History, workflow: Workflow, takes: (caseCode: number) => boolean): EventLog {
  const zone = zoneOf(history.timezone)
  const states = activityStates(history.activity.values, workflow, history.mapping)
  const titles = states.map((state, code) => (state ? titleOf(state) : history.activity.values[code]!))
  const rows: EventRow[] = []
  for (let row = 0; row < history.rows; row++) {
    const code = history.caseId.codes[row]!
    if (!takes(code)) continue
    const end = doneAt(history, row)
    const begin = states[history.activity.codes[row]!]?.step?.kind === 'wait' ? end : beginOf(history, row)
    rows.push({
      case: history.caseId.values[code]!,
      activity: titles[history.activity.codes[row]!]!,
      start: Math.round(zone.toLocal(begin) * 1000),
      end: Math.round(zone.toLocal(end) * 1000),
      resource: textAt(history.resource, row),
      category: textAt(history.category, row),
      timed: history.end[row]! >= history.start[row]!,
    })
  }
  return new EventLog(rows)
}

/** What of a simulated run is measured. */
export type Taken = {
  /** Titles of the steps that leave a row in the history; the others leave none here. */
  readonly titles: ReadonlySet<string>
  /** By number of a case: whether it is measured. */
  readonly takes: (id: number) => boolean
  /** Whether the history has starts; else rows have ends alone here as well. */
  readonly timed: boolean
}

/** Between two moments at which a run can be left, in events. */
const slice = 50_000

/** Runs one replication of a program and takes its log. `breathe` is awaited again and again; it throws to end the run. */
export async function simulatedLog(program: Program, { titles, takes, timed }: Taken, breathe: () => Promise<void>): Promise<EventLog> {
  const zone = zoneOf(program.names.zone)
  const from = Date.parse(program.names.from) / 1000
  const clock = (seconds: number) => Math.round(zone.toLocal(from + seconds) * 1000)
  const rows: EventRow[] = []
  const { steps, names } = program
  const reviews = new Set(
    Array.from(steps.kind).flatMap((kind, step) => (kind === stepKind.review ? [names.states[steps.state[step]!]!.title] : [])),
  )
  const take = ({ case_id, activity, start, end, resource, category }: LogRow) => {
    // Who gives up waiting, or is called away, leaves no row of the review.
    if (!titles.has(activity) || !takes(case_id - 1) || (start === null && reviews.has(activity))) return
    const done = clock(end)
    const begun = timed && start !== null ? clock(start) : done
    rows.push({ case: String(case_id), activity, start: begun, end: done, resource, category, timed })
  }
  const replication = new Replication(program, 0, logHooks(program, take))
  while (!replication.advance(slice)) await breathe()
  return new EventLog(rows)
}
