import type { Json } from '../../workflow/json.ts'
import type { Expression } from './syntax.ts'
import { eachNode } from './syntax.ts'
import { Code, isExpression } from './static-code.ts'
import type { Value } from './static-code.ts'
import { builtIn, followCall, NotStatic } from './static-call.ts'
import type { Frame } from './static-call.ts'

/** Most values that one file may unfold to: constants that name each other twice over grow without end. */
const mostValues = 200_000
const deepest = 150

/** The file unfolds to more than `mostValues`. */
export class TooLarge extends Error {}

/** Reads constants out of one parsed file. */
export class StaticValues {
  readonly #source: string
  readonly #constants = new Map<string, Expression>()
  readonly #enums = new Map<string, ReadonlyMap<string, Value>>()
  readonly #open = new Set<Expression>()
  /** Static properties of classes, as `Class.property`. */
  readonly #statics = new Map<string, Expression>()
  /** What the call that is being followed has bound. */
  #frame: Frame | null = null
  #count = 0

  /** `program`: what `parseSource` gave for `source`. */
  constructor(program: object, source: string) {
    this.#source = source
    eachNode(program, (found) => this.#declare(found as Expression | Declared))
  }

  #declare(node: Expression | Declared): void {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init && !this.#constants.has(node.id.name))
      this.#constants.set(node.id.name, node.init)
    if (node.type === 'FunctionDeclaration' && node.id && !this.#constants.has(node.id.name))
      this.#constants.set(node.id.name, node as unknown as Expression)
    if (node.type === 'ClassDeclaration' && node.id)
      for (const part of node.body.body)
        if (part.type === 'ClassProperty' && part.static === true && part.value && part.key?.name !== undefined)
          this.#statics.set(`${node.id.name}.${part.key.name}`, part.value)
    if (node.type === 'TSEnumDeclaration') this.#enums.set(node.id.name, this.#members(node))
  }

  #members(node: EnumDeclaration): ReadonlyMap<string, Value> {
    let next = 0
    const members = node.members ?? node.body?.members ?? []
    return new Map(
      members.map((member): [string, Value] => {
        const value = member.initializer ? this.read(member.initializer) : next
        if (typeof value === 'number') next = value + 1
        return [member.id.type === 'Identifier' ? member.id.name : member.id.value, value]
      }),
    )
  }

  /** The expression that a name stands for in this file. */
  constant(name: string): Expression | undefined {
    return this.#constants.get(name)
  }

  /** The text of a piece of code, on one line, shortened. */
  text(node: { readonly start?: number | null; readonly end?: number | null }): string {
    const text = this.#source.slice(node.start ?? 0, node.end ?? 0).replace(/\s+/g, ' ')
    return text.length > 80 ? `${text.slice(0, 79)}…` : text
  }

  /** What the expression is. Throws `TooLarge`. */
  read(node: Expression): Value {
    if (++this.#count > mostValues || this.#open.size > deepest) throw new TooLarge('The constants of this file unfold without end.')
    if (this.#open.has(node)) return new Code('other', node, this.text(node), null)
    this.#open.add(node)
    try {
      return this.#value(node)
    } finally {
      this.#open.delete(node)
    }
  }

  #value(node: Expression): Value {
    switch (node.type) {
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
        return node.value
      case 'NullLiteral':
        return null
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'ParenthesizedExpression':
        return this.read(node.expression)
      case 'TemplateLiteral':
        return this.#template(node)
      case 'Identifier':
        return this.#named(node)
      case 'ArrayExpression':
        return node.elements.flatMap((item) => {
          if (item === null) return [null]
          if (item.type !== 'SpreadElement') return [this.read(item)]
          const list = this.read(item.argument)
          return Array.isArray(list) ? (list as readonly Value[]) : [new Code('other', item.argument, this.text(item), null)]
        })
      case 'ObjectExpression':
        return this.#object(node)
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.#member(node)
      case 'UnaryExpression':
        return this.#unary(node)
      case 'BinaryExpression':
        return this.#binary(node)
      case 'ConditionalExpression': {
        const test = this.read(node.test)
        return test instanceof Code ? this.#other(node) : this.read(test ? node.consequent : node.alternate)
      }
      case 'LogicalExpression': {
        const left = this.read(node.left)
        if (left instanceof Code) return this.#other(node)
        const takesLeft = node.operator === '??' ? left !== null && left !== undefined : node.operator === '||' ? Boolean(left) : !left
        return takesLeft ? left : this.read(node.right)
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return new Code('function', node, this.text(node), null)
      case 'CallExpression':
        return this.#call(node)
      default:
        return node.type === ('FunctionDeclaration' as string)
          ? new Code('function', node, this.text(node), nameOf(node as unknown as { id?: { name: string } }))
          : this.#other(node)
    }
  }

  #other(node: Expression): Code {
    return new Code('other', node, this.text(node), null)
  }

  #template(node: Extract<Expression, { type: 'TemplateLiteral' }>): Value {
    const parts = node.expressions.map((part) => this.read(part as Expression))
    if (parts.some((part) => typeof part === 'object' || part === undefined)) return this.#other(node)
    return node.quasis.map((quasi, at) => `${quasi.value.cooked ?? ''}${at < parts.length ? String(parts[at] as string) : ''}`).join('')
  }

