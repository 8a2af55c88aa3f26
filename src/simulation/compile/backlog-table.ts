import type { State } from '../../workflow/state.ts'
import type { Backlog } from '../model/demand.ts'
import { distributionKind } from '../program/program.ts'
import type { BacklogTable } from '../program/program.ts'
import { valuesOf } from './demand-table.ts'
import type { DemandInput } from './demand-table.ts'
import { flatten } from './lists.ts'
import { parametersOf } from './step-table.ts'

/** Cases that are open at the start; null where there are none. */
export function backlogTable(
  backlog: readonly Backlog[],
  states: readonly State[],
  { attributes, formulas }: Pick<DemandInput, 'attributes' | 'formulas'>,
): BacklogTable | null {
  if (backlog.length === 0) return null
  const times = backlog.flatMap(({ age, inState }) => [age, inState])
  const parameters = flatten(times.map((distribution) => (distribution === undefined ? [] : parametersOf(distribution))))
  return {
    state: Int32Array.from(backlog, ({ state }) => states.findIndex(({ uid }) => uid === state)),
    cases: Int32Array.from(backlog, ({ cases }) => cases),
    kind: Uint8Array.from(times, (distribution) => (distribution === undefined ? 0 : distributionKind[distribution.kind])),
    parameters: Float64Array.from(parameters.items),
    parametersAt: parameters.at,
    values: valuesOf(
      backlog.map(({ values = {} }) => values),
      attributes,
      formulas,
    ),
  }
}

/** What a report says of a run that begins with open cases. */
export function sayBacklog(backlog: readonly Backlog[], cutsNothing: boolean): string[] {
  if (backlog.length === 0) return []
  const cases = backlog.reduce((sum, entry) => sum + entry.cases, 0)
  const cut = cutsNothing ? ' Nothing is cut from the start as a warm-up.' : ''
  return [
    `The run begins with ${cases === 1 ? 'one open case' : `${cases} open cases`}, which count as arrived; their age before the start is part of their lead time.${cut}`,
  ]
}
