import type { Draft } from '../../workflow/draft.ts'
import type { Uid } from '../../workflow/name.ts'
import { atState } from '../../workflow/rules/rule.ts'
import type { Rule } from '../../workflow/rules/rule.ts'
import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { ancestorsOf, childrenOf, documentOrder, isInside, stateOf, titleOf, transitionsFrom } from '../../workflow/tree.ts'
import { attributesInOrder } from '../config.ts'
import { holds, representativeCases } from '../domain.ts'
import type { Case } from '../domain.ts'
import { conditionOf, readGuards } from '../guards.ts'

/**
 * Circles of transitions that are taken at once (`always`, and `done` of a container that ends the moment it begins). Found by following
 * one case from each state; where actions change what the guards ask for, only circles that do not depend on them are certain.
 */
export const findEndlessAlways: Rule = (draft) => {
  const guards = readGuards(draft)
  const instant = Object.values(draft.transitions).filter(({ trigger }) => trigger.kind === 'always' || trigger.kind === 'done')
  const conditions = instant.flatMap(({ uid }) => conditionOf(guards.get(uid)) ?? [])
  const cases = representativeCases(conditions, attributesInOrder(draft)) ?? [null]
  const reported = new Set<Uid>()
  return documentOrder(draft)
    .filter((state) => state.type === 'atomic' || state.type === 'final')
    .flatMap((state) => {
      const circle = cases.map((facts) => findCircle(draft, state, facts)).find((found) => found !== null)
      if (!circle || circle.some((uid) => reported.has(uid))) return []
      for (const uid of circle) reported.add(uid)
      const names = circle.map((uid) => `"${titleOf(stateOf(draft, uid) ?? state)}"`).slice(0, 4)
      return [
        atState(draft, stateOf(draft, circle[0] ?? '') ?? state, {
          rule: 'endless-always',
          severity: 'error',
          message:
            circle.length === 1
              ? `A case goes from ${names[0]} to itself at once, again and again.`
              : `A case goes round at once and for ever: ${names.join(', ')}${circle.length > 4 ? ', …' : ''}.`,
          why: 'XState never stops and runs out of memory. Let one of these transitions wait for an event or a timer, or guard it.',
        }),
      ]
    })
}

/** The leaves of the circle in which a case that is in `start` ends up, or null. `facts` null: only transitions without guard are followed. */
function findCircle(draft: Draft, start: State, facts: Case | null): Uid[] | null {
  const path: Uid[] = []
  let changes = false
  for (let entered: readonly State[] = [start]; entered.length > 0;) {
    const moved = onlyMove(draft, entered, facts)
    if (!moved) return null
    const seen = path.indexOf(moved.leaf.uid)
    if (seen >= 0) return path.slice(seen)
    path.push(moved.leaf.uid)
    changes ||= moved.taken.actions.some((action) => action.type !== 'named')
    // After an action the guards ask for other facts, so only what has no guard is still certain.
    if (changes && moved.taken.guard !== null) return null
    entered = leavesOf(draft, moved.taken)
    changes ||= entered.some((state) => [...state.entry, ...state.exit].some((action) => action.type !== 'named'))
  }
  return null
}

/** What is taken at once in the leaves just entered, and from which. Null when nothing is, or when it is not certain which of several. */
function onlyMove(draft: Draft, entered: readonly State[], facts: Case | null): { leaf: State; taken: Transition } | null {
  const moves = entered.flatMap((leaf) => {
    const taken = nextAtOnce(draft, leaf, facts)
    return taken === null ? [] : [{ leaf, taken }]
  })
  const [first] = moves
  if (!first || first.taken === 'unsure' || moves.some(({ taken }) => taken !== first.taken)) return null
  return { leaf: first.leaf, taken: first.taken }
}

/** The transition that XState takes without an event from a leaf: of the innermost state first. */
function nextAtOnce(draft: Draft, leaf: State, facts: Case | null): Transition | 'unsure' | null {
  const guards = readGuards(draft)
  for (const state of [leaf, ...ancestorsOf(draft, leaf.uid)]) {
    const isDone = leaf.type === 'final' && state.uid === leaf.parent && state.type === 'compound'
    for (const transition of transitionsFrom(draft, state.uid)) {
      // The other tracks decide whether the parallel state is done as well.
      if (transition.trigger.kind === 'done' && leaf.type === 'final' && state.type === 'parallel') return 'unsure'
      if (transition.trigger.kind !== 'always' && !(isDone && transition.trigger.kind === 'done')) continue
      const condition = conditionOf(guards.get(transition.uid))
      if (condition === null || (facts === null && condition.op !== 'constant')) return 'unsure'
      if (holds(condition, facts ?? {})) return transition.targets.length > 0 ? transition : 'unsure'
    }
  }
  return null
}

/** The leaves that a transition enters, those of tracks beside its target that begin anew with it included; none where it leads back into history. */
function leavesOf(draft: Draft, { source, targets }: Transition): readonly State[] {
  const [target] = targets
  if (targets.length !== 1 || target === undefined) return []
  const path = [target, ...ancestorsOf(draft, target).map(({ uid }) => uid)]
  const isWithin = (uid: Uid, container: Uid) => uid === container || isInside(draft, uid, container)
  const begun = path.flatMap((uid, depth) => {
    const track = path[depth - 1]
    // Where the transition stays within one track, the others are left alone.
    if (track === undefined || stateOf(draft, uid)?.type !== 'parallel' || isWithin(source, track)) return []
    return childrenOf(draft, uid).filter((child) => child.uid !== track && child.type !== 'history')
  })
  const tops = [target, ...begun.map(({ uid }) => uid)]
  const leaves = tops.map((uid) => initialLeaves(draft, uid))
  return leaves.every((found) => found.length > 0) ? leaves.flat() : []
}

/** The leaves that entering a state enters; none where it leads into history. */
function initialLeaves(draft: Draft, uid: Uid): readonly State[] {
  const state = stateOf(draft, uid)
  if (!state || state.type === 'history') return []
  if (state.type === 'compound') return state.initial === null ? [] : initialLeaves(draft, state.initial)
  if (state.type !== 'parallel') return [state]
  return childrenOf(draft, uid).flatMap((child) => initialLeaves(draft, child.uid))
}
