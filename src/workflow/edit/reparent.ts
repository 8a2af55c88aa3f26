import type { Draft, Edit, Refusal } from '../draft.ts'
import { freeKey } from '../key.ts'
import type { Placement } from '../layout.ts'
import type { Uid } from '../name.ts'
import { isInside, stateOf, titleOf, transitionsFrom } from '../tree.ts'
import { mayHold } from './add-state.ts'
import { finish, keysIn, without, withStates } from './finish.ts'

/**
 * Moves states, with all that is inside them, into another state. Keys stay unique there, the initial of both containers is made whole,
 * and transitions follow. `placements`: where the states lie in their new parent.
 */
export function reparent(draft: Draft, uids: readonly Uid[], parent: Uid, placements: readonly Placement[] = []): Edit | Refusal {
  const container = stateOf(draft, parent)
  const moving = uids
    .flatMap((uid) => stateOf(draft, uid) ?? [])
    .filter((state) => !uids.some((other) => isInside(draft, state.uid, other)))
  const refusal =
    mayHold(container) ??
    mayMove(
      draft,
      moving.map((state) => state.uid),
      parent,
    )
  if (refusal || !container) return refusal ?? { refused: 'The container is not there any more.' }
  const taken = keysIn(draft, parent, new Set(moving.map((state) => state.uid)))
  const moved = moving.map((state) => {
    const key = freeKey(state.key, taken)
    taken.add(key)
    return { ...state, parent, key, order: state.parent === parent ? state.order : Number.MAX_SAFE_INTEGER }
  })
  const layout = {
    ...draft.layout,
    ...Object.fromEntries(placements.map((placement) => [placement.uid, { ...draft.layout[placement.uid], ...placement }])),
  }
  // The fall-back of a history state must lie in its own container, so it does not survive the move.
  const fallbacks = new Set(
    moving
      .filter((state) => state.type === 'history' && state.parent !== parent)
      .flatMap((state) => transitionsFrom(draft, state.uid).map(({ uid }) => uid)),
  )
  const after: Draft = { ...withStates(draft, moved), transitions: without(draft.transitions, fallbacks), layout }
  const what = moving.length === 1 && moving[0] ? titleOf(moving[0]) : `${moving.length} states`
  return finish(`Move ${what} into ${titleOf(container)}`, draft, after, [parent, ...moving.map((state) => state.parent)])
}

function mayMove(draft: Draft, uids: readonly Uid[], parent: Uid): Refusal | null {
  if (uids.length === 0) return { refused: 'The states to move are not there any more.' }
  if (uids.some((uid) => stateOf(draft, uid)?.parent === null)) return { refused: 'The workflow itself cannot be moved into a state.' }
  if (uids.some((uid) => uid === parent || isInside(draft, parent, uid)))
    return { refused: 'A state cannot be moved into itself or into a state inside it.' }
  return null
}
