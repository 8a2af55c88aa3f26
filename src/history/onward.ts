import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { ancestorsOf, childrenOf, stateOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** A step or top-level final state that a case may reach next. */
export type Places = ReadonlySet<Uid>

/** Where the event leads from a state: the steps and ends reached first, over decisions, rests and containers. Guards are taken as open. */
export function placesAfterEvent(workflow: Workflow, uid: Uid, event: string): Places {
  return placesFrom(workflow, uid, (trigger) => trigger.kind === 'event' && trigger.event === event, true)
}

/** Where a case begins: the steps and ends reached first. */
export function placesAtStart(workflow: Workflow): Places {
  const places = new Set<Uid>()
  enter(workflow, workflow.header.workflow.root, places, new Set())
  return places
}

/** Where the timers of a state and of the states around it lead. */
export function placesAfterTimers(workflow: Workflow, uid: Uid): Places {
  return placesFrom(workflow, uid, (trigger) => trigger.kind === 'after', false)
}

type Trigger = Workflow['transitions'][string]['trigger']

/** `nearest`: only the innermost state that takes the trigger answers it, as in the machine. */
function placesFrom(workflow: Workflow, uid: Uid, takes: (trigger: Trigger) => boolean, nearest: boolean): Places {
  const places = new Set<Uid>()
  const own = stateOf(workflow, uid)
  for (const state of own ? [own, ...ancestorsOf(workflow, uid)] : []) {
    const taken = transitionsFrom(workflow, state.uid).filter(({ trigger }) => takes(trigger))
    for (const { targets } of taken) for (const target of targets) enter(workflow, target, places, new Set())
    // A guarded transition may not hold; then the states around it are asked.
    if (nearest && taken.some(({ guard }) => guard === null)) break
  }
  return places
}

function enter(workflow: Workflow, uid: Uid, places: Set<Uid>, seen: Set<Uid>): void {
  const state = stateOf(workflow, uid)
  if (!state || seen.has(uid)) return
  seen.add(uid)
  if (state.step !== null) places.add(uid)
  else if (state.type === 'final') finish(workflow, state, places, seen)
  else for (const next of nextOf(workflow, state)) enter(workflow, next, places, seen)
}

function nextOf(workflow: Workflow, state: State): readonly Uid[] {
  const onward = transitionsFrom(workflow, state.uid)
    .filter(({ trigger }) => trigger.kind === 'always' || (trigger.kind === 'after' && state.type === 'atomic'))
    .flatMap(({ targets }) => targets)
  if (state.type === 'compound') return [...onward, ...(state.initial === null ? [] : [state.initial])]
  if (state.type === 'parallel') return [...onward, ...childrenOf(workflow, state.uid).map(({ uid }) => uid)]
  // A case may come back to any state that its history remembers.
  if (state.type === 'history')
    return state.parent === null
      ? []
      : childrenOf(workflow, state.parent)
          .filter(({ type }) => type !== 'history')
          .map(({ uid }) => uid)
  return onward
}

/** A final state at the top ends the case; deeper, its parent is done. */
function finish(workflow: Workflow, final: State, places: Set<Uid>, seen: Set<Uid>): void {
  const around = ancestorsOf(workflow, final.uid)
  if (around.length <= 1) {
    places.add(final.uid)
    return
  }
  for (const parent of around.slice(0, 2)) {
    const done = transitionsFrom(workflow, parent.uid).filter(({ trigger }) => trigger.kind === 'done')
    for (const { targets } of done) for (const target of targets) enter(workflow, target, places, seen)
  }
}
