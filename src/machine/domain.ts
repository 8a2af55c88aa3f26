import type { Attribute, AttributeValue } from '../workflow/attribute.ts'
import { attributesIn, evaluateTree, partsOf } from './evaluate-tree.ts'
import type { ExpressionTree } from './evaluate-tree.ts'

export type Case = Readonly<Record<string, AttributeValue>>

/** Most cases that are tried; beyond this a rule says nothing rather than guess. */
const mostCases = 20_000

/**
 * Cases that stand for all: every combination of enum values, booleans, and numbers at, between and around the constants that the
 * conditions compare with. What holds for all of these holds for every case. Null when that cannot be promised: a number is calculated
 * with, compared with another attribute, or there are too many combinations.
 */
export function representativeCases(trees: readonly ExpressionTree[], attributes: readonly Attribute[]): Case[] | null {
  const names = new Set(trees.flatMap((tree) => [...attributesIn(tree)]))
  const asked = attributes.filter(({ name }) => names.has(name))
  const axes = asked.map((attribute) => valuesOf(attribute, trees))
  let cases: Case[] = [{}]
  for (const [index, values] of axes.entries()) {
    const name = asked[index]?.name
    if (values === null || name === undefined || cases.length * values.length > mostCases) return null
    cases = cases.flatMap((partial) => values.map((value) => ({ ...partial, [name]: value })))
  }
  return cases
}

/** Whether a condition holds for a case. */
export function holds(tree: ExpressionTree, facts: Case): boolean {
  return evaluateTree(tree, facts) === true
}

/** A case in words: `reports = 3, severity = high`. */
export function describeCase(facts: Case): string {
  const parts = Object.entries(facts).map(([name, value]) => `${name} = ${value}`)
  return parts.length === 0 ? 'any case' : parts.join(', ')
}

function valuesOf(attribute: Attribute, trees: readonly ExpressionTree[]): AttributeValue[] | null {
  if (attribute.type === 'enum') return attribute.values
  if (attribute.type === 'boolean') return [true, false]
  const constants = trees.map((tree) => constantsFor(tree, attribute.name))
  if (constants.some((found) => found === null)) return null
  const sorted = [...new Set(constants.flatMap((found) => found ?? []))].sort((left, right) => left - right)
  const [first] = sorted
  if (first === undefined) return [attribute.default]
  const between = sorted.flatMap((value, index) => [
    value,
    Math.floor(value) + 1 < (sorted[index + 1] ?? Infinity) ? Math.floor(value) + 1 : (value + (sorted[index + 1] ?? value + 2)) / 2,
  ])
  return [Math.ceil(first) - 1, ...between]
}

/** The constants that a number is compared with; null when it is used in any other way. */
function constantsFor(tree: ExpressionTree, name: string): number[] | null {
  const parts = partsOf(tree)
  const uses = parts.filter((part) => part.op === 'attribute' && part.name === name).length
  const constants: number[] = []
  let explained = 0
  for (const part of parts) {
    if (part.op === 'in' && isAttribute(part.of, name)) {
      explained++
      constants.push(...part.list.filter((value) => typeof value === 'number'))
    }
    if (!('left' in part) || !comparisons.has(part.op)) continue
    const [constant, other] = isAttribute(part.left, name) ? [part.right, part.left] : [part.left, part.right]
    if (isAttribute(other, name) && constant.op === 'constant' && typeof constant.value === 'number') {
      explained++
      constants.push(constant.value)
    }
  }
  return explained === uses ? constants : null
}

const comparisons = new Set<string>(['==', '!=', '<', '<=', '>', '>='])

function isAttribute(tree: ExpressionTree, name: string): boolean {
  return tree.op === 'attribute' && tree.name === name
}
