import { attributesInOrder, toMachineConfig } from '../../machine/config.ts'
import { checkExpression } from '../../machine/expression.ts'
import { isObject } from '../../machine/reading.ts'
import type { Action, Guard } from '../../workflow/action.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { isDuration, parseDuration } from '../../workflow/duration.ts'
import type { Json, JsonObject } from '../../workflow/json.ts'
import { documentOrder } from '../../workflow/tree.ts'
import { describeState, describeTransition, transitionsInOrder } from '../../workflow/where.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Exported } from './exported.ts'
import { scriptOf } from './script.ts'

/**
 * The workflow as TypeScript source for XState 5: `setup({…}).createMachine(…)`, which compiles under `--strict` and behaves as the machine in Gemba does. The config is
 * the one of the workflow file, so that the source comes back with the same uids. Throws what `toMachineConfig` throws.
 */
export function toTypeScript(workflow: Workflow): Exported {
  const source = new Source(workflow)
  const config = source.known(toMachineConfig(workflow), describeState(workflow, workflow.header.workflow.root))
  const body = source.setup(config)
  const losses = [...source.losses]
  const head = [
    `// ${oneLine(workflow.header.workflow.title)}, written by Gemba as an XState 5 machine.`,
    ...losses.map((loss) => `// Not in this file: ${oneLine(loss)}`),
  ]
  return { text: `${head.join('\n')}\n${body}`, losses }
}

/** What a state node and a transition of XState 5 may say, beside what Gemba writes itself. Anything else would not compile. */
const nodeKeys = new Set(
  'id type context version description initial history target meta tags output entry exit always on after onDone states'.split(' '),
)

class Source {
  readonly losses = new Set<string>()
  readonly #workflow: Workflow
  readonly #attributes: readonly Attribute[]

  constructor(workflow: Workflow) {
    this.#workflow = workflow
    this.#attributes = attributesInOrder(workflow)
  }

