import { attributesInOrder } from '../../machine/config.ts'
import { checkExpression } from '../../machine/expression.ts'
import type { Action } from '../../workflow/action.ts'
import { isDuration, parseDuration } from '../../workflow/duration.ts'
import type { Uid } from '../../workflow/name.ts'
import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { ancestorsOf, childrenOf, documentOrder, isInside, pathOf, rootOf, stateOf, transitionsFrom } from '../../workflow/tree.ts'
import { describeState, describeTransition } from '../../workflow/where.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { freeKey } from '../../workflow/key.ts'
import { escapeXml, plainText } from '../escape.ts'
import type { Exported } from './exported.ts'
import { scriptOf } from './script.ts'

/** Where SCXML keeps what it does not know itself: titles, uids, steps. */
const namespace = 'https://gemba.invalid/scxml'

/**
 * The workflow as SCXML 1.0 (W3C) with the ECMAScript data model: timers are sent on entry and cancelled on exit, conditions and actions are scripts over the facts of
 * the case. Titles and uids stand in a namespace of their own, which an interpreter passes over.
 */
export function toScxml(workflow: Workflow): Exported {
  const document = new Document(workflow)
  const body = document.write()
  const losses = [...document.losses]
  const head = losses.map((loss) => `<!-- Not in this file: ${plainText(loss).replace(/\s+/g, ' ').replace(/-+/g, '-')} -->`)
  return { text: ['<?xml version="1.0" encoding="UTF-8"?>', ...head, body, ''].join('\n'), losses }
}

class Document {
  readonly losses = new Set<string>()
  readonly #workflow: Workflow
  readonly #ids: ReadonlyMap<Uid, string>
  /** Where a case ends: the whole machine is one state of the document, and its end is the document's. */
  readonly #end: string

