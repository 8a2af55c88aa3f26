import type { Attribute } from '../../workflow/attribute.ts'
import { attributesOfContext } from '../../machine/import-config.ts'
import { isObject } from '../../machine/reading.ts'
import type { Json, JsonObject } from '../../workflow/json.ts'
import { constantExpression, expressionOf, objectOf } from './code-meaning.ts'
import { Code, isExpression } from './static-code.ts'
import type { Value } from './static-code.ts'
import { calledName, calleeOf, StaticValues, toJson, TooLarge } from './static-value.ts'
import { eachNode, lineOf, parseSource } from './syntax.ts'
import type { Expression } from './syntax.ts'

/** A machine found in a source file: its config as plain JSON (XState 5, or 4 where `version4`), and what of the code could not be said in JSON. */
export type SourceMachine = {
  /** The constant that holds it, or its id. */
  readonly name: string
  readonly line: number
  readonly config: JsonObject
  readonly version4: boolean
  readonly notes: readonly string[]
}

/** What a source file holds, or why nothing of it can be read. */
export type SourceRead =
  | { readonly ok: true; readonly machines: readonly SourceMachine[] }
  | { readonly ok: false; readonly message: string }

/**
 * The machines that a TypeScript or JavaScript file makes with `createMachine(…)`, `setup(…).createMachine(…)` or XState 4's `Machine(…)`, in
 * the file's order. The file is parsed and never run: constants, spreads, enums and simple functions of the context are followed, the rest
 * is kept by name and noted.
 */
export async function readSource(text: string): Promise<SourceRead> {
  try {
    const { program } = await parseSource(text)
    nameAsXState(program)
    const values = new StaticValues(program, text)
    const calls: { call: CallNode; name: string | null }[] = []
    const names = new Map<object, string>()
    eachNode(program, (node) => {
      const declared = node as { type: string; id?: { name?: string }; init?: object | null }
      if (node.type === 'VariableDeclarator' && declared.init && declared.id?.name !== undefined)
        names.set(innermost(declared.init), declared.id.name)
      if (node.type === 'CallExpression' && isMachineCall(node as CallNode))
        calls.push({ call: node as CallNode, name: names.get(node) ?? null })
    })
    const machines = calls.flatMap(({ call, name }) => machineOf(call, name, values) ?? [])
    if (machines.length > 0) return { ok: true, machines }
    return {
      ok: false,
      message:
        calls.length > 0
          ? `The machine on line ${lineOf(calls[0]?.call ?? {})} is put together while the program runs, so it cannot be read from its source. Give its config as JSON instead: JSON.stringify(machine.config).`
          : 'No machine was found in this source: it calls neither createMachine(…) nor setup(…).createMachine(…).',
    }
  } catch (error) {
    if (error instanceof TooLarge) return { ok: false, message: error.message }
    if (error instanceof SyntaxError) return { ok: false, message: `This source cannot be parsed: ${error.message}.` }
    throw error
  }
}

/** `import { createMachine as make } from 'xstate'`: what is called make is called by XState's name for it. */
function nameAsXState(program: object): void {
  const names = new Map<string, string>()
  eachNode(program, (node) => {
    const found = node as {
      type: string
      source?: { value?: unknown }
      specifiers?: readonly { type: string; imported?: { name?: string }; local: { name: string } }[]
    }
    if (node.type !== 'ImportDeclaration' || !/^xstate\b/.test(String(found.source?.value))) return
    for (const { type, imported, local } of found.specifiers ?? [])
      if (type === 'ImportSpecifier' && imported?.name !== undefined && imported.name !== local.name) names.set(local.name, imported.name)
  })
  if (names.size === 0) return
  eachNode(program, (node) => {
    const name = node as { type: string; name?: string }
    const known = node.type === 'Identifier' && name.name !== undefined ? names.get(name.name) : undefined
    if (known !== undefined) name.name = known
  })
}

