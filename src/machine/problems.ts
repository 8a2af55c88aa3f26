import type { Draft } from '../workflow/draft.ts'
import type { Problem } from '../workflow/problem.ts'
import { findBadActions } from '../workflow/rules/action-attributes.ts'
import { findDeadEnds } from '../workflow/rules/dead-end.ts'
import { findSilentRestrictions } from '../workflow/rules/disposition.ts'
import { findEndless } from '../workflow/rules/endless.ts'
import { findUnsentEvents } from '../workflow/rules/event-unsent.ts'
import { findBadEvents } from '../workflow/rules/events.ts'
import { findForeignParts } from '../workflow/rules/foreign-parts.ts'
import { findHandbookGaps } from '../workflow/rules/handbook.ts'
import { findHistoryBesideLeaving } from '../workflow/rules/history-beside.ts'
import { findMissingInitials } from '../workflow/rules/initial.ts'
import { findBadNames } from '../workflow/rules/names.ts'
import { findUntakenOutcomes } from '../workflow/rules/outcome-untaken.ts'
import { findLonelyRegions } from '../workflow/rules/regions.ts'
import { atWorkflow } from '../workflow/rules/rule.ts'
import type { Rule } from '../workflow/rules/rule.ts'
import { findSelfWithoutReenter } from '../workflow/rules/self-without-reenter.ts'
import { findStepsWithoutPool } from '../workflow/rules/step-pool.ts'
import { ruleOf } from '../workflow/rules/table.ts'
import { findBadTimers } from '../workflow/rules/timers.ts'
import { findUnreachable } from '../workflow/rules/unreachable.ts'
import { findUnusedAttributes } from '../workflow/rules/unused-attribute.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { findEndlessAlways } from './rules/endless-always.ts'
import { findBadExpressions } from './rules/expressions.ts'
import { findHiddenTransitions } from './rules/guard-order.ts'
import { findUncoveredCases } from './rules/uncovered.ts'

const finders: readonly Rule[] = [
  findMissingInitials,
  findBadNames,
  findBadEvents,
  findBadExpressions,
  findBadActions,
  findEndlessAlways,
  findDeadEnds,
  findEndless,
  findUntakenOutcomes,
  findSelfWithoutReenter,
  findStepsWithoutPool,
  findForeignParts,
  findUnreachable,
  findHiddenTransitions,
  findUncoveredCases,
  findUnsentEvents,
  findBadTimers,
  findLonelyRegions,
  findHistoryBesideLeaving,
  findSilentRestrictions,
  findHandbookGaps,
  findUnusedAttributes,
]

/** What the rules say of a workflow: its problems, errors first, and what is not said because the workflow switches a rule off. */
export type Judgement = { readonly problems: readonly Problem[]; readonly off: readonly RuleOff[] }

/** A rule that the workflow switches off, for what reason, and how many warnings are not shown for it. */
export type RuleOff = { readonly rule: string; readonly reason: string; readonly silenced: number }

/**
 * All that the rules find in a workflow. A draft with its layout gets fixes that keep the layout tidy too.
 * `askedElsewhere`: attributes that the scenario asks for. An attribute is called unused only when that is known, since many serve the scenario alone.
 * Warnings of a rule that the workflow switches off (`header.rulesOff`) are left out; its errors are not, and that is a warning of its own.
 */
export function judge(workflow: Workflow, askedElsewhere: ReadonlySet<string> | null = null): Judgement {
  const draft: Draft = 'layout' in workflow ? (workflow as Draft) : { ...workflow, layout: {} }
  const rulesOff = Object.entries(workflow.header.workflow.rulesOff ?? {})
  const isOff = ({ rule, severity }: Problem) => severity === 'warning' && rulesOff.some(([id]) => id === rule)
  const found = finders
    .flatMap((find) => find(draft))
    .filter(({ rule, place }) => rule !== 'unused-attribute' || (askedElsewhere !== null && 'id' in place && !askedElsewhere.has(place.id)))
  const problems = [...found.filter((problem) => !isOff(problem)), ...findRulesNotOff(draft)]
  return {
    problems: [...problems.filter(({ severity }) => severity === 'error'), ...problems.filter(({ severity }) => severity === 'warning')],
    off: rulesOff
      .filter(([id]) => ruleOf(id) && ruleOf(id)?.severity !== 'error')
      .map(([rule, reason]) => ({ rule, reason, silenced: found.filter((problem) => problem.rule === rule && isOff(problem)).length })),
  }
}

/** The problems of `judge` alone. */
export function findProblems(workflow: Workflow, askedElsewhere: ReadonlySet<string> | null = null): Problem[] {
  return [...judge(workflow, askedElsewhere).problems]
}

/** Rules that the workflow means to switch off, in vain. */
function findRulesNotOff(draft: Draft): Problem[] {
  return Object.keys(draft.header.workflow.rulesOff ?? {}).flatMap((id) => {
    const record = ruleOf(id)
    if (record && record.severity !== 'error') return []
    return [
      atWorkflow(draft, {
        rule: 'rule-not-off',
        severity: 'warning',
        message: record ? `The rule "${id}" cannot be switched off: ${record.needed}.` : `There is no rule "${id}" to switch off.`,
        why: record
          ? 'What it finds is shown all the same. Take it out of "meta.rulesOff" of the machine.'
          : 'A finding that should be silent is still shown. `gemba validate --rules` lists the rules by id.',
      }),
    ]
  })
}