  constructor(workflow: Workflow) {
    this.#workflow = workflow
    this.#ids = idsOf(workflow)
    const taken = new Set(this.#ids.values())
    this.#end = freeKey('ended', taken)
  }

  write(): string {
    const root = rootOf(this.#workflow)
    const data = attributesInOrder(this.#workflow).map((attribute) => {
      const values = attribute.type === 'enum' ? JSON.stringify(attribute.values) : undefined
      const { name, title, default: value } = attribute
      return `    <data${attributes({ id: name, expr: JSON.stringify(value), 'gemba:title': title || undefined, 'gemba:values': values })}/>`
    })
    if (Object.values(this.#workflow.states).some(({ step }) => step !== null))
      this.losses.add('Who works on a step, its target, instructions and outcomes.')
    return [
      `<scxml${attributes({ xmlns: 'http://www.w3.org/2005/07/scxml', 'xmlns:gemba': namespace, version: '1.0', datamodel: 'ecmascript', name: root.key, initial: this.#id(root.uid) })}>`,
      ...(data.length > 0 ? ['  <datamodel>', ...data, '  </datamodel>'] : []),
      ...this.#state(root, '  '),
      `  <final${attributes({ id: this.#end })}/>`,
      '</scxml>',
    ].join('\n')
  }

  #state(state: State, indent: string): string[] {
    const inner = `${indent}  `
    const ways = transitionsFrom(this.#workflow, state.uid)
    const facts = { id: this.#id(state.uid), 'gemba:uid': state.uid, ...(state.title === '' ? {} : { 'gemba:title': state.title }) }
    if (state.type === 'history') {
      const fallback = ways.find(({ trigger }) => trigger.kind === 'always')
      const parent = state.parent === null ? undefined : stateOf(this.#workflow, state.parent)
      const to = fallback?.targets ?? (parent?.initial ? [parent.initial] : [])
      return [
        `${indent}<history${attributes({ ...facts, type: state.history ?? 'shallow' })}>`,
        `${inner}<transition${attributes({ target: this.#targets(to) })}/>`,
        `${indent}</history>`,
      ]
    }
    if (state.extra && Object.keys(state.extra).some((key) => key === 'invoke' || key === 'output'))
      this.losses.add(`${describeState(this.#workflow, state.uid)}: what it invokes or puts out.`)
    const timers = timersOf(ways)
    const entry = [
      ...this.#actions(state.entry, describeState(this.#workflow, state.uid)),
      ...timers.map(
        (delay, index) =>
          `<send${attributes({ id: this.#timer(state, index), event: this.#timer(state, index), delay: `${this.#milliseconds(delay)}ms` })}/>`,
      ),
    ]
    const exit = [
      ...timers.map((_, index) => `<cancel${attributes({ sendid: this.#timer(state, index) })}/>`),
      ...this.#actions(state.exit, describeState(this.#workflow, state.uid)),
    ]
    const children = childrenOf(this.#workflow, state.uid)
    const tag = state.type === 'parallel' ? 'parallel' : state.type === 'final' ? 'final' : 'state'
    const initial = state.initial === null || state.type !== 'compound' ? undefined : this.#id(state.initial)
    const content = [
      ...block('onentry', entry, inner),
      ...block('onexit', exit, inner),
      ...inOrder(ways).flatMap((way) => this.#transition(state, way, timers, inner)),
      ...(state.parent === null
        ? [`${inner}<transition${attributes({ event: `done.state.${this.#id(state.uid)}`, target: this.#end })}/>`]
        : []),
      ...children.flatMap((child) => this.#state(child, inner)),
    ]
    const open = `${indent}<${tag}${attributes({ ...facts, initial })}`
    return content.length === 0 ? [`${open}/>`] : [`${open}>`, ...content, `${indent}</${tag}>`]
  }

  #transition(source: State, way: Transition, timers: readonly (number | string)[], indent: string): string[] {
    const where = describeTransition(this.#workflow, way)
    const event =
      way.trigger.kind === 'event'
        ? this.#event(way.trigger.event)
        : way.trigger.kind === 'after'
          ? this.#timer(source, timers.indexOf(way.trigger.delay))
          : way.trigger.kind === 'done'
            ? `done.state.${this.#id(source.uid)}`
            : undefined
    const { targets, isInternal } = this.#whereTo(source, way, where)
    const facts = {
      event,
      cond: way.guard === null ? undefined : this.#condition(way, where),
      target: targets.length === 0 ? undefined : this.#targets(targets),
      type: isInternal ? 'internal' : undefined,
      'gemba:uid': way.uid,
      'gemba:title': way.title === '' ? undefined : way.title,
    }
    const actions = this.#actions(way.actions, where)
    const open = `${indent}<transition${attributes(facts)}`
    return actions.length === 0 ? [`${open}/>`] : [`${open}>`, ...actions.map((action) => `${indent}  ${action}`), `${indent}</transition>`]
  }

  /**
   * Without `reenter` XState does not leave a state whose transition leads to itself or inwards. SCXML says the second by `internal`, and the first by no target (a state
   * without parts) or its initial part (a state with parts).
   */
  #whereTo(source: State, way: Transition, where: string): { targets: readonly Uid[]; isInternal: boolean } {
    const { targets, reenter } = way
    if (reenter || targets.length === 0) return { targets, isInternal: false }
    if (targets.every((uid) => isInside(this.#workflow, uid, source.uid))) {
      if (source.type === 'parallel')
        this.losses.add(`${where}: SCXML leaves all tracks and enters them again, where this goes to one track only.`)
      return { targets, isInternal: true }
    }
    if (targets.length !== 1 || targets[0] !== source.uid) return { targets, isInternal: false }
    if (source.type === 'atomic') return { targets: [], isInternal: false }
    if (source.type === 'compound' && source.initial !== null) return { targets: [source.initial], isInternal: true }
    this.losses.add(`${where}: SCXML leaves the state and enters it again, where this stays in it.`)
    return { targets, isInternal: false }
  }

  #condition(way: Transition, where: string): string {
    const { guard } = way
    if (guard && 'expression' in guard) return this.#script(guard.expression, where) ?? 'false'
    this.losses.add(`${where}: the condition “${guard?.name ?? ''}”, which has only a name; here it never holds.`)
    return 'false'
  }

  #script(expression: string, where: string): string | null {
    const checked = checkExpression(expression, attributesInOrder(this.#workflow))
    if (checked.ok) return scriptOf(checked.tree, { attribute: (name) => name, typed: false })
    this.losses.add(`${where}: “${expression}”, which is wrong (${checked.message}).`)
    return null
  }

  #actions(actions: readonly Action[], where: string): string[] {
    return actions.flatMap((action) => {
      switch (action.type) {
        case 'count':
          return [
            `<assign${attributes({ location: action.attribute, expr: `${action.attribute} + ${action.by < 0 ? `(${action.by})` : action.by}` })}/>`,
          ]
        case 'set': {
          const script = this.#script(action.to, where)
          return script === null ? [] : [`<assign${attributes({ location: action.attribute, expr: script })}/>`]
        }
        case 'draw':
          this.losses.add(`${where}: the value of ${action.attribute} that is drawn by chance.`)
          return []
        case 'named':
          this.losses.add(`${where}: what “${action.name}” does, which has only a name.`)
          return []
      }
    })
  }

  #event(name: string): string {
    const token = plainText(name).trim().replace(/\s+/g, '_')
    if (token !== name) this.losses.add(`The event “${name}” is called ${token}, because events of SCXML have no spaces.`)
    return token
  }

  #milliseconds(delay: number | string): number {
    if (typeof delay === 'number') return delay
    if (isDuration(delay)) return Math.round(parseDuration(delay) * 1000)
    this.losses.add(`How long “${delay}” is, which has only a name; here it is no time.`)
    return 0
  }

  #timer(state: State, index: number): string {
    return `after.${index + 1}.${this.#id(state.uid)}`
  }

  #targets(uids: readonly Uid[]): string {
    return uids.map((uid) => this.#id(uid)).join(' ')
  }

  #id(uid: Uid): string {
    return this.#ids.get(uid) ?? uid
  }
}

/** Paths of keys as XML takes them, each once. The root has its key. */
function idsOf(workflow: Workflow): ReadonlyMap<Uid, string> {
  const taken = new Set<string>()
  return new Map(
    documentOrder(workflow).map(({ uid, key }) => {
      const path = ancestorsOf(workflow, uid).length === 0 ? key : pathOf(workflow, uid)
      const plain = path.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^(?![\p{L}_])/u, '_')
      const id = freeKey(plain, taken)
      taken.add(id)
      return [uid, id]
    }),
  )
}

/** The delays of a state, each once. */
function timersOf(ways: readonly Transition[]): (number | string)[] {
  return [...new Set(ways.flatMap(({ trigger }) => (trigger.kind === 'after' ? [trigger.delay] : [])))]
}

/** XState asks an exact event before a wildcard, the longer wildcard first; SCXML takes the first in the document. */
function inOrder(ways: readonly Transition[]): Transition[] {
  const rank = ({ trigger }: Transition) => (trigger.kind === 'event' && trigger.event.includes('*') ? 1e6 - trigger.event.length : 0)
  return [...ways].sort((a, b) => rank(a) - rank(b))
}

function block(tag: string, lines: readonly string[], indent: string): string[] {
  return lines.length === 0 ? [] : [`${indent}<${tag}>`, ...lines.map((line) => `${indent}  ${line}`), `${indent}</${tag}>`]
}

function attributes(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeXml(value)}"`))
    .join('')
}
