import type { Draft, Edit, Refusal } from '../draft.ts'
import { keyFault } from '../key.ts'
import type { Uid } from '../name.ts'
import { stateOf, titleOf } from '../tree.ts'
import { finish, keysIn, withStates } from './finish.ts'

/** Gives a state another title (what people read), another key (its name in the machine), or both. Targets follow, as they hang on uids. */
export function rename(draft: Draft, uid: Uid, { title, key }: { readonly title?: string; readonly key?: string }): Edit | Refusal {
  const state = stateOf(draft, uid)
  if (!state) return { refused: 'The state to rename is not there any more.' }
  const newKey = key ?? state.key
  if (key !== undefined && key !== state.key) {
    const found = keyFault(key)
    if (found) return { refused: `${found.message} ${found.why} Choose another name.` }
    if (state.parent !== null && keysIn(draft, state.parent, new Set([uid])).has(key)) {
      return { refused: `There is already a state called "${key}" beside it. Choose another name.` }
    }
  }
  const renamed = { ...state, key: newKey, title: title === undefined ? state.title : title.trim().slice(0, 200) }
  if (renamed.key === state.key && renamed.title === state.title) return finish(`Rename ${titleOf(state)}`, draft, draft)
  const to = key !== undefined && title === undefined ? key : titleOf(renamed)
  return finish(`Rename ${titleOf(state)} to ${to}`, draft, withStates(draft, [renamed]))
}
