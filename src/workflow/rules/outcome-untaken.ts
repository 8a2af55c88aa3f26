import { takesEvent } from '../edit/connect.ts'
import { updateState } from '../edit/update-state.ts'
import { documentOrder, titleOf } from '../tree.ts'
import { atState, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/** Outcomes of a step that no transition takes, steps without any outcome, and outcomes listed twice. */
export const findUntakenOutcomes: Rule = (draft) =>
  documentOrder(draft).flatMap((state) => {
    const { step } = state
    if (!step) return []
    if (step.outcomes.length === 0) {
      return [
        atState(draft, state, {
          rule: 'step-without-outcome',
          severity: 'error',
          message: `The work in "${titleOf(state)}" has no outcome.`,
          why: 'When the work is done, nothing tells where the case goes. Draw a transition from here, or add an outcome.',
        }),
      ]
    }
    const repeated = step.outcomes.filter((outcome, at) => step.outcomes.findIndex(({ event }) => event === outcome.event) < at)
    const untaken = step.outcomes.filter((outcome) => !repeated.includes(outcome) && !takesEvent(draft, state.uid, outcome.event))
    const limit = step.kind === 'review' ? step.waitLimit : undefined
    const failure = step.kind === 'automatic' ? step.failure : undefined
    return [
      ...(failure && !takesEvent(draft, state.uid, failure.event)
        ? [
            atState(draft, state, {
              rule: 'failure-untaken',
              severity: 'error' as const,
              message: `Nobody takes the event ${failure.event} that "${titleOf(state)}" sends when it fails.`,
              why: 'A case whose automatic work fails would be stuck. Draw a transition for it, or remove the failure.',
            }),
          ]
        : []),
      ...(failure && step.outcomes.some(({ event }) => event === failure.event)
        ? [
            atState(draft, state, {
              rule: 'failure-is-outcome',
              severity: 'error' as const,
              message: `"${titleOf(state)}" sends ${failure.event} both as an outcome and when it fails.`,
              why: 'A failure could not be told from that outcome. Give it an event of its own.',
            }),
          ]
        : []),
      ...(limit && !takesEvent(draft, state.uid, limit.event)
        ? [
            atState(draft, state, {
              rule: 'wait-limit-untaken',
              severity: 'error' as const,
              message: `Nobody takes the event ${limit.event} that ends the wait in "${titleOf(state)}".`,
              why: 'A case that has waited too long would be stuck. Draw a transition for it, or remove the limit.',
            }),
          ]
        : []),
      ...repeated.map((outcome) =>
        atState(draft, state, {
          rule: 'outcome-twice',
          severity: 'error',
          message: `"${titleOf(state)}" lists the outcome ${outcome.event} twice.`,
          why: 'Shares are kept by outcome, so one of the two would be lost.',
          fix: fixBy(
            updateState(draft, state.uid, { step: { ...step, outcomes: step.outcomes.filter((other) => other !== outcome) } }),
            `List ${outcome.event} once`,
          ),
        }),
      ),
      ...untaken.map((outcome) =>
        atState(draft, state, {
          rule: 'outcome-untaken',
          severity: 'error',
          message: `Nobody takes the outcome "${outcome.title}" (${outcome.event}) of "${titleOf(state)}".`,
          why: 'A case with this outcome would be stuck after the work is done. Draw a transition for it, or delete the outcome.',
          fix: fixBy(
            updateState(draft, state.uid, { step: { ...step, outcomes: step.outcomes.filter((other) => other !== outcome) } }),
            `Delete the outcome ${outcome.event}`,
          ),
        }),
      ),
    ]
  })
