import { editBetween, newState } from '../draft.ts'
import type { Draft, Edit } from '../draft.ts'
import type { Uid } from '../name.ts'
import { tidyOrders } from '../order.ts'
import type { State } from '../state.ts'
import type { Transition } from '../transition.ts'
import { childrenOf, stateOf } from '../tree.ts'

/** The edit from `before` to `after`, with the containers named made whole again and all orders numbered. */
export function finish(label: string, before: Draft, after: Draft, containers: readonly (Uid | null)[] = []): Edit {
  return editBetween(label, before, tidyOrders(repairContainers(after, containers), before))
}

/** The draft with these state records put in. */
export function withStates(draft: Draft, states: readonly State[]): Draft {
  return { ...draft, states: { ...draft.states, ...Object.fromEntries(states.map((state) => [state.uid, state])) } }
}

/** The draft with these transition records put in. */
export function withTransitions(draft: Draft, transitions: readonly Transition[]): Draft {
  return {
    ...draft,
    transitions: { ...draft.transitions, ...Object.fromEntries(transitions.map((transition) => [transition.uid, transition])) },
  }
}

/** The table without these records; the same object when it had none of them. */
export function without<T>(table: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Readonly<Record<string, T>> {
  if (![...ids].some((id) => Object.hasOwn(table, id))) return table
  return Object.fromEntries(Object.entries(table).filter(([id]) => !ids.has(id)))
}

/** A transition record with nothing in it but what is given, after all others of its source. */
export function newTransition(given: Pick<Transition, 'uid' | 'source' | 'trigger' | 'targets'> & Partial<Transition>): Transition {
  return { order: Number.MAX_SAFE_INTEGER, guard: null, actions: [], reenter: false, title: '', flow: 'normal', ...given }
}

/** A child state record, after all its siblings. */
export function newChild(given: Pick<State, 'uid' | 'key' | 'parent' | 'type'> & Partial<State>): State {
  return newState({ order: Number.MAX_SAFE_INTEGER, ...given })
}

/** The keys taken inside a state, without those of `except`. */
export function keysIn(draft: Draft, parent: Uid, except: ReadonlySet<Uid> = new Set()): Set<string> {
  return new Set(
    childrenOf(draft, parent)
      .filter((child) => !except.has(child.uid))
      .map((child) => child.key),
  )
}

/**
 * What must hold between a container and its children: with children a state is compound or parallel, without it is neither; the initial
 * of a compound is one of its children; only an atomic state is a step.
 */
function repairContainers(draft: Draft, uids: readonly (Uid | null)[]): Draft {
  const repaired = [...new Set(uids)].flatMap((uid) => {
    const state = uid === null ? undefined : stateOf(draft, uid)
    const fixed = state && repairContainer(draft, state)
    return fixed && fixed !== state ? [fixed] : []
  })
  return repaired.length === 0 ? draft : withStates(draft, repaired)
}

function repairContainer(draft: Draft, state: State): State {
  const children = childrenOf(draft, state.uid)
  const places = children.filter((child) => child.type !== 'history')
  const isContainer = state.type === 'compound' || state.type === 'parallel'
  if (children.length === 0) return isContainer ? { ...state, type: 'atomic', initial: null } : state
  const type = isContainer ? state.type : 'compound'
  const begins = places.some((child) => child.uid === state.initial)
  const initial = type === 'parallel' ? null : begins ? state.initial : (places[0]?.uid ?? null)
  if (type === state.type && initial === state.initial && state.step === null && state.kind === undefined) return state
  const { kind: _decision, ...rest } = state
  return { ...rest, type, initial, step: null }
}
