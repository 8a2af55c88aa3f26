import { censoringOf, lastInstant } from '../history/cases.ts'
import type { CaseIndex } from '../history/cases.ts'
import { HistoryError } from '../history/fault.ts'
import { activityStates } from '../history/activity-states.ts'
import type { History } from '../history/history.ts'
import { compile } from '../simulation/compile/compile.ts'
import { startingAt } from '../simulation/compile/starting-at.ts'
import type { Arrival } from '../simulation/model/arrival.ts'
import { asReplay } from '../simulation/model/demand.ts'
import type { PastFile } from '../simulation/model/past.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { arrivalsBetween } from './arrivals.ts'
import { hasStarts, logOfHistory, simulatedLog } from './logs.ts'
import { figuresOf, leadEdges } from './log-figures.ts'
import type { LogFigures, MeasuredLog } from './log-figures.ts'

/** The figures of a history, and those of so many runs of a model of it on the history's own arrivals. */
export type SideBySide = {
  /** Wall-clock dates of the first and last day that is looked at. */
  readonly from: string
  readonly to: string
  /** Whether the history tells when work began; else there is no wait and no work apart. */
  readonly isTimed: boolean
  /** Kind of case that it is of; null: all. */
  readonly kind: string | null
  /** All kinds of case of the history by their number, the most frequent first. */
  readonly kinds: readonly string[]
  /** Lower edges of the bins of lead time, in seconds, and the upper edge of the last. */
  readonly edges: readonly number[]
  readonly history: LogFigures
  readonly runs: readonly LogFigures[]
}

export type SideBySideInput = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  /** The file of past cases that the scenario names; null: it is not there. */
  readonly past: PastFile | null
  readonly history: History
  readonly index: CaseIndex
  readonly replications: number
  /** A kind of case (the history's category) to look at alone; null: all. */
  readonly kind: string | null
  readonly breathe: () => Promise<void>
  readonly onProgress?: (done: number, planned: number) => void
}

const day = 86_400
/** No more than a year from the end is looked at. */
const longest = 365

/**
 * Runs the model on the history's own arrivals, over the history's own period, and takes of both logs the same figures in the same way. Times and lead times are of cases that
 * can be complete; all else is of all. Throws a HistoryError where the model cannot be run or the history has no rows of a case.
 */
export async function sideBySide(input: SideBySideInput): Promise<SideBySide> {
  const { workflow, scenario, past, history, index, replications, kind, breathe, onProgress = () => {} } = input
  if (history.form !== 'events')
    throw new HistoryError('Pictures of the model over the history need an event log: one row for each piece of work.')
  const zone = zoneOf(history.timezone)
  const last = lastInstant(history)
  const first = index.arrived.reduce((least, arrived) => Math.min(least, arrived), Infinity)
  const local = (instant: number) => zone.toLocal(instant)
  const start = zone.toEpoch(Math.floor(local(Math.max(first, last - longest * day)) / day) * day)
  const days = Math.ceil((last - start) / day)
  const arrivals = arrivalsBetween(history, workflow, start, start, Infinity)
  const program = (seed: number) => compiled({ workflow, scenario, past }, start, days, arrivals, seed)
  const { cut } = censoringOf(index, last)
  const window = { from: local(start) * 1000, to: local(last) * 1000, cut: local(cut) * 1000 }
  const states = activityStates(history.activity.values, workflow, history.mapping)
  const titles = new Set(states.flatMap((state) => (state ? [titleOf(state)] : [])))
  const inWindow = (c: number) => index.arrived[c]! >= start
  const real: MeasuredLog = {
    rows: logOfHistory(history, workflow, inWindow).rows.filter(({ activity }) => titles.has(activity)),
    arrived: new Map(history.caseId.values.map((id, c) => [id, Math.round(local(index.arrived[c]!) * 1000)])),
  }
  const isTimed = hasStarts(history)
  const kinds = kindsOf(real)
  const ofKind = (log: MeasuredLog) => (kind === null ? log : { ...log, rows: log.rows.filter(({ category }) => category === kind) })
  const shown = ofKind(real)
  const edges = leadEdges(shown, window)
  const runs: LogFigures[] = []
  for (let r = 0; r < replications; r++) {
    onProgress(r, replications)
    const taken = { titles, takes: (id: number) => id >= 0 && id < arrivals.length, timed: isTimed }
    const log = await simulatedLog(program(scenario.run.seed + r), taken, breathe)
    const arrived = new Map(arrivals.map(({ time }, id) => [String(id + 1), Math.round(local(start + time) * 1000)]))
    runs.push(figuresOf(ofKind({ rows: log.rows, arrived }), window, edges))
    await breathe()
  }
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  return {
    from: date(window.from),
    to: date(window.to),
    isTimed,
    kind,
    kinds,
    edges,
    history: figuresOf(shown, window, edges),
    runs,
  }
}

type Model = Pick<SideBySideInput, 'workflow' | 'scenario' | 'past'>

function compiled({ workflow, scenario, past }: Model, start: number, days: number, arrivals: readonly Arrival[], seed: number) {
  const found = compile({
    workflow,
    scenario: startingAt({ ...scenario, demand: asReplay(scenario.demand) }, start),
    arrivals,
    past,
    run: { days, seed, replications: 1, warmup: 0 },
  })
  if (found.ok) return found.program
  throw new HistoryError(`The scenario cannot be run:\n${found.problems.map(({ where, message }) => `  ${where}: ${message}`).join('\n')}`)
}

function kindsOf({ rows }: MeasuredLog): string[] {
  const cases = new Map(rows.map((row) => [row.case, row.category]))
  const counts = new Map<string, number>()
  for (const kind of cases.values()) if (kind !== '') counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).map(([kind]) => kind)
}
