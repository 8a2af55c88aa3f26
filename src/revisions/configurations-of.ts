import { type Configurations, findConfigurations } from '../machine/configurations.ts'
import type { Workflow } from '../workflow/workflow.ts'

const known = new WeakMap<Workflow, Configurations | null>()

/** Every configuration of the workflow, found once; null where XState refuses the machine, which its problems say. */
export function configurationsOf(workflow: Workflow): Configurations | null {
  const before = known.get(workflow)
  if (before !== undefined) return before
  const found = searched(workflow)
  known.set(workflow, found)
  return found
}

function searched(workflow: Workflow): Configurations | null {
  try {
    return findConfigurations(workflow)
  } catch {
    return null
  }
}
