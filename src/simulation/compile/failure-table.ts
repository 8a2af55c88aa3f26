import type { State } from '../../workflow/state.ts'
import { purposeOf } from '../engine/chance.ts'
import type { FailureTable } from '../program/program.ts'
import type { Scenario } from '../model/scenario.ts'
import type { FormulaTable } from './formula-table.ts'
import { flatten } from './lists.ts'

/** Which automatic steps fail, and how often. `steps` are the states of the step table, in its order. Null where none ever does. */
export function failureTable(
  steps: readonly State[],
  scenario: Scenario,
  events: readonly string[],
  formulas: FormulaTable,
): FailureTable | null {
  const failures = steps.map(({ uid, step }) =>
    step?.kind === 'automatic' && step.failure ? (scenario.performance[uid]?.failures ?? []) : [],
  )
  if (failures.every((entries) => entries.every(({ share }) => share === 0))) return null
  const { items, at } = flatten(failures)
  return {
    event: Int32Array.from(steps, ({ step }, i) =>
      step?.kind === 'automatic' && step.failure && failures[i]!.length > 0 ? events.indexOf(step.failure.event) : -1,
    ),
    when: Int32Array.from(items, ({ when }) => formulas.add(when)),
    share: Float64Array.from(items, ({ share }) => share),
    at,
    purpose: Int32Array.from(steps, ({ uid }) => purposeOf(`${uid} failure`)),
  }
}
