import type { Json, JsonObject } from '../../workflow/json.ts'
import { plainText } from './plain-text.ts'
import { isObject } from '../../machine/reading.ts'

/** Whether this is a machine's definition, as `JSON.stringify(machine)` writes it: every state lists its `transitions` beside `on`. */
export function isDefinition(config: JsonObject): boolean {
  return Array.isArray(config['transitions']) && typeof config['key'] === 'string' && isObject(config['states'])
}

/**
 * A machine's definition as the config that it came from. What XState leaves out of a definition (ways that are always open, a history's
 * default, functions) cannot be brought back; `notes` says so where it shows.
 */
export function fromDefinition(definition: JsonObject): { readonly config: JsonObject; readonly notes: readonly string[] } {
  const notes = new Set<string>()
  const config = stateOf(definition, notes, true)
  notes.add(
    'This is a machine definition (JSON.stringify of a machine). XState leaves ways that are always open ("always") and the default of a history out of it; if the machine has any, give its source or JSON.stringify(machine.config) instead.',
  )
  const context = definition['context']
  return { config: { ...config, ...(isObject(context) ? { context } : {}) }, notes: [...notes] }
}

function stateOf(node: JsonObject, notes: Set<string>, isRoot = false): JsonObject {
  const children = isObject(node['states']) ? Object.entries(node['states']) : []
  const on: Record<string, Json[]> = {}
  const after: Record<string, Json[]> = {}
  const done: Json[] = []
  const invokes = (Array.isArray(node['invoke']) ? node['invoke'] : []).filter(isObject).map(({ type: _type, ...invoke }) => invoke)
  const answers = new Map<string, { onDone: Json[]; onError: Json[] }>()
  for (const [event, value] of isObject(node['on']) ? Object.entries(node['on']) : []) {
    for (const candidate of (Array.isArray(value) ? value : [value]).filter(isObject)) {
      const transition = transitionOf(candidate, notes)
      const [, kind, id] = /^xstate\.(done|error)\.actor\.(.*)$/.exec(event) ?? []
      if (candidate['delay'] !== undefined && event.startsWith('xstate.after.'))
        (after[plainText(candidate['delay'])] ??= []).push(transition)
      else if (event.startsWith('xstate.done.state.')) done.push(transition)
      else if (kind !== undefined && id !== undefined) {
        const answer = answers.get(id) ?? { onDone: [], onError: [] }
        answer[kind === 'done' ? 'onDone' : 'onError'].push(transition)
        answers.set(id, answer)
      } else (on[event] ??= []).push(transition)
    }
  }
  const invoke = invokes.map((one) => {
    const { onDone = [], onError = [] } = answers.get(plainText(one['id'])) ?? {}
    return { ...one, ...(onDone.length > 0 ? { onDone } : {}), ...(onError.length > 0 ? { onError } : {}) }
  })
  const type = node['type']
  const target = isObject(node['initial']) ? first(node['initial']['target']) : node['initial']
  const initial = typeof target === 'string' ? lastKey(target, children) : undefined
  return {
    ...(typeof node['id'] === 'string' ? { id: node['id'] } : {}),
    ...(type === 'parallel' || type === 'final' || type === 'history' ? { type } : {}),
    ...(node['history'] === 'deep' || node['history'] === 'shallow' ? { history: node['history'] } : {}),
    ...(typeof node['description'] === 'string' ? { description: node['description'] } : {}),
    ...(children.length > 0 && initial !== undefined && type === 'compound' ? { initial } : {}),
    ...(isObject(node['meta']) ? { meta: node['meta'] } : {}),
    ...(Array.isArray(node['tags']) && node['tags'].length > 0 ? { tags: node['tags'] } : {}),
    ...(isRoot && node['version'] !== undefined ? { version: node['version'] } : {}),
    ...actionsOf('entry', node['entry'], notes),
    ...actionsOf('exit', node['exit'], notes),
    ...(Object.keys(on).length > 0 ? { on } : {}),
    ...(Object.keys(after).length > 0 ? { after } : {}),
    ...(done.length > 0 ? { onDone: done } : {}),
    ...(invoke.length > 0 ? { invoke } : {}),
    ...(children.length > 0
      ? { states: Object.fromEntries(children.map(([key, child]) => [key, isObject(child) ? stateOf(child, notes) : {}])) }
      : {}),
  }
}

function transitionOf(node: JsonObject, notes: Set<string>): JsonObject {
  const { target, guard, reenter, description, meta } = node
  if (guard === null || (isObject(guard) && typeof guard['type'] !== 'string'))
    notes.add('A guard was a function, which JSON leaves out: its way out is read as unguarded. The source would tell.')
  return {
    ...(Array.isArray(target) && target.length > 0 ? { target: target.length === 1 ? first(target) : target } : {}),
    ...(guard === undefined || guard === null ? {} : { guard }),
    ...(reenter === true ? { reenter } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(isObject(meta) ? { meta } : {}),
    ...actionsOf('actions', node['actions'], notes),
  } as JsonObject
}

/** Actions by name; timers' own raise and cancel go, and what was a function is named so. */
function actionsOf(key: string, value: Json | undefined, notes: Set<string>): JsonObject {
  const list = (Array.isArray(value) ? value : value === undefined ? [] : [value]).flatMap((action: Json): Json[] => {
    if (isObject(action) && (action['type'] === 'xstate.raise' || action['type'] === 'xstate.cancel')) return []
    if (action !== null && !(isObject(action) && action['type'] === undefined)) return [action]
    notes.add('An action was a function, which JSON leaves out; it is kept as "unnamed action".')
    return ['unnamed action']
  })
  return list.length === 0 ? {} : { [key]: list }
}

const first = (value: Json | undefined): Json | undefined => (Array.isArray(value) ? value[0] : value)

/** `#m.a` names the child `a` of its state. */
function lastKey(target: string, children: readonly (readonly [string, Json])[]): string | undefined {
  const byId = children.find(([key, child]) => `#${isObject(child) ? plainText(child['id']) : key}` === target)
  return (byId ?? children.find(([key]) => target === key || target.endsWith(`.${key}`)))?.[0]
}