  /** A node without what XState does not know, or what nobody implements. */
  known(node: JsonObject, where: string): JsonObject {
    for (const key of Object.keys(node)) {
      if (key === 'invoke') this.losses.add(`${where}: the actor it invokes, which has no implementation here.`)
      else if (!nodeKeys.has(key)) this.losses.add(`${where}: the property “${key}”, which XState 5 does not know.`)
    }
    const kept = Object.entries(node).filter(([key]) => nodeKeys.has(key))
    return Object.fromEntries(
      kept.map(([key, value]): [string, Json] => {
        if (key === 'states' && isObject(value))
          return [key, Object.fromEntries(Object.entries(value).map(([name, child]) => [name, this.known(child as JsonObject, name)]))]
        if (key === 'always' || key === 'onDone') return [key, this.#ways(value)]
        if ((key === 'on' || key === 'after') && isObject(value))
          return [key, Object.fromEntries(Object.entries(value).map(([name, ways]) => [name, this.#ways(ways)]))]
        return [key, value]
      }),
    )
  }

  setup(config: JsonObject): string {
    const actions = this.#actions()
    const guards = this.#guards()
    const parts = [
      `  types: { context: {} as Context, events: {} as CaseEvent },`,
      ...section('guards', guards.implementations),
      ...section('actions', actions.implementations),
      ...section('delays', this.#delays()),
    ]
    const usesAssign = actions.implementations.some((line) => line.includes('assign('))
    const facts = this.#attributes.map(({ name, type }) => `${name}: ${type === 'enum' ? 'string' : type}`)
    return `import { ${usesAssign ? 'assign, ' : ''}setup } from 'xstate'

/** The facts of a case. */
type Context = {${[...this.#context(config)].map((line) => `\n  ${line}`).join('')}
}

/** What can happen to a case. */
type CaseEvent = ${this.#events()}
${guards.table}${actions.table}${guards.table + actions.table === '' ? '' : `\n/** The facts as conditions read them. */\ntype Facts = { ${facts.join('; ')} }\n${lookUp}`}${actions.draws ? pick : ''}
export const machine = setup({
${parts.join('\n')}
}).createMachine(${literal(config, '')})
`
  }

  #ways(value: Json): Json {
    return (Array.isArray(value) ? value : [value]).map((way: Json) => {
      if (!isObject(way)) return way
      const kept = ['target', 'guard', 'actions', 'reenter', 'description', 'meta']
      for (const key of Object.keys(way))
        if (!kept.includes(key)) this.losses.add(`A transition: the property “${key}”, which XState 5 does not know.`)
      return Object.fromEntries(Object.entries(way).filter(([key]) => kept.includes(key)))
    })
  }

  *#context(config: JsonObject): Iterable<string> {
    const known = new Map(this.#attributes.map((attribute) => [attribute.name, attribute]))
    for (const name of Object.keys(isObject(config['context']) ? config['context'] : {})) {
      const attribute = known.get(name)
      if (!attribute) yield `${JSON.stringify(name)}: unknown`
      else if (attribute.type !== 'enum') yield `${name}: ${attribute.type}`
      else yield `${name}: ${[...new Set([...attribute.values, attribute.default])].map((value) => JSON.stringify(value)).join(' | ')}`
    }
  }

  #events(): string {
    const names = new Set(
      Object.values(this.#workflow.transitions).flatMap(({ trigger }) => (trigger.kind === 'event' ? [trigger.event] : [])),
    )
    const open = [...names].some((name) => name.includes('*'))
    if (names.size === 0 || open) return '{ type: string }'
    return [...names]
      .sort()
      .map((name) => `\n  | { type: ${JSON.stringify(name)} }`)
      .join('')
  }

  #guards(): { implementations: string[]; table: string } {
    const guards = transitionsInOrder(this.#workflow).flatMap((way) => (way.guard ? [{ guard: way.guard, way }] : []))
    const rows = new Map<string, string>()
    const named = new Map<string, Guard>()
    for (const { guard, way } of guards) {
      if (!('expression' in guard)) {
        named.set(guard.name, guard)
        this.losses.add(
          `${describeTransition(this.#workflow, way)}: the condition “${guard.name}”, which has only a name; it fails when it is reached.`,
        )
      } else if (!rows.has(guard.expression))
        rows.set(guard.expression, this.#read(guard.expression, 'bool', describeTransition(this.#workflow, way)))
    }
    named.delete('when')
    return {
      implementations: [
        ...(rows.size > 0 ? ['when: ({ context }, params: { expression: string }) => known(conditions, params.expression)(context),'] : []),
        ...[...named.keys()].map(
          (name) =>
            `${JSON.stringify(name)}: (_, _params: unknown): boolean => { throw new Error(${JSON.stringify(`Say when “${name}” holds.`)}) },`,
        ),
      ],
      table: table('Conditions of transitions, by how they are written in Gemba.', 'conditions', 'boolean', rows),
    }
  }

  #actions(): { implementations: string[]; table: string; draws: boolean } {
    const all: { action: Action; where: string }[] = [
      ...documentOrder(this.#workflow).flatMap((state) =>
        [...state.entry, ...state.exit].map((action) => ({ action, where: describeState(this.#workflow, state.uid) })),
      ),
      ...transitionsInOrder(this.#workflow).flatMap((way) =>
        way.actions.map((action) => ({ action, where: describeTransition(this.#workflow, way) })),
      ),
    ]
    const rows = new Map<string, string>()
    const named = new Set<string>()
    const types = new Set(all.map(({ action }) => action.type))
    for (const { action, where } of all) {
      if (action.type === 'named') {
        named.add(action.name)
        this.losses.add(`${where}: what “${action.name}” does, which has only a name; it does nothing here.`)
      } else if (action.type === 'set') {
        const type = this.#workflow.attributes[action.attribute]?.type
        const value = this.#read(action.to, type === 'enum' ? 'string' : type === 'boolean' ? 'bool' : 'number', where)
        const typed = type === 'enum' ? `(${value}) as Context['${action.attribute}']` : value
        rows.set(`${action.attribute} = ${action.to}`, type === undefined ? '({})' : `({ ${action.attribute}: ${typed} })`)
      }
    }
    for (const own of ['set', 'count', 'draw']) named.delete(own)
    return {
      implementations: [
        ...(types.has('set')
          ? [
              'set: assign(({ context }, params: { attribute: string; to: string }) => known(settings, `${params.attribute} = ${params.to}`)(context)),',
            ]
          : []),
        ...(types.has('count')
          ? [
              'count: assign(({ context }, params: { attribute: keyof Context; by: number }) => ({ [params.attribute]: Number(context[params.attribute]) + params.by } as Partial<Context>)),',
            ]
          : []),
        ...(types.has('draw')
          ? [
              'draw: assign(({ context }, params: { attribute: keyof Context; shares: Record<string, number> }) => ({ [params.attribute]: drawn(context[params.attribute], params.shares) } as Partial<Context>)),',
            ]
          : []),
        ...[...named].map((name) => `${JSON.stringify(name)}: (_, _params: unknown) => {},`),
      ],
      table: table('What actions set, by how they are written in Gemba.', 'settings', 'Partial<Context>', rows),
      draws: types.has('draw'),
    }
  }

  /** The script of an expression; one that is wrong fails when it is reached, as it does in Gemba. */
  #read(expression: string, type: 'bool' | 'number' | 'string', where: string): string {
    const checked = checkExpression(expression, this.#attributes)
    if (checked.ok && checked.type === type) return scriptOf(checked.tree, { attribute: (name) => `facts.${name}`, typed: true })
    this.losses.add(`${where}: “${expression}”, which is wrong${checked.ok ? '' : ` (${checked.message})`}; it fails when it is reached.`)
    return `wrong(${JSON.stringify(expression)})`
  }

  #delays(): string[] {
    const names = new Set(
      Object.values(this.#workflow.transitions).flatMap(({ trigger }) =>
        trigger.kind === 'after' && typeof trigger.delay === 'string' ? [trigger.delay] : [],
      ),
    )
    return [...names].sort().map((name) => {
      if (isDuration(name)) return `${JSON.stringify(name)}: ${Math.round(parseDuration(name) * 1000)},`
      this.losses.add(`How long “${name}” is, which has only a name; it fails when it is reached.`)
      return `${JSON.stringify(name)}: () => { throw new Error(${JSON.stringify(`Say how long “${name}” is.`)}) },`
    })
  }
}

const lookUp = `
function known<T>(table: Readonly<Record<string, T>>, key: string): T {
  const found = table[key]
  if (found === undefined) throw new Error(\`There is no “\${key}” here.\`)
  return found
}

function wrong(expression: string): never {
  throw new Error(\`The expression “\${expression}” is wrong.\`)
}
`

const pick = `
/** One of the values, by chance. */
function drawn(now: unknown, shares: Readonly<Record<string, number>>): unknown {
  let left = Math.random() * Object.values(shares).reduce((sum, share) => sum + share, 0)
  const text = Object.keys(shares).find((key) => (left -= shares[key] ?? 0) < 0) ?? Object.keys(shares).at(-1)
  return typeof now === 'number' ? Number(text) : typeof now === 'boolean' ? text === 'true' : text
}
`

function table(comment: string, name: string, type: string, rows: ReadonlyMap<string, string>): string {
  if (rows.size === 0) return ''
  const lines = [...rows].map(([key, value]) => `  ${JSON.stringify(key)}: (${value.includes('facts.') ? 'facts' : '_facts'}) => ${value},`)
  return `\n/** ${comment} */\nconst ${name}: Readonly<Record<string, (facts: Facts) => ${type}>> = {\n${lines.join('\n')}\n}\n`
}

function section(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${name}: {`, ...lines.map((line) => `    ${line}`), '  },']
}

/** JSON as TypeScript writes it: names without quotes where they need none. */
function literal(value: Json, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[${(value as Json[]).map((item) => `\n${inner}${literal(item, inner)},`).join('')}\n${indent}]`
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  const name = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key))
  return `{${entries.map(([key, item]) => `\n${inner}${name(key)}: ${literal(item, inner)},`).join('')}\n${indent}}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
