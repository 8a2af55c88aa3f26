import type { Action, Guard } from '../workflow/action.ts'
import { isDuration, parseDuration } from '../workflow/duration.ts'
import { Line } from '../workflow/handbook/text.ts'
import type { Json, JsonObject } from '../workflow/json.ts'
import { AttributeName, Uid } from '../workflow/name.ts'
import type { Transition, Trigger } from '../workflow/transition.ts'
import { claimUid, fault, isObject, metaOf, readText, stateLimits, verbatim } from './reading.ts'
import type { Reading } from './reading.ts'

type Place = { readonly source: Uid; readonly where: string }

/** Reads all transitions of one state, in the order in which the file format lists them: always, events, timers, done. */
export function readStateTransitions(reading: Reading, source: Uid, node: JsonObject, where: string): void {
  const place = { source, where }
  const isHistory = reading.states.get(source)?.type === 'history'
  if (isHistory && node['target'] !== undefined) readHistoryDefault(reading, place, node)
  else if (node['target'] !== undefined)
    reading.notes.push(`"target" of ${where} means nothing, because it is not a history state; it was left out.`)
  const always = candidates(reading, node['always'], `"always" of ${where}`)
  const found: [Trigger, JsonObject][] = always.map((candidate) => [{ kind: 'always' }, candidate])
  for (const [event, value] of entriesOf(reading, node, 'on', where)) {
    if (event === '') fault(reading, `"on" of ${where} has an empty event name; write "always" instead.`)
    else for (const candidate of candidates(reading, value, `"${event}" of ${where}`)) found.push([{ kind: 'event', event }, candidate])
  }
  const timers = entriesOf(reading, node, 'after', where).flatMap(([delay, value]) => {
    const trigger: Trigger = { kind: 'after', delay: readDelay(reading, delay, where) }
    if (Array.isArray(value) && value.some((item) => typeof item === 'string')) {
      reading.notes.push(
        `The timer "${delay}" of ${where} lists a target as a bare text, which XState overlooks in timers; here it is taken as the target.`,
      )
    }
    return candidates(reading, value, `"after ${delay}" of ${where}`).map((candidate): [Trigger, JsonObject] => [trigger, candidate])
  })
  found.push(...timers.sort(byDelay))
  for (const candidate of candidates(reading, node['onDone'], `"onDone" of ${where}`)) found.push([{ kind: 'done' }, candidate])
  found.forEach(([trigger, candidate], order) => addTransition(reading, place, trigger, candidate, order))
}

/** Numbers first and ascending, as JavaScript keeps the properties of an object whatever their order in the text; names after them as written. */
function byDelay([left]: [Trigger, JsonObject], [right]: [Trigger, JsonObject]): number {
  const rank = (trigger: Trigger) =>
    trigger.kind === 'after' && typeof trigger.delay === 'number' && trigger.delay < 4294967295 ? trigger.delay : Infinity
  const [a, b] = [rank(left), rank(right)]
  return a === b ? 0 : a < b ? -1 : 1
}

