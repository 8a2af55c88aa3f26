import type { Attribute, AttributeValue } from '../workflow/attribute.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { attributesInOrder } from './config.ts'
import { type Case, representativeCases } from './domain.ts'
import { attributesIn, evaluateTree, type ExpressionTree, partsOf } from './evaluate-tree.ts'
import { checkExpression } from './expression.ts'

/** The cases that stand for all that can come, and what of a case makes a difference. */
export type ArrivingCases = {
  /** The workflow with an attribute of its own for each guard that has only a name. */
  readonly workflow: Workflow
  readonly cases: readonly Case[]
  /** What the guards without an expression may say, every combination; one empty one where there are none. */
  readonly opinions: readonly Readonly<Record<string, boolean>>[]
  /** Attributes in which two cases at the same place differ. */
  readonly tracked: readonly string[]
  /** Brings a number that only grows, or only falls, back to where no condition tells it from larger or smaller ones. */
  readonly settle: (facts: Case) => Case
  /** Why these do not stand for all; null where they do. */
  readonly gap: string | null
}

/** Beyond this many the search would not end soon. */
const mostCases = 2_000
/** Guards without an expression beyond these are taken to hold. */
const mostNamed = 4

/**
 * An attribute that an action of the workflow gives a value begins with its default, unless it is among `arriving`; any other has every value
 * that a guard or one of the conditions tells from others.
 */
export function arrivingCases(given: Workflow, conditions: readonly ExpressionTree[], arriving: ReadonlySet<string>): ArrivingCases {
  const { workflow, names, gap: namedGap } = withNamedGuards(given)
  const attributes = attributesInOrder(workflow)
  const trees = [...treesOf(workflow, attributes), ...conditions]
  const asked = new Set(trees.flatMap((tree) => [...attributesIn(tree)]))
  const changed = changedAttributes(workflow)
  const tracked = attributes.filter(({ name }) => asked.has(name) && !names.includes(name))
  let cases: Case[] = [{}]
  let gap = namedGap
  for (const attribute of tracked) {
    if (changed.has(attribute.name) && !arriving.has(attribute.name)) continue
    const values = valuesApart(attribute, trees, changed)
    if (values === null) gap ??= `${attribute.title || attribute.name} is calculated with`
    const next = values ?? [attribute.default]
    if (cases.length * next.length > mostCases) {
      gap ??= `its guards tell more than ${mostCases} kinds of cases apart`
      continue
    }
    cases = cases.flatMap((facts) => next.map((value) => ({ ...facts, [attribute.name]: value })))
  }
  return { workflow, cases, opinions: combinations(names), tracked: tracked.map(({ name }) => name), settle: settler(workflow, trees), gap }
}

/** Of the values that conditions may tell apart, one for each way in which they do. */
function valuesApart(attribute: Attribute, trees: readonly ExpressionTree[], changed: ReadonlySet<string>): AttributeValue[] | null {
  const cases = representativeCases(trees, [attribute])
  if (cases === null) return null
  const values = cases.flatMap((facts) => facts[attribute.name] ?? [])
  // One that is set later may become any of its values, so none stands for another.
  if (changed.has(attribute.name)) return values
  const asks = trees.flatMap((tree) => questionsOf(tree, attribute.name))
  const apart = new Map<string, AttributeValue>()
  for (const value of values) {
    const answers = JSON.stringify(asks.map((tree) => evaluateTree(tree, { [attribute.name]: value })))
    if (!apart.has(answers)) apart.set(answers, value)
  }
  return [...apart.values()]
}

/** The largest parts of a condition that ask for this attribute and no other. */
function questionsOf(tree: ExpressionTree, name: string): ExpressionTree[] {
  const asked = attributesIn(tree)
  if (!asked.has(name)) return []
  if (asked.size === 1) return [tree]
  const [, ...parts] = partsOf(tree)
  const inner = parts.filter((part) => attributesIn(part).size === 1 && attributesIn(part).has(name))
  return inner.filter((part) => !inner.some((other) => other !== part && partsOf(other).includes(part)))
}

