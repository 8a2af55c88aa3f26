import { changeBetween } from '../../workflow/change-set.ts'
import type { Scenario } from '../../simulation/scenario.ts'
import { run, session } from '../session/session.ts'

/** Changes the chosen scenario as one labelled edit. What is typed is no longer fitted or guessed: `origin` is the path of the parameter. */
export function editScenario(label: string, change: (scenario: Scenario) => Scenario, origin?: string): void {
  const { tables, scenarioId } = session.getState()
  const scenario = scenarioId === null ? undefined : tables.scenarios[scenarioId]
  if (!scenario) return
  const changed = change(scenario)
  const after = origin === undefined ? changed : { ...changed, origins: { ...changed.origins, [origin]: { source: 'typed' as const } } }
  run({ label, change: changeBetween({ scenarios: { [scenario.id]: scenario } }, { scenarios: { [scenario.id]: after } }) })
}
