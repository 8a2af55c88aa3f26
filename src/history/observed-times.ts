import type { Check, CheckRow, Three } from '../simulation/model/check.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { uncheckedHash } from '../simulation/model/scenario-file.ts'
import type { Est, Report } from '../simulation/report/report.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { activityStates } from './activity-states.ts'
import { beginOf, censoringOf, indexCases } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'
import type { RowWork } from './left-open.ts'
import { spreadOf } from './quantile.ts'

/** The times that a history tells of, to stand beside those that its scenario gives. */
export type ObservedTimes = {
  /** Days from the first arrival to the end that was looked at. */
  readonly days: number
  readonly rows: readonly Omit<CheckRow, 'simulated'>[]
}

/** Rows with fewer cases than this say nothing of a mean. */
const fewest = 30

/**
 * Lead time of the cases, wait and work at each step, as the history has them: from the cases that can be complete before `until` (seconds since 1970). The
 * wait of a row is from the end of the case's row before it, or the arrival, to its begin. Work is told only where rows have a start and an end.
 */
export function observedTimes(
  history: History,
  workflow: Workflow,
  until: number,
  index: CaseIndex = indexCases(history),
  rowWork: RowWork | null = null,
  shared: Float64Array | null = null,
): ObservedTimes {
  const { cut } = censoringOf(index, until)
  const states = activityStates(history.activity.values, workflow, history.mapping)
  const lead: number[] = []
  const waits = new Map<string, number[]>()
  const work = new Map<string, number[]>()
  let first = Infinity
  for (let c = 0; c < index.cases; c++) {
    const arrived = index.arrived[c]!
    if (arrived > until) continue
    first = Math.min(first, arrived)
    if (arrived > cut) continue
    const finished = index.finished[c]!
    if (finished <= until && finished >= arrived) lead.push(finished - arrived)
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++)
      takeRow(history, index, index.rows[at]!, states, until, waits, work, rowWork, shared)
  }
  const row = (measure: CheckRow['measure'], step: string | null, title: string, values: readonly number[]) => {
    const spread = values.length >= fewest ? spreadOf(values) : null
    return spread ? [{ measure, step, title, n: spread.n, history: { mean: spread.mean, p50: spread.p50, p90: spread.p90 } }] : []
  }
  // A wait step has no queue of its own, a system none that people feel, and a batch no work.
  const steps = Object.values(workflow.states).filter(({ step }) => step !== null && step.kind !== 'wait')
  return {
    days: Number.isFinite(first) ? Math.max(1, Math.floor((until - first) / 86_400)) : 0,
    rows: [
      ...row('leadTime', null, 'Lead time', lead),
      ...steps.flatMap((state) => [
        ...(state.step?.kind === 'automatic' ? [] : row('wait', state.uid, titleOf(state), waits.get(state.uid) ?? [])),
        ...(state.step?.kind === 'batch' ? [] : row('handle', state.uid, titleOf(state), work.get(state.uid) ?? [])),
      ]),
    ],
  }
}

type States = ReturnType<typeof activityStates>

function takeRow(
  history: History,
  index: CaseIndex,
  row: number,
  states: States,
  until: number,
  waits: Map<string, number[]>,
  work: Map<string, number[]>,
  rowWork: RowWork | null,
  shared: Float64Array | null,
): void {
  const state = states[history.activity.codes[row]!]
  const [start, end] = [history.start[row]!, history.end[row]!]
  if (!state?.step || !(end <= until)) return
  if (Number.isNaN(start)) return
  // Of people who have several rows open at once the rest of a row is no work, and the case waits; what is left open is no work either, and no wait for anybody.
  const own = state.step.kind === 'review' ? (rowWork?.[row] ?? NaN) : NaN
  const rest = Number.isNaN(own) ? 0 : end - start - own
  const isShared = shared !== null && !Number.isNaN(shared[row]!)
  push(waits, state.uid, Math.max(0, beginOf(history, row) - index.enabled[row]!) + (isShared ? rest : 0))
  if (own !== Infinity) push(work, state.uid, end - start - rest)
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The run that a check needs: the history's own period, at most a year, from its beginning. */
export function checkRun(observed: ObservedTimes): { readonly days: number; readonly replications: number } {
  return { days: Math.min(365, Math.max(1, observed.days)), replications: 8 }
}

/** The history's times beside those of a run of the scenario over the same period. */
export function checkAgainst(observed: ObservedTimes, scenario: Scenario, report: Report): Check {
  const steps = new Map(Object.values(report.steps).map((step) => [step.uid, step]))
  const simulated = ({ measure, step }: Omit<CheckRow, 'simulated'>): Pick<CheckRow, 'simulated' | 'luck'> => {
    const found = step === null ? undefined : steps.get(step)
    const est = measure === 'leadTime' ? report.leadTime : measure === 'wait' ? found?.wait : found?.handle
    return est ? { simulated: threeOf(est), ...luckOf(est, report.replications) } : { simulated: null }
  }
  return {
    of: uncheckedHash(scenario),
    from: report.period.from,
    days: checkRun(observed).days,
    saturated: Object.values(report.pools).flatMap(({ title, utilization }) => (utilization.value > 0.97 ? [title] : [])),
    rows: observed.rows.map((row) => ({ ...row, ...simulated(row) })),
  }
}

/** A history is one more run: its mean differs from the mean of n by the half-width of that times √(n + 1). */
function luckOf({ mean: { value, high } }: Est, replications: number): { luck?: number } {
  return high === null || !Number.isFinite(high) ? {} : { luck: (high - value) * Math.sqrt(replications + 1) }
}

function threeOf({ mean, p50, p90 }: Est): Three | null {
  return Number.isFinite(mean.value) ? { mean: mean.value, p50: p50.value, p90: p90.value } : null
}
