import { hasStarts, logOfHistory, simulatedLog } from '../backtest/logs.ts'
import { activityStates } from '../history/activity-states.ts'
import { indexCases, lastInstant } from '../history/cases.ts'
import { HistoryError } from '../history/fault.ts'
import type { History } from '../history/history.ts'
import { compile } from '../simulation/compile/compile.ts'
import { startingAt } from '../simulation/compile/starting-at.ts'
import type { PastFile } from '../simulation/model/past.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { type Followed, follow } from './alarms.ts'
import { seriesOf, type Span, spansOf, toldUntil } from './months.ts'

export type DriftOptions = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  readonly past?: PastFile | null
  readonly history: History
  /** Runs of the model, each of which is one history more; default 20. */
  readonly replications?: number
  readonly seed?: number
  /** Awaited again and again; throws to end all. */
  readonly breathe: () => Promise<void>
  readonly onProgress?: (done: number, planned: number) => void
}

export type Drift = { readonly spans: readonly Span[]; readonly figures: readonly Followed[]; readonly replications: number }

const day = 86_400

/**
 * Follows a new history against the model, month by month (week by week where it holds fewer than three whole months): which figures are not what the model's own runs over the same days give.
 * Throws a HistoryError where the history is too short, none of its activities is a step, or the scenario cannot be run.
 */
export async function drift({
  workflow,
  scenario,
  past,
  history,
  replications = 20,
  seed = 1,
  breathe,
  onProgress = () => {},
}: DriftOptions): Promise<Drift> {
  if (history.form !== 'events') throw new HistoryError('Following a model takes an event log: one row per piece of work.')
  const zone = zoneOf(history.timezone)
  const index = indexCases(history)
  const began = index.arrived.reduce((least, arrived) => Math.min(least, arrived), Infinity)
  const [from, to] = [zone.toLocal(began), zone.toLocal(lastInstant(history))]
  const spans = spansOf(from * 1000, to * 1000)
  if (spans.length < 2)
    throw new HistoryError('The history holds fewer than two whole weeks, so nothing can be followed from one to the next.')
  const titles = new Set(
    activityStates(history.activity.values, workflow, history.mapping).flatMap((state) => (state ? [titleOf(state)] : [])),
  )
  if (titles.size === 0)
    throw new HistoryError('No activity of the history is a step of the workflow. Name them in the mapping (“activities”).')
  const log = logOfHistory(history, workflow, () => true)
  const told = toldUntil(log)
  const seen = seriesOf(log, spans, told)
  const start = zone.toEpoch(Math.floor(from / day) * day)
  const days = Math.ceil((to - zone.toLocal(start)) / day)
  const runs = []
  for (let run = 0; run < replications; run++) {
    const compiled = compile({
      workflow,
      scenario: startingAt(scenario, start),
      past: past ?? null,
      run: { days, seed: seed + run, replications: 1 },
    })
    if (!compiled.ok)
      throw new HistoryError(
        `The scenario cannot be run:\n${compiled.problems.map(({ where, message }) => `  ${where}: ${message}`).join('\n')}`,
      )
    runs.push(
      seriesOf(await simulatedLog(compiled.program, { titles, takes: () => true, timed: hasStarts(history) }, breathe), spans, told),
    )
    onProgress(run + 1, replications)
    await breathe()
  }
  // A model without kinds of case says nothing of them; that is not a share of none.
  const knowsKinds = runs.some((run) => run.some(({ id }) => id.startsWith('kind:')))
  const comparable = seen.filter(({ id }) => knowsKinds || !id.startsWith('kind:'))
  return { spans, figures: follow(comparable, runs), replications }
}

/** What may have done it: figures of what comes in or is done that went off in the same span or in the two before. */
export function causesOf(result: Followed, figures: readonly Followed[]): Followed[] {
  const { alarm } = result
  if (alarm === null || result.role === 'cause') return []
  return figures.filter(
    (figure) =>
      figure.role === 'cause' &&
      figure.alarm !== null &&
      figure.alarm.since <= alarm.since &&
      figure.alarm.since >= alarm.since - 2 &&
      figure.alarm.until >= alarm.since - 1,
  )
}
