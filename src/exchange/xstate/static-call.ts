import { Code, isExpression } from './static-code.ts'
import type { Value } from './static-code.ts'
import type { Expression } from './syntax.ts'

/** Names that a call has bound, and those of the call around it. */
export type Frame = { readonly names: Map<string, Value>; readonly outer: Frame | null }

/** What following a call needs of the reader of constants: the value of an expression where these names are bound. */
export type ReadIn = (node: Expression, frame: Frame) => Value

/** Something that only a run could tell: the call stays code. */
export class NotStatic extends Error {}

type Pattern =
  | { type: 'Identifier'; name: string }
  | { type: 'AssignmentPattern'; left: Pattern; right: Expression }
  | { type: 'RestElement'; argument: Pattern }
  | {
      type: 'ObjectPattern'
      properties: readonly (
        | { type: 'ObjectProperty'; computed: boolean; key: { type: string; name?: string }; value: Pattern }
        | { type: 'RestElement' }
      )[]
    }
  | { type: 'ArrayPattern'; elements: readonly (Pattern | null)[] }
type Statement =
  | { type: 'ReturnStatement'; argument?: Expression | null }
  | { type: 'VariableDeclaration'; declarations: readonly { id: Pattern; init?: Expression | null }[] }
  | { type: 'ExpressionStatement'; expression: Expression }
  | { type: 'IfStatement'; test: Expression; consequent: Statement; alternate?: Statement | null }
  | { type: 'BlockStatement'; body: readonly Statement[] }
  | { type: 'ForOfStatement'; left: Statement | Pattern; right: Expression; body: Statement }
type Callable = {
  readonly params: readonly Pattern[]
  readonly body: Expression | Statement
  readonly async?: boolean
  readonly generator?: boolean
}

/** What a function gives for these arguments, where its body only puts values together. Throws `NotStatic`. */
export function followCall(code: Code, given: readonly Value[], outer: Frame | null, read: ReadIn): Value {
  const called = code.node as unknown as Callable
  if (!Array.isArray(called.params) || called.async === true || called.generator === true) throw new NotStatic()
  const frame: Frame = { names: new Map(), outer }
  const known = (node: Expression) => knownIn(node, frame, read)
  for (const [at, param] of called.params.entries()) {
    if (param.type === 'RestElement') bind(param.argument, given.slice(at), frame, known)
    else bind(param, given[at], frame, known)
  }
  if (called.body.type !== 'BlockStatement') return read(called.body as Expression, frame)
  const result = run(called.body as Statement, frame, read)
  return result === null ? undefined : result.value
}

function knownIn(node: Expression, frame: Frame, read: ReadIn): Value {
  const value = read(node, frame)
  if (value instanceof Code && value.kind !== 'function') throw new NotStatic()
  return value
}

function bind(pattern: Pattern, value: Value, frame: Frame, known: (node: Expression) => Value): void {
  switch (pattern.type) {
    case 'Identifier':
      frame.names.set(pattern.name, value)
      return
    case 'AssignmentPattern':
      return bind(pattern.left, value === undefined ? known(pattern.right) : value, frame, known)
    case 'ArrayPattern':
      if (!Array.isArray(value)) throw new NotStatic()
      for (const [at, part] of pattern.elements.entries()) if (part) bind(part, (value as readonly Value[])[at], frame, known)
      return
    case 'ObjectPattern':
      if (!(value instanceof Map)) throw new NotStatic()
      for (const property of pattern.properties) {
        if (property.type !== 'ObjectProperty' || property.computed || property.key.name === undefined) throw new NotStatic()
        bind(property.value, (value as ReadonlyMap<string, Value>).get(property.key.name), frame, known)
      }
      return
    default:
      throw new NotStatic()
  }
}

/** Runs statements that only name, choose and put in; null: nothing was returned. Throws `NotStatic` at any other. */
function run(statement: Statement, frame: Frame, read: ReadIn): { readonly value: Value } | null {
  const known = (node: Expression) => knownIn(node, frame, read)
  switch (statement.type) {
    case 'BlockStatement':
      for (const one of statement.body) {
        const result = run(one, frame, read)
        if (result) return result
      }
      return null
    case 'ReturnStatement':
      return { value: statement.argument ? read(statement.argument, frame) : undefined }
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations) bind(id, init ? fresh(read(init, frame)) : undefined, frame, known)
      return null
    case 'IfStatement': {
      const branch = known(statement.test) ? statement.consequent : statement.alternate
      return branch ? run(branch, frame, read) : null
    }
    case 'ForOfStatement': {
      const list = known(statement.right)
      if (!Array.isArray(list) || statement.left.type !== 'VariableDeclaration') throw new NotStatic()
      for (const item of list as readonly Value[]) {
        bind(statement.left.declarations[0]!.id, item, frame, known)
        const result = run(statement.body, frame, read)
        if (result) return result
      }
      return null
    }
    case 'ExpressionStatement':
      putIn(statement.expression, frame, known, read)
      return null
    default:
      throw new NotStatic()
  }
}