  #named(node: Extract<Expression, { type: 'Identifier' }>): Value {
    if (node.name === 'undefined') return undefined
    for (let frame = this.#frame; frame; frame = frame.outer) if (frame.names.has(node.name)) return frame.names.get(node.name)
    const members = this.#enums.get(node.name)
    if (members) return members
    const constant = this.#constants.get(node.name)
    const value = constant ? this.read(constant) : null
    if (value instanceof Code || !constant)
      return new Code(value instanceof Code ? value.kind : 'name', value instanceof Code ? value.node : node, this.text(node), node.name)
    return value
  }

  #object(node: Extract<Expression, { type: 'ObjectExpression' }>): Value {
    const entries = new Map<string, Value>()
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.read(property.argument)
        if (spread instanceof Map) for (const [key, value] of spread as ReadonlyMap<string, Value>) entries.set(key, value)
        else entries.set(`...${this.text(property.argument)}`, new Code('other', property.argument, this.text(property), null))
        continue
      }
      const key = this.#key(property)
      if (key === null) entries.set(`[${this.text(property.key)}]`, this.#other(property.key as Expression))
      else if (property.type === 'ObjectMethod')
        entries.set(key, new Code('function', property as unknown as Expression, this.text(property), key))
      else entries.set(key, this.read(property.value as Expression))
    }
    return entries
  }

  #key(property: { readonly computed: boolean; readonly key: { readonly type: string } }): string | null {
    const key = property.key as Expression
    if (!property.computed && key.type === 'Identifier') return key.name
    const value = this.read(key)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null
  }

  #member(node: Extract<Expression, { type: 'MemberExpression' | 'OptionalMemberExpression' }>): Value {
    const own = node.object.type === 'Identifier' && node.property.type === 'Identifier' ? `${node.object.name}.${node.property.name}` : ''
    const fixed = node.computed ? undefined : this.#statics.get(own)
    if (fixed) return this.read(fixed)
    const object = this.read(node.object as Expression)
    const key = node.computed ? this.read(node.property as Expression) : node.property.type === 'Identifier' ? node.property.name : null
    if (object instanceof Map && (typeof key === 'string' || typeof key === 'number')) {
      const found = (object as ReadonlyMap<string, Value>).get(String(key))
      if (found !== undefined) return found
    }
    if (Array.isArray(object) && typeof key === 'number') return (object as readonly Value[])[key]
    return new Code('name', node, this.text(node), typeof key === 'string' ? key : null)
  }

  #unary(node: Extract<Expression, { type: 'UnaryExpression' }>): Value {
    const value = this.read(node.argument)
    if (node.operator === '-' && typeof value === 'number') return -value
    if (node.operator === '+' && typeof value === 'number') return value
    if (node.operator === '!' && !(value instanceof Code)) return !value
    return node.operator === 'void' ? undefined : this.#other(node)
  }

  #binary(node: Extract<Expression, { type: 'BinaryExpression' }>): Value {
    if (node.left.type === 'PrivateName') return this.#other(node)
    const [left, right] = [this.read(node.left), this.read(node.right)]
    if (node.operator === '+' && (typeof left === 'string' || typeof right === 'string') && isPlain(left) && isPlain(right))
      return `${left}${right}`
    if (isPlain(left) && isPlain(right)) {
      if (node.operator === '===' || (node.operator === '==' && typeof left === typeof right)) return left === right
      if (node.operator === '!==' || (node.operator === '!=' && typeof left === typeof right)) return left !== right
    }
    if (typeof left !== 'number' || typeof right !== 'number') return this.#other(node)
    switch (node.operator) {
      case '+':
        return left + right
      case '-':
        return left - right
      case '*':
        return left * right
      case '/':
        return left / right
      case '%':
        return left % right
      case '<':
        return left < right
      case '>':
        return left > right
      case '<=':
        return left <= right
      case '>=':
        return left >= right
      default:
        return this.#other(node)
    }
  }

  #call(node: Extract<Expression, { type: 'CallExpression' }>): Value {
    const name = calledName(node)
    const [first] = node.arguments
    if (name === 'freeze' && first && isExpression(first)) return this.read(first)
    const call = new Code('call', node, this.text(node), name)
    const outer = this.#frame
    try {
      const value = this.#followed(node)
      // What is still code means more by its name.
      return value === null || value.value instanceof Code || value.value === undefined ? call : value.value
    } catch (error) {
      if (error instanceof NotStatic) return call
      throw error
    } finally {
      this.#frame = outer
    }
  }

  /** A call of a function of this file, or of the language's own for lists and objects; null: of another. */
  #followed(node: Extract<Expression, { type: 'CallExpression' }>): { readonly value: Value } | null {
    const outer = this.#frame
    const apply = (code: Code, given: readonly Value[], around: Frame | null = outer) =>
      followCall(code, given, around, (inner, frame) => {
        const before = this.#frame
        this.#frame = frame
        try {
          return this.read(inner)
        } finally {
          this.#frame = before
        }
      })
    const own = builtIn(node, (inner) => this.read(inner), apply)
    if (own) return own
    const callee = calleeOf(node)
    if (callee.type !== 'Identifier') return null
    const code = this.read(callee)
    if (!(code instanceof Code) || code.kind !== 'function') return null
    const isLocal = outer !== null && this.#isBound(callee.name)
    return { value: apply(code, this.argumentsOf(new Code('call', node, '', null)), isLocal ? outer : null) }
  }

  #isBound(name: string): boolean {
    for (let frame = this.#frame; frame; frame = frame.outer) if (frame.names.has(name)) return true
    return false
  }

  /** The arguments of a call. */
  argumentsOf(code: Code): readonly Value[] {
    return code.node.type === 'CallExpression'
      ? code.node.arguments.map((argument) => (isExpression(argument) ? this.read(argument) : undefined))
      : []
  }
}

