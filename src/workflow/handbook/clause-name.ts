import type { Workflow } from '../workflow.ts'
import type { Clause, Policy } from './policy.ts'

/** The clause that a policy reference of a step names, with its policy; null where the reference is a text of its own. */
export function clauseOf(
  workflow: Pick<Workflow, 'header'>,
  reference: string,
): { readonly policy: Policy; readonly clause: Clause } | null {
  for (const policy of workflow.header.workflow.handbook?.policies ?? []) {
    const clause = policy.clauses.find(({ id }) => id === reference)
    if (clause) return { policy, clause }
  }
  return null
}

/** A policy reference in words: `Abuse policy 3.1: No harassment`, or the text itself. */
export function clauseName(workflow: Pick<Workflow, 'header'>, reference: string): string {
  const found = clauseOf(workflow, reference)
  return found === null ? reference : `${found.policy.name} ${found.clause.number}: ${found.clause.title}`
}
