import type { Draft, Edit, Refusal } from '../draft.ts'
import type { Uid } from '../name.ts'
import { stateOf, titleOf } from '../tree.ts'
import { finish, withStates } from './finish.ts'

/** Makes a state the one in which its container begins. */
export function setInitial(draft: Draft, uid: Uid): Edit | Refusal {
  const state = stateOf(draft, uid)
  const parent = state && state.parent !== null ? stateOf(draft, state.parent) : undefined
  if (!state || !parent) return { refused: 'Only a state inside another can be the one to begin with.' }
  if (parent.type !== 'compound') return { refused: `All tracks of "${titleOf(parent)}" begin together, so none of them is the first.` }
  if (state.type === 'history')
    return { refused: `"${titleOf(state)}" leads back to where the case was; a container begins in a real state.` }
  return finish(`Begin in ${titleOf(state)}`, draft, withStates(draft, [{ ...parent, initial: uid }]))
}
