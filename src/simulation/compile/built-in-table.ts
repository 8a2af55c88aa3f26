import { visitsOf, withBuiltIns } from '../../machine/built-ins.ts'
import { attributesIn } from '../../machine/evaluate-tree.ts'
import { checkExpression } from '../../machine/expression.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import type { State } from '../../workflow/state.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Scenario } from '../model/scenario.ts'
import type { BuiltInTable } from '../program/program.ts'
import type { FormulaTable } from './formula-table.ts'

/** Uids of the steps that conditions may ask for. */
export function stepUids({ states }: Workflow): string[] {
  return Object.values(states).flatMap(({ uid, type, step }) => (type === 'atomic' && step !== null ? [uid] : []))
}

/** The built-ins that the scenario's conditions ask for, as attributes, by name; what comes before the step left last needs that one too. */
export function askedBuiltIns(workflow: Workflow, scenario: Scenario, attributes: readonly Attribute[]): Attribute[] {
  const all = withBuiltIns(attributes, stepUids(workflow))
  const conditions = Object.values(scenario.performance).flatMap(({ time, outcomes, delay = [], patience = [], failures = [] }) =>
    [...time, ...outcomes, ...delay, ...patience, ...failures].flatMap(({ when }) => when ?? []),
  )
  const asked = new Set(
    [...new Set(conditions)].flatMap((condition) => {
      const checked = checkExpression(condition, all)
      return checked.ok ? [...attributesIn(checked.tree)] : []
    }),
  )
  const own = new Set(attributes.map(({ name }) => name))
  if (asked.has('prev2') && !own.has('prev2') && !own.has('prev')) asked.add('prev')
  return all.filter(({ name }) => asked.has(name) && !own.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Where each of them stands behind the attributes; null where none is asked for. `steps` in the order of the step table. */
export function builtInTable(
  asked: readonly Attribute[],
  attributes: number,
  steps: readonly State[],
  formulas: FormulaTable,
): BuiltInTable | null {
  if (asked.length === 0) return null
  const column = (name: string) => {
    const at = asked.findIndex((one) => one.name === name)
    return at < 0 ? -1 : attributes + at
  }
  return {
    count: asked.length,
    visits: Int32Array.from(steps, ({ uid }) => column(visitsOf(uid))),
    code: Int32Array.from(steps, ({ uid }) => formulas.number(uid)),
    prev: column('prev'),
    prev2: column('prev2'),
    age: column('age'),
    weekHour: column('weekHour'),
    none: formulas.number(''),
  }
}
