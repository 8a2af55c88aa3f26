import { builtIns } from '../../machine/built-ins.ts'
import { attributesIn } from '../../machine/evaluate-tree.ts'
import { checkExpression } from '../../machine/expression.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import type { Place, Problem } from '../../workflow/problem.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Scenario } from '../model/scenario.ts'

/** Collects what the rules find. */
export type Found = (
  rule: string,
  place: Place,
  where: string,
  message: string,
  why: string,
  more?: { severity?: Problem['severity']; range?: readonly [number, number] },
) => void
/** What the rules look at. */
export type Context = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  readonly attributes: readonly Attribute[]
  /** With what conditions of times, delays, outcomes, patience and failures may ask for besides. */
  readonly withBuiltIns: readonly Attribute[]
  readonly found: Found
}

/** A place in the scenario, by parameter path. */
export function scenarioPlace(path: string): Place {
  return { kind: 'scenario', path }
}

/** Whether an expression over the attributes is a condition, or a number; says what is wrong when it is not. */
export function checkCondition(
  { attributes: own, found }: Context,
  expression: string | undefined,
  place: Place,
  where: string,
  wanted: 'bool' | 'number' = 'bool',
  attributes: readonly Attribute[] = own,
): boolean {
  if (expression === undefined) return true
  const checked = checkExpression(expression, attributes)
  if (checked.ok && (checked.type === wanted || (wanted === 'number' && checked.type === 'bool'))) return true
  const message = checked.ok ? `This must be ${wanted === 'bool' ? 'a condition' : 'a number'}, but it is not.` : checked.message
  found('bad-expression', place, where, message, 'It cannot be evaluated for a case.', checked.ok ? {} : { range: checked.range })
  return false
}

/** The same of a condition of a time, a delay, an outcome, a patience or a failure, which may ask for built-ins; one that an attribute hides is said. */
export function checkCaseCondition(context: Context, expression: string | undefined, place: Place, where: string): void {
  if (!checkCondition(context, expression, place, where, 'bool', context.withBuiltIns) || expression === undefined) return
  const checked = checkExpression(expression, context.withBuiltIns)
  const own = new Set(context.attributes.map(({ name }) => name))
  for (const name of checked.ok ? attributesIn(checked.tree) : [])
    if (builtIns.includes(name) && own.has(name))
      context.found(
        'hides-built-in',
        place,
        where,
        `"${name}" is the case's attribute here, not what every case knows of itself by that name.`,
        'An attribute stands before a built-in of its name. Rename the attribute to ask for the other.',
        { severity: 'warning' },
      )
}

/** All shares together. */
export function sum(shares: Readonly<Record<string, number>>): number {
  return Object.values(shares).reduce((total, share) => total + share, 0)
}

/** Four digits at most. */
export function round(x: number): string {
  return x.toFixed(4).replace(/\.?0+$/, '')
}
