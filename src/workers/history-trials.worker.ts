import { backtest } from '../backtest/backtest.ts'
import { sideBySide } from '../backtest/side-by-side.ts'
import type { SideBySide } from '../backtest/side-by-side.ts'
import { foretoldOf, verdictOf } from '../backtest/verdict.ts'
import { luckAsked } from '../backtest/choose-luck.ts'
import type { LuckAsked } from '../backtest/choose-luck.ts'
import { drift } from '../drift/drift.ts'
import type { Drift } from '../drift/drift.ts'
import { forecast } from '../forecast/forecast.ts'
import type { Forecast, ForecastInput } from '../forecast/forecast.ts'
import type { CaseIndex } from '../history/cases.ts'
import { HistoryError } from '../history/fault.ts'
import type { History } from '../history/history.ts'
import type { Mapping } from '../history/mapping.ts'
import { instantOf, readOpenCases } from '../history/open-cases.ts'
import { readHistory } from '../history/read.ts'
import { openSource } from '../history/sources/open-source.ts'
import type { Foretold } from '../simulation/model/check.ts'
import type { PastFile } from '../simulation/model/past.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { byteChunks } from './text-chunks.worker.ts'

/** What a long piece of work says of itself. */
export type TrialProgress = (said: string, done: number, planned: number) => void

type Model = { readonly workflow: Workflow; readonly scenario: Scenario }

let stop: AbortController | null = null

/** The work under way is ended; its call is rejected with `cancelled`. */
export function cancelTrial(): void {
  stop?.abort(new Error('cancelled'))
}

/** A new piece of work ends the one before; its messages are let in between two slices. */
function begin(): () => Promise<void> {
  cancelTrial()
  const own = new AbortController()
  stop = own
  return async () => {
    await new Promise((resolve) => setTimeout(resolve))
    own.signal.throwIfAborted()
  }
}

/** Where the luck of a scenario's cases is from. */
export type Luck = NonNullable<Scenario['run']['luck']>

/** Which past cases lend their luck, as `luckAsked` finds it; another piece of work or `cancelTrial` ends it. */
export function findLuck(
  asked: LuckAsked,
  history: History,
  workflow: Workflow,
  until: string | null,
  onProgress: TrialProgress,
): ReturnType<typeof luckAsked> {
  return luckAsked(asked, history, workflow, until, begin(), onProgress)
}

/** Back-tests the fit of this workflow to this history. `on`: today, like 2026-01-31. */
export async function tryBacktest(
  history: History,
  workflow: Workflow,
  luck: Luck,
  on: string,
  onProgress: TrialProgress,
): Promise<Foretold> {
  const found = await backtest({ history, workflow, luck, breathe: begin(), onProgress })
  return foretoldOf(found, verdictOf(found), on)
}

/** Runs in which a model is laid over its history. */
const overlaid = 5

/** Lays the model over the history. */
export function layOver(
  history: History,
  index: CaseIndex,
  { workflow, scenario }: Model,
  past: PastFile | null,
  kind: string | null,
  onProgress: TrialProgress,
): Promise<SideBySide> {
  const breathe = begin()
  const tell = (done: number, planned: number) => onProgress(`run ${done + 1} of ${planned}`, done, planned)
  return sideBySide({ workflow, scenario, past, history, index, replications: overlaid, kind, breathe, onProgress: tell })
}

/** Follows a second file against the model. It is read as the first one was; throws what is wrong with it. */
export async function followFile(
  file: Blob,
  mapping: Mapping,
  { workflow, scenario }: Model,
  past: PastFile | null,
  onProgress: TrialProgress,
): Promise<Drift> {
  const breathe = begin()
  const replications = 20
  onProgress('reading the file', 0, replications)
  const source = await openSource(byteChunks(file), {
    decoders: (encoding, fatal) => new TextDecoder(encoding, { fatal }),
    sheet: mapping.sheet,
  })
  const history = await readHistory(source.chunks, mapping, { source, ...(stop ? { signal: stop.signal } : {}) })
  if (history.form !== 'events') throw new HistoryError('A model is followed on an event log: one row for each piece of work.')
  const tell = (done: number, planned: number) => onProgress(`run ${done} of ${planned}`, done, planned)
  return drift({
    workflow,
    scenario,
    past,
    history: { ...history, mapping },
    replications,
    seed: scenario.run.seed,
    breathe,
    onProgress: tell,
  })
}

/** What is asked of the next hours: the text of a table of open cases, and when they begin (null: with the latest time in it). */
export type Ahead = Pick<ForecastInput, 'workflow' | 'scenario' | 'past' | 'hours' | 'replications'> & {
  readonly openCases: string
  readonly from: string | null
}

/** The next hours from the cases that are open, with what there is to know of the table. Throws what is wrong with it, or with the scenario. */
export async function lookAhead(
  { openCases, from: fromText, ...model }: Ahead,
  onProgress: TrialProgress,
): Promise<{ readonly forecast: Forecast; readonly notes: readonly string[] }> {
  const breathe = begin()
  const { timezone, run } = model.scenario
  const { cases, notes } = readOpenCases(openCases, model.workflow, timezone)
  const latest = cases.reduce((last, { since }) => Math.max(last, since), -Infinity)
  if (fromText === null && latest === -Infinity) throw new HistoryError('No case is open, so say when the forecast begins.')
  const from = fromText === null ? Math.ceil(latest) : Math.floor(instantOf(fromText, zoneOf(timezone)))
  const later = cases.filter(({ since }) => since > from).length
  const found = await forecast({
    ...model,
    open: cases,
    from,
    seed: run.seed,
    breathe,
    onProgress: (done, planned) => onProgress(`${done} of ${planned} futures`, done, planned),
  })
  if (!found.ok)
    throw new HistoryError(
      `The scenario cannot be run:\n${found.problems.map(({ where, message }) => `  ${where}: ${message}`).join('\n')}`,
    )
  const late = later > 0 ? [`${later} of the open cases came into their state later than that and count as just come.`] : []
  return { forecast: found.forecast, notes: [...notes, ...late] }
}