type CallNode = Extract<Expression, { type: 'CallExpression' }>

/** `createMachine(…) as X`, `createMachine(…).provide(…)`: the call inside. */
function innermost(node: object): object {
  const inner = node as { type?: string; expression?: object; callee?: { type: string; object: object; property: { name?: string } } }
  if (inner.type?.startsWith('TS') && inner.expression) return innermost(inner.expression)
  if (inner.type === 'CallExpression' && inner.callee?.type === 'MemberExpression') {
    const name = inner.callee.property.name
    if (name === 'provide' || name === 'withConfig' || name === 'withContext') return innermost(inner.callee.object)
  }
  return node
}

function isMachineCall(node: CallNode): boolean {
  const name = calledName(node)
  return (name === 'createMachine' || name === 'Machine') && node.arguments.length > 0
}

function machineOf(call: CallNode, name: string | null, values: StaticValues): SourceMachine | null {
  const [first, second] = call.arguments
  const config = first && isExpression(first) ? values.read(first) : undefined
  if (!(config instanceof Map)) return null
  const options = second && isExpression(second) ? values.read(second) : undefined
  const reader = new ConfigReader(values, implementationsOf(call, options, values), config as ReadonlyMap<string, Value>)
  const json = reader.machine()
  const id = json['id']
  return {
    name: name ?? (typeof id === 'string' ? id : 'machine'),
    line: lineOf(call),
    config: json,
    version4: calledName(call) === 'Machine' || reader.sawVersion4,
    notes: [...reader.notes],
  }
}

type Implementations = Readonly<Record<'guards' | 'actions' | 'delays' | 'actors', ReadonlyMap<string, Value>>>

/** The named implementations: the first argument of `setup`, or the second of `createMachine`. */
function implementationsOf(call: CallNode, options: Value, values: StaticValues): Implementations {
  const callee = calleeOf(call)
  const holder = callee.type === 'MemberExpression' ? values.read(callee.object as Expression) : undefined
  const setup = holder instanceof Code && holder.name === 'setup' ? values.argumentsOf(holder)[0] : setupBehind(holder, values)
  const found = (key: string): ReadonlyMap<string, Value> => {
    for (const place of [setup, options]) {
      const part = place instanceof Map ? (place as ReadonlyMap<string, Value>).get(key) : undefined
      if (part instanceof Map) return part as ReadonlyMap<string, Value>
    }
    return new Map()
  }
  const services = found('services')
  return {
    guards: found('guards'),
    actions: found('actions'),
    delays: found('delays'),
    actors: services.size > 0 ? services : found('actors'),
  }
}

/** `const base = setup(…); base.createMachine(…)`. */
function setupBehind(holder: Value | undefined, values: StaticValues): Value | undefined {
  if (!(holder instanceof Code) || holder.node.type !== 'CallExpression') return undefined
  return calledName(holder.node) === 'setup' ? values.argumentsOf(holder)[0] : undefined
}

/** Properties that only the compiler or the runtime reads. */
const withoutMeaning = [
  'types',
  'tsTypes',
  'schema',
  'schemas',
  'predictableActionArguments',
  'preserveActionOrder',
  'strict',
  'delimiter',
  'devTools',
]
const version4Keys = ['cond', 'services', 'onEntry', 'onExit', 'activities', 'internal', 'tsTypes', 'predictableActionArguments', 'schema']

/** What a function of code says, without its parameters and what holds the case's facts. */
function bodyText(text: string): string {
  const body = text
    .replace(/^.*?=>\s*/, '')
    .replace(/\b(context|ctx)\??\./g, '')
    .replace(/^!!/, '')
  return body === '' ? text : body
}

class ConfigReader {
  readonly notes = new Set<string>()
  sawVersion4 = false
  readonly #values: StaticValues
  readonly #known: Implementations
  readonly #config: ReadonlyMap<string, Value>
  #attributes: readonly Attribute[] = []

