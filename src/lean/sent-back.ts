import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { ancestorsOf, childrenOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** An outcome of a step that sends the case back to where it may have been before. */
type SentBack = { readonly step: Uid; readonly event: string; readonly transitions: readonly Uid[] }

/**
 * The outcomes that make rework: the event's transition leads to a state that is no further from the start than the step itself, and from which the step can be reached again.
 * Read from the drawing alone; guards are not weighed.
 */
export function findSentBack(workflow: Workflow): SentBack[] {
  const ways = new Map(Object.values(workflow.states).map((state) => [state.uid, leavesAfter(workflow, state)]))
  const depth = distances(entryLeaves(workflow, workflow.header.workflow.root), ways)
  return Object.values(workflow.states).flatMap((state) =>
    (state.step?.outcomes ?? []).flatMap(({ event }): SentBack[] => {
      const back = transitionsFrom(workflow, state.uid)
        .filter((transition) => transition.trigger.kind === 'event' && transition.trigger.event === event)
        .filter((transition) =>
          transition.targets.flatMap((target) => entryLeaves(workflow, target)).some((leaf) => leadsBack(leaf, state.uid, depth, ways)),
        )
      return back.length > 0 ? [{ step: state.uid, event, transitions: back.map(({ uid }) => uid) }] : []
    }),
  )
}

/** Leaves that a case may come to after this one, as far as the drawing tells; itself only where a way leads back. */
export function leavesFrom(workflow: Workflow, uid: Uid): ReadonlySet<Uid> {
  const ways = new Map(Object.values(workflow.states).map((state) => [state.uid, leavesAfter(workflow, state)]))
  return new Set(distances(ways.get(uid) ?? [], ways).keys())
}

type Ways = ReadonlyMap<Uid, readonly Uid[]>

function leadsBack(target: Uid, source: Uid, depth: ReadonlyMap<Uid, number>, ways: Ways): boolean {
  return (depth.get(target) ?? Infinity) <= (depth.get(source) ?? -1) && distances([target], ways).has(source)
}

/** Steps from the nearest of `starts` to every state that can be reached, breadth first. */
function distances(starts: readonly Uid[], ways: Ways): Map<Uid, number> {
  const found = new Map(starts.map((uid) => [uid, 0]))
  const queue = [...starts]
  for (let at = 0; at < queue.length; at++) {
    const uid = queue[at]
    if (uid === undefined) break
    for (const next of ways.get(uid) ?? []) {
      if (found.has(next)) continue
      found.set(next, (found.get(uid) ?? 0) + 1)
      queue.push(next)
    }
  }
  return found
}

/** Leaves that can follow a leaf: by its own transitions and by those of the states around it. */
function leavesAfter(workflow: Workflow, state: State): Uid[] {
  if (state.type === 'compound' || state.type === 'parallel') return []
  return [state, ...ancestorsOf(workflow, state.uid)].flatMap(({ uid }) =>
    transitionsFrom(workflow, uid).flatMap(({ targets }) => targets.flatMap((target) => entryLeaves(workflow, target))),
  )
}

/** The leaves that are entered when a state is the target. */
export function entryLeaves(workflow: Workflow, uid: Uid): Uid[] {
  const state = workflow.states[uid]
  if (!state) return []
  if (state.type === 'compound') return state.initial === null ? [] : entryLeaves(workflow, state.initial)
  if (state.type === 'parallel') return childrenOf(workflow, uid).flatMap((child) => entryLeaves(workflow, child.uid))
  if (state.type === 'history') return []
  return [uid]
}
