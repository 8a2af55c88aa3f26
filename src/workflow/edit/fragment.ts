import { z } from '../zod.ts'
import { Attribute } from '../attribute.ts'
import type { Draft } from '../draft.ts'
import { Placement } from '../layout.ts'
import { Uid } from '../name.ts'
import { Pool } from '../pool.ts'
import { State } from '../state.ts'
import { Transition } from '../transition.ts'
import { isInside, stateOf, subtreeOf } from '../tree.ts'
import { usesOf } from './attributes.ts'

/** States cut out for the clipboard, with the transitions among them and the attributes and pools they name. Plain JSON. */
export const Fragment = z.strictObject({
  gemba: z.literal('fragment'),
  format: z.literal(1),
  /** The outermost states; their `parent` means nothing. */
  top: z.array(Uid).min(1),
  states: z.array(State).min(1).max(2000),
  transitions: z.array(Transition).max(20_000),
  placements: z.array(Placement).max(2000),
  attributes: z.array(Attribute).max(500),
  pools: z.array(Pool).max(500),
})
export type Fragment = z.infer<typeof Fragment>

/** What copying these states puts on the clipboard; null when none of them can be copied (the workflow itself cannot). */
export function copyStates(draft: Draft, uids: readonly Uid[]): Fragment | null {
  const top = uids
    .flatMap((uid) => stateOf(draft, uid) ?? [])
    .filter((state) => state.parent !== null && !uids.some((other) => isInside(draft, state.uid, other)))
  if (top.length === 0) return null
  const states = [...new Set(top)].flatMap((state) => subtreeOf(draft, state.uid))
  const copied = new Set(states.map((state) => state.uid))
  const transitions = Object.values(draft.transitions).filter(
    ({ source, targets }) => copied.has(source) && targets.every((target) => copied.has(target)),
  )
  const part = { ...draft, states: table(states), transitions: table(transitions) }
  const pools = new Set(states.flatMap((state) => (state.step?.kind === 'review' ? state.step.pools : [])))
  return {
    gemba: 'fragment',
    format: 1,
    top: top.map((state) => state.uid),
    states,
    transitions,
    placements: states.flatMap((state) => draft.layout[state.uid] ?? []),
    attributes: Object.values(draft.attributes).filter((attribute) => usesOf(part, attribute.name).length > 0),
    pools: Object.values(draft.pools).filter((pool) => pools.has(pool.id)),
  }
}

function table<T extends { readonly uid: Uid }>(records: readonly T[]): Record<Uid, T> {
  return Object.fromEntries(records.map((record) => [record.uid, record]))
}
