import { isObject } from '../../machine/reading.ts'
import type { Json, JsonObject } from '../../workflow/json.ts'
import { plainText } from './plain-text.ts'

const signs = [
  'cond',
  'onEntry',
  'onExit',
  'activities',
  'internal',
  'strict',
  'predictableActionArguments',
  'preserveActionOrder',
  'tsTypes',
  'schema',
]

/** Whether a machine config is written for XState 4: it has a property, or an empty event, that XState 5 does not know. */
export function isVersion4(config: Json): boolean {
  if (Array.isArray(config)) return config.some(isVersion4)
  if (!isObject(config)) return false
  return Object.entries(config).some(
    ([key, value]) =>
      signs.includes(key) || (key === 'on' && isObject(value) && Object.hasOwn(value, '')) || (!opaque.includes(key) && isVersion4(value)),
  )
}
/** What lies in here is the user's own and says nothing about the version. */
const opaque = ['context', 'meta', 'params', 'data', 'tags']

/**
 * A config of XState 4 as XState 5 means it: `cond` is `guard`, the empty event is `always`, `onEntry` and `onExit` lose their prefix, and a
 * transition to the state itself or into it enters anew unless it was called internal (XState 5 turned that default round).
 */
export function fromVersion4(config: JsonObject): { readonly config: JsonObject; readonly notes: readonly string[] } {
  const notes = new Set<string>(['This is a config of XState 4; it was read as XState 5 means it (cond → guard, internal → reenter).'])
  // XState 4 calls a machine without an id by its key.
  const id = [config['id'], config['key']].find((name) => typeof name === 'string') ?? 'machine'
  return { config: stateOf(typeof config['key'] === 'string' ? { ...config, id } : config, id, '', notes), notes: [...notes] }
}

function stateOf(node: JsonObject, key: string, parentId: string, notes: Set<string>): JsonObject {
  const result: Record<string, Json> = {}
  const id = typeof node['id'] === 'string' ? node['id'] : parentId === '' ? key : `${parentId}.${key}`
  const self = { key, id, isRoot: parentId === '' }
  for (const [name, value] of Object.entries(node)) {
    if (['strict', 'predictableActionArguments', 'preserveActionOrder', 'tsTypes', 'schema', 'delimiter', 'key'].includes(name)) continue
    if (name === 'states' && isObject(value))
      result['states'] = Object.fromEntries(
        Object.entries(value).map(([child, inside]) => [child, isObject(inside) ? stateOf(inside, child, id, notes) : inside]),
      )
    else if (name === 'on') Object.assign(result, eventsOf(value, self, result['always'], notes))
    else if (name === 'always' || name === 'onDone') result[name] = transitionsOf(value, self, notes)
    else if (name === 'after') result['after'] = timersOf(value, self, notes)
    else if (name === 'onEntry' || name === 'onExit') result[name === 'onEntry' ? 'entry' : 'exit'] = value
    else if (name === 'invoke') result['invoke'] = invokesOf(value, self, notes)
    else if (name === 'activities') {
      const names = (Array.isArray(value) ? value : [value]).map((one) => (isObject(one) ? plainText(one['type']) : plainText(one)))
      result['invoke'] = [...(Array.isArray(result['invoke']) ? result['invoke'] : []), ...names.map((src) => ({ src, kind: 'outside' }))]
      notes.add(`The activities ${names.join(', ')} are read as invoked actors.`)
    } else if (name === 'parallel' && value === true) result['type'] = 'parallel'
    else if (name === 'data' && node['type'] === 'final') result['output'] = value
    else if (name === 'history' && value === true) Object.assign(result, { type: 'history', history: 'shallow' })
    else result[name] = value
  }
  return result
}

type Self = { readonly key: string; readonly id: string; readonly isRoot: boolean }

