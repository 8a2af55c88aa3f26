import type { Placement } from '../workflow/layout.ts'
import type { Change } from './change.ts'
import { stateName } from './names.ts'
import { asJson, own, same } from '../workflow/same.ts'
import { makeChange, type Sides } from './sides.ts'

type Layout = Readonly<Record<string, Placement>>

/** The states that lie elsewhere on the canvas. States that only one side has are told as added or removed, not here. */
export function layoutChanges(sides: Sides, base: Layout, head: Layout): Change[] {
  return Object.keys(sides.head.states)
    .filter((uid) => Object.hasOwn(sides.base.states, uid))
    .flatMap((uid) => {
      const [before, after] = [own(base, uid), own(head, uid)]
      if (same(before, after)) return []
      const name = stateName(sides.head, uid)
      return [
        makeChange({
          place: { kind: 'state', id: uid },
          where: name,
          field: 'placement',
          channel: 'layout',
          kind: 'moved',
          breaking: false,
          before: asJson(before),
          after: asJson(after),
          text: `${name} ${howItLies(before, after)}`,
        }),
      ]
    })
}

function howItLies(before: Placement | undefined, after: Placement | undefined): string {
  if (!before) return 'now has a place of its own on the canvas'
  if (!after) return 'is placed automatically on the canvas again'
  if (before.x !== after.x || before.y !== after.y) return 'lies elsewhere on the canvas'
  if (before.width !== after.width || before.height !== after.height) return 'has another size on the canvas'
  if (before.folded !== after.folded) return after.folded ? 'is folded to a card on the canvas' : 'is drawn open on the canvas again'
  return after.pinned ? 'is pinned to its place on the canvas' : 'is no longer pinned to its place on the canvas'
}
