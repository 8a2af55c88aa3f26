import { attributesOfContext } from '../../machine/import-config.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { parseJson } from '../../workflow/canonical.ts'
import type { Json, JsonObject } from '../../workflow/json.ts'
import { UserError } from '../../workflow/user-error.ts'
import { readXml, type XmlElement } from '../xml.ts'
import { readScript } from './script.ts'

const scxml = 'http://www.w3.org/2005/07/scxml'
const stateTags = ['state', 'parallel', 'final', 'history']

/** Whether a text is XML of SCXML. */
export function isScxml(text: string): boolean {
  return /^\uFEFF?\s*</.test(text) && text.slice(0, 20_000).includes(scxml)
}

/** What a document of SCXML says as a config of XState, with sentences on what was left out. */
export type ScxmlRead =
  | {
      readonly ok: true
      readonly config: JsonObject
      readonly attributes: Readonly<Record<string, Attribute>>
      readonly notes: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

/**
 * Reads SCXML 1.0 (W3C) with the ECMAScript or null data model: states, transitions with conditions, data, assignments, and timers in the form of an event that is sent on entry with a delay. Scripts are
 * parsed and never run; a condition that says more than an expression can is kept by its text and named.
 */
export async function readScxml(text: string): Promise<ScxmlRead> {
  try {
    const root = readXml(text)
    if (root.name !== 'scxml' || root.namespace !== scxml)
      return { ok: false, message: 'This XML is no document of SCXML: its outermost element is not scxml.' }
    return await new Reader(root).read()
  } catch (error) {
    if (error instanceof UserError) return { ok: false, message: error.message }
    throw error
  }
}

class Reader {
  readonly #document: XmlElement
  readonly #notes = new Set<string>()
  /** Path of keys of each id, from the root down. */
  readonly #paths = new Map<string, readonly string[]>()
  #attributes: readonly Attribute[] = []

  constructor(document: XmlElement) {
    this.#document = document
  }

  async read(): Promise<ScxmlRead> {
    const context = await this.#context()
    const attributes = this.#declared(context)
    this.#attributes = Object.values(attributes)
    const whole = this.#whole()
    const key = plainKey(whole.attributes.get('id') ?? this.#document.attributes.get('name') ?? 'machine')
    this.#place(whole, [key], '')
    const config = await this.#state(whole, [key], whole === this.#document ? null : whole)
    if (Object.keys((config['states'] ?? {}) as JsonObject).length === 0)
      return { ok: false, message: 'This document of SCXML has no state.' }
    return {
      ok: true,
      config: { ...config, id: key, ...(Object.keys(context).length > 0 ? { context } : {}) },
      attributes,
      notes: [...this.#notes],
    }
  }

  /** A machine of ours is one state of the document, beside the end that it comes to. */
  #whole(): XmlElement {
    const tops = statesIn(this.#document)
    const [only, end] = tops
    const isOurs = tops.length === 2 && only && end?.name === 'final' && [...only.attributes.keys()].some((name) => name.endsWith(':uid'))
    return isOurs ? only : this.#document
  }

  async #context(): Promise<JsonObject> {
    const data = this.#document.children.filter(({ name }) => name === 'datamodel').flatMap(({ children }) => children)
    const entries = await Promise.all(
      data.map(async ({ attributes, text }): Promise<[string, Json] | null> => {
        const [id, expr] = [attributes.get('id') ?? '', attributes.get('expr') ?? text.trim()]
        const value = await readScript(expr, [], 'value')
        if (value === null) this.#notes.add(`The data “${id}” begins with “${expr.slice(0, 60)}”, which is no plain value; it is left out.`)
        return value === null ? null : [id, JSON.parse(value) as Json]
      }),
    )
    return Object.fromEntries(entries.filter((entry) => entry !== null))
  }

  /** The attributes of the data. A text may take the values that are said beside it, else those that it is compared with or set to anywhere. */
  #declared(context: JsonObject): Record<string, Attribute> {
    const told = new Map(
      this.#document.children
        .filter(({ name }) => name === 'datamodel')
        .flatMap(({ children }) => children.map((data) => [data.attributes.get('id') ?? '', data] as const)),
    )
    const anywhere = literalsIn(this.#document)
    return Object.fromEntries(
      Object.entries(attributesOfContext(context)).map(([name, attribute]) => {
        const data = told.get(name)
        const title = (data && ours(data, 'title')) ?? attribute.title
        if (attribute.type !== 'enum') return [name, { ...attribute, title }]
        const values = (data && valuesOf(ours(data, 'values'))) ?? [...new Set([attribute.default, ...anywhere])]
        return [name, { ...attribute, title, values: values.includes(attribute.default) ? values : [attribute.default, ...values] }]
      }),
    )
  }

  #place(element: XmlElement, path: readonly string[], prefix: string): void {
    const id = element.attributes.get('id')
    if (id !== undefined) this.#paths.set(id, path)
    const taken = new Set<string>()
    for (const [index, child] of statesIn(element).entries())
      this.#place(child, [...path, keyOf(child, index, id ?? prefix, taken)], id ?? prefix)
  }

  async #state(element: XmlElement, path: readonly string[], own: XmlElement | null): Promise<JsonObject> {
    const children = statesIn(element)
    const [uid, title] = [ours(element, 'uid'), ours(element, 'title')]
    const meta = own === null ? {} : { meta: { ...(uid === undefined ? {} : { uid }), ...(title === undefined ? {} : { title }) } }
    if (element.name === 'history') {
      const target = element.children.find(({ name }) => name === 'transition')?.attributes.get('target')
      return {
        type: 'history',
        history: element.attributes.get('type') === 'deep' ? 'deep' : 'shallow',
        ...(target === undefined ? {} : { target: this.#targets(target)[0] ?? '' }),
        ...meta,
      }
    }
    const timers = new Map<string, number>()
    const entry = await this.#actions(inside(element, 'onentry'), timers)
    const exit = await this.#actions(inside(element, 'onexit'), new Map())
    const ways = await this.#ways(element, timers)
    const taken = new Set<string>()
    const parts = await Promise.all(
      children.map(async (child, index): Promise<[string, JsonObject]> => {
        const key = keyOf(child, index, element.attributes.get('id') ?? '', taken)
        return [key, await this.#state(child, [...path, key], child)]
      }),
    )
    for (const { name } of element.children)
      if (name === 'invoke' || name === 'donedata') this.#notes.add(`${element.attributes.get('id') ?? 'A state'}: “${name}” is left out.`)
    const type = element.name === 'final' ? { type: 'final' } : element.name === 'parallel' ? { type: 'parallel' } : {}
    return {
      ...type,
      ...(children.length > 0 && element.name !== 'parallel' ? { initial: this.#initial(element, parts) } : {}),
      ...(entry.length > 0 ? { entry } : {}),
      ...(exit.length > 0 ? { exit } : {}),
      ...ways,
      ...meta,
      ...(parts.length > 0 ? { states: Object.fromEntries(parts) } : {}),
    }
  }

  #initial(element: XmlElement, parts: readonly (readonly [string, JsonObject])[]): string {
    const named =
      element.attributes.get('initial') ??
      element.children
        .find(({ name }) => name === 'initial')
        ?.children.find(({ name }) => name === 'transition')
        ?.attributes.get('target')
    const first = parts.find(([, { type }]) => type !== 'history')?.[0] ?? ''
    const path = named === undefined ? undefined : this.#paths.get(named.trim().split(/\s+/)[0] ?? '')
    const depth = this.#paths.get(element.attributes.get('id') ?? '')?.length ?? 1
    return path?.[depth] ?? first
  }

  async #ways(element: XmlElement, timers: ReadonlyMap<string, number>): Promise<JsonObject> {
    const on: Record<string, Json[]> = {}
    const after: Record<string, Json[]> = {}
    const always: Json[] = []
    const onDone: Json[] = []
    const id = element.attributes.get('id') ?? ''
    for (const way of element.children.filter(({ name }) => name === 'transition')) {
      const told = await this.#way(way, element)
      const events = (way.attributes.get('event') ?? '').split(/\s+/).filter((event) => event !== '')
      if (events.length === 0) always.push(told)
      for (const event of events) {
        const delay = timers.get(event)
        if (delay !== undefined) (after[String(delay)] ??= []).push(told)
        else if (event === `done.state.${id}`) onDone.push(told)
        else (on[event] ??= []).push(told)
      }
    }
    return {
      ...(Object.keys(on).length > 0 ? { on } : {}),
      ...(Object.keys(after).length > 0 ? { after } : {}),
      ...(always.length > 0 ? { always } : {}),
      ...(onDone.length > 0 && element !== this.#document ? { onDone } : {}),
    }
  }

  /** XState leaves a state by a way inwards or to itself only if told to; SCXML unless the way is internal. */
  async #way(way: XmlElement, source: XmlElement): Promise<JsonObject> {
    const targets = this.#targets(way.attributes.get('target') ?? '')
    const own = this.#paths.get(source.attributes.get('id') ?? '') ?? []
    const isInwards = (way.attributes.get('target') ?? '')
      .split(/\s+/)
      .every((id) => own.every((key, index) => this.#paths.get(id)?.[index] === key))
    const cond = way.attributes.get('cond')
    const guard = cond === undefined ? null : await this.#guard(cond)
    const actions = await this.#actions(way.children, new Map())
    const [uid, title] = [ours(way, 'uid'), ours(way, 'title')]
    return {
      ...(targets.length === 0 ? {} : { target: targets.length === 1 ? (targets[0] ?? '') : targets }),
      ...(guard === null ? {} : { guard }),
      ...(targets.length > 0 && isInwards && way.attributes.get('type') !== 'internal' ? { reenter: true } : {}),
      ...(actions.length > 0 ? { actions } : {}),
      ...(uid === undefined && title === undefined
        ? {}
        : { meta: { ...(uid === undefined ? {} : { uid }), ...(title === undefined ? {} : { title }) } }),
    }
  }

  async #guard(cond: string): Promise<JsonObject | string> {
    const expression = await readScript(cond, this.#attributes, 'condition')
    if (expression !== null) return { type: 'when', params: { expression } }
    this.#notes.add(`The condition “${cond.slice(0, 80)}” says more than an expression can; it is kept by name.`)
    return cond.slice(0, 80)
  }

  async #actions(elements: readonly XmlElement[], timers: Map<string, number>): Promise<JsonObject[]> {
    const result: JsonObject[] = []
    for (const { name, attributes } of elements) {
      const delay = delayOf(attributes.get('delay') ?? '')
      if (name === 'assign') {
        const [attribute, expr] = [attributes.get('location') ?? '', attributes.get('expr') ?? '']
        const to = this.#attributes.some((one) => one.name === attribute)
          ? await readScript(expr, this.#attributes, 'value of the case')
          : null
        if (to !== null) result.push({ type: 'set', params: { attribute, to } })
        else this.#notes.add(`The assignment of “${expr.slice(0, 60)}” to “${attribute}” is left out.`)
      } else if (name === 'send' && delay !== null && attributes.has('event')) timers.set(attributes.get('event') ?? '', delay)
      else if (name !== 'cancel' && name !== 'log') this.#notes.add(`“${name}” is left out.`)
    }
    return result
  }

  #targets(ids: string): string[] {
    return ids
      .split(/\s+/)
      .filter((id) => id !== '')
      .flatMap((id) => {
        const path = this.#paths.get(id)
        // The end of a document of ours is the end of the machine itself.
        return path === undefined ? [] : [`#${path.join('.')}`]
      })
  }
}

function statesIn(element: XmlElement): XmlElement[] {
  return element.children.filter(({ name, namespace }) => namespace === scxml && stateTags.includes(name))
}

function inside(element: XmlElement, tag: string): XmlElement[] {
  return element.children.filter(({ name }) => name === tag).flatMap(({ children }) => children)
}

/** An attribute in the namespace of Gemba. */
function ours(element: XmlElement, name: string): string | undefined {
  return element.attributes.get(`gemba:${name}`)
}

/** The key of a state among its siblings: its id without that of what holds it. */
function keyOf(element: XmlElement, index: number, above: string, taken: Set<string>): string {
  const id = element.attributes.get('id') ?? `state-${index + 1}`
  const short = above !== '' && id.startsWith(above) && /^[-.]./.test(id.slice(above.length)) ? id.slice(above.length + 1) : id
  let key = plainKey(short)
  for (let number = 2; taken.has(key); number++) key = `${plainKey(short)}-${number}`
  taken.add(key)
  return key
}

function plainKey(id: string): string {
  return id.replace(/[.#\s]/g, '_')
}

function valuesOf(text: string | undefined): string[] | null {
  const parsed = text === undefined ? null : parseJson(text)
  return parsed?.ok && Array.isArray(parsed.value) && parsed.value.length > 0 && parsed.value.every((one) => typeof one === 'string')
    ? (parsed.value as string[])
    : null
}

/** The texts in quotes of all scripts, those first that come first. */
function literalsIn({ attributes, children }: XmlElement): string[] {
  const scripts = [attributes.get('cond') ?? '', attributes.get('expr') ?? '']
  return [
    ...scripts.flatMap((script) => [...script.matchAll(/'([^'\\]+)'|"([^"\\]+)"/g)].map(([, single, double]) => single ?? double ?? '')),
    ...children.flatMap(literalsIn),
  ]
}

/** `500ms`, `1.5s` as whole milliseconds (CSS2 times). */
function delayOf(text: string): number | null {
  const [, value, unit] = /^\s*(\d+(?:\.\d+)?)(ms|s)\s*$/.exec(text) ?? []
  return value === undefined ? null : Math.round(Number(value) * (unit === 's' ? 1000 : 1))
}
