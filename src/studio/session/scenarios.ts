import type { Scenario } from '../../simulation/model/scenario.ts'
import { changeBetween } from '../../workflow/change-set.ts'
import { pageSession, run, say, type Session, setScenario } from './session.ts'

/** Copies a scenario under a free id and chooses the copy, which is not in force. Returns its id, or null where there is no such scenario. */
export function copyScenario(id: string, of: Session = pageSession()): string | null {
  const { tables } = of.store.getState()
  const scenario = tables.scenarios[id]
  if (!scenario) return null
  const { inForceFrom: _, ...rest } = scenario
  const copy: Scenario = { ...rest, id: freeId(`${id.slice(0, 50)}-copy`, tables.scenarios), title: `${scenario.title} (copy)` }
  put(`Copy ${scenario.title}`, { ...tables.scenarios, [copy.id]: copy }, of)
  setScenario(copy.id, of)
  return copy.id
}

/** Deletes a scenario; undo brings it back. The next one is chosen. Refused for the last. */
export function deleteScenario(id: string, of: Session = pageSession()): boolean {
  const { tables } = of.store.getState()
  const { [id]: gone, ...others } = tables.scenarios
  const [next] = Object.keys(others)
  if (!gone) return false
  if (next === undefined) return run({ refused: 'It is the only scenario. Copy it first.' }, of)
  put(`Delete ${gone.title}`, others, of)
  setScenario(next, of)
  say(`“${gone.title}” is deleted. Undo brings it back.`, 'plain', of)
  return true
}

/** Names a scenario, or says from which day (ISO 8601; null: none) it is the one in force. Where its numbers come from stays as it was. */
export function describeScenario(
  id: string,
  given: { readonly title?: string; readonly inForceFrom?: string | null },
  of: Session = pageSession(),
): void {
  const { tables } = of.store.getState()
  const scenario = tables.scenarios[id]
  if (!scenario) return
  const { inForceFrom, ...rest } = scenario
  const from = given.inForceFrom === undefined ? inForceFrom : given.inForceFrom
  const next: Scenario = { ...rest, title: given.title ?? scenario.title, ...(typeof from === 'string' && { inForceFrom: from }) }
  put(
    given.title === undefined ? `When ${scenario.title} is in force` : `Rename ${scenario.title}`,
    { ...tables.scenarios, [id]: next },
    of,
  )
}

function put(label: string, scenarios: Readonly<Record<string, Scenario>>, of: Session): void {
  const { tables } = of.store.getState()
  run({ label, change: changeBetween(tables, { ...tables, scenarios }) }, of)
}

function freeId(wanted: string, scenarios: Readonly<Record<string, unknown>>): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? wanted : `${wanted}-${number}`
    if (!Object.hasOwn(scenarios, id)) return id
  }
}
