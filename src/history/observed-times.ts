import type { Check, CheckRow, Three } from '../simulation/model/check.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { uncheckedHash } from '../simulation/model/scenario-file.ts'
import type { Est, Report } from '../simulation/report/report.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { activityStates } from './activity-states.ts'
import { beginOf, censoringOf } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import { endsWithTimer, timersAround } from './cut-times.ts'
import type { History } from './history.ts'
import type { RowWork } from './left-open.ts'
import { mayEnd } from './onward.ts'
import { spreadOf } from './quantile.ts'

/** The times that a history tells of, to stand beside those that its scenario gives. */
export type ObservedTimes = {
  /** Days from the first arrival to the end that was looked at. */
  readonly days: number
  readonly rows: readonly Omit<CheckRow, 'simulated'>[]
}

/** Rows with fewer cases than this say nothing of a mean. */
const fewest = 30

type Told = {
  readonly history: History
  readonly workflow: Workflow
  /** Seconds since 1970. */
  readonly until: number
  readonly index: CaseIndex
  /** Cases that are not over when the history ends. */
  readonly waiting: ReadonlyMap<number, unknown>
  readonly rowWork: RowWork | null
  /** By row its work, of people who have several rows open at once; `NaN`: all of it. */
  readonly shared: Float64Array | null
  /** By row the seconds that the fit takes for work; `NaN` where it has taken none. */
  readonly worked: Float64Array
}

/**
 * Lead time of the cases, wait and work at each step, as the history has them: from the cases that can be complete before `until`, and from work that was done. The wait of a row is from the
 * end of the case's row before it, or the arrival, to its begin. Work is told only where rows have a start and an end.
 */
export function observedTimes({ history, workflow, until, index, waiting, rowWork, shared, worked }: Told): ObservedTimes {
  const { cut } = censoringOf(index, until)
  const states = activityStates(history.activity.values, workflow, history.mapping)
  const seen = new Set(states.flatMap((state) => (state ? [state.uid] : [])))
  const mayBeLast = states.map((state) => !state?.step || mayEnd(workflow, state, seen))
  const isOver = (c: number) => {
    const last = index.rows[index.from[c + 1]! - 1]
    return !waiting.has(c) && (last === undefined || (mayBeLast[history.activity.codes[last]!] ?? true))
  }
  const lead: number[] = []
  const waited = new Map<string, number[]>()
  const work = new Map<string, number[]>()
  const limits = new Map(
    states.flatMap((state) =>
      state?.step?.kind === 'review' ? [[state.uid, timersAround({ workflow, history, index }, states, state)] as const] : [],
    ),
  )
  const take = (c: number, row: number) => {
    const state = states[history.activity.codes[row]!]
    const [start, end] = [history.start[row]!, history.end[row]!]
    if (!state?.step || !(end <= until) || Number.isNaN(start)) return
    // Work that a timer took out of its person's hands was not done, whether it leaves a row or not.
    const limitOf = limits.get(state.uid)
    if (limitOf && endsWithTimer(end - start, limitOf(c, row, end - start))) return
    const resumes = state.step.kind === 'review' && state.step.endOfShift === 'resume'
    // What is left open is no work, and no wait for anybody.
    const isOpen = state.step.kind === 'review' && rowWork?.[row] === Infinity
    const told = isOpen ? NaN : worked[row]!
    const rest = Number.isNaN(told) ? 0 : Math.max(0, end - start - told)
    // Of people who have several rows open at once, and of those who leave work over night, the rest of a row is no work, and the case waits.
    const waits = resumes || (shared !== null && !Number.isNaN(shared[row]!))
    push(waited, state.uid, Math.max(0, beginOf(history, row) - index.enabled[row]!) + (waits ? rest : 0))
    if (!isOpen) push(work, state.uid, end - start - rest)
  }
  let first = Infinity
  for (let c = 0; c < index.cases; c++) {
    const arrived = index.arrived[c]!
    if (arrived > until) continue
    first = Math.min(first, arrived)
    if (arrived > cut) continue
    const finished = index.finished[c]!
    if (finished <= until && finished >= arrived && isOver(c)) lead.push(finished - arrived)
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) take(c, index.rows[at]!)
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
        ...(state.step?.kind === 'automatic' ? [] : row('wait', state.uid, titleOf(state), waited.get(state.uid) ?? [])),
        ...(state.step?.kind === 'batch' ? [] : row('handle', state.uid, titleOf(state), work.get(state.uid) ?? [])),
      ]),
    ],
  }
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The run that a check needs: the history's own period, at most a year, from its beginning; nothing is cut from it, since nothing is cut from the history. */
export function checkRun(observed: ObservedTimes): { readonly days: number; readonly replications: number; readonly warmup: 0 } {
  return { days: Math.min(365, Math.max(1, observed.days)), replications: 8, warmup: 0 }
}

/**
 * The history's times beside those of a run of the scenario over the same period. A case that a timer or its own patience takes out of a queue leaves no row of the work,
 * so that the run's waits are here those of the visits that were done: with the others the longest waits would stand on one side alone.
 */
export function checkAgainst(observed: ObservedTimes, scenario: Scenario, report: Report): Check {
  const steps = new Map(Object.values(report.steps).map((step) => [step.uid, step]))
  const simulated = ({ measure, step }: Omit<CheckRow, 'simulated'>): Pick<CheckRow, 'simulated' | 'luck'> => {
    const found = step === null ? undefined : steps.get(step)
    const est = measure === 'leadTime' ? report.leadTime : measure === 'wait' ? found?.waitOfDone : found?.handle
    return est ? { simulated: threeOf(est), ...luckOf(est, report.replications) } : { simulated: null }
  }
  return {
    of: uncheckedHash(scenario),
    from: report.period.from,
    days: checkRun(observed).days,
    saturated: Object.values(report.pools).flatMap(({ title, overloaded }) => (overloaded ? [title] : [])),
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