type Declared =
  | { type: 'VariableDeclarator'; id: { type: 'Identifier'; name: string } | { type: 'Pattern' }; init?: Expression | null }
  | { type: 'FunctionDeclaration'; id?: { name: string } | null }
  | {
      type: 'ClassDeclaration'
      id?: { name: string } | null
      body: { body: readonly { type: string; static?: boolean; key?: { name?: string }; value?: Expression | null }[] }
    }
  | EnumDeclaration
type EnumDeclaration = {
  type: 'TSEnumDeclaration'
  id: { name: string }
  members?: readonly EnumMember[]
  body?: { members: readonly EnumMember[] }
}
type EnumMember = { id: { type: 'Identifier'; name: string } | { type: 'StringLiteral'; value: string }; initializer?: Expression | null }

function nameOf(node: { readonly id?: { readonly name: string } | null }): string | null {
  return node.id?.name ?? null
}

/** The name of what is called: `assign` of `assign(…)`, `createMachine` of `setup(…).createMachine(…)`. */
export function calledName(node: Extract<Expression, { type: 'CallExpression' }>): string | null {
  const callee = calleeOf(node)
  if (callee.type === 'Identifier') return callee.name
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : null
}

/** What is called; compiled code writes `(0, xstate.assign)(…)`. */
export function calleeOf(node: Extract<Expression, { type: 'CallExpression' }>): Expression {
  let callee = node.callee as Expression
  while (callee.type === 'ParenthesizedExpression') callee = callee.expression
  return callee.type === 'SequenceExpression' ? (callee.expressions.at(-1) ?? callee) : callee
}

function isPlain(value: Value): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** A value as JSON; pieces of code are left out and told to `left`. */
export function toJson(value: Value, left: (code: Code) => void): Json | undefined {
  if (value === undefined) return undefined
  if (value instanceof Code) {
    left(value)
    return undefined
  }
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => toJson(item, left) ?? null)
  if (value instanceof Map)
    return Object.fromEntries(
      [...(value as ReadonlyMap<string, Value>)].flatMap(([key, item]) => {
        const json = toJson(item, left)
        return json === undefined ? [] : [[key, json]]
      }),
    )
  return value as Json
}
