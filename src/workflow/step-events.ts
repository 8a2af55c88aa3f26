import type { Step } from './step.ts'

/** All events that a step can send to its machine: its outcomes, the end of its wait limit, and its failure. */
export function stepEvents(step: Step): string[] {
  const outcomes = step.outcomes.map(({ event }) => event)
  if (step.kind === 'review' && step.waitLimit) return [...outcomes, step.waitLimit.event]
  return step.kind === 'automatic' && step.failure ? [...outcomes, step.failure.event] : outcomes
}
