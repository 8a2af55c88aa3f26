import type { Draft, Edit, Refusal } from '../draft.ts'
import { editBetween } from '../draft.ts'
import type { Placement } from '../layout.ts'
import { stateOf, titleOf } from '../tree.ts'

/**
 * Puts states where they were dragged or laid out, in one gesture: pixels relative to each parent. What is given replaces the placement;
 * what is not given of size and pin is kept.
 */
export function moveStates(draft: Draft, placements: readonly Placement[], label?: string): Edit | Refusal {
  const known = placements.filter(({ uid }) => stateOf(draft, uid))
  const [first] = known
  if (!first) return { refused: 'The states that were moved are not there any more.' }
  if (known.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) return { refused: 'A place on the canvas must be two numbers.' }
  const layout: Record<string, Placement> = { ...draft.layout }
  for (const placement of known) {
    const old = draft.layout[placement.uid]
    const moved = { ...old, ...placement }
    if (!old || Object.entries(moved).some(([key, value]) => old[key as keyof Placement] !== value)) layout[placement.uid] = moved
  }
  const state = stateOf(draft, first.uid)
  const what = known.length === 1 && state ? titleOf(state) : `${known.length} states`
  return editBetween(label ?? `Move ${what}`, draft, { ...draft, layout })
}
