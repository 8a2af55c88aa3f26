import { uidByPath } from '../../../machine/config-read.ts'
import { isObject, verbatim } from '../../../machine/reading.ts'
import type { JsonObject } from '../../../workflow/json.ts'
import type { State } from '../../../workflow/state.ts'
import { childrenOf, documentOrder, rootOf, stateOf, titleOf, transitionsFrom } from '../../../workflow/tree.ts'
import type { Workflow } from '../../../workflow/workflow.ts'
import { withRecords } from './offer.ts'
import type { Offer } from './offer.ts'

/** A machine without states is in a state of its own: all that the machine does is done there, so that a case can be somewhere and end. */
function withAState(workflow: Workflow, told: string[]): Workflow {
  const root = rootOf(workflow)
  if (root.type !== 'atomic') return workflow
  const uid = uidByPath('only state')
  const only: State = { ...root, uid, key: 'running', title: 'Running', parent: root.uid, order: 0, entry: [], exit: [] }
  told.push(`${titleOf(root)} has no states; it is drawn as one that is called Running.`)
  const ways = Object.values(workflow.transitions).map((way) => ({ ...way, source: uid }))
  return withRecords(workflow, [{ ...root, type: 'compound', initial: uid, step: null, extra: verbatim({}) }, only], ways)
}

/** Every group begins somewhere: at its first child where nothing is said, at a history's default, and actions of the way in move to the child's entry. */
export const startsAreSaid: Offer = {
  title: 'Every group begins in a state of its own',
  apply: (given) => {
    const told: string[] = []
    const workflow = withAState(given, told)
    const changed = new Map<string, State>()
    for (const state of documentOrder(workflow)) {
      if (state.type !== 'compound') continue
      const initial = state.initial === null ? undefined : stateOf(workflow, state.initial)
      const instead = initial?.type === 'history' ? stateOf(workflow, transitionsFrom(workflow, initial.uid)[0]?.targets[0] ?? '') : initial
      const start = instead?.parent === state.uid ? instead : childrenOf(workflow, state.uid).find(({ type }) => type !== 'history')
      if (!start) continue
      if (start.uid !== state.initial) told.push(`${titleOf(state)} does not say where it begins; it begins at ${titleOf(start)}.`)
      const { initial: way, ...extra } = (state.extra ?? {}) as JsonObject
      const actions = isObject(way) ? way['actions'] : undefined
      const named = (Array.isArray(actions) ? actions : actions === undefined ? [] : [actions]).map((action) => ({
        type: 'named' as const,
        name: typeof action === 'string' ? action : 'unnamed action',
      }))
      if (named.length > 0) {
        const inside = changed.get(start.uid) ?? start
        changed.set(start.uid, { ...inside, entry: [...named, ...inside.entry] })
        told.push(`The actions on the way into ${titleOf(state)} are done on entry of ${titleOf(start)}.`)
      }
      if (start.uid !== state.initial || way !== undefined)
        changed.set(state.uid, { ...(changed.get(state.uid) ?? state), initial: start.uid, extra: verbatim(extra) })
    }
    return { workflow: withRecords(workflow, [...changed.values()]), told }
  },
}
