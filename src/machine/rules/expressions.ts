import type { Action } from '../../workflow/action.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import type { Draft } from '../../workflow/draft.ts'
import { forEachAction } from '../../workflow/rules/action-attributes.ts'
import { atTransition } from '../../workflow/rules/rule.ts'
import type { Finding, Rule } from '../../workflow/rules/rule.ts'
import { transitionsInOrder } from '../../workflow/where.ts'
import { attributesInOrder } from '../config.ts'
import { partsOf } from '../evaluate-tree.ts'
import type { ExpressionTree } from '../evaluate-tree.ts'
import { checkExpression } from '../expression.ts'

const why = 'A run stops at an expression that cannot be evaluated.'

/** Guards that are no condition over the declared attributes, and `set` actions whose value does not fit the attribute. */
export const findBadExpressions: Rule = (draft) => {
  const attributes = attributesInOrder(draft)
  const guards = transitionsInOrder(draft).flatMap((transition) => {
    const { guard } = transition
    if (!guard || !('expression' in guard)) return []
    const checked = checkExpression(guard.expression, attributes)
    if (checked.ok && checked.type === 'bool') return []
    const message = checked.ok
      ? `The guard is a ${checked.type === 'string' ? 'text' : 'number'}, not a condition.`
      : `The guard is wrong: ${checked.message}`
    const range = checked.ok ? ([0, guard.expression.length] as const) : checked.range
    return [atTransition(draft, transition, { rule: 'guard-expression', severity: 'error', message, why, range })]
  })
  return [...guards, ...forEachAction(draft, (action) => checkSet(draft, action, attributes))]
}

function checkSet(draft: Draft, action: Action, attributes: readonly Attribute[]): Finding[] {
  if (action.type !== 'set') return []
  const attribute = Object.hasOwn(draft.attributes, action.attribute) ? draft.attributes[action.attribute] : undefined
  const checked = checkExpression(action.to, attributes)
  const finding = (message: string, range: readonly [number, number]): Finding[] => [
    { rule: 'set-expression', severity: 'error', message, why, range },
  ]
  if (!checked.ok) return finding(`The new value of "${action.attribute}" is wrong: ${checked.message}`, checked.range)
  if (!attribute) return []
  const whole = [0, action.to.length] as const
  const wanted = attribute.type === 'number' ? 'number' : attribute.type === 'boolean' ? 'bool' : 'string'
  if (checked.type !== wanted) return finding(`"${attribute.name}" needs ${words[wanted]}, but is set to ${words[checked.type]}.`, whole)
  const strange = attribute.type === 'enum' ? resultsOf(checked.tree, draft).find((text) => !attribute.values.includes(text)) : undefined
  return strange === undefined ? [] : finding(`"${attribute.name}" is set to "${strange}", which is not one of its values.`, whole)
}

const words = { number: 'a number', bool: 'true or false', string: 'a text' }

/** The texts that an expression can have as its value. */
function resultsOf(tree: ExpressionTree, draft: Draft): string[] {
  if (tree.op === 'if') return [...resultsOf(tree.whenTrue, draft), ...resultsOf(tree.whenFalse, draft)]
  if (tree.op === 'constant') return typeof tree.value === 'string' ? [tree.value] : []
  return partsOf(tree).flatMap((part) => {
    const attribute = part.op === 'attribute' ? draft.attributes[part.name] : undefined
    return attribute?.type === 'enum' ? attribute.values : []
  })
}
