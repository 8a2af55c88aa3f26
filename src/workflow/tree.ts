import type { Uid } from './name.ts'
import type { State } from './state.ts'
import type { Transition } from './transition.ts'
import type { Workflow } from './workflow.ts'

type States = Workflow['states']
type Transitions = Workflow['transitions']

/** The part of a workflow that is a tree of states. */
type StateTree = Pick<Workflow, 'states'>

const none: readonly never[] = []
const childIndexes = new WeakMap<States, Map<Uid | null, State[]>>()
const sourceIndexes = new WeakMap<Transitions, Map<Uid, Transition[]>>()

/** The children of a state, in order. */
export function childrenOf(tree: StateTree, uid: Uid): readonly State[] {
  return childIndex(tree.states).get(uid) ?? none
}

/** The transitions of a state, in order: of those with the same trigger the first whose guard holds wins. */
export function transitionsFrom(workflow: Pick<Workflow, 'transitions'>, uid: Uid): readonly Transition[] {
  return sourceIndex(workflow.transitions).get(uid) ?? none
}

/** The root state. Throws when the header names none, which no reader lets through. */
export function rootOf(workflow: Pick<Workflow, 'header' | 'states'>): State {
  const root = stateOf(workflow, workflow.header.workflow.root)
  if (!root) throw new Error(`the workflow "${workflow.header.workflow.id}" has no root state`)
  return root
}

/** The state of that uid, or undefined. */
export function stateOf(tree: StateTree, uid: Uid): State | undefined {
  return Object.hasOwn(tree.states, uid) ? tree.states[uid] : undefined
}

/** The ancestors of a state, its parent first, the root last. */
export function ancestorsOf(tree: StateTree, uid: Uid): State[] {
  const result: State[] = []
  let parent = stateOf(tree, uid)?.parent ?? null
  while (parent !== null && result.length < 10_000) {
    const state = stateOf(tree, parent)
    if (!state) break
    result.push(state)
    parent = state.parent
  }
  return result
}

/** Whether `uid` lies inside `container`, at any depth. A state does not lie inside itself. */
export function isInside(tree: StateTree, uid: Uid, container: Uid): boolean {
  return ancestorsOf(tree, uid).some((ancestor) => ancestor.uid === container)
}

/** The state and all its descendants, in document order: a state before its children, siblings in order. */
export function subtreeOf(tree: StateTree, uid: Uid): State[] {
  const result: State[] = []
  const visit = (state: State) => {
    result.push(state)
    for (const child of childrenOf(tree, state.uid)) visit(child)
  }
  const top = stateOf(tree, uid)
  if (top) visit(top)
  return result
}

/** All states in document order, the root first. */
export function documentOrder(workflow: Pick<Workflow, 'header' | 'states'>): State[] {
  return subtreeOf(workflow, workflow.header.workflow.root)
}

/** Keys from below the root down to the state, joined with dots: `review.tier1`. Empty for the root. */
export function pathOf(tree: StateTree, uid: Uid): string {
  const state = stateOf(tree, uid)
  if (!state || state.parent === null) return ''
  return [
    ...ancestorsOf(tree, uid)
      .filter((ancestor) => ancestor.parent !== null)
      .map((ancestor) => ancestor.key)
      .reverse(),
    state.key,
  ].join('.')
}

/** What a reader calls the state: its title, else its key. */
export function titleOf(state: State): string {
  return state.title === '' ? state.key : state.title
}

function childIndex(states: States): Map<Uid | null, State[]> {
  const known = childIndexes.get(states)
  if (known) return known
  const index = groupInOrder(Object.values(states), (state) => state.parent)
  childIndexes.set(states, index)
  return index
}

function sourceIndex(transitions: Transitions): Map<Uid, Transition[]> {
  const known = sourceIndexes.get(transitions)
  if (known) return known
  const index = groupInOrder(Object.values(transitions), (transition) => transition.source)
  sourceIndexes.set(transitions, index)
  return index
}

function groupInOrder<K, T extends { readonly order: number; readonly uid: Uid }>(
  records: readonly T[],
  keyOf: (record: T) => K,
): Map<K, T[]> {
  const index = new Map<K, T[]>()
  for (const record of records) {
    const group = index.get(keyOf(record))
    if (group) group.push(record)
    else index.set(keyOf(record), [record])
  }
  for (const group of index.values()) group.sort(byOrder)
  return index
}

/** Order first; records that share one are told apart by uid, so that the result never depends on the table's own order. */
function byOrder(left: { order: number; uid: Uid }, right: { order: number; uid: Uid }): number {
  return left.order - right.order || (left.uid < right.uid ? -1 : 1)
}
