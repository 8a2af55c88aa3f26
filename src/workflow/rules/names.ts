import { rename } from '../edit/rename.ts'
import { keysIn, withStates } from '../edit/finish.ts'
import { editBetween } from '../draft.ts'
import type { Draft } from '../draft.ts'
import { freeKey, keyFault } from '../key.ts'
import type { Uid } from '../name.ts'
import type { Problem } from '../problem.ts'
import type { State } from '../state.ts'
import { documentOrder } from '../tree.ts'
import { describeState } from '../where.ts'
import { atState, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/** Names and ids that XState mishandles: dots, `__proto__`, digits only, siblings with one name, one id on two states. */
export const findBadNames: Rule = (draft) => {
  const ids = new Map<string, Uid>()
  const idOf = new Map<Uid, string>()
  const names = new Set<string>()
  return documentOrder(draft).flatMap((state) => {
    const path = state.parent === null ? state.key : `${idOf.get(state.parent) ?? ''}.${state.key}`
    idOf.set(state.uid, path)
    const custom = state.extra?.['id']
    const id = typeof custom === 'string' && custom !== '' && state.parent !== null ? custom : path
    const other = ids.get(id)
    ids.set(id, state.uid)
    const name = `${state.parent ?? ''} ${state.key}`
    const isTwice = names.has(name)
    names.add(name)
    return [
      ...checkKey(draft, state),
      ...(isTwice ? [nameTwice(draft, state)] : other === undefined ? [] : [idTwice(draft, state, other, id)]),
    ]
  })
}

function checkKey(draft: Draft, state: State): Problem[] {
  const found = keyFault(state.key)
  // The machine's own name is never among others, so its digits are not moved.
  if (!found || (state.parent === null && /^\d+$/.test(state.key))) return []
  return [
    atState(draft, state, {
      rule: 'bad-name',
      severity: 'error',
      ...found,
      fix: fixBy(rename(draft, state.uid, { key: otherKey(draft, state) }), `Call it ${otherKey(draft, state)}`),
    }),
  ]
}

function nameTwice(draft: Draft, state: State): Problem {
  return atState(draft, state, {
    rule: 'name-twice',
    severity: 'error',
    message: `Two states beside each other are called "${state.key}".`,
    why: 'A file can hold only one of them.',
    fix: fixBy(rename(draft, state.uid, { key: otherKey(draft, state) }), `Call this one ${otherKey(draft, state)}`),
  })
}

function idTwice(draft: Draft, state: State, other: Uid, id: string): Problem {
  const { id: custom, ...extra } = state.extra ?? {}
  return atState(draft, state, {
    rule: 'id-twice',
    severity: 'error',
    message: `"${describeState(draft, other)}" and "${describeState(draft, state.uid)}" have the same id "${id}".`,
    why: 'XState does not say so; timers and targets of one are taken for those of the other.',
    fix: custom === undefined ? undefined : fixBy(editBetween('Drop the extra id', draft, withStates(draft, [{ ...state, extra }]))),
  })
}

function otherKey(draft: Draft, state: State): string {
  return freeKey(state.key, state.parent === null ? new Set() : keysIn(draft, state.parent, new Set([state.uid])))
}