  constructor(values: StaticValues, known: Implementations, config: ReadonlyMap<string, Value>) {
    this.#values = values
    this.#known = known
    this.#config = config
  }

  machine(): JsonObject {
    const context = this.#context(this.#config.get('context'))
    this.#attributes = Object.values(attributesOfContext(context))
    const node = this.#state(this.#config, 'the machine')
    return { ...node, ...(Object.keys(context).length > 0 ? { context } : {}) }
  }

  #note(text: string): void {
    this.notes.add(text)
  }

  #context(value: Value): JsonObject {
    if (value instanceof Code && value.kind === 'function') {
      const body = 'body' in value.node ? (value.node.body as Expression) : null
      const returned = body?.type === 'ParenthesizedExpression' ? body.expression : body
      if (returned?.type === 'ObjectExpression') return this.#context(this.#values.read(returned))
      this.#note(`The context is made by code (line ${value.line}), so its first values are not known.`)
      return {}
    }
    const json = toJson(value, (code) => this.#note(`A value of the context is code (line ${code.line}: ${code.text}) and was left out.`))
    return isObject(json) ? json : {}
  }

  #state(node: ReadonlyMap<string, Value>, where: string): JsonObject {
    const entries: [string, Json | undefined][] = []
    for (const [key, value] of node) {
      if (version4Keys.includes(key)) this.sawVersion4 = true
      if (withoutMeaning.includes(key) || key === 'context') continue
      entries.push([key, this.#property(key, value, where)])
    }
    return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
  }

  /** A state that code makes is there all the same, though nothing is known of what is in it. */
  #child(child: Value, name: string): Json | undefined {
    if (child instanceof Map) return this.#state(child as ReadonlyMap<string, Value>, name)
    if (!(child instanceof Code)) return child === undefined || child === null ? undefined : {}
    this.#note(`The state ${name} is made by code (line ${child.line}: ${child.text}); it is kept, without what is in it.`)
    return {}
  }

  #property(key: string, value: Value, where: string): Json | undefined {
    switch (key) {
      case 'states':
        return this.#each(value, (child, name) => this.#child(child, name), where)
      case 'on':
        return this.#each(value, (candidate, event) => this.#transitions(candidate, `"${event}" of ${where}`), where)
      case 'after':
        return this.#timers(value, where)
      case 'always':
      case 'onDone':
        return this.#transitions(value, `"${key}" of ${where}`)
      case 'entry':
      case 'exit':
      case 'onEntry':
      case 'onExit':
        return this.#actions(value, `${key} of ${where}`)
      case 'invoke':
        return this.#list(value).map((item) => this.#invoke(item, where))
      case 'initial':
        return value instanceof Map
          ? this.#transition(value as ReadonlyMap<string, Value>, `the start of ${where}`)
          : this.#plain(key, value, where)
      default:
        return this.#plain(key, value, where)
    }
  }

  #plain(key: string, value: Value, where: string): Json | undefined {
    return toJson(value, (code) => this.#note(`"${key}" of ${where} is code (line ${code.line}: ${code.text}) and was left out.`))
  }

  #each(value: Value, read: (item: Value, key: string) => Json | undefined, where: string): Json | undefined {
    if (!(value instanceof Map)) {
      if (value instanceof Code)
        this.#note(`A part of ${where} is put together by code (line ${value.line}: ${value.text}) and was left out.`)
      return undefined
    }
    const entries: [string, Json][] = []
    for (const [key, item] of value as ReadonlyMap<string, Value>) {
      if (item instanceof Code && (key.startsWith('...') || key.startsWith('['))) {
        this.#note(`A part of ${where} is put together by code (line ${item.line}: ${item.text}) and was left out.`)
        continue
      }
      const json = read(item, key)
      if (json !== undefined) entries.push([key, json])
    }
    return Object.fromEntries(entries)
  }

  #list(value: Value): readonly Value[] {
    return value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Value[]) : [value]
  }

  #timers(value: Value, where: string): Json | undefined {
    // XState 4 also takes a list of transitions that each hold their own delay.
    if (Array.isArray(value)) {
      this.sawVersion4 = true
      return (value as readonly Value[]).flatMap((item) =>
        item instanceof Map ? [this.#transition(item as ReadonlyMap<string, Value>, `a timer of ${where}`)] : [],
      )
    }
    if (!(value instanceof Map)) return this.#each(value, () => undefined, where)
    const entries = [...(value as ReadonlyMap<string, Value>)].map(([delay, candidate]): [string, Json] => {
      const known = this.#known.delays.get(delay)
      if (typeof known === 'number') this.#note(`The delay "${delay}" is ${known} ms, as the source says.`)
      const name = delay.startsWith('[') ? delay.slice(1, -1) : delay
      return [typeof known === 'number' ? String(known) : name, this.#transitions(candidate, `"after ${delay}" of ${where}`) ?? {}]
    })
    return Object.fromEntries(entries)
  }

  #transitions(value: Value, where: string): Json | undefined {
    const list = this.#list(value).map((item): Json => {
      if (typeof item === 'string') return item
      if (item instanceof Map) return this.#transition(item as ReadonlyMap<string, Value>, where)
      if (item instanceof Code) this.#note(`${where} is code (line ${item.line}: ${item.text}); the way out is kept without a target.`)
      return {}
    })
    return list.length === 0
      ? Array.isArray(value)
        ? []
        : value === undefined
          ? undefined
          : {}
      : list.length === 1
        ? (list[0] ?? {})
        : list
  }

  #transition(node: ReadonlyMap<string, Value>, where: string): JsonObject {
    const entries: [string, Json | undefined][] = []
    for (const [key, value] of node) {
      if (version4Keys.includes(key)) this.sawVersion4 = true
      if (key === 'guard' || key === 'cond') entries.push([key, value === undefined ? undefined : this.#guard(value, where)])
      else if (key === 'actions') entries.push([key, this.#actions(value, where)])
      else if (key === 'target') entries.push([key, this.#target(value, where)])
      else if (key === 'delay') entries.push([key, value instanceof Code ? (value.name ?? value.text) : this.#plain(key, value, where)])
      else entries.push([key, this.#plain(key, value, where)])
    }
    return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
  }

  #target(value: Value, where: string): Json | undefined {
    if (value instanceof Code) this.#note(`The target of ${where} is code (line ${value.line}: ${value.text}) and was left out.`)
    return toJson(value, () => undefined)
  }

  /** A guard as an expression where its code says no more than that, else by name. */
  #guard(value: Value, where: string): Json {
    if (typeof value === 'string') return this.#namedGuard(value, where)
    if (value instanceof Map) {
      const type = (value as ReadonlyMap<string, Value>).get('type')
      const params = this.#plain('params', (value as ReadonlyMap<string, Value>).get('params'), where)
      if (typeof type === 'string') return params === undefined ? this.#namedGuard(type, where) : { type, params }
    }
    if (!(value instanceof Code)) return { type: 'unreadable guard' }
    if (value.kind === 'call' && (value.name === 'and' || value.name === 'or' || value.name === 'not'))
      return this.#composed(value.name, value, where)
    const expression = expressionOf(value, this.#values, this.#attributes, 'bool')
    if (expression !== null) {
      this.#note(`The guard of ${where} was read from its code as ${expression}.`)
      return { type: 'when', params: { expression } }
    }
    const name = value.name ?? bodyText(value.text)
    this.#note(`The guard of ${where} is code (line ${value.line}: ${value.text}); it is kept by name.`)
    return { type: name }
  }

  #namedGuard(name: string, where: string): Json {
    const known = this.#known.guards.get(name)
    const expression = known instanceof Code ? expressionOf(known, this.#values, this.#attributes, 'bool') : null
    if (expression === null) return name
    this.#note(`The guard "${name}" of ${where} was read from its code as ${expression}.`)
    return { type: 'when', params: { expression } }
  }

  #composed(kind: string, code: Code, where: string): Json {
    const [first] = this.#values.argumentsOf(code)
    const parts = (kind === 'not' ? [first] : this.#list(first)).map((part) => this.#guard(part, where))
    return { type: kind, params: { guards: parts } }
  }

  #actions(value: Value, where: string): Json | undefined {
    if (value === undefined) return undefined
    return this.#list(value).flatMap((item) => this.#action(item, where))
  }

  #action(value: Value, where: string): Json[] {
    if (typeof value === 'string') {
      const known = this.#known.actions.get(value)
      return (known instanceof Code ? this.#assigned(known, where) : null) ?? [value]
    }
    if (value instanceof Map) {
      const type = (value as ReadonlyMap<string, Value>).get('type')
      const params = this.#plain('params', (value as ReadonlyMap<string, Value>).get('params'), where)
      return typeof type === 'string' ? [params === undefined ? type : { type, params }] : []
    }
    if (!(value instanceof Code)) return []
    return this.#assigned(value, where) ?? [this.#codeAction(value, where)]
  }

  #codeAction(code: Code, where: string): string {
    this.#note(`${where} has an action that is code (line ${code.line}: ${code.text}); it is kept by name and does nothing to the case.`)
    return code.kind === 'name' && code.name !== null ? code.name : code.text
  }

  /** `assign(…)` as `set` actions where each value is an expression over the attributes; null where any is not. */
  #assigned(code: Code, where: string): Json[] | null {
    if (code.name !== 'assign' || code.kind !== 'call') return null
    const [change] = this.#values.argumentsOf(code)
    const sets =
      change instanceof Map
        ? [...(change as ReadonlyMap<string, Value>)].map(([attribute, to]): [string, string | null] => [
            attribute,
            to instanceof Code ? expressionOf(to, this.#values, this.#attributes, 'any') : constantExpression(to),
          ])
        : change instanceof Code
          ? [...(objectOf(change, this.#values, this.#attributes) ?? [['?', null] as const])]
          : [['?', null] as const]
    const fits = ([attribute, to]: readonly [string, string | null]) =>
      to !== null && this.#attributes.some(({ name }) => name === attribute)
    const said = sets.flatMap((set) => (fits(set) ? [{ type: 'set', params: { attribute: set[0], to: set[1] ?? '' } }] : []))
    if (said.length === sets.length) return said
    return [...said, this.#codeAction(code, where)]
  }

  #invoke(value: Value, where: string): Json {
    if (!(value instanceof Map)) return { src: value instanceof Code ? (value.name ?? value.text) : 'actor' }
    const entries: [string, Json | undefined][] = []
    for (const [key, item] of value as ReadonlyMap<string, Value>) {
      if (key === 'src') {
        const name = item instanceof Code ? (item.name ?? item.text) : typeof item === 'string' ? item : 'actor'
        entries.push(['src', name], ['kind', this.#actorKind(item)])
      } else if (key === 'onDone' || key === 'onError' || key === 'onSnapshot')
        entries.push([key, this.#transitions(item, `"${key}" of ${where}`)])
      else if (key !== 'input' && key !== 'data' && key !== 'types') entries.push([key, this.#plain(key, item, where)])
    }
    return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
  }

  /** Whether what is invoked answers by itself, or something outside is awaited. */
  #actorKind(src: Value): 'promise' | 'outside' {
    const known = typeof src === 'string' ? this.#known.actors.get(src) : src
    if (!(known instanceof Code)) return 'promise'
    const made = known.node.type === 'CallExpression' ? calledName(known.node) : null
    const outside = ['fromCallback', 'fromObservable', 'fromEventObservable', 'fromTransition', 'createMachine', 'Machine']
    return made !== null && outside.includes(made) ? 'outside' : 'promise'
  }
}
