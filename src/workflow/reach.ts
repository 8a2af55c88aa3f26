import type { Uid } from './name.ts'
import type { State } from './state.ts'
import { ancestorsOf, childrenOf, rootOf, stateOf, subtreeOf, transitionsFrom } from './tree.ts'
import type { Workflow } from './workflow.ts'

/** States that some case can be in, as far as the drawing tells: guards are taken to hold, events to come. */
export function reachableStates(workflow: Workflow): ReadonlySet<Uid> {
  const known = reachable.get(workflow)
  if (known) return known
  const found = findReachable(workflow)
  reachable.set(workflow, found)
  return found
}

/** States from which a case can get to an end of the workflow, under the same assumption. Found from the ends backwards. */
export function endingStates(workflow: Workflow): ReadonlySet<Uid> {
  const completable = completableStates(workflow)
  const sources = new Map<Uid, Uid[]>()
  for (const { trigger, source, targets } of Object.values(workflow.transitions)) {
    if (trigger.kind === 'done' && !completable.has(source)) continue
    for (const target of targets) sources.set(target, [...(sources.get(target) ?? []), source])
  }
  const good = new Set<Uid>()
  const led = new Set<Uid>()
  const queue: Uid[] = []
  const mark = (uid: Uid) => {
    if (good.has(uid)) return
    good.add(uid)
    queue.push(uid)
  }
  for (const state of finalStates(workflow)) mark(state.uid)
  for (let uid = queue.pop(); uid !== undefined; uid = queue.pop()) {
    // What leads here leads on for everything inside it.
    for (const source of sources.get(uid) ?? []) {
      if (!led.has(source)) for (const state of subtreeOf(workflow, source)) mark(state.uid)
      led.add(source)
    }
    const parent = stateOf(workflow, stateOf(workflow, uid)?.parent ?? '')
    if (parent && (parent.type === 'parallel' || parent.initial === uid)) mark(parent.uid)
    for (const child of childrenOf(workflow, uid)) if (child.type === 'history') mark(child.uid)
  }
  return good
}

/** Whether the workflow has an end: a final state on its top level, or one in every track where the whole is a parallel state. */
export function canEnd(workflow: Workflow): boolean {
  return finalStates(workflow).length > 0
}

function finalStates(workflow: Workflow): State[] {
  const root = rootOf(workflow)
  const tracks = childrenOf(workflow, root.uid)
  if (root.type !== 'parallel') return tracks.filter(({ type }) => type === 'final')
  if (!completableStates(workflow).has(root.uid)) return []
  return tracks.flatMap((track) => childrenOf(workflow, track.uid).filter(({ type }) => type === 'final'))
}

/** Containers whose `done` can come: a compound with a final child that can be reached inside, a parallel whose regions all have one. */
function completableStates(workflow: Workflow): ReadonlySet<Uid> {
  const done = new Set<Uid>()
  repeatUntilStable(done, () => {
    for (const state of Object.values(workflow.states)) {
      const children = childrenOf(workflow, state.uid).filter((child) => child.type !== 'history')
      if (state.type === 'compound' && children.some((child) => child.type === 'final')) done.add(state.uid)
      if (state.type === 'parallel' && children.length > 0 && children.every((child) => done.has(child.uid) || child.type === 'final'))
        done.add(state.uid)
    }
  })
  return done
}

const reachable = new WeakMap<Workflow, ReadonlySet<Uid>>()

function findReachable(workflow: Workflow): Set<Uid> {
  const completable = completableStates(workflow)
  const found = new Set<Uid>()
  /** States entered as a whole; others are entered only because a transition leads to a state inside them. */
  const begun = new Set<Uid>()
  const queue: State[] = []
  const find = (state: State) => {
    if (!found.has(state.uid)) queue.push(state)
    found.add(state.uid)
  }
  const enter = (uid: Uid) => {
    const state = stateOf(workflow, uid)
    if (!state || begun.has(uid)) return
    begun.add(uid)
    find(state)
    begunWith(workflow, state).forEach(enter)
    let path = uid
    for (const above of ancestorsOf(workflow, uid)) {
      find(above)
      const inside = path
      if (above.type === 'parallel')
        begunWith(workflow, above)
          .filter((track) => track !== inside)
          .forEach(enter)
      path = above.uid
    }
  }
  enter(rootOf(workflow).uid)
  // A shallow history brings back the child that was active, and that child then begins anew.
  const begunAgain = new Set(
    Object.values(workflow.states).map(({ type, history, parent }) => (type === 'history' && history !== 'deep' ? parent : null)),
  )
  for (let state = queue.pop(); state; state = queue.pop()) {
    if (state.parent !== null && begunAgain.has(state.parent)) enter(state.uid)
    const parent = state.type === 'final' ? stateOf(workflow, state.parent ?? '') : undefined
    const ended = parent?.type === 'compound' ? transitionsFrom(workflow, parent.uid).filter(({ trigger }) => trigger.kind === 'done') : []
    const own = transitionsFrom(workflow, state.uid).filter(
      ({ trigger }) => trigger.kind !== 'done' || (state.type === 'parallel' && completable.has(state.uid)),
    )
    for (const { targets } of [...own, ...ended]) targets.forEach(enter)
    undrawnTargets(workflow, state).forEach(enter)
  }
  return found
}

/**
 * Where the answers of an invoked actor lead that are kept as they were written (`extra.invoke`) and not drawn: every state of that name. Too
 * many are found rather than too few, so that no state that is alive is called unreachable.
 */
function undrawnTargets(workflow: Workflow, state: State): Uid[] {
  const written = state.extra?.['invoke']
  if (written === undefined) return []
  const keys = new Set<string>()
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
    else if (typeof value === 'string')
      keys.add(
        value
          .replace(/^[#.]+/, '')
          .split('.')
          .at(-1) ?? value,
      )
  }
  for (const invoke of Array.isArray(written) ? written : [written])
    if (typeof invoke === 'object' && invoke !== null)
      collect([(invoke as { onDone?: unknown }).onDone, (invoke as { onError?: unknown }).onError])
  return keys.size === 0
    ? []
    : Object.values(workflow.states)
        .filter(({ key, extra, parent }) => {
          const id = extra?.['id']
          return parent !== null && (keys.has(key) || (typeof id === 'string' && keys.has(id)))
        })
        .map(({ uid }) => uid)
}

/** The children with which a state begins when it is entered as a whole. */
function begunWith(workflow: Workflow, state: State): Uid[] {
  if (state.type === 'compound') return state.initial === null ? [] : [state.initial]
  if (state.type === 'parallel')
    return childrenOf(workflow, state.uid)
      .filter((child) => child.type !== 'history')
      .map((child) => child.uid)
  if (state.type !== 'history' || transitionsFrom(workflow, state.uid).length > 0) return []
  const parent = state.parent === null ? undefined : stateOf(workflow, state.parent)
  return parent ? begunWith(workflow, parent) : []
}

function repeatUntilStable(set: ReadonlySet<unknown>, step: () => void): void {
  for (let before = -1; before !== set.size;) {
    before = set.size
    step()
  }
}