function eventsOf(value: Json, self: Self, always: Json | undefined, notes: Set<string>): JsonObject {
  const entries = Array.isArray(value)
    ? value.filter(isObject).map(({ event, ...rest }): [string, Json] => [plainText(event), rest])
    : isObject(value)
      ? Object.entries(value)
      : []
  const immediate = entries.filter(([event]) => event === '').flatMap(([, candidate]) => listOf(transitionsOf(candidate, self, notes)))
  const on: Record<string, Json> = {}
  for (const [event, candidate] of entries) {
    if (event === '') continue
    const next = transitionsOf(candidate, self, notes)
    on[event] = Object.hasOwn(on, event) ? [...listOf(on[event] ?? []), ...listOf(next)] : next
  }
  return {
    ...(Object.keys(on).length > 0 ? { on } : {}),
    ...(immediate.length > 0 ? { always: [...listOf(always ?? []), ...immediate] } : {}),
  }
}

const listOf = (value: Json): Json[] => (Array.isArray(value) ? [...value] : [value])

function timersOf(value: Json, self: Self, notes: Set<string>): Json {
  if (!Array.isArray(value))
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([delay, candidate]) => [delay, transitionsOf(candidate, self, notes)]))
      : value
  const timers: Record<string, Json[]> = {}
  for (const { delay, ...candidate } of value.filter(isObject)) (timers[plainText(delay)] ??= []).push(transitionOf(candidate, self, notes))
  return timers
}

function invokesOf(value: Json, self: Self, notes: Set<string>): Json {
  return listOf(value).map((invoke) => {
    if (typeof invoke === 'string') return { src: invoke }
    if (!isObject(invoke)) return { src: 'actor' }
    const { data: _data, ...rest } = invoke
    const src = isObject(rest['src']) ? (rest['src']['type'] ?? 'actor') : (rest['src'] ?? 'actor')
    const answers = ['onDone', 'onError'].filter((key) => rest[key] !== undefined)
    return { ...rest, src, ...Object.fromEntries(answers.map((key) => [key, transitionsOf(rest[key] ?? {}, self, notes)])) }
  })
}

function transitionsOf(value: Json, self: Self, notes: Set<string>): Json {
  if (Array.isArray(value)) return value.map((candidate) => transitionOf(candidate, self, notes))
  return transitionOf(value, self, notes)
}

function transitionOf(value: Json, self: Self, notes: Set<string>): Json {
  const node = isObject(value) ? value : typeof value === 'string' ? { target: value } : {}
  const { cond, internal, in: inState, target, ...rest } = node
  if (inState !== undefined) notes.add(`"in: ${JSON.stringify(inState)}" is read as a guard by that name.`)
  const guard = cond ?? (inState === undefined ? undefined : `in ${JSON.stringify(inState)}`)
  const targets = (target === undefined || target === null ? [] : listOf(target)).map((one) => fromRoot(one, self))
  const again = internal !== true && targets.some((one) => typeof one === 'string' && leadsInside(one, self, internal === false))
  return {
    ...(targets.length === 0 ? {} : { target: targets.length === 1 ? (targets[0] ?? '') : targets }),
    ...(guard === undefined ? {} : { guard: guardOf(guard) }),
    ...rest,
    ...(again ? { reenter: true } : {}),
  }
}

/** XState 4 took a bare name on the machine itself for a state inside it; XState 5 wants the dot. */
function fromRoot(target: Json, { isRoot }: Self): Json {
  return isRoot && typeof target === 'string' && !/^[.#]/.test(target) ? `.${target}` : target
}

function guardOf(cond: Json): Json {
  if (!isObject(cond) || typeof cond['type'] !== 'string') return typeof cond === 'string' ? cond : { type: 'unreadable guard' }
  const { type, ...params } = cond
  return isObject(params['params']) && Object.keys(params).length === 1
    ? { type, params: params['params'] }
    : Object.keys(params).length > 0
      ? { type, params }
      : { type }
}

/** In XState 4 a target with a dot before it is internal unless said otherwise; the state's own name or id is external. */
function leadsInside(target: string, { key, id }: Self, external: boolean): boolean {
  if (target.startsWith('.')) return external
  return target === key || target === `#${id}` || target.startsWith(`#${id}.`)
}
