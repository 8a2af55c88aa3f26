import { Disposition } from '../workflow/state.ts'
import type { State } from '../workflow/state.ts'
import { newState } from '../workflow/draft.ts'
import { sha256 } from '../workflow/hash.ts'
import { describeIssues } from '../workflow/issues.ts'
import type { Json, JsonObject } from '../workflow/json.ts'
import { Uid } from '../workflow/name.ts'
import { Step } from '../workflow/step.ts'
import type { Transition } from '../workflow/transition.ts'
import { readActions, readStateTransitions } from './config-transitions.ts'
import { claimUid, fault, impliedType, isObject, metaOf, readText, stateLimits, verbatim } from './reading.ts'
import type { ReadOptions, Reading } from './reading.ts'

type ReadConfig = {
  readonly root: Uid
  readonly states: Record<Uid, State>
  readonly transitions: Record<Uid, Transition>
  /** The machine's context as written. */
  readonly context: JsonObject
  /** Machine properties beyond those of a state, kept verbatim. */
  readonly extra: JsonObject
  /** What was changed or set aside on the way in, as sentences. */
  readonly notes: readonly string[]
}

export type ReadResult = { readonly ok: true; readonly value: ReadConfig } | { readonly ok: false; readonly message: string }

const stateProperties = [
  'id',
  'type',
  'description',
  'initial',
  'history',
  'target',
  'meta',
  'entry',
  'exit',
  'always',
  'on',
  'after',
  'onDone',
  'states',
]
/** Of the root's other properties these belong to the state, the rest to the machine. */
const rootStateExtras = ['invoke', 'tags', 'output']

/** A uid that depends only on where the thing stands, for hand-written files that leave uids out. */
export function uidByPath(path: string): Uid {
  return `u${sha256(path).slice(0, 15)}`
}

/** Reads an XState v5 machine config of any allowed spelling into records. The message lists what XState would not run. */
export function readConfig(config: JsonObject, fallbackId: string, options: ReadOptions): ReadResult {
  const machineId = typeof config['id'] === 'string' && config['id'] !== '' ? config['id'] : fallbackId
  const reading: Reading = {
    options,
    machineId,
    states: new Map(),
    transitions: new Map(),
    nodes: [],
    ids: new Map(),
    children: new Map(),
    faults: [],
    notes: [],
  }
  const root = readState(reading, config, machineId, null, 0, [])
  if (root !== null) {
    if (machineId !== config['id']) reading.ids.set('(machine)', root)
    for (const { uid, node, where } of reading.nodes) {
      readInitial(reading, uid, node, where)
      readStateTransitions(reading, uid, node, where)
    }
  }
  if (root === null || reading.faults.length > 0) return { ok: false, message: reading.faults.slice(0, 12).join('\n') }
  const { context, ...others } = extrasOf(config)
  const extra = Object.fromEntries(Object.entries(others).filter(([key]) => !rootStateExtras.includes(key)))
  return {
    ok: true,
    value: {
      root,
      context: isObject(context) ? context : {},
      extra,
      notes: reading.notes,
      states: Object.fromEntries(reading.states),
      transitions: Object.fromEntries(reading.transitions),
    },
  }
}

function readState(
  reading: Reading,
  node: Json | undefined,
  key: string,
  parent: Uid | null,
  order: number,
  path: readonly string[],
): Uid | null {
  const where = path.length === 0 ? 'the machine' : `state "${path.join('.')}"`
  if (!isObject(node)) return fault(reading, `${where} is not an object; a state is written as { … }.`)
  if (path.length > stateLimits.depth) return fault(reading, `${where} lies deeper than ${stateLimits.depth} levels.`)
  if (reading.states.size >= stateLimits.states) return fault(reading, `The machine has more than ${stateLimits.states} states.`)
  const meta = readMeta(reading, node, where)
  const uid = claimUid(reading, meta.uid, `state ${path.join('.')}`, where)
  const children = isObject(node['states']) ? Object.entries(node['states']) : []
  if (node['states'] !== undefined && !isObject(node['states'])) fault(reading, `"states" of ${where} is not an object.`)
  const type = readType(reading, node, children.length > 0, where)
  // Elsewhere, or with another word, it is what somebody else wrote, and kept as such.
  const isDecision = type === 'atomic' && meta.step === null && meta.other['kind'] === 'decision'
  const { kind: _kind, ...withoutKind } = meta.other
  const extra = stateExtra(node, isDecision ? withoutKind : meta.other, parent === null)
  const description = readText(reading, node, 'description', where)
  reading.states.set(
    uid,
    newState({
      uid,
      key,
      parent,
      order,
      type,
      ...(type === 'history' || node['history'] !== undefined ? { history: node['history'] === 'deep' ? 'deep' : 'shallow' } : {}),
      title: meta.title,
      ...(description === undefined ? {} : { description }),
      step: meta.step,
      disposition: meta.disposition,
      ...(isDecision ? { kind: 'decision' as const } : {}),
      entry: readActions(reading, node['entry'], `entry of ${where}`),
      exit: readActions(reading, node['exit'], `exit of ${where}`),
      ...(Object.keys(extra).length > 0 ? { extra: verbatim(extra) } : {}),
    }),
  )
  reading.nodes.push({ uid, node, where })
  claimId(reading, node, uid, path, where)
  reading.children.set(uid, new Map())
  children.forEach(([childKey, child], index) => {
    const childUid = readState(reading, child, childKey, uid, index, [...path, childKey])
    if (childUid !== null) reading.children.get(uid)?.set(childKey, childUid)
  })
  return uid
}

