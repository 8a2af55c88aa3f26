import type { Scenario } from '../../simulation/model/scenario.ts'
import { changeBetween } from '../../workflow/change-set.ts'
import type { Edit } from '../../workflow/draft.ts'
import type { SessionTables } from '../session/session.ts'

/** One edit that puts the scenario in the place of the one with its id, or adds it. */
export function calibrationEdit(tables: SessionTables, scenario: Scenario): Edit {
  return {
    label: 'Fit the scenario to the history',
    change: changeBetween(tables, { ...tables, scenarios: { ...tables.scenarios, [scenario.id]: scenario } }),
  }
}
