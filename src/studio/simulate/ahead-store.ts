import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Forecast } from '../../forecast/forecast.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { historyWorker } from '../session/loaded-history.ts'
import { pastOf } from '../session/past.ts'
import { session } from '../session/session.ts'
import { runTrial } from '../session/trials.ts'
import type { Change } from './ahead-changes.ts'

/** The next days of a scenario, and what a change to the rota or the demand makes of them: from the same cases, with the same luck. */
type Ahead = {
  readonly scenario: Scenario
  readonly fileName: string
  readonly notes: readonly string[]
  readonly forecast: Forecast
  readonly change: { readonly change: Change; readonly forecast: Forecast } | null
}

type State = { readonly isOpen: boolean; readonly file: File | null; readonly from: string; readonly ahead: Ahead | null }
const nothing: State = { isOpen: false, file: null, from: '', ahead: null }
const store = createStore<State>(() => nothing)
// Open cases are of one workflow; another one begins without any.
session.subscribe((now, before) => {
  if (now.slug !== before.slug) store.setState(nothing)
})

/** Names the work in the status line. */
export const aheadTrial = 'ahead'
const hours = 72
const replications = 200

export function useAhead(): State {
  return useStore(store)
}

/** Opens the next days in the middle of Simulate, or closes them. */
export function showAhead(isOpen: boolean): void {
  store.setState({ isOpen })
}

/** The table of open cases to look ahead from; forgotten with the page. */
export function chooseOpenCases(file: File): void {
  store.setState({ file, ahead: null })
}

/** When the next days begin, on the scenario's clock; empty: the latest time in the table. */
export function beginAhead(from: string): void {
  store.setState({ from })
}

/** Looks ahead from the table. `change`: what would be else; null: nothing. */
export async function lookAhead(scenario: Scenario, change: Change | null): Promise<void> {
  const { file, from, ahead: before } = store.getState()
  if (!file) return
  const { slug, tables } = session.getState()
  const isStillOpen = () => session.getState().slug === slug
  const { layout: _, scenarios: __, proposals: ___, ...workflow } = tables
  const ask = async (given: Scenario, title: string) =>
    runTrial(aheadTrial, title, async (tell) =>
      historyWorker().lookAhead(
        {
          workflow,
          scenario: given,
          ...(await pastOf(slug, given)),
          openCases: await file.text(),
          from: from.trim() === '' ? null : from.trim(),
          hours,
          replications,
        },
        tell,
      ),
    )
  if (change === null) {
    const found = await ask(scenario, 'The next 72 hours')
    if (found && isStillOpen()) store.setState({ ahead: { ...found, scenario, fileName: file.name, change: null } })
    return
  }
  const found = await ask(change.apply(scenario), `The next 72 hours: ${change.title}`)
  if (found && before && isStillOpen()) store.setState({ ahead: { ...before, change: { change, forecast: found.forecast } } })
}
