import { rename } from '../edit/rename.ts'
import { withStates } from '../edit/finish.ts'
import { editBetween } from '../draft.ts'
import { freeKey, keyFault } from '../key.ts'
import type { Uid } from '../name.ts'
import { childrenOf, documentOrder } from '../tree.ts'
import { describeState } from '../where.ts'
import { atState, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/** Names and ids that XState mishandles: dots, `__proto__`, digits only, siblings with one name, one id on two states. */
export const findBadNames: Rule = (draft) => {
  const ids = new Map<string, Uid>()
  const idOf = new Map<Uid, string>()
  return documentOrder(draft).flatMap((state) => {
    const siblings = state.parent === null ? [] : childrenOf(draft, state.parent)
    const taken = new Set(siblings.filter((other) => other.uid !== state.uid).map((other) => other.key))
    const path = state.parent === null ? state.key : `${idOf.get(state.parent) ?? ''}.${state.key}`
    idOf.set(state.uid, path)
    const custom = state.extra?.['id']
    const id = typeof custom === 'string' && custom !== '' && state.parent !== null ? custom : path
    const other = ids.get(id)
    ids.set(id, state.uid)
    const found = keyFault(state.key)
    const key = freeKey(state.key, taken)
    const problems = []
    if (found && !(state.parent === null && /^\d+$/.test(state.key))) {
      problems.push(atState(draft, state, { rule: 'bad-name', severity: 'error', ...found, fix: fixBy(rename(draft, state.uid, { key }), `Call it ${key}`) }))
    }
    if (siblings.some((before) => before.key === state.key && before.order < state.order)) {
      problems.push(atState(draft, state, {
        rule: 'name-twice', severity: 'error',
        message: `Two states beside each other are called "${state.key}".`,
        why: 'A file can hold only one of them.',
        fix: fixBy(rename(draft, state.uid, { key }), `Call this one ${key}`),
      }))
    } else if (other !== undefined) {
      const { id: _id, ...extra } = state.extra ?? {}
      const change = editBetween('Drop the extra id', draft, withStates(draft, [{ ...state, extra }]))
      problems.push(atState(draft, state, {
        rule: 'id-twice', severity: 'error',
        message: `"${describeState(draft, other)}" and "${describeState(draft, state.uid)}" have the same id "${id}".`,
        why: 'XState does not say so; timers and targets of one are taken for those of the other.',
        fix: typeof custom === 'string' ? fixBy(change) : undefined,
      }))
    }
    return problems
  })
}
