import { changeBetween } from '../../workflow/change-set.ts'
import { type Answers, guessedScenario, mondayAfter } from '../../simulation/model/guessed-scenario.ts'
import { run, session, setScenario } from './session.ts'

/** Begins a scenario where there is none: every parameter guessed and marked so, to be typed over or fitted to a history later. */
export function beginScenario(answers: Answers): void {
  const { layout: _, proposals: __, scenarios, ...workflow } = session.getState().tables
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const start = `${mondayAfter(new Date())}T00:00:00`
  const scenario = guessedScenario(workflow, { id: 'first-guess', timezone: timeZone, start, answers })
  const after = { ...scenarios, [scenario.id]: scenario }
  if (run({ label: 'Begin a scenario with guesses', change: changeBetween({ scenarios }, { scenarios: after }) })) setScenario(scenario.id)
}
