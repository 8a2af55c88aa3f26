import { isObject } from '../../machine/reading.ts'
import type { Json, JsonObject } from '../../workflow/json.ts'

/** Properties of states, transitions and invokes for which null says "none", as XState 5 takes it. */
const mayBeNull = new Set([
  'always',
  'after',
  'on',
  'onDone',
  'onError',
  'entry',
  'exit',
  'initial',
  'invoke',
  'guard',
  'cond',
  'actions',
  'target',
  'description',
  'meta',
  'tags',
  'states',
  'type',
  'history',
  'id',
  'context',
  'reenter',
])
const opaque = new Set(['context', 'meta', 'params', 'output', 'data'])

/** The config without properties that are null; each is told. A null inside `on` or a list stays, since XState refuses it there. */
export function withoutNulls(config: JsonObject): { readonly config: JsonObject; readonly notes: readonly string[] } {
  const notes: string[] = []
  const clean = (value: Json, where: string, isMap: boolean): Json => {
    if (Array.isArray(value)) return value.map((item) => clean(item, where, false))
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inside]): [string, Json][] => {
        if (inside === null && !isMap && mayBeNull.has(key)) {
          notes.push(`"${key}" of ${where} is null; it was read as absent.`)
          return []
        }
        if (opaque.has(key) && !isMap) return [[key, inside]]
        const named = key === 'states' || key === 'on' || key === 'after'
        return [[key, clean(inside, isMap ? `"${key}"` : where, named && !isMap)]]
      }),
    )
  }
  const cleaned = clean(config, 'the machine', false)
  return { config: isObject(cleaned) ? cleaned : {}, notes }
}