function addTransition(reading: Reading, { source, where }: Place, trigger: Trigger, node: JsonObject, order: number): void {
  if (reading.transitions.size >= stateLimits.transitions) return
  const name = triggerName(trigger)
  const here = `the transition on ${name} of ${where}`
  for (const old of ['cond', 'in']) {
    if (node[old] !== undefined) fault(reading, `${here} has "${old}", which is XState 4; write it as "guard" for XState 5.`)
  }
  const { uid: writtenUid, title, flow, contact: writtenContact, ...meta } = metaOf(node)
  const parsedUid = Uid.safeParse(writtenUid)
  const contact = Line.optional().safeParse(writtenContact)
  const { target, guard, actions, reenter, description: _description, meta: _meta, ...extra } = node
  // Of a foreign machine the path says what the transition is, not its place in the list: one put before it leaves it the same.
  const path = reading.options.origin === 'ours' ? `${name} ${order}` : JSON.stringify([name, target ?? null, guard ?? null])
  const uid = claimUid(reading, parsedUid.success ? parsedUid.data : null, `transition ${source} ${path}`, here)
  const original = readForeignMeta(reading, here, {
    uid: parsedUid.success ? undefined : writtenUid,
    title: typeof title === 'string' ? undefined : title,
    flow: isFlow(flow) ? undefined : flow,
    contact: contact.success ? undefined : writtenContact,
  })
  const otherMeta = { ...meta, ...original }
  const wholeExtra = { ...(Object.keys(otherMeta).length > 0 ? { meta: otherMeta } : {}), ...extra }
  const description = readText(reading, node, 'description', here)
  reading.transitions.set(uid, {
    uid,
    source,
    order,
    trigger,
    targets: readTargets(reading, source, target, here),
    guard: readGuard(reading, guard, here),
    actions: readActions(reading, actions, here),
    reenter: reenter === true,
    title: typeof title === 'string' ? title : '',
    ...(description === undefined ? {} : { description }),
    flow: isFlow(flow) ? flow : 'normal',
    ...(contact.data === undefined ? {} : { contact: contact.data }),
    ...(Object.keys(wholeExtra).length > 0 ? { extra: verbatim(wholeExtra) } : {}),
  })
}

/** The default target of a history state is a transition of it that is always taken, so that it moves and renames with the rest. */
function readHistoryDefault(reading: Reading, place: Place, node: JsonObject): void {
  const { default: meta } = metaOf(node)
  addTransition(reading, place, { kind: 'always' }, { target: node['target'] ?? null, ...(isObject(meta) ? { meta } : {}) }, 0)
}

function readForeignMeta(reading: Reading, where: string, wrong: Record<string, Json | undefined>): JsonObject {
  const kept = Object.fromEntries(Object.entries(wrong).filter((entry): entry is [string, Json] => entry[1] !== undefined))
  if (Object.keys(kept).length === 0) return {}
  if (reading.options.origin === 'ours') fault(reading, `"meta" of ${where} is wrong in: ${Object.keys(kept).join(', ')}.`)
  else reading.notes.push(`${where} has "meta" that is not Gemba's (${Object.keys(kept).join(', ')}); it is kept under "meta.original".`)
  return { original: kept }
}

function isFlow(value: Json | undefined): value is Transition['flow'] {
  return value === 'normal' || value === 'escalation' || value === 'failure'
}

function triggerName(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'event':
      return `"${trigger.event}"`
    case 'after':
      return `after ${trigger.delay}`
    case 'always':
      return '"always"'
    case 'done':
      return '"onDone"'
  }
}

/** The value of `on` or `after`, as entries. */
function entriesOf(reading: Reading, node: JsonObject, key: 'on' | 'after', where: string): [string, Json][] {
  const value = node[key]
  if (value === undefined) return []
  if (isObject(value)) return Object.entries(value)
  fault(reading, `"${key}" of ${where} is not an object.`)
  return []
}

/** A transition may be written as a target, as an object, or as a list of either. */
function candidates(reading: Reading, value: Json | undefined, where: string): JsonObject[] {
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).flatMap((candidate: Json) => {
    if (typeof candidate === 'string') return [{ target: candidate }]
    if (isObject(candidate)) return [candidate]
    fault(reading, `${where} holds ${JSON.stringify(candidate)}, which is neither a target nor a transition.`)
    return []
  })
}

/** XState reads the key of a timer as a number where it can; an ISO duration is a delay's name to XState and 4 hours to its author. */
function readDelay(reading: Reading, key: string, where: string): number | string {
  const number = Number(key)
  if (Number.isInteger(number) && number >= 0 && !Object.is(number, -0) && key.trim() !== '') return number
  if (!isDuration(key)) return key
  const ms = Math.round(parseDuration(key) * 1000)
  reading.notes.push(`The timer "${key}" of ${where} is read as a duration, ${ms} milliseconds.`)
  return ms
}