/** A list or an object of the call's own, so that what is put into it is in no constant of the file. */
function fresh(value: Value): Value {
  return value instanceof Map ? new Map(value as ReadonlyMap<string, Value>) : value
}

/** `states.review = …`, `states[name] = …` of an object that the call has made itself. */
function putIn(node: Expression, frame: Frame, known: (node: Expression) => Value, read: ReadIn): void {
  if (node.type !== 'AssignmentExpression' || node.operator !== '=' || node.left.type !== 'MemberExpression') throw new NotStatic()
  const { object, property, computed } = node.left
  const holder = object.type === 'Identifier' ? frame.names.get(object.name) : undefined
  const key = computed ? known(property as Expression) : property.type === 'Identifier' ? property.name : null
  if (!(holder instanceof Map) || (typeof key !== 'string' && typeof key !== 'number')) throw new NotStatic()
  ;(holder as Map<string, Value>).set(String(key), read(node.right, frame))
}

type Call = Extract<Expression, { type: 'CallExpression' }>

/** What the language's own functions for lists, objects and texts give; undefined: it is none of them. Throws `NotStatic`. */
export function builtIn(
  node: Call,
  read: (node: Expression) => Value,
  apply: (code: Code, given: readonly Value[]) => Value,
): { readonly value: Value } | undefined {
  const { callee } = node
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined
  const name = callee.property.name
  const given = () => node.arguments.map((argument) => (isExpression(argument) ? read(argument) : new Code('other', callee, '', null)))
  if (callee.object.type === 'Identifier' && callee.object.name === 'Object') return ofObject(name, given())
  if (!methods.has(name)) return undefined
  const self = read(callee.object as Expression)
  if (typeof self === 'string') {
    if (name === 'toUpperCase') return { value: self.toUpperCase() }
    return name === 'toLowerCase' ? { value: self.toLowerCase() } : undefined
  }
  if (!Array.isArray(self)) return undefined
  return ofList(self as readonly Value[], name, given(), apply)
}

const methods: ReadonlySet<string> = new Set(['map', 'flatMap', 'filter', 'reduce', 'concat', 'toUpperCase', 'toLowerCase'])

function ofList(
  list: readonly Value[],
  name: string,
  [first, start]: readonly Value[],
  apply: (code: Code, given: readonly Value[]) => Value,
) {
  if (name === 'concat') return { value: [...list, ...(Array.isArray(first) ? (first as readonly Value[]) : [first])] }
  if (!(first instanceof Code) || first.kind !== 'function') return undefined
  if (name === 'reduce') return { value: list.reduce((sum: Value, item, at) => apply(first, [sum, item, at]), start) }
  const results = list.map((item, at) => apply(first, [item, at]))
  if (name === 'map') return { value: results }
  if (name === 'flatMap') return { value: results.flatMap((item) => (Array.isArray(item) ? (item as readonly Value[]) : [item])) }
  if (results.some((result) => result instanceof Code)) throw new NotStatic()
  return { value: list.filter((_, at) => Boolean(results[at])) }
}

function ofObject(name: string, given: readonly Value[]): { readonly value: Value } | undefined {
  const [first] = given
  if (name === 'assign') {
    if (!given.every((part) => part instanceof Map)) return undefined
    return { value: new Map(given.flatMap((part) => [...(part as ReadonlyMap<string, Value>)])) }
  }
  if (name === 'fromEntries' && Array.isArray(first)) {
    const pairs = first as readonly Value[]
    if (!pairs.every((pair) => Array.isArray(pair) && typeof pair[0] === 'string')) return undefined
    return { value: new Map(pairs as unknown as readonly [string, Value][]) }
  }
  if (!(first instanceof Map)) return undefined
  const entries = [...(first as ReadonlyMap<string, Value>)]
  if (name === 'entries') return { value: entries.map(([key, value]) => [key, value]) }
  if (name === 'keys') return { value: entries.map(([key]) => key) }
  return name === 'values' ? { value: entries.map(([, value]) => value) } : undefined
}
