import type { Draft } from '../../workflow/draft.ts'
import { matchesEvent } from '../../workflow/edit/connect.ts'
import { reachableStates } from '../../workflow/reach.ts'
import { atState } from '../../workflow/rules/rule.ts'
import type { Rule } from '../../workflow/rules/rule.ts'
import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { ancestorsOf, documentOrder, titleOf, transitionsFrom } from '../../workflow/tree.ts'
import { attributesInOrder } from '../config.ts'
import { describeCase, holds, representativeCases } from '../domain.ts'
import type { Case } from '../domain.ts'
import { conditionOf, readGuards } from '../guards.ts'

/** Outcomes that some cases have and no transition takes, and rests in which some cases stay for ever, because guards leave a gap. */
export const findUncoveredCases: Rule = (draft) => {
  const reachable = reachableStates(draft)
  return documentOrder(draft)
    .filter((state) => reachable.has(state.uid) && state.type === 'atomic')
    .flatMap((state) => {
      const ways = [state, ...ancestorsOf(draft, state.uid)].flatMap((part) => transitionsFrom(draft, part.uid))
      return state.step ? uncoveredOutcomes(draft, state, ways) : uncoveredRest(draft, state, ways)
    })
}

function uncoveredOutcomes(draft: Draft, state: State, ways: readonly Transition[]) {
  return (state.step?.outcomes ?? []).flatMap((outcome) => {
    const takers = ways.filter(({ trigger }) => trigger.kind === 'event' && matchesEvent(outcome.event, trigger.event))
    const gap = takers.length === 0 ? null : findGap(draft, takers)
    if (!gap) return []
    return [
      atState(draft, state, {
        rule: 'outcome-not-always-taken',
        severity: 'warning',
        message: `For ${describeCase(gap)} no transition takes the outcome "${outcome.title}" (${outcome.event}).`,
        why: 'Such a case would be stuck after the work is done. Add a transition without a guard as the last one.',
      }),
    ]
  })
}

function uncoveredRest(draft: Draft, state: State, ways: readonly Transition[]) {
  const moving = ways.filter(({ trigger, targets }) => targets.length > 0 && trigger.kind !== 'done')
  if (moving.length === 0 || moving.some(({ trigger }) => trigger.kind === 'event')) return []
  const gap = findGap(draft, moving)
  if (!gap) return []
  return [
    atState(draft, state, {
      rule: 'rest-not-always-left',
      severity: 'warning',
      message: `For ${describeCase(gap)} nothing moves a case on from "${titleOf(state)}".`,
      why: 'Such a case stays open for ever. Add a transition without a guard as the last one.',
    }),
  ]
}

/** A case for which none of the transitions' guards holds; null when there is none or it cannot be decided. */
function findGap(draft: Draft, transitions: readonly Transition[]): Case | null {
  const guards = readGuards(draft)
  const conditions = transitions.map(({ uid }) => conditionOf(guards.get(uid)))
  const known = conditions.filter((condition) => condition !== null)
  if (known.length < conditions.length) return null
  const cases = representativeCases(known, attributesInOrder(draft))
  return cases?.find((facts) => !known.some((condition) => holds(condition, facts))) ?? null
}
