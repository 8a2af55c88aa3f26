import type { Draft, Edit, Refusal } from '../draft.ts'
import { isRefusal } from '../draft.ts'
import type { Problem } from '../problem.ts'
import type { State } from '../state.ts'
import type { Transition } from '../transition.ts'
import { describeState, describeTransition } from '../where.ts'
import type { RuleId } from './table.ts'

/** A rule reads the draft and says what it finds. It has no other input, so the same draft always has the same problems. */
export type Rule = (draft: Draft) => Problem[]

/** What a rule found, before it is said where. */
export type Finding = Omit<Problem, 'rule' | 'place' | 'where' | 'fix'> & {
  readonly rule: RuleId
  readonly fix?: Problem['fix'] | undefined
}

/** A problem of a state. */
export function atState(draft: Draft, state: State, finding: Finding): Problem {
  return complete({ ...finding, place: { kind: 'state', id: state.uid }, where: describeState(draft, state.uid) })
}

/** A problem of a transition. */
export function atTransition(draft: Draft, transition: Transition, finding: Finding): Problem {
  return complete({ ...finding, place: { kind: 'transition', id: transition.uid }, where: describeTransition(draft, transition) })
}

/** A problem of an attribute. */
export function atAttribute(name: string, finding: Finding): Problem {
  return complete({ ...finding, place: { kind: 'attribute', id: name }, where: `Attribute ${name}` })
}

/** A problem of the workflow as a whole. */
export function atWorkflow(draft: Draft, finding: Finding): Problem {
  return complete({ ...finding, place: { kind: 'workflow' }, where: draft.header.workflow.title })
}

/** A repair by a command; none when the command refuses. */
export function fixBy(edit: Edit | Refusal, label?: string): Problem['fix'] | undefined {
  return isRefusal(edit) ? undefined : { label: label ?? edit.label, change: edit.change }
}

function complete({ fix, ...problem }: Omit<Problem, 'fix'> & { readonly fix?: Problem['fix'] | undefined }): Problem {
  return fix ? { ...problem, fix } : problem
}