function readTargets(reading: Reading, source: Uid, value: Json | undefined, where: string): Uid[] {
  if (value === undefined || value === null || value === '') return []
  return (Array.isArray(value) ? value : [value]).flatMap((target: Json) => {
    const uid = typeof target === 'string' ? resolveTarget(reading, source, target) : null
    if (uid === null) fault(reading, `${where} leads to ${JSON.stringify(target)}, which is no state here.`)
    return uid === null ? [] : [uid]
  })
}

/** As XState resolves it: `#id.a.b` from an id, `.a.b` from the source itself, `a.b` from the source's parent. A backslash hides a dot. */
function resolveTarget(reading: Reading, source: Uid, target: string): Uid | null {
  const parent = reading.states.get(source)?.parent ?? null
  const isHistory = reading.states.get(source)?.type === 'history'
  const segments = splitPath(target)
  if (target.startsWith('#')) {
    const start = reading.ids.get((segments[0] ?? '').slice(1))
    return start === undefined ? null : follow(reading, start, segments.slice(1))
  }
  if (target.startsWith('.')) return isHistory ? null : follow(reading, source, segments.slice(1))
  return parent === null ? null : follow(reading, parent, segments)
}

function follow(reading: Reading, start: Uid, segments: readonly string[]): Uid | null {
  let current = start
  for (const segment of segments) {
    if (segment === '') return current
    const next = reading.children.get(current)?.get(segment)
    if (next === undefined) return null
    current = next
  }
  return current
}

function splitPath(target: string): string[] {
  const segments = ['']
  for (let at = 0; at < target.length; at++) {
    if (target[at] === '.') segments.push('')
    else segments.push((segments.pop() ?? '') + (target[at] === '\\' ? (target[++at] ?? '') : (target[at] ?? '')))
  }
  return segments
}

function readGuard(reading: Reading, value: Json | undefined, where: string): Guard | null {
  if (value === undefined) return null
  if (typeof value === 'string') return { name: value }
  if (!isObject(value) || typeof value['type'] !== 'string')
    return fault(reading, `The guard of ${where} is neither a name nor { "type": … }.`)
  const { type, params } = value
  if (type === 'when' && isObject(params) && typeof params['expression'] === 'string') return { expression: params['expression'] }
  return isObject(params) ? { name: type, params: verbatim(params) } : { name: type }
}

/** Reads an action, a list of actions, or nothing. */
export function readActions(reading: Reading, value: Json | undefined, where: string): Action[] {
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).flatMap((action: Json) => {
    if (typeof action === 'string') return [readAction(reading, action, undefined, where)]
    if (isObject(action) && typeof action['type'] === 'string') return [readAction(reading, action['type'], action['params'], where)]
    fault(reading, `${where} has an action that is neither a name nor { "type": … }: ${JSON.stringify(action).slice(0, 60)}.`)
    return []
  })
}

function readAction(reading: Reading, type: string, params: Json | undefined, where: string): Action {
  const facts: JsonObject = isObject(params) ? params : {}
  const attribute = AttributeName.safeParse(facts['attribute'])
  if (attribute.success) {
    const { to, by, shares } = facts
    if (type === 'set' && typeof to === 'string') return { type, attribute: attribute.data, to }
    if (type === 'count' && typeof by === 'number') return { type, attribute: attribute.data, by }
    if (type === 'draw' && isShares(shares)) return { type, attribute: attribute.data, shares: { ...shares } }
  }
  const kept = isObject(params) ? { params: verbatim(params) } : {}
  if (!['set', 'count', 'draw'].includes(type)) return { type: 'named', name: type, ...kept }
  if (reading.options.origin === 'ours') {
    fault(
      reading,
      `${where} has a "${type}" action whose params are not those of Gemba (set: attribute, to; count: attribute, by; draw: attribute, shares).`,
    )
  }
  // Written under its own name it would be taken for one of ours when it is read again.
  const name = `original.${type}`
  reading.notes.push(`${where} has a "${type}" action that is not Gemba's; it is kept by the name "${name}".`)
  return { type: 'named', name, ...kept }
}

function isShares(value: Json | undefined): value is { readonly [key: string]: number } {
  return isObject(value) && Object.values(value).every((share) => typeof share === 'number')
}
