import type { Action, Guard } from '../workflow/action.ts'
import type { Attribute } from '../workflow/attribute.ts'
import type { Json, JsonObject } from '../workflow/json.ts'
import type { State } from '../workflow/state.ts'
import { StepGuide } from '../workflow/handbook/step-guide.ts'
import type { Step } from '../workflow/step.ts'
import type { Transition } from '../workflow/transition.ts'
import { ancestorsOf, childrenOf, rootOf, stateOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { readConfig } from './config-read.ts'
import type { ReadResult } from './config-read.ts'
import { impliedType } from './reading.ts'
import type { ReadOptions } from './reading.ts'

type Entries = [key: string, value: Json | undefined][]

/**
 * The workflow as an XState v5 machine config: plain JSON that `createMachine` accepts, with our own facts in `meta`.
 * Properties come in one fixed order, so the same workflow gives the same text. The context holds the attributes' defaults.
 */
export function toMachineConfig(workflow: Workflow): JsonObject {
  const root = rootOf(workflow)
  const { context: otherContext, ...header } = workflow.header.workflow.extra ?? {}
  const defaults = attributesInOrder(workflow).map(({ name, default: value }) => [name, value] as const)
  const context = { ...asObject(otherContext), ...Object.fromEntries(defaults) }
  const { id: _own, ...node } = stateConfig(workflow, root)
  return object([
    ['id', root.key],
    ['context', Object.keys(context).length > 0 ? context : undefined],
    ...Object.entries(header as JsonObject),
    ...Object.entries(node),
  ])
}

/**
 * An XState v5 machine config as records: the opposite of `toMachineConfig`. Any allowed spelling of targets, transitions, guards and
 * actions is read; `fallbackId` names a machine without `id`.
 */
export function fromMachineConfig(config: JsonObject, fallbackId: string, options: ReadOptions): ReadResult {
  return readConfig(config, fallbackId, options)
}

const orderedAttributes = new WeakMap<Workflow['attributes'], readonly Attribute[]>()

/** The attributes in their order; the same list for the same table, so that checked expressions can be kept by it. */
export function attributesInOrder(workflow: Pick<Workflow, 'attributes'>): readonly Attribute[] {
  const known = orderedAttributes.get(workflow.attributes)
  if (known) return known
  const list = Object.values(workflow.attributes).sort((left, right) => left.order - right.order || (left.name < right.name ? -1 : 1))
  orderedAttributes.set(workflow.attributes, list)
  return list
}

function stateConfig(workflow: Workflow, state: State): JsonObject {
  const children = childrenOf(workflow, state.uid)
  const transitions = transitionsFrom(workflow, state.uid)
  const { initial: initialExtra, meta: metaExtra, ...extra } = (state.extra ?? {}) as JsonObject
  const fallback = state.type === 'history' ? transitions.find((transition) => transition.trigger.kind === 'always') : undefined
  const write = (kind: Transition['trigger']['kind']) =>
    transitions.filter((transition) => transition.trigger.kind === kind && transition !== fallback)
  const always = write('always').map((transition) => transitionConfig(workflow, transition))
  const done = write('done').map((transition) => transitionConfig(workflow, transition))
  return object([
    ['type', state.type === impliedType(children.length > 0, state.history !== undefined) ? undefined : state.type],
    ['description', state.description],
    ['initial', initialConfig(workflow, state, initialExtra)],
    ['history', state.history],
    ['target', fallback && targetsConfig(workflow, state, fallback)],
    ['meta', metaConfig(state, fallback, { ...rulesOff(workflow, state), ...asObject(metaExtra) })],
    ...Object.entries(extra),
    ['entry', listOrNothing(state.entry.map(actionConfig))],
    ['exit', listOrNothing(state.exit.map(actionConfig))],
    ['always', listOrNothing(always)],
    ['on', grouped(workflow, write('event'))],
    ['after', grouped(workflow, write('after'))],
    ['onDone', listOrNothing(done)],
    ['states', children.length === 0 ? undefined : Object.fromEntries(children.map((child) => [child.key, stateConfig(workflow, child)]))],
  ])
}

function initialConfig(workflow: Workflow, state: State, extra: Json | undefined): Json | undefined {
  const child = state.initial === null ? undefined : stateOf(workflow, state.initial)
  if (!child) return extra
  return extra === undefined ? child.key : { target: child.key, ...asObject(extra) }
}

/** What the root says of the whole workflow. */
function rulesOff({ header }: Workflow, state: State): JsonObject {
  const { root, rulesOff } = header.workflow
  return state.uid === root && rulesOff ? { rulesOff } : {}
}

function metaConfig(state: State, fallback: Transition | undefined, extra: Json | undefined): JsonObject {
  return object([
    ['uid', state.uid],
    ['title', state.title === '' ? undefined : state.title],
    ['step', state.step === null ? undefined : stepConfig(state.step)],
    ['kind', state.kind],
    ['disposition', state.disposition === null ? undefined : inOrder(state.disposition, ['restrictive', 'notice', 'appeal'])],
    ['default', fallback && transitionMeta(fallback)],
    ...Object.entries(asObject(extra)),
  ])
}

const stepOrder = [
  'kind',
  'pools',
  'outcomes',
  'size',
  'age',
  'at',
  'waitLimit',
  'overflow',
  'failure',
  'endOfShift',
  'sensitive',
  'target',
  'valueAdding',
  'policy',
  'instructions',
  'guide',
]

function stepConfig(step: Step): JsonObject {
  const guide = step.guide && { guide: StepGuide.parse(step.guide) as JsonObject }
  return {
    ...inOrder(step, stepOrder),
    ...guide,
    outcomes: step.outcomes.map((outcome) => inOrder(outcome, ['event', 'title', 'criteria'])),
  }
}

function transitionConfig(workflow: Workflow, transition: Transition): JsonObject {
  const source = stateOf(workflow, transition.source)
  const { meta: metaExtra, ...extra } = (transition.extra ?? {}) as JsonObject
  return object([
    ['target', source && targetsConfig(workflow, source, transition)],
    ['guard', transition.guard === null ? undefined : guardConfig(transition.guard)],
    ['actions', listOrNothing(transition.actions.map(actionConfig))],
    ['reenter', transition.reenter ? true : undefined],
    ['description', transition.description],
    ['meta', { ...transitionMeta(transition), ...asObject(metaExtra) }],
    ...Object.entries(extra),
  ])
}

function transitionMeta(transition: Transition): JsonObject {
  return object([
    ['uid', transition.uid],
    ['title', transition.title === '' ? undefined : transition.title],
    ['flow', transition.flow === 'normal' ? undefined : transition.flow],
    ['contact', transition.contact],
  ])
}

function grouped(workflow: Workflow, transitions: readonly Transition[]): JsonObject | undefined {
  const groups = new Map<string, JsonObject[]>()
  for (const transition of transitions) {
    const { trigger } = transition
    const key = trigger.kind === 'event' ? trigger.event : trigger.kind === 'after' ? String(trigger.delay) : ''
    groups.set(key, [...(groups.get(key) ?? []), transitionConfig(workflow, transition)])
  }
  return groups.size === 0 ? undefined : Object.fromEntries(groups)
}

function targetsConfig(workflow: Workflow, source: State, transition: Transition): Json | undefined {
  const [first, ...more] = transition.targets.map((target) => targetText(workflow, source, target))
  return first === undefined ? undefined : more.length === 0 ? first : [first, ...more]
}

/**
 * How a target is written: a sibling by its key, a descendant as `.a.b`, all else from the machine's id, `#id.a.b`.
 * Dots and backslashes inside keys are escaped as XState reads them. Throws when the target is not there.
 */
function targetText(workflow: Workflow, source: State, target: string): string {
  const state = stateOf(workflow, target)
  if (!state) throw new Error(`a transition of "${source.key}" leads to the state ${target}, which is not there`)
  const ancestors = ancestorsOf(workflow, target)
  const inside = ancestors.findIndex((ancestor) => ancestor.uid === source.uid)
  if (inside >= 0 && source.type !== 'history')
    return `.${[state, ...ancestors.slice(0, inside)]
      .map(({ key }) => escapeKey(key))
      .reverse()
      .join('.')}`
  if (source.parent !== null && state.parent === source.parent && !state.key.startsWith('#')) return escapeKey(state.key)
  return `#${[state, ...ancestors]
    .map(({ key }) => escapeKey(key))
    .reverse()
    .join('.')}`
}

function escapeKey(key: string): string {
  return key.replace(/[\\.]/g, '\\$&')
}

function guardConfig(guard: Guard): JsonObject {
  if ('expression' in guard) return { type: 'when', params: { expression: guard.expression } }
  return object([
    ['type', guard.name],
    ['params', guard.params as JsonObject | undefined],
  ])
}

function actionConfig(action: Action): JsonObject {
  switch (action.type) {
    case 'set':
      return { type: 'set', params: { attribute: action.attribute, to: action.to } }
    case 'count':
      return { type: 'count', params: { attribute: action.attribute, by: action.by } }
    case 'draw':
      return { type: 'draw', params: { attribute: action.attribute, shares: action.shares } }
    case 'named':
      return object([
        ['type', action.name],
        ['params', action.params as JsonObject | undefined],
      ])
  }
}

/** The record's properties in the given order, those not listed last. */
export function inOrder(record: object, order: readonly string[]): JsonObject {
  const known = order.filter((key) => Object.hasOwn(record, key))
  const others = Object.keys(record).filter((key) => !order.includes(key))
  const values = record as { readonly [key: string]: Json }
  return object([...known, ...others].map((key) => [key, values[key]]))
}

function listOrNothing(list: JsonObject[]): JsonObject[] | undefined {
  return list.length === 0 ? undefined : list
}

/** An object of the entries that have a value; a later one of the same key does not move or replace an earlier one. */
function object(entries: Entries): JsonObject {
  const result = new Map<string, Json>()
  for (const [key, value] of entries) if (value !== undefined && !result.has(key)) result.set(key, value)
  return Object.fromEntries(result)
}

function asObject(value: unknown): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {}
}
