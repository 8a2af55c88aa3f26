import { isObject } from '../../machine/reading.ts'
import type { Json, JsonObject } from '../../workflow/json.ts'

/**
 * The config with the answers of invoked actors written as what they are to XState 5: ways out on `xstate.done.actor.ID` and
 * `xstate.error.actor.ID`, ID being the invoke's own or, as XState has it, its place and the state's id. So they are drawn like any other.
 */
export function withAnswersAsEvents(config: JsonObject): JsonObject {
  return stateOf(config, typeof config['id'] === 'string' ? config['id'] : 'machine')
}

function stateOf(node: JsonObject, id: string): JsonObject {
  const { states, invoke } = node
  const children = isObject(states)
    ? Object.entries(states).map(([key, child]): [string, Json] => [
        key,
        isObject(child) ? stateOf(child, idOf(child, `${id}.${key}`)) : child,
      ])
    : null
  const within = children === null ? node : { ...node, states: Object.fromEntries(children) }
  if (invoke === undefined) return within
  const on: Record<string, Json> = isObject(node['on']) ? { ...node['on'] } : {}
  const invokes = (Array.isArray(invoke) ? invoke : [invoke]).map((one: Json, at) => {
    if (!isObject(one)) return { src: one, id: `${at}.${id}` }
    const own = idOf(one, `${at}.${id}`)
    const { onDone, onError, ...rest } = one
    if (onDone !== undefined) on[`xstate.done.actor.${own}`] = onDone
    if (onError !== undefined) on[`xstate.error.actor.${own}`] = onError
    return { ...rest, id: own }
  })
  return { ...within, invoke: invokes.length === 1 ? (invokes[0] ?? {}) : invokes, ...(Object.keys(on).length > 0 ? { on } : {}) }
}

const idOf = (node: JsonObject, otherwise: string) => (typeof node['id'] === 'string' ? node['id'] : otherwise)
