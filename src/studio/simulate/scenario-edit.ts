import { changeBetween } from '../../workflow/change-set.ts'
import { guessedScenario, mondayAfter } from '../../simulation/model/guessed-scenario.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { run, session, setScenario } from '../session/session.ts'

/** Changes the chosen scenario as one labelled edit. What is typed is no longer fitted or guessed: `origin` is the path of the parameter. */
export function editScenario(label: string, change: (scenario: Scenario) => Scenario, origin?: string): void {
  const { tables, scenarioId } = session.getState()
  const scenario = scenarioId === null ? undefined : tables.scenarios[scenarioId]
  if (!scenario) return
  const changed = change(scenario)
  const after = origin === undefined ? changed : { ...changed, origins: { ...changed.origins, [origin]: { source: 'typed' as const } } }
  run({ label, change: changeBetween({ scenarios: { [scenario.id]: scenario } }, { scenarios: { [scenario.id]: after } }) })
}

/** Begins a scenario where there is none: every parameter guessed and marked so, to be typed over or fitted to a history later. */
export function beginScenario(): void {
  const { layout: _, scenarios, ...workflow } = session.getState().tables
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const scenario = guessedScenario(workflow, { id: 'first-guess', timezone: timeZone, start: `${mondayAfter(new Date())}T00:00:00` })
  const after = { ...scenarios, [scenario.id]: scenario }
  if (run({ label: 'Begin a scenario with guesses', change: changeBetween({ scenarios }, { scenarios: after }) })) setScenario(scenario.id)
}
