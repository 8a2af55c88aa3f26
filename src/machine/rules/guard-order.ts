import type { Draft } from '../../workflow/draft.ts'
import { remove } from '../../workflow/edit/remove.ts'
import { reorder } from '../../workflow/edit/reorder.ts'
import { stateOf } from '../../workflow/tree.ts'
import { atTransition, fixBy } from '../../workflow/rules/rule.ts'
import type { Rule } from '../../workflow/rules/rule.ts'
import type { Problem } from '../../workflow/problem.ts'
import type { Transition } from '../../workflow/transition.ts'
import { attributesInOrder } from '../config.ts'
import { holds, representativeCases } from '../domain.ts'
import type { Case } from '../domain.ts'
import type { ExpressionTree } from '../evaluate-tree.ts'
import { conditionOf, findChains, readGuards } from '../guards.ts'

/** Guards that no case fulfils, and transitions that are never taken because an earlier one always is. Says nothing where that cannot be decided. */
export const findHiddenTransitions: Rule = (draft) => {
  const guards = readGuards(draft)
  const attributes = attributesInOrder(draft)
  return findChains(draft).flatMap((chain) => {
    if (stateOf(draft, chain[0]?.source ?? '')?.type === 'history') return []
    const known = chain.flatMap((transition) => {
      const condition = conditionOf(guards.get(transition.uid))
      return condition ? [{ transition, condition }] : []
    })
    return known.flatMap((candidate, index) => {
      const earlier = known.slice(0, index)
      const cases = representativeCases(
        [candidate, ...earlier].map(({ condition }) => condition),
        attributes,
      )
      return cases ? judge(draft, candidate, earlier, cases, chain) : judgeSimply(draft, candidate, earlier)
    })
  })
}

type Candidate = { readonly transition: Transition; readonly condition: ExpressionTree }

function judge(
  draft: Draft,
  candidate: Candidate,
  earlier: readonly Candidate[],
  cases: readonly Case[],
  chain: readonly Transition[],
): Problem[] {
  const mine = cases.filter((facts) => holds(candidate.condition, facts))
  if (mine.length === 0) {
    return [
      atTransition(draft, candidate.transition, {
        rule: 'guard-never',
        severity: 'warning',
        message: 'No case can fulfil this guard.',
        why: 'The transition is never taken, although the drawing says that it may be.',
        fix: fixBy(remove(draft, [candidate.transition.uid])),
      }),
    ]
  }
  if (!mine.every((facts) => earlier.some(({ condition }) => holds(condition, facts)))) return []
  const single = earlier.find(({ condition }) => mine.every((facts) => holds(condition, facts)))
  const blocker = single ?? earlier[0]
  const mayMove = single !== undefined && candidate.condition.op !== 'constant'
  return [
    hidden(
      draft,
      candidate,
      single,
      mayMove && blocker ? fixBy(reorder(draft, candidate.transition.uid, chain.indexOf(blocker.transition)), 'Try it earlier') : undefined,
    ),
  ]
}

/** What can be said without trying cases: after a transition that always holds nothing else is taken. */
function judgeSimply(draft: Draft, candidate: Candidate, earlier: readonly Candidate[]): Problem[] {
  const blocker = earlier.find(({ condition }) => condition.op === 'constant' && condition.value === true)
  return blocker ? [hidden(draft, candidate, blocker, undefined)] : []
}

function hidden(draft: Draft, { transition }: Candidate, by: Candidate | undefined, fix: Problem['fix'] | undefined): Problem {
  const target = by?.transition.targets[0]
  const name =
    by && by.transition.title !== ''
      ? `"${by.transition.title}"`
      : target
        ? `the one to "${stateOf(draft, target)?.title || stateOf(draft, target)?.key}"`
        : 'an earlier one'
  return atTransition(draft, transition, {
    rule: 'guard-hidden',
    severity: 'warning',
    message: by
      ? `Whenever this could be taken, ${name} is tried first and taken.`
      : 'Whenever this could be taken, one of the earlier ones is taken first.',
    why: 'The first transition whose guard holds wins, so this one never does.',
    fix: fix ?? fixBy(remove(draft, [transition.uid])),
  })
}
