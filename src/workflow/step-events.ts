import type { Step } from './step.ts'

/** All events that a step can send to its machine: its outcomes, and the end of its wait limit. */
export function stepEvents(step: Step): string[] {
  const outcomes = step.outcomes.map(({ event }) => event)
  return step.kind === 'review' && step.waitLimit ? [...outcomes, step.waitLimit.event] : outcomes
}
