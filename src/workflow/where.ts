import { ancestorsOf, documentOrder, stateOf, titleOf } from './tree.ts'
import type { Transition, Trigger } from './transition.ts'
import type { Uid } from './name.ts'
import type { Workflow } from './workflow.ts'
import { isoDuration } from './duration.ts'

/** A state in words, for problems and change lists: `Review › Tier 1`; the root is the workflow's title. */
export function describeState(workflow: Workflow, uid: Uid): string {
  const state = stateOf(workflow, uid)
  if (!state) return 'a state that is not there'
  if (state.parent === null) return workflow.header.workflow.title
  const above = ancestorsOf(workflow, uid).filter((ancestor) => ancestor.parent !== null)
  return [...above.reverse(), state].map(titleOf).join(' › ')
}

/** A trigger in words: `REMOVE`, `after PT4H`, `at once`, `when done`. */
function describeTrigger(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'event':
      return trigger.event
    case 'after':
      return `after ${typeof trigger.delay === 'number' ? isoDuration(trigger.delay / 1000) : trigger.delay}`
    case 'always':
      return 'at once'
    case 'done':
      return 'when done'
  }
}

/** A transition in words: `Tier 1 › REMOVE`. */
export function describeTransition(workflow: Workflow, transition: Transition): string {
  return `${describeState(workflow, transition.source)} › ${transition.title === '' ? describeTrigger(transition.trigger) : transition.title}`
}

/** All transitions, by the document order of their sources, then in order. */
export function transitionsInOrder(workflow: Workflow): Transition[] {
  const rank = new Map(documentOrder(workflow).map((state, index) => [state.uid, index]))
  return Object.values(workflow.transitions).sort(
    (left, right) => (rank.get(left.source) ?? Infinity) - (rank.get(right.source) ?? Infinity) || left.order - right.order,
  )
}
