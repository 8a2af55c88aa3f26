import type { AnyObject } from '../workflow/action.ts'
import type { Json, JsonObject } from '../workflow/json.ts'
import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import type { Transition } from '../workflow/transition.ts'

/** How uids are found for what has none, and how strict the reader is with facts in `meta` that are not ours. */
export type ReadOptions = {
  /** Makes a uid for a state or transition without one. `path`: where it stands, unique in the config. */
  readonly uidFor: (path: string) => Uid
  /** `ours`: a file of Gemba, where a broken `meta.step` is an error; `foreign`: an import, where it is kept verbatim and noted. */
  readonly origin: 'ours' | 'foreign'
}

/** What reading holds while it walks: the records so far, where each config node went, and what went wrong. */
export type Reading = {
  readonly options: ReadOptions
  readonly machineId: string
  readonly states: Map<Uid, State>
  readonly transitions: Map<Uid, Transition>
  /** Config of each state, for the second pass. */
  readonly nodes: { readonly uid: Uid; readonly node: JsonObject; readonly where: string }[]
  /** XState's id of each state → uid; of two with the same id XState finds the later one, and so do we. */
  readonly ids: Map<string, Uid>
  /** uid of the parent (or empty) → key → uid. */
  readonly children: Map<Uid, Map<string, Uid>>
  readonly faults: string[]
  readonly notes: string[]
}

/** Most states a config may have, and their deepest nesting: beyond this XState itself overflows the stack. */
export const stateLimits = { states: 10_000, depth: 60, transitions: 100_000 }

/** The uid that stands in the config if it is free, else a new one. `path`: unique in the config. */
export function claimUid(reading: Reading, written: Uid | null, path: string, where: string): Uid {
  const taken = (uid: Uid) => reading.states.has(uid) || reading.transitions.has(uid)
  if (written !== null && !taken(written)) return written
  if (written !== null && reading.options.origin === 'ours') {
    fault(reading, `The uid "${written}" of ${where} is used twice; give one of them another "meta.uid", or leave it out.`)
  } else if (written !== null) {
    reading.notes.push(`The uid "${written}" of ${where} was used twice, so this one has a new uid.`)
  }
  let uid = reading.options.uidFor(path)
  for (let again = 1; taken(uid); again++) uid = reading.options.uidFor(`${path} ${again}`)
  return uid
}

/** The `meta` object of a config node; empty when there is none. */
export function metaOf(node: JsonObject): JsonObject {
  const meta = node['meta']
  return isObject(meta) ? meta : meta === undefined ? {} : { original: meta }
}

/** The type that XState infers for a state config without `type`. */
export function impliedType(hasChildren: boolean, hasHistory: boolean): State['type'] {
  return hasChildren ? 'compound' : hasHistory ? 'history' : 'atomic'
}

/** A text property that may be absent. */
export function readText(reading: Reading, node: JsonObject, key: string, where: string): string | undefined {
  const value = node[key]
  if (value === undefined || typeof value === 'string') return value
  fault(reading, `"${key}" of ${where} is not a text.`)
  return undefined
}

/** Notes what makes the config unreadable. */
export function fault(reading: Reading, message: string): null {
  reading.faults.push(message)
  return null
}

/** Whether a JSON value is an object, not a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** JSON as the document's schemas type it: kept as it was found. */
export function verbatim(value: JsonObject): AnyObject {
  return value as AnyObject
}
