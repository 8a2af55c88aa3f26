import type { Scenario } from '../simulation/model/scenario.ts'
import type { RuleJudged } from '../revisions/change.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { judgeRules } from './judge.ts'
import type { SafetyRule } from './rule.ts'

/** Where the rules of a workflow are kept, in its folder. */
export const safetyFile = 'safety.json'

/** The attributes that some scenario gives to the cases that come. */
export function arrivingIn(scenarios: readonly Scenario[]): ReadonlySet<string> {
  return new Set(
    scenarios.flatMap(({ mix, backlog = [] }) => [
      ...mix.flatMap(({ values, numbers = {} }) => [...Object.keys(values), ...Object.keys(numbers)]),
      ...backlog.flatMap(({ values = {} }) => Object.keys(values)),
    ]),
  )
}

/** Each rule on both sides, those first that the head breaks and the base does not. */
export function compareRules(base: Workflow, head: Workflow, rules: readonly SafetyRule[]): RuleJudged[] {
  const before = judgeRules(base, rules)
  const judged = judgeRules(head, rules).map(({ rule, says, outcome, text }, index) => ({
    id: rule.id,
    says,
    blocks: rule.blocks,
    base: before[index]?.outcome ?? ('undecided' as const),
    head: outcome,
    text,
  }))
  const weight = (one: RuleJudged) => (one.head === 'holds' ? 3 : one.base === 'holds' ? 0 : one.head === 'broken' ? 1 : 2)
  return judged.toSorted((a, b) => weight(a) - weight(b))
}
