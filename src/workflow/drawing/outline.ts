import type { Uid } from '../name.ts'
import type { State } from '../state.ts'
import type { Transition } from '../transition.ts'
import type { Workflow } from '../workflow.ts'

/** A workflow's records by where they hang: made once per version of the tables, so that drawing asks in constant time. */
export type Outline = {
  readonly root: Uid
  /** Children in order; absent without any. */
  readonly children: ReadonlyMap<Uid, readonly State[]>
  /** Transitions by source, in order; absent without any. */
  readonly exits: ReadonlyMap<Uid, readonly Transition[]>
}

const cache = new WeakMap<Workflow['states'], { transitions: Workflow['transitions']; outline: Outline }>()

/** The outline of a workflow; the same object while its states and transitions are untouched. */
export function outlineOf(workflow: Workflow): Outline {
  const known = cache.get(workflow.states)
  if (known && known.transitions === workflow.transitions && known.outline.root === workflow.header.workflow.root) return known.outline
  const outline = {
    root: workflow.header.workflow.root,
    children: groupInOrder(Object.values(workflow.states), (state) => state.parent),
    exits: groupInOrder(Object.values(workflow.transitions), (transition) => transition.source),
  }
  cache.set(workflow.states, { transitions: workflow.transitions, outline })
  return outline
}

/** The states in which this one lies, nearest first, without the root. */
export function ancestorsOf(workflow: Workflow, uid: Uid): Uid[] {
  const result: Uid[] = []
  const root = workflow.header.workflow.root
  let parent = workflow.states[uid]?.parent ?? null
  while (parent !== null && parent !== root && !result.includes(parent)) {
    result.push(parent)
    parent = workflow.states[parent]?.parent ?? null
  }
  return result
}

function groupInOrder<T extends { readonly uid: Uid; readonly order: number }>(records: readonly T[], keyOf: (record: T) => Uid | null): Map<Uid, T[]> {
  const groups = new Map<Uid, T[]>()
  for (const record of records) {
    const key = keyOf(record)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(record)
    else groups.set(key, [record])
  }
  for (const group of groups.values()) group.sort((a, b) => a.order - b.order || (a.uid < b.uid ? -1 : 1))
  return groups
}
