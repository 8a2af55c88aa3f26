import type { Uid } from './name.ts'
import type { State } from './state.ts'
import { ancestorsOf, childrenOf, rootOf, stateOf, transitionsFrom } from './tree.ts'
import type { Workflow } from './workflow.ts'

/** States that some case can be in, as far as the drawing tells: guards are taken to hold, events to come. */
export function reachableStates(workflow: Workflow): ReadonlySet<Uid> {
  const known = reachable.get(workflow)
  if (known) return known
  const found = findReachable(workflow)
  reachable.set(workflow, found)
  return found
}

/** States from which a case can get to an end of the workflow, under the same assumption. */
export function endingStates(workflow: Workflow): ReadonlySet<Uid> {
  const completable = completableStates(workflow)
  const good = new Set(childrenOf(workflow, workflow.header.workflow.root).filter((state) => state.type === 'final').map((state) => state.uid))
  /** Whether a transition of the state itself leads on to an end. */
  const leads = (state: State) => transitionsFrom(workflow, state.uid).some(({ trigger, targets }) =>
    (trigger.kind !== 'done' || completable.has(state.uid)) && targets.some((target) => good.has(target)))
  const states = Object.values(workflow.states)
  repeatUntilStable(good, () => {
    for (const state of states) {
      if (good.has(state.uid)) continue
      const inside = state.type === 'compound' ? state.initial !== null && good.has(state.initial)
        : state.type === 'parallel' && childrenOf(workflow, state.uid).some((child) => good.has(child.uid))
      const isFallback = state.type === 'history' && state.parent !== null && good.has(state.parent)
      if (inside || isFallback || [state, ...ancestorsOf(workflow, state.uid)].some(leads)) good.add(state.uid)
    }
  })
  return good
}

/** Containers whose `done` can come: a compound with a final child that can be reached inside, a parallel whose regions all have one. */
export function completableStates(workflow: Workflow): ReadonlySet<Uid> {
  const done = new Set<Uid>()
  repeatUntilStable(done, () => {
    for (const state of Object.values(workflow.states)) {
      const children = childrenOf(workflow, state.uid).filter((child) => child.type !== 'history')
      if (state.type === 'compound' && children.some((child) => child.type === 'final')) done.add(state.uid)
      if (state.type === 'parallel' && children.length > 0 && children.every((child) => done.has(child.uid) || child.type === 'final')) done.add(state.uid)
    }
  })
  return done
}

const reachable = new WeakMap<Workflow, ReadonlySet<Uid>>()

function findReachable(workflow: Workflow): Set<Uid> {
  const completable = completableStates(workflow)
  const found = new Set<Uid>()
  const finished = (state: State) => state.type === 'compound'
    ? childrenOf(workflow, state.uid).some((child) => child.type === 'final' && found.has(child.uid))
    : completable.has(state.uid)
  const enter = (uid: Uid) => {
    const state = stateOf(workflow, uid)
    if (!state || found.has(uid)) return
    found.add(uid)
    if (state.type === 'compound' && state.initial !== null) enter(state.initial)
    if (state.type === 'parallel') for (const child of childrenOf(workflow, uid)) if (child.type !== 'history') enter(child.uid)
    if (state.type === 'history' && state.parent !== null && transitionsFrom(workflow, uid).length === 0) enter(stateOf(workflow, state.parent)?.initial ?? state.parent)
    for (const above of ancestorsOf(workflow, uid)) {
      found.add(above.uid)
      if (above.type === 'parallel') for (const child of childrenOf(workflow, above.uid)) if (child.type !== 'history') enter(child.uid)
    }
  }
  const root = rootOf(workflow)
  found.add(root.uid)
  if (root.initial !== null) enter(root.initial)
  if (root.type === 'parallel') for (const child of childrenOf(workflow, root.uid)) enter(child.uid)
  repeatUntilStable(found, () => {
    for (const uid of Array.from(found)) {
      const state = stateOf(workflow, uid)
      for (const { trigger, targets } of transitionsFrom(workflow, uid)) {
        if (trigger.kind !== 'done' || (state && finished(state))) targets.forEach(enter)
      }
    }
  })
  return found
}

function repeatUntilStable(set: ReadonlySet<unknown>, step: () => void): void {
  for (let before = -1; before !== set.size;) {
    before = set.size
    step()
  }
}
