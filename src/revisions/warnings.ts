import type { Workflow } from '../workflow/workflow.ts'
import type { Warning } from './change.ts'
import { alignWorkflow } from './identity.ts'
import { noticeWarnings } from './notice-warnings.ts'
import { confirmationWarnings } from './confirmations.ts'
import type { Sides } from './sides.ts'
import { skillWarnings } from './skill-warnings.ts'

/**
 * What a reviewer must know before all else, because no single change says it: a decision that nobody confirms any more or only the same people, people without
 * the skills for the cases that they get, a restriction without its notice. Worst first; empty where nothing of the kind is found. Looks through all that a
 * case can do on both sides, so it takes a second on a large workflow.
 */
export function findWarnings(base: Workflow, head: Workflow): Warning[] {
  const sides: Sides = { base: alignWorkflow(base, head).base, head }
  return [...confirmationWarnings(sides), ...noticeWarnings(sides), ...skillWarnings(sides)]
}
