import type { AttributeValue } from '../workflow/attribute.ts'

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/' | '%'
export type TextTest = 'startsWith' | 'endsWith' | 'contains'

/** A checked expression as plain JSON, over attribute names and constants. Numbers are doubles throughout. */
export type ExpressionTree =
  | { readonly op: 'constant'; readonly value: AttributeValue }
  | { readonly op: 'attribute'; readonly name: string }
  | { readonly op: 'not' | 'negate'; readonly of: ExpressionTree }
  | { readonly op: 'and' | 'or' | Comparison | Arithmetic; readonly left: ExpressionTree; readonly right: ExpressionTree }
  | { readonly op: 'if'; readonly condition: ExpressionTree; readonly whenTrue: ExpressionTree; readonly whenFalse: ExpressionTree }
  | { readonly op: 'in'; readonly of: ExpressionTree; readonly list: readonly AttributeValue[] }
  | { readonly op: TextTest; readonly of: ExpressionTree; readonly text: ExpressionTree }

/** The value of a checked expression for one case. The checker has made sure of the types, so nothing can fail but a missing attribute. */
export function evaluateTree(tree: ExpressionTree, context: Readonly<Record<string, unknown>>): AttributeValue {
  switch (tree.op) {
    case 'constant':
      return tree.value
    case 'attribute':
      return attributeOf(tree.name, context)
    case 'not':
      return !evaluateTree(tree.of, context)
    case 'negate':
      return -number(tree.of, context)
    case 'and':
      return evaluateTree(tree.left, context) && evaluateTree(tree.right, context)
    case 'or':
      return evaluateTree(tree.left, context) || evaluateTree(tree.right, context)
    case 'if':
      return evaluateTree(evaluateTree(tree.condition, context) ? tree.whenTrue : tree.whenFalse, context)
    case 'in':
      return tree.list.includes(evaluateTree(tree.of, context))
    case 'startsWith':
      return text(tree.of, context).startsWith(text(tree.text, context))
    case 'endsWith':
      return text(tree.of, context).endsWith(text(tree.text, context))
    case 'contains':
      return text(tree.of, context).includes(text(tree.text, context))
    case '==':
      return evaluateTree(tree.left, context) === evaluateTree(tree.right, context)
    case '!=':
      return evaluateTree(tree.left, context) !== evaluateTree(tree.right, context)
    case '<':
      return evaluateTree(tree.left, context) < evaluateTree(tree.right, context)
    case '<=':
      return evaluateTree(tree.left, context) <= evaluateTree(tree.right, context)
    case '>':
      return evaluateTree(tree.left, context) > evaluateTree(tree.right, context)
    case '>=':
      return evaluateTree(tree.left, context) >= evaluateTree(tree.right, context)
    case '+':
      return number(tree.left, context) + number(tree.right, context)
    case '-':
      return number(tree.left, context) - number(tree.right, context)
    case '*':
      return number(tree.left, context) * number(tree.right, context)
    case '/':
      return number(tree.left, context) / number(tree.right, context)
    case '%':
      return number(tree.left, context) % number(tree.right, context)
  }
}

/** The attributes that an expression asks for. */
export function attributesIn(tree: ExpressionTree): Set<string> {
  const names = new Set<string>()
  for (const part of partsOf(tree)) if (part.op === 'attribute') names.add(part.name)
  return names
}

/** The expression and all its parts. */
export function partsOf(tree: ExpressionTree): ExpressionTree[] {
  switch (tree.op) {
    case 'constant':
    case 'attribute':
      return [tree]
    case 'not':
    case 'negate':
    case 'in':
      return [tree, ...partsOf(tree.of)]
    case 'if':
      return [tree, ...partsOf(tree.condition), ...partsOf(tree.whenTrue), ...partsOf(tree.whenFalse)]
    case 'startsWith':
    case 'endsWith':
    case 'contains':
      return [tree, ...partsOf(tree.of), ...partsOf(tree.text)]
    default:
      return [tree, ...partsOf(tree.left), ...partsOf(tree.right)]
  }
}

function attributeOf(name: string, context: Readonly<Record<string, unknown>>): AttributeValue {
  const value = Object.hasOwn(context, name) ? context[name] : undefined
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value
  throw new Error(`the case has no value for the attribute "${name}"`)
}

function number(tree: ExpressionTree, context: Readonly<Record<string, unknown>>): number {
  return evaluateTree(tree, context) as number
}

function text(tree: ExpressionTree, context: Readonly<Record<string, unknown>>): string {
  return evaluateTree(tree, context) as string
}
