import type { Attribute } from '../workflow/attribute.ts'
import type { Json, JsonObject } from '../workflow/json.ts'
import { AttributeName, Slug } from '../workflow/name.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { findBadNames } from '../workflow/rules/names.ts'
import { fromMachineConfig } from './config.ts'
import { isObject, verbatim } from './reading.ts'
import type { ReadOptions } from './reading.ts'

type Imported =
  | { readonly ok: true; readonly workflow: Workflow; readonly notes: readonly string[] }
  | { readonly ok: false; readonly message: string }

/** What a machine without states has, as well. */
const machineKeys = ['type', 'on', 'after', 'always', 'invoke']

/**
 * A plain XState v5 machine config as a workflow. Numbers, booleans and texts of its context become attributes; everything that Gemba has
 * no form for is kept verbatim and written back. `uidFor`: the uid of what stands at a path and has none.
 */
export function importConfig(config: JsonObject, uidFor: ReadOptions['uidFor']): Imported {
  if (!isObject(config['states']) && !machineKeys.some((key) => config[key] !== undefined)) {
    return { ok: false, message: 'This is JSON, but not a machine config: it has no "states".' }
  }
  const read = fromMachineConfig(config, 'machine', { uidFor, origin: 'foreign' })
  if (!read.ok) return { ok: false, message: `XState would not take this machine:\n${read.message}` }
  const { root, states, transitions, context, extra, notes } = read.value
  const attributes = attributesOfContext(context)
  const otherContext = Object.fromEntries(Object.entries(context).filter(([name]) => !Object.hasOwn(attributes, name)))
  const headerExtra = { ...(Object.keys(otherContext).length > 0 ? { context: otherContext } : {}), ...extra }
  const title = states[root]?.title || states[root]?.key || 'Imported machine'
  const workflow: Workflow = {
    header: {
      workflow: {
        id: slugOf(title),
        title,
        version: null,
        root,
        ...(Object.keys(headerExtra).length > 0 ? { extra: verbatim(headerExtra) } : {}),
      },
    },
    attributes,
    pools: {},
    states,
    transitions,
  }
  const inferred = Object.values(attributes).filter((attribute) => attribute.type === 'enum')
  return {
    ok: true,
    workflow,
    notes: [
      ...notes,
      ...findBadNames({ ...workflow, layout: {} }).map((found) => `${found.message} ${found.why}`),
      ...inferred.map(({ name }) => `The attribute "${name}" was made from a text in the context; list the other values it can have.`),
    ],
  }
}

/** The case attributes that a machine's context tells of: its numbers, booleans and texts, by name. */
export function attributesOfContext(context: JsonObject): Record<string, Attribute> {
  const usable = Object.entries(context).filter(([name]) => AttributeName.safeParse(name).success)
  const attributes = usable.map(([name, value], order) => attributeFrom(name, value, order)).filter((attribute) => attribute !== null)
  return Object.fromEntries(attributes.map((attribute, order) => [attribute.name, { ...attribute, order }]))
}

function attributeFrom(name: string, value: Json, order: number): Attribute | null {
  const common = { name, order, title: name }
  if (typeof value === 'number') return { ...common, type: 'number', default: value }
  if (typeof value === 'boolean') return { ...common, type: 'boolean', default: value }
  if (typeof value === 'string' && value !== '') return { ...common, type: 'enum', values: [value], default: value }
  return null
}

function slugOf(title: string): string {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
  return Slug.safeParse(slug).success ? slug : 'imported-machine'
}
