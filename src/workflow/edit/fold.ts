import { editBetween, type Draft, type Edit, type Refusal } from '../draft.ts'
import { isFolded } from '../drawing/folded.ts'
import type { Uid } from '../name.ts'
import { stateOf, titleOf } from '../tree.ts'

/** Draws a group as a card, or one that is drawn so with all that is in it. Nothing else changes: neither the workflow nor any place. */
export function turnFold(draft: Draft, uid: Uid): Edit | Refusal {
  const state = stateOf(draft, uid)
  if (!state || state.parent === null || (state.type !== 'compound' && state.type !== 'parallel'))
    return { refused: 'Only a group can be folded to a card; select one.' }
  const placement = Object.hasOwn(draft.layout, uid) ? draft.layout[uid] : undefined
  if (!placement) return { refused: `"${titleOf(state)}" has no place of its own yet; tidy the drawing first.` }
  const { folded: _folded, ...open } = placement
  const folded = isFolded(draft, uid)
  const layout = { ...draft.layout, [uid]: folded ? open : { ...open, folded: true } }
  return editBetween(`${folded ? 'Unfold' : 'Fold'} ${titleOf(state)}`, draft, { ...draft, layout })
}
