import type { Draft } from '../../workflow/draft.ts'
import type { Uid } from '../../workflow/name.ts'
import { atState } from '../../workflow/rules/rule.ts'
import type { Rule } from '../../workflow/rules/rule.ts'
import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { ancestorsOf, documentOrder, isInside, stateOf, titleOf, transitionsFrom } from '../../workflow/tree.ts'
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
  for (let current: State | null = start; current !== null;) {
    const seen = path.indexOf(current.uid)
    if (seen >= 0) return path.slice(seen)
    path.push(current.uid)
    const taken: Transition | null = nextAtOnce(draft, current, facts)
    if (!taken) return null
    changes ||= taken.actions.some((action) => action.type !== 'named')
    // After an action the guards ask for other facts, so only what has no guard is still certain.
    if (changes && taken.guard !== null) return null
    current = leafOf(draft, taken)
    if (current && [...current.entry, ...current.exit].some((action) => action.type !== 'named')) changes = true
  }
  return null
}

/** The transition that XState takes without an event from a leaf: of the innermost state first. Null when there is none or it is not certain. */
function nextAtOnce(draft: Draft, leaf: State, facts: Case | null): Transition | null {
  const guards = readGuards(draft)
  for (const state of [leaf, ...ancestorsOf(draft, leaf.uid)]) {
    const isDone = leaf.type === 'final' && state.uid === leaf.parent && state.type === 'compound'
    for (const transition of transitionsFrom(draft, state.uid)) {
      if (transition.trigger.kind !== 'always' && !(isDone && transition.trigger.kind === 'done')) continue
      const condition = conditionOf(guards.get(transition.uid))
      if (condition === null || (facts === null && condition.op !== 'constant')) return null
      if (holds(condition, facts ?? {})) return transition.targets.length > 0 ? transition : null
    }
  }
  return null
}

/** The one leaf that a transition leads to; null where it leads to several or back into history, which is not followed. */
function leafOf(draft: Draft, { source, targets }: Transition): State | null {
  const [target] = targets
  let state = targets.length === 1 && target !== undefined ? stateOf(draft, target) : undefined
  while (state && state.type === 'compound' && state.initial !== null) state = stateOf(draft, state.initial)
  if (!state || (state.type !== 'atomic' && state.type !== 'final')) return null
  // Beside other tracks the case may be moved by them, so this is left to the run.
  const tracks = ancestorsOf(draft, state.uid).filter((above) => above.type === 'parallel')
  return tracks.every((above) => isInside(draft, source, above.uid)) ? state : null
}
