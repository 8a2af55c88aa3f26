import type { Uid } from './name.ts'
import type { Transition } from './transition.ts'
import { childrenOf, transitionsFrom } from './tree.ts'
import type { Workflow } from './workflow.ts'

/**
 * The transitions of one source in the order in which the file lists them: at once, events (each name where it first stands), timers by
 * their length, done. Only the order among those of one trigger is meaning, and that is kept.
 */
function inFileOrder(transitions: readonly Transition[]): Transition[] {
  const first = new Map<string, number>()
  transitions.forEach((transition, index) => {
    const name = triggerKey(transition)
    if (!first.has(name)) first.set(name, index)
  })
  const rank = (transition: Transition): readonly [number, number, number] => {
    const { trigger } = transition
    const position = first.get(triggerKey(transition)) ?? 0
    switch (trigger.kind) {
      case 'always':
        return [0, 0, position]
      case 'event':
        return [1, asIndex(trigger.event), position]
      case 'after':
        return [2, typeof trigger.delay === 'number' ? asIndex(String(trigger.delay)) : Infinity, position]
      case 'done':
        return [3, 0, position]
    }
  }
  return transitions
    .map((transition, index) => ({ transition, rank: rank(transition), index }))
    .sort((a, b) => compare(a.rank[0], b.rank[0]) || compare(a.rank[1], b.rank[1]) || compare(a.rank[2], b.rank[2]) || a.index - b.index)
    .map(({ transition }) => transition)
}

/**
 * The workflow with the orders of siblings and of transitions numbered 0, 1, 2 …, as reading its file gives them. Records already right
 * stay the same objects. `tidy`: the tables before an edit, already in order, so that only what the edit touched is looked at.
 */
export function tidyOrders<T extends Workflow>(workflow: T, tidy?: Workflow): T {
  const states = renumber(
    workflow.states,
    groupsTouched(workflow.states, tidy?.states, (state) => state.parent),
    (parent) => (parent === null ? [] : childrenOf(workflow, parent)),
  )
  const transitions = renumber(
    workflow.transitions,
    groupsTouched(workflow.transitions, tidy?.transitions, (transition) => transition.source),
    (source) => inFileOrder(transitionsFrom(workflow, source)),
  )
  const attributes = renumber(
    workflow.attributes,
    new Set(['all']),
    () => Object.values(workflow.attributes).sort((a, b) => a.order - b.order),
    (record) => record.name,
  )
  const pools = renumber(
    workflow.pools,
    new Set(['all']),
    () => Object.values(workflow.pools).sort((a, b) => a.order - b.order),
    (record) => record.id,
  )
  return { ...workflow, states, transitions, attributes, pools }
}

/** The groups in which a record was added, changed or removed. */
function groupsTouched<T, G>(
  table: Readonly<Record<string, T>>,
  before: Readonly<Record<string, T>> | undefined,
  groupOf: (record: T) => G,
): Set<G> {
  const groups = new Set<G>()
  if (table === before) return groups
  for (const [id, record] of Object.entries(table)) if (before?.[id] !== record) groups.add(groupOf(record))
  for (const [id, record] of Object.entries(before ?? {})) if (table[id] !== record) groups.add(groupOf(record))
  return groups
}

function renumber<T extends { readonly order: number }, G>(
  table: Readonly<Record<string, T>>,
  groups: ReadonlySet<G>,
  membersOf: (group: G) => readonly T[],
  idOf: (record: T) => string = (record) => (record as T & { uid: Uid }).uid,
): Readonly<Record<string, T>> {
  const changed: Record<string, T> = {}
  for (const group of groups) {
    membersOf(group).forEach((record, order) => {
      if (record.order !== order) changed[idOf(record)] = { ...record, order }
    })
  }
  return Object.keys(changed).length === 0 ? table : { ...table, ...changed }
}

function triggerKey({ trigger }: Transition): string {
  switch (trigger.kind) {
    case 'event':
      return `on ${trigger.event}`
    case 'after':
      return `after ${trigger.delay}`
    case 'always':
    case 'done':
      return trigger.kind
  }
}

/** JavaScript lists properties that are array indices first, in ascending order. */
function asIndex(name: string): number {
  return /^(0|[1-9]\d{0,9})$/.test(name) && Number(name) < 4_294_967_295 ? Number(name) : Infinity
}

/** Difference for sorting that also works for two infinities. */
function compare(left: number, right: number): number {
  return left === right ? 0 : left < right ? -1 : 1
}
