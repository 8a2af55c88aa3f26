import type { Draft } from '../workflow/draft.ts'
import type { Problem } from '../workflow/problem.ts'
import { findBadActions } from '../workflow/rules/action-attributes.ts'
import { findDeadEnds } from '../workflow/rules/dead-end.ts'
import { findSilentRestrictions } from '../workflow/rules/disposition.ts'
import { findEndless } from '../workflow/rules/endless.ts'
import { findUnsentEvents } from '../workflow/rules/event-unsent.ts'
import { findBadEvents } from '../workflow/rules/events.ts'
import { findForeignParts } from '../workflow/rules/foreign-parts.ts'
import { findHistoryBesideLeaving } from '../workflow/rules/history-beside.ts'
import { findMissingInitials } from '../workflow/rules/initial.ts'
import { findBadNames } from '../workflow/rules/names.ts'
import { findUntakenOutcomes } from '../workflow/rules/outcome-untaken.ts'
import { findLonelyRegions } from '../workflow/rules/regions.ts'
import type { Rule } from '../workflow/rules/rule.ts'
import { findStepsWithoutPool } from '../workflow/rules/step-pool.ts'
import { findBadTimers } from '../workflow/rules/timers.ts'
import { findUnreachable } from '../workflow/rules/unreachable.ts'
import { findUnusedAttributes } from '../workflow/rules/unused-attribute.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { findEndlessAlways } from './rules/endless-always.ts'
import { findBadExpressions } from './rules/expressions.ts'
import { findHiddenTransitions } from './rules/guard-order.ts'
import { findUncoveredCases } from './rules/uncovered.ts'

const rules: readonly Rule[] = [
  findMissingInitials,
  findBadNames,
  findBadEvents,
  findBadExpressions,
  findBadActions,
  findEndlessAlways,
  findDeadEnds,
  findEndless,
  findUntakenOutcomes,
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
  findUnusedAttributes,
]

/**
 * All that the rules find in a workflow, errors first. A draft with its layout gets fixes that keep the layout tidy too.
 * `askedElsewhere`: attributes that the scenario asks for. An attribute is called unused only when that is known, since many serve the scenario alone.
 */
export function findProblems(workflow: Workflow, askedElsewhere: ReadonlySet<string> | null = null): Problem[] {
  const draft: Draft = 'layout' in workflow ? (workflow as Draft) : { ...workflow, layout: {} }
  const problems = rules
    .flatMap((rule) => rule(draft))
    .filter(({ rule, place }) => rule !== 'unused-attribute' || (askedElsewhere !== null && 'id' in place && !askedElsewhere.has(place.id)))
  return [...problems.filter(({ severity }) => severity === 'error'), ...problems.filter(({ severity }) => severity === 'warning')]
}