/** Guards, and what actions set: all that is worked out of a case. */
function treesOf(workflow: Workflow, attributes: readonly Attribute[]): ExpressionTree[] {
  const guards = Object.values(workflow.transitions).flatMap(({ guard }) => (guard && 'expression' in guard ? [guard.expression] : []))
  const sets = actionsOf(workflow).flatMap((action) => (action.type === 'set' ? [action.to] : []))
  return [...guards, ...sets].flatMap((expression) => {
    const checked = checkExpression(expression, attributes)
    return checked.ok ? [checked.tree] : []
  })
}

function actionsOf(workflow: Workflow) {
  return [
    ...Object.values(workflow.states).flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...Object.values(workflow.transitions).flatMap(({ actions }) => actions),
  ]
}

function changedAttributes(workflow: Workflow): Set<string> {
  return new Set(actionsOf(workflow).flatMap((action) => ('attribute' in action ? [action.attribute] : [])))
}

/** Beyond the outermost constant that a number is compared with, one that goes only further away is told from no other. */
function settler(workflow: Workflow, trees: readonly ExpressionTree[]): (facts: Case) => Case {
  const steps = new Map<string, Set<number>>()
  for (const action of actionsOf(workflow))
    if (action.type === 'count') steps.set(action.attribute, (steps.get(action.attribute) ?? new Set()).add(Math.sign(action.by)))
  const ends = [...steps].flatMap(([name, signs]) => {
    const attribute = workflow.attributes[name]
    const cases = attribute && signs.size === 1 ? representativeCases(trees, [attribute]) : null
    const values = (cases ?? []).flatMap((facts) => (typeof facts[name] === 'number' ? [facts[name]] : []))
    return values.length < 2
      ? []
      : [{ name, low: signs.has(-1) ? Math.min(...values) : -Infinity, high: signs.has(1) ? Math.max(...values) : Infinity }]
  })
  if (ends.length === 0) return (facts) => facts
  return (facts) => {
    const settled = { ...facts }
    for (const { name, low, high } of ends) settled[name] = Math.min(high, Math.max(low, Number(facts[name])))
    return settled
  }
}

function withNamedGuards(workflow: Workflow): { workflow: Workflow; names: string[]; gap: string | null } {
  const named = [
    ...new Set(Object.values(workflow.transitions).flatMap(({ guard }) => (guard && 'name' in guard ? [guard.name] : []))),
  ].sort()
  if (named.length === 0) return { workflow, names: [], gap: null }
  const free = (index: number) => {
    let name = `named${index}`
    while (Object.hasOwn(workflow.attributes, name)) name += 'x'
    return name
  }
  const names = named.slice(0, mostNamed).map((_, index) => free(index))
  const attributes = names.map((name): Attribute => ({ name, order: Number.MAX_SAFE_INTEGER, title: name, type: 'boolean', default: true }))
  const transitions = Object.fromEntries(
    Object.entries(workflow.transitions).map(([uid, way]) => {
      const { guard } = way
      if (guard === null || !('name' in guard)) return [uid, way]
      const name = names[named.indexOf(guard.name)]
      return [uid, { ...way, guard: name === undefined ? null : { expression: name } }]
    }),
  )
  return {
    workflow: {
      ...workflow,
      transitions,
      attributes: { ...workflow.attributes, ...Object.fromEntries(attributes.map((one) => [one.name, one])) },
    },
    names,
    gap: named.length > mostNamed ? `${named.length} of its guards have only a name` : null,
  }
}

function combinations(names: readonly string[]): Readonly<Record<string, boolean>>[] {
  return names.reduce<Record<string, boolean>[]>(
    (all, name) =>
      all.flatMap((one) => [
        { ...one, [name]: true },
        { ...one, [name]: false },
      ]),
    [{}],
  )
}
