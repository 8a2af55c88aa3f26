import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ArrivalOptions } from '../../history/arrivals.ts'
import type { LuckAsked } from '../../backtest/choose-luck.ts'
import type { Calibration } from '../../history/calibrate.ts'
import type { Mapping } from '../../history/mapping.ts'
import type { Profile as HistoryProfile } from '../../history/profile.ts'
import type { Profile } from '../../simulation/model/demand.ts'
import type { Arrival } from '../../simulation/model/arrival.ts'
import type { compile, CompileInput } from '../../simulation/compile/compile.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { openHistoryWorker } from '../../workers/history.browser.ts'
import type { HistoryTrials, HistoryWorker, RosterTold } from '../../workers/history.browser.ts'

/** The history of this session: its rows are in the worker, here is what the page knows of it. */
export type LoadedHistory = {
  readonly slug: string
  readonly fileName: string
  readonly mapping: Mapping
  readonly profile: HistoryProfile
}

/** A calibration that was made, with the scenario before it. */
type Calibrated = { readonly before: Scenario | null; readonly calibration: Calibration }

/** The roster beside the history: its file, and what it was read as, or why it could not be read. */
export type LoadedRoster = { readonly file: File; readonly told: RosterTold | null; readonly failure: string | null }

type HistoryState = {
  readonly loaded: LoadedHistory | null
  readonly calibrated: Calibrated | null
  readonly roster: LoadedRoster | null
}

const store = createStore<HistoryState>(() => ({ loaded: null, calibrated: null, roster: null }))

let worker: (HistoryWorker & HistoryTrials) | null = null

/** The worker that holds the rows, started when it is first needed. */
export function historyWorker(): HistoryWorker & HistoryTrials {
  return (worker ??= openHistoryWorker())
}

/** Lets go of the rows, where any were read. */
export function forgetRows(): void {
  void worker?.forget().catch(lostIsForgotten)
}

/** A worker that is gone holds no rows. */
const lostIsForgotten = () => undefined

/** What was read just now; null: nothing any more. The calibration goes with the profile it was made from. */
export function setLoadedHistory(loaded: LoadedHistory | null): void {
  const known = store.getState().loaded
  if (loaded?.profile !== known?.profile) store.setState({ loaded, calibrated: null })
  else if (loaded?.mapping !== known?.mapping) store.setState({ loaded })
}

/** Reads a roster beside the history, as its mapping says; the next calibration has its shifts. */
export async function bringRoster(file: File, mapping: Mapping): Promise<void> {
  try {
    setRoster({ file, told: await historyWorker().readRoster(file, mapping.roster), failure: null })
  } catch (error) {
    setRoster({ file, told: null, failure: error instanceof Error ? error.message : String(error) })
  }
}

/** What is shown of the roster; null: there is none any more. */
export function setRoster(roster: LoadedRoster | null): void {
  if (roster !== store.getState().roster) store.setState({ roster })
  if (roster === null) void worker?.forgetRoster().catch(lostIsForgotten)
}

/** The roster beside the history, in a component. */
export function useRoster(): LoadedRoster | null {
  return useStore(store, ({ roster }) => roster)
}

/** The history of the open workflow, or null; in a component. */
export function useLoadedHistory(): LoadedHistory | null {
  return useStore(store, ({ loaded }) => loaded)
}

/** The last calibration from it, in a component. */
export function useCalibrated(): Calibrated | null {
  return useStore(store, ({ calibrated }) => calibrated)
}

/** The arrivals as a rate of the calibration that made this scenario in this session, or null. */
export function fittedRate(scenarioId: string | null): Profile | null {
  const { calibrated } = store.getState()
  return calibrated?.calibration.scenario.id === scenarioId ? calibrated.calibration.rate : null
}

/** Calibrates a scenario off the main thread and keeps it for the page; it changes nothing yet. `until` is a date, or null for all. */
export async function calibrateScenario(
  workflow: Workflow,
  scenarioId: string,
  base: Scenario | null,
  until: string | null,
  luck: 'drawn' | LuckAsked,
  onProgress: (said: string, done: number, planned: number) => void = () => {},
): Promise<Calibration> {
  const { loaded } = store.getState()
  if (!loaded) throw new Error('No history is loaded.')
  const calibration = await historyWorker().calibrate(workflow, scenarioId, base, until, luck, loaded.mapping, onProgress)
  store.setState({ calibrated: { before: base, calibration } })
  return calibration
}

/** A replay of the loaded cases, compiled off the main thread. Rejects when no history is loaded. */
export function compileReplay(input: Omit<CompileInput, 'arrivals'>, options: ArrivalOptions): Promise<ReturnType<typeof compile>> {
  const { loaded } = store.getState()
  if (!loaded) return Promise.reject(new Error('No history is loaded. Bring one in History first.'))
  return historyWorker().compileReplay(input, options, loaded.mapping)
}

/** The loaded cases for a replay: seconds since `options.start`, with the workflow's attributes. Rejects when no history is loaded. */
export function loadArrivals(workflow: Workflow, options: ArrivalOptions): Promise<Arrival[]> {
  const { loaded } = store.getState()
  if (!loaded) return Promise.reject(new Error('No history is loaded. Bring one in History first.'))
  return historyWorker().arrivals(workflow, options, loaded.mapping)
}