function readType(reading: Reading, node: JsonObject, hasChildren: boolean, where: string): State['type'] {
  const written = node['type']
  const types: readonly State['type'][] = ['atomic', 'compound', 'parallel', 'final', 'history']
  if (written === undefined) return impliedType(hasChildren, node['history'] !== undefined && node['history'] !== false)
  const type = types.find((known) => known === written)
  if (type) return type
  fault(reading, `${where} has the type ${JSON.stringify(written)}; XState knows ${types.join(', ')}.`)
  return 'atomic'
}

function claimId(reading: Reading, node: JsonObject, uid: Uid, path: readonly string[], where: string): void {
  const id = typeof node['id'] === 'string' && node['id'] !== '' ? node['id'] : [reading.machineId, ...path].join('.')
  if (reading.ids.has(id)) {
    reading.notes.push(
      `Two states have the id "${id}"; XState does not say so and takes the later one, ${where}, wherever "#${id}" is named.`,
    )
  }
  reading.ids.set(id, uid)
}

function readInitial(reading: Reading, uid: Uid, node: JsonObject, where: string): void {
  const state = reading.states.get(uid)
  if (!state) return
  const written = isObject(node['initial']) ? node['initial']['target'] : node['initial']
  const key = Array.isArray(written) ? written[0] : written
  if (state.type !== 'compound') {
    if (key !== undefined) reading.notes.push(`"initial" of ${where} means nothing, because it is ${state.type}; it was left out.`)
    return
  }
  if (key === undefined) {
    reading.notes.push(`${where} has states inside but no "initial"; XState refuses such a machine. Choose where it begins.`)
    return
  }
  const initial = typeof key === 'string' ? reading.children.get(uid)?.get(key.replace(/^\./, '')) : undefined
  if (initial) reading.states.set(uid, { ...state, initial })
  else
    reading.notes.push(
      `"initial" of ${where} names ${JSON.stringify(key)}, which is not a state inside it; XState says so only when it runs. Choose where it begins.`,
    )
}

type Meta = { uid: Uid | null; title: string; step: Step | null; disposition: Disposition | null; other: JsonObject }

function readMeta(reading: Reading, node: JsonObject, where: string): Meta {
  const { uid, title, step, disposition, default: fallback, ...other } = metaOf(node)
  const original: Record<string, Json> = {}
  const parse = <T>(
    key: string,
    value: Json | undefined,
    schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Parameters<typeof describeIssues>[0] } },
  ): T | null => {
    if (value === undefined) return null
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    if (reading.options.origin === 'ours') fault(reading, `"meta.${key}" of ${where} is wrong: ${describeIssues(parsed.error)}.`)
    else original[key] = value
    return null
  }
  const meta = {
    uid: parse('uid', uid, Uid),
    step: parse('step', step, Step),
    disposition: parse('disposition', disposition, Disposition),
    title: typeof title === 'string' ? title : '',
  }
  if (title !== undefined && typeof title !== 'string') original['title'] = title
  if (fallback !== undefined && node['target'] === undefined) original['default'] = fallback
  if (Object.keys(original).length === 0) return { ...meta, other }
  reading.notes.push(`${where} has "meta" that is not Gemba's (${Object.keys(original).join(', ')}); it is kept under "meta.original".`)
  return { ...meta, other: { ...other, original } }
}

function stateExtra(node: JsonObject, meta: JsonObject, isRoot: boolean): JsonObject {
  const initial = isObject(node['initial']) ? Object.fromEntries(Object.entries(node['initial']).filter(([key]) => key !== 'target')) : {}
  const others = Object.entries(extrasOf(node)).filter(([key]) => !isRoot || rootStateExtras.includes(key))
  return {
    ...(!isRoot && typeof node['id'] === 'string' ? { id: node['id'] } : {}),
    ...(Object.keys(initial).length > 0 ? { initial } : {}),
    ...(Object.keys(meta).length > 0 ? { meta } : {}),
    ...Object.fromEntries(others),
  }
}

function extrasOf(node: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key]) => !stateProperties.includes(key)))
}
