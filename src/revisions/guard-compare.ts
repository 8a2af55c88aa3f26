import { evaluateExpression } from '../machine/expression.ts'
import type { Guard } from '../workflow/action.ts'
import type { Attribute, AttributeValue } from '../workflow/attribute.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { GuardRelation } from './change.ts'
import { attributeName } from './names.ts'
import { own } from '../workflow/same.ts'
import { count, sayValue } from './say.ts'
import { sayList } from '../words/list.ts'
import type { Sides } from './sides.ts'

/** More kinds of case than this are not tried. */
const most = 3000

type Case = Readonly<Record<string, AttributeValue>>

/**
 * How the head's guard relates to the base's, found by trying both on every kind of case: all values of yes/no and list attributes, and for numbers a value below, at and
 * between all constants that the guards name. Exact for comparisons with constants. Null where a guard is not an expression or too many kinds of case would have to be tried.
 */
export function compareGuards(sides: Sides, guardBefore: Guard | null, guardAfter: Guard | null): GuardRelation | null {
  const sources = [guardBefore, guardAfter].map((guard) => (guard === null ? 'true' : 'expression' in guard ? guard.expression : null))
  const [was, is] = sources
  if (typeof was !== 'string' || typeof is !== 'string') return null
  const attributes = mentioned(sides, `${was} ${is}`)
  const cases = attributes && casesOf(attributes, `${was} ${is}`)
  if (!cases) return null
  const [held, holds] = [judge(was, sides.base), judge(is, sides.head)]
  const [lost, gained] = [new Set<Case>(), new Set<Case>()]
  for (const one of cases) {
    const [before, after] = [held(one), holds(one)]
    if (before === null || after === null) return null
    if (before && !after) lost.add(one)
    if (!before && after) gained.add(one)
  }
  const relation = lost.size === 0 ? (gained.size === 0 ? 'equivalent' : 'looser') : gained.size === 0 ? 'stricter' : 'different'
  const [example = null] = [...lost, ...gained]
  return { relation, example, tried: cases.length }
}

/** The verdict as a sentence, with the case that shows it. */
export function guardVerdict(workflow: Workflow, { relation, example, tried }: GuardRelation): string {
  if (relation === 'equivalent' || example === null) return `This means the same: no difference in ${count(tried, 'kind')} of case tried`
  const facts = Object.entries(example).map(([name, value]) => `${attributeName(workflow, name)} = ${sayValue(value)}`)
  const shown = facts.length === 0 ? 'every case' : `a case with ${sayList(facts)}`
  if (relation === 'stricter') return `Stricter: it holds for fewer cases, no longer for ${shown}`
  if (relation === 'looser') return `Looser: it holds for more cases, now also for ${shown}`
  return `It holds for other cases than before: ${shown} is treated differently`
}

/** Attributes of either side that the text names, or null if their types differ between the sides. */
function mentioned(sides: Sides, text: string): Attribute[] | null {
  const names = new Set(text.match(/[A-Za-z_]\w*/g) ?? [])
  const found = new Map<string, Attribute>()
  for (const workflow of [sides.base, sides.head]) {
    for (const name of names) {
      const attribute = own(workflow.attributes, name)
      const known = found.get(name)
      if (!attribute) continue
      if (known && known.type !== attribute.type) return null
      found.set(
        name,
        known?.type === 'enum' && attribute.type === 'enum'
          ? { ...known, values: [...new Set([...known.values, ...attribute.values])] }
          : attribute,
      )
    }
  }
  return [...found.values()]
}

function casesOf(attributes: readonly Attribute[], text: string): Case[] | null {
  let cases: Case[] = [{}]
  for (const attribute of attributes) {
    const values = valuesOf(attribute, text)
    if (cases.length * values.length > most) return null
    cases = cases.flatMap((one) => values.map((value) => ({ ...one, [attribute.name]: value })))
  }
  return cases
}

function valuesOf(attribute: Attribute, text: string): AttributeValue[] {
  if (attribute.type === 'boolean') return [true, false]
  if (attribute.type === 'enum') return attribute.values
  const constants = [...new Set((text.match(/\d+(\.\d+)?/g) ?? []).map(Number))].sort((a, b) => a - b)
  if (constants.length === 0) return [...new Set([attribute.default, 0, 1])]
  const between = constants.slice(1).map((value, index) => ((constants[index] ?? 0) + value) / 2)
  return [...new Set([(constants[0] ?? 0) - 1, ...constants, ...between, (constants.at(-1) ?? 0) + 1])].sort((a, b) => a - b)
}

/** Says for a case whether the guard holds; null where it cannot be evaluated. */
function judge(source: string, workflow: Workflow): (one: Case) => boolean | null {
  const attributes = Object.values(workflow.attributes)
  const defaults = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.default]))
  return (one) => {
    try {
      const value: unknown = evaluateExpression(source, attributes, { ...defaults, ...one })
      return typeof value === 'boolean' ? value : null
    } catch {
      return null
    }
  }
}
