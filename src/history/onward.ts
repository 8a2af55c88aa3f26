import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { ancestorsOf, childrenOf, stateOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** Steps and top-level final states that a case may reach next, with the seconds that timers on the way there take. */
export type Places = ReadonlyMap<Uid, number>

/** Where the event leads from a state: the steps and ends reached first, over decisions, rests and containers. Guards are taken as open. */
export function placesAfterEvent(workflow: Workflow, uid: Uid, event: string): Places {
  return placesFrom(workflow, uid, (trigger) => trigger.kind === 'event' && trigger.event === event, true)
}

/** Where the timers of a state and of the states around it lead. */
export function placesAfterTimers(workflow: Workflow, uid: Uid): Places {
  return placesFrom(workflow, uid, (trigger) => trigger.kind === 'after', false)
}

/** Where a case begins: the steps and ends reached first. */
export function placesAtStart(workflow: Workflow): Places {
  const places = new Map<Uid, number>()
  enter(workflow, workflow.header.workflow.root, 0, places, new Set())
  return places
}

/** The timers of a workflow: the state on whose entry each starts, after how many seconds it goes off, and where it leads. */
export function timersOf(workflow: Workflow): { readonly scope: Uid; readonly seconds: number; readonly places: Places }[] {
  return Object.values(workflow.transitions).flatMap(({ source, trigger, targets }) => {
    if (trigger.kind !== 'after' || typeof trigger.delay !== 'number') return []
    const places = new Map<Uid, number>()
    for (const target of targets) enter(workflow, target, 0, places, new Set())
    return [{ scope: source, seconds: trigger.delay / 1000, places }]
  })
}

/** The places, and over the steps that leave no rows (`seen` are those that do) the places after them. */
export function throughUnseen(workflow: Workflow, direct: Places, seen: ReadonlySet<Uid>): Places {
  const reached = new Map(direct)
  for (const [uid, seconds] of reached) {
    const state = workflow.states[uid]
    if (!state?.step || seen.has(uid)) continue
    for (const { event } of state.step.outcomes)
      for (const [next, more] of placesAfterEvent(workflow, uid, event)) reach(reached, next, seconds + more)
    for (const [next, more] of placesAfterTimers(workflow, uid)) reach(reached, next, seconds + more)
  }
  return reached
}

/** Where a case that has left the queue of a review comes next. */
export function placesAfterLimit(workflow: Workflow, state: State, seen: ReadonlySet<Uid>): Places {
  const limit = state.step?.kind === 'review' ? state.step.waitLimit : undefined
  return limit ? throughUnseen(workflow, placesAfterEvent(workflow, state.uid, limit.event), seen) : new Map()
}

/** Whether a case may be over after this step, by any of its outcomes or timers, over steps that leave no rows. */
export function mayEnd(workflow: Workflow, state: State, seen: ReadonlySet<Uid>): boolean {
  const outcomes = (state.step?.outcomes ?? []).map(({ event }) => placesAfterEvent(workflow, state.uid, event))
  return [...outcomes, placesAfterTimers(workflow, state.uid)].some((direct) =>
    [...throughUnseen(workflow, direct, seen).keys()].some((uid) => workflow.states[uid]?.type === 'final'),
  )
}

type Trigger = Workflow['transitions'][string]['trigger']

/** `nearest`: only the innermost state that takes the trigger answers it, as in the machine. */
function placesFrom(workflow: Workflow, uid: Uid, takes: (trigger: Trigger) => boolean, nearest: boolean): Places {
  const places = new Map<Uid, number>()
  const own = stateOf(workflow, uid)
  for (const state of own ? [own, ...ancestorsOf(workflow, uid)] : []) {
    const taken = transitionsFrom(workflow, state.uid).filter(({ trigger }) => takes(trigger))
    for (const { trigger, targets } of taken) for (const target of targets) enter(workflow, target, timeOf(trigger), places, new Set())
    // A guarded transition may not hold; then the states around it are asked.
    if (nearest && taken.some(({ guard }) => guard === null)) break
  }
  return places
}

/** Seconds until a timer goes off; of other triggers, and of a delay that is only named, 0. */
function timeOf(trigger: Trigger): number {
  return trigger.kind === 'after' && typeof trigger.delay === 'number' ? trigger.delay / 1000 : 0
}

function enter(workflow: Workflow, uid: Uid, seconds: number, places: Map<Uid, number>, seen: Set<Uid>): void {
  const state = stateOf(workflow, uid)
  if (!state || seen.has(uid)) return
  seen.add(uid)
  if (state.step !== null) reach(places, uid, seconds)
  else if (state.type === 'final') finish(workflow, state, seconds, places, seen)
  else for (const next of nextOf(workflow, state)) enter(workflow, next.uid, seconds + next.seconds, places, seen)
}

function reach(places: Map<Uid, number>, uid: Uid, seconds: number): void {
  places.set(uid, Math.min(seconds, places.get(uid) ?? Infinity))
}

type Next = { readonly uid: Uid; readonly seconds: number }

function nextOf(workflow: Workflow, state: State): readonly Next[] {
  const onward = transitionsFrom(workflow, state.uid).flatMap(({ trigger, targets }): Next[] => {
    if (trigger.kind !== 'always' && (trigger.kind !== 'after' || state.type !== 'atomic')) return []
    return targets.map((uid) => ({ uid, seconds: timeOf(trigger) }))
  })
  const within = (uids: readonly Uid[]) => uids.map((uid) => ({ uid, seconds: 0 }))
  if (state.type === 'compound') return [...onward, ...within(state.initial === null ? [] : [state.initial])]
  if (state.type === 'parallel') return [...onward, ...within(childrenOf(workflow, state.uid).map(({ uid }) => uid))]
  // A case may come back to any state that its history remembers.
  if (state.type === 'history')
    return state.parent === null
      ? []
      : within(
          childrenOf(workflow, state.parent)
            .filter(({ type }) => type !== 'history')
            .map(({ uid }) => uid),
        )
  return onward
}

/** A final state at the top ends the case; deeper, its parent is done. */
function finish(workflow: Workflow, final: State, seconds: number, places: Map<Uid, number>, seen: Set<Uid>): void {
  const around = ancestorsOf(workflow, final.uid)
  if (around.length <= 1) {
    reach(places, final.uid, seconds)
    return
  }
  for (const parent of around.slice(0, 2)) {
    const done = transitionsFrom(workflow, parent.uid).filter(({ trigger }) => trigger.kind === 'done')
    for (const { targets } of done) for (const target of targets) enter(workflow, target, seconds, places, seen)
  }
}
