import { checkExpression } from '../../machine/expression.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import type { Code, Value } from './static-code.ts'
import type { StaticValues } from './static-value.ts'
import type { Expression } from './syntax.ts'

/** Names under which a function's parameters know the case's facts. */
type Facts = {
  /** `context`, or what it is called here. */
  readonly context: ReadonlySet<string>
  /** The argument object of XState 5, `({ context }) => …` written as `x => x.context`. */
  readonly argument: ReadonlySet<string>
  /** Attributes taken out of the context: `({ context: { count } }) => count > 3`. */
  readonly attributes: ReadonlyMap<string, string>
}

/**
 * A function of code as an expression over the attributes, where it says no more than such an expression can: comparisons, arithmetic, and,
 * or, not on constants and on the context's numbers, booleans and texts. Null for anything else, and where the attributes do not fit.
 */
export function expressionOf(code: Code, values: StaticValues, attributes: readonly Attribute[], wanted: 'bool' | 'any'): string | null {
  const body = bodyOf(code.node)
  const text = body === null ? null : write(body, factsOf(code.node), values)
  if (text === null) return null
  const checked = checkExpression(text, attributes)
  return checked.ok && (wanted === 'any' || checked.type === 'bool') ? text : null
}

/** An object literal that a function returns: `({ context }) => ({ count: context.count + 1 })`, by key, each as an expression or null. */
export function objectOf(code: Code, values: StaticValues, attributes: readonly Attribute[]): ReadonlyMap<string, string | null> | null {
  const body = bodyOf(code.node)
  const object = body?.type === 'ParenthesizedExpression' ? body.expression : body
  if (object?.type !== 'ObjectExpression') return null
  const facts = factsOf(code.node)
  return new Map(
    object.properties.map((property): [string, string | null] => {
      if (property.type !== 'ObjectProperty' || property.key.type !== 'Identifier') return ['?', null]
      const text = write(property.value as Expression, facts, values)
      return [property.key.name, text !== null && checkExpression(text, attributes).ok ? text : null]
    }),
  )
}

/** A constant as an expression. */
export function constantExpression(value: Value): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? quoted(value) : null
}

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`

/** What a function returns, if it does nothing else. */
function bodyOf(node: Expression): Expression | null {
  const body = 'body' in node ? (node.body as Expression | { type: 'BlockStatement'; body: readonly ReturnOnly[] }) : null
  if (body === null || typeof body !== 'object' || !('type' in body)) return null
  if (body.type !== 'BlockStatement') return body
  const [only, ...more] = (body as { body: readonly ReturnOnly[] }).body
  return only?.type === 'ReturnStatement' && more.length === 0 ? (only.argument ?? null) : null
}
type ReturnOnly = { readonly type: string; readonly argument?: Expression | null }

type Pattern =
  | { readonly type: 'Identifier'; readonly name: string }
  | { readonly type: 'ObjectPattern'; readonly properties: readonly PatternProperty[] }
  | { readonly type: 'AssignmentPattern'; readonly left: Pattern }
type PatternProperty = {
  readonly type: 'ObjectProperty' | 'RestElement'
  readonly key?: { readonly type: string; readonly name?: string }
  readonly value?: Pattern
}

function factsOf(node: Expression): Facts {
  const [first] = 'params' in node ? (node.params as readonly Pattern[]) : []
  const context = new Set<string>()
  const argument = new Set<string>()
  const attributes = new Map<string, string>()
  const takeOut = (pattern: Pattern | undefined) => {
    if (pattern?.type !== 'ObjectPattern') return
    for (const { key, value } of pattern.properties)
      if (key?.name !== undefined && value?.type === 'Identifier') attributes.set(value.name, key.name)
  }
  if (first?.type === 'Identifier') {
    // XState 4 hands the context over itself, XState 5 an object that holds it; the name does not tell, so both are understood.
    context.add(first.name)
    argument.add(first.name)
  }
  if (first?.type === 'ObjectPattern') {
    const held = first.properties.find(({ key }) => key?.name === 'context')
    if (held?.value?.type === 'Identifier') context.add(held.value.name)
    else if (held) takeOut(held.value)
    else takeOut(first)
  }
  return { context, argument, attributes }
}

const operators: Readonly<Record<string, string>> = {
  '===': '==',
  '==': '==',
  '!==': '!=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
  '&&': '&&',
  '||': '||',
}

function write(node: Expression, facts: Facts, values: StaticValues): string | null {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return write(node.expression, facts, values)
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return constantExpression(node.value)
    case 'UnaryExpression': {
      const inner = write(node.argument, facts, values)
      if (node.operator === '!' && node.argument.type === 'UnaryExpression' && node.argument.operator === '!')
        return write(node.argument.argument, facts, values)
      return inner === null || !['!', '-'].includes(node.operator) ? null : `${node.operator}(${inner})`
    }
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const operator = operators[node.operator]
      const [left, right] = [node.left.type === 'PrivateName' ? null : write(node.left, facts, values), write(node.right, facts, values)]
      return operator === undefined || left === null || right === null ? null : `(${left} ${operator} ${right})`
    }
    case 'ConditionalExpression': {
      const parts = [node.test, node.consequent, node.alternate].map((part) => write(part, facts, values))
      return parts.includes(null) ? null : `(${parts[0]} ? ${parts[1]} : ${parts[2]})`
    }
    case 'CallExpression':
      return writeCall(node, facts, values)
    case 'Identifier':
      return facts.attributes.get(node.name) ?? constantExpression(values.read(node))
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return attributeName(node, facts) ?? constantExpression(values.read(node))
    default:
      return null
  }
}

const methods: Readonly<Record<string, string>> = { startsWith: 'startsWith', endsWith: 'endsWith', includes: 'contains' }

/** `["a", "b"].includes(x)` as `x in ["a", "b"]`, and the questions of a text for a part of it. */
function writeCall(
  { callee, arguments: given }: Extract<Expression, { type: 'CallExpression' }>,
  facts: Facts,
  values: StaticValues,
): string | null {
  const [only, ...more] = given
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return null
  if (only === undefined || more.length > 0 || only.type === 'SpreadElement' || only.type === 'ArgumentPlaceholder') return null
  const of = callee.object as Expression
  const asked = write(only, facts, values)
  if (asked === null) return null
  if (of.type === 'ArrayExpression' && callee.property.name === 'includes') {
    const items = of.elements.map((item) => (item === null || item.type === 'SpreadElement' ? null : write(item, facts, values)))
    return items.includes(null) ? null : `${asked} in [${items.join(', ')}]`
  }
  const [method, text] = [methods[callee.property.name], write(of, facts, values)]
  return method === undefined || text === null ? null : `${text}.${method}(${asked})`
}

function attributeName(node: Extract<Expression, { type: 'MemberExpression' | 'OptionalMemberExpression' }>, facts: Facts): string | null {
  if (node.computed || node.property.type !== 'Identifier') return null
  const object = node.object as Expression
  if (object.type === 'Identifier' && facts.context.has(object.name) && node.property.name !== 'context') return node.property.name
  const isContext =
    (object.type === 'MemberExpression' || object.type === 'OptionalMemberExpression') &&
    object.object.type === 'Identifier' &&
    facts.argument.has(object.object.name) &&
    object.property.type === 'Identifier' &&
    object.property.name === 'context'
  return isContext ? node.property.name : null
}
