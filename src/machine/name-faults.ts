import { keyFault } from '../workflow/key.ts'
import { documentOrder } from '../workflow/tree.ts'
import { describeState } from '../workflow/where.ts'
import type { Uid } from '../workflow/name.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** A state whose name or id XState mishandles. */
export type NameFault = { readonly uid: Uid; readonly message: string; readonly why: string }

/** States with keys that XState mishandles, and ids that two states share. */
export function findNameFaults(workflow: Workflow): NameFault[] {
  const faults: NameFault[] = []
  const ids = new Map<string, Uid>()
  const visit = documentOrder(workflow)
  const idOf = new Map<Uid, string>()
  for (const state of visit) {
    const found = keyFault(state.key)
    if (found && !(state.parent === null && /^\d+$/.test(state.key))) faults.push({ uid: state.uid, ...found })
    const path = state.parent === null ? state.key : `${idOf.get(state.parent) ?? ''}.${state.key}`
    idOf.set(state.uid, path)
    const custom = state.extra?.['id']
    const id = typeof custom === 'string' ? custom : path
    const other = ids.get(id)
    if (other !== undefined) {
      faults.push({
        uid: state.uid,
        message: `"${describeState(workflow, other)}" and "${describeState(workflow, state.uid)}" have the same id "${id}".`,
        why: 'XState does not say so; timers and targets of one are taken for those of the other.',
      })
    }
    ids.set(id, state.uid)
  }
  return faults
}
