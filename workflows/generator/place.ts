import type { Placement } from '../../src/workflow/layout.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'

/** Where states stand, by uid: left and top in pixels, relative to the container. A container grows around what it holds. */
export type Places = Readonly<Record<string, readonly [x: number, y: number]>>

/** The layout of a workflow from a sample's table. Every state but the root must have its place there; the table may hold more. */
export function layoutOf(workflow: Workflow, places: Places): Record<string, Placement> {
  const uids = Object.keys(workflow.states).filter((uid) => uid !== workflow.header.workflow.root)
  return Object.fromEntries(
    uids.map((uid) => {
      const place = places[uid]
      if (!place) throw new Error(`${workflow.header.workflow.id}: no place for ${uid}`)
      return [uid, { uid, x: place[0], y: place[1] }]
    }),
  )
}
