import { proxy, wrap } from 'comlink'
import type { Remote } from 'comlink'
import type { ArrivalOptions } from '../history/arrivals.ts'
import type { LuckAsked } from '../backtest/choose-luck.ts'
import type { Calibration } from '../history/calibrate.ts'
import type { Mapping } from '../history/mapping.ts'
import type { Profile } from '../history/profile.ts'
import type { Question } from '../history/question.ts'
import type { QueryResult } from '../history/sql/ask.ts'
import type { RowQuery, RowsPage } from '../history/rows-behind.ts'
import type { Arrival } from '../simulation/model/arrival.ts'
import type { compile, CompileInput } from '../simulation/compile/compile.ts'
import type { PastFile } from '../simulation/model/past.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { followFile, layOver, lookAhead, Luck, TrialProgress, tryBacktest } from './history-trials.worker.ts'
import type { Drawing, DrawnWorkflow, FileProgress, HeadReading, historyService, RosterTold, SqlOffer } from './history-service.worker.ts'
import { whenGone } from './life.browser.ts'
import type { HistoryFile } from './text-chunks.worker.ts'

export type { HistoryFile } from './text-chunks.worker.ts'
export type { FileProgress, HeadReading, RosterTold, SqlOffer } from './history-service.worker.ts'

/** The history worker from the page's side: parsing, profiling and calibrating happen beside the page, and the rows stay there. */
export type HistoryWorker = {
  readHead(file: HistoryFile): Promise<HeadReading>
  read(file: HistoryFile, mapping: Mapping, onProgress: (progress: FileProgress) => void): Promise<readonly Question[]>
  readRoster(file: Blob, said: Mapping['roster']): Promise<RosterTold>
  forgetRoster(): Promise<void>
  cancel(): Promise<void>
  profile(): Promise<Profile>
  rowsBehind(query: RowQuery, from: number, size: number): Promise<RowsPage>
  rowsAsCsv(query: RowQuery | 'aside'): Promise<string>
  sqlOffer(): Promise<SqlOffer>
  ask(query: string, limit: number): Promise<QueryResult>
  cancelQuery(): Promise<void>
  calibrate(
    workflow: Workflow,
    scenarioId: string,
    base: Scenario | null,
    until: string | null,
    luck: 'drawn' | LuckAsked,
    mapping: Mapping,
    onProgress: TrialProgress,
  ): Promise<Calibration>
  discover(drawing: Drawing, mapping: Mapping): Promise<DrawnWorkflow>
  arrivals(workflow: Workflow, options: ArrivalOptions, mapping: Mapping): Promise<Arrival[]>
  compileReplay(input: Omit<CompileInput, 'arrivals'>, options: ArrivalOptions, mapping: Mapping): Promise<ReturnType<typeof compile>>
  forget(): Promise<void>
}

/** What takes minutes: what a model is worth beside a history, and what comes next. One at a time: another one ends it, and it is rejected with `cancelled`. */
export type HistoryTrials = {
  backtest(workflow: Workflow, luck: Luck, on: string, mapping: Mapping, onProgress: TrialProgress): ReturnType<typeof tryBacktest>
  layOver(model: Model, past: PastFile | null, kind: string | null, mapping: Mapping, onProgress: TrialProgress): ReturnType<typeof layOver>
  followFile(file: Blob, mapping: Mapping, model: Model, past: PastFile | null, onProgress: TrialProgress): ReturnType<typeof followFile>
  lookAhead(input: Parameters<typeof lookAhead>[0], onProgress: TrialProgress): ReturnType<typeof lookAhead>
  cancelTrial(): Promise<void>
}

type Model = { readonly workflow: Workflow; readonly scenario: Scenario }

/** The history worker of this page. It starts with the first call; if it stops, that call is rejected and the next one starts another. */
export function openHistoryWorker(): HistoryWorker & HistoryTrials {
  let open: OpenWorker | null = null
  const ask = <Answer>(call: (remote: Remote<Service>) => Promise<Answer>): Promise<Answer> => {
    open ??= startWorker(() => {
      open = null
    })
    return Promise.race([call(open.remote), open.died])
  }
  return {
    readHead: (file) => ask((remote) => remote.readHead(file)),
    read: (file, mapping, onProgress) => ask((remote) => remote.read(file, mapping, proxy(onProgress))),
    readRoster: (file, said) => ask((remote) => remote.readRoster(file, said)),
    forgetRoster: () => ask((remote) => remote.forgetRoster()),
    cancel: () => ask((remote) => remote.cancel()),
    profile: () => ask((remote) => remote.profile()),
    rowsBehind: (query, from, size) => ask((remote) => remote.rowsBehind(query, from, size)),
    rowsAsCsv: (query) => ask((remote) => remote.rowsAsCsv(query)),
    sqlOffer: () => ask((remote) => remote.sqlOffer()),
    ask: (query, limit) => ask((remote) => remote.ask(query, limit)),
    cancelQuery: () => ask((remote) => remote.cancelQuery()),
    calibrate: (workflow, scenarioId, base, until, luck, mapping, onProgress) =>
      ask((remote) => remote.calibrate(workflow, scenarioId, base, until, luck, mapping, proxy(onProgress))),
    discover: (drawing, mapping) => ask((remote) => remote.discover(drawing, mapping)),
    arrivals: (workflow, options, mapping) => ask((remote) => remote.arrivals(workflow, options, mapping)),
    compileReplay: (input, options, mapping) => ask<ReturnType<typeof compile>>((remote) => remote.compileReplay(input, options, mapping)),
    backtest: (workflow, luck, on, mapping, onProgress) => ask((remote) => remote.backtest(workflow, luck, on, mapping, proxy(onProgress))),
    layOver: (model, past, kind, mapping, onProgress) => ask((remote) => remote.layOver(model, past, kind, mapping, proxy(onProgress))),
    followFile: (file, mapping, model, past, onProgress) =>
      ask((remote) => remote.followFile(file, mapping, model, past, proxy(onProgress))),
    lookAhead: (input, onProgress) => ask((remote) => remote.lookAhead(input, proxy(onProgress))),
    cancelTrial: () => ask((remote) => remote.cancelTrial()),
    forget: () => ask((remote) => remote.forget()),
  }
}

/** `died` rejects when the worker fails outside a call, vanishes, or its code cannot be fetched; it never resolves. */
type OpenWorker = { readonly remote: Remote<Service>; readonly died: Promise<never> }
type Service = typeof historyService & { alive(): Promise<string | null> }

function startWorker(onDeath: () => void): OpenWorker {
  const worker = new Worker(new URL('./history.worker.ts', import.meta.url), { type: 'module', name: 'history' })
  const remote = wrap<Service>(worker)
  const died = new Promise<never>((_, reject) => {
    const die = (why: string) => {
      onDeath()
      worker.terminate()
      reject(new Error(`The history worker was lost: ${why}. Bring the file again.`))
    }
    worker.addEventListener('error', (event) => die(event.message || 'its code could not be fetched'))
    worker.addEventListener('messageerror', () => die('what it said could not be read'))
    void remote.alive().then((life) => {
      if (life !== null) whenGone(life, () => die('it ended by itself'))
    })
  })
  died.catch(() => {})
  return { remote, died }
}
