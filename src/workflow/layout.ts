import { z } from './zod.ts'
import { Uid } from './name.ts'

/**
 * How far from the origin anything may lie, in pixels: a chain of a thousand states laid out in one line takes a third of it. Beyond it nobody finds a state
 * again, and an edge to it would be drawn through more squares than memory holds.
 */
const farthest = 1_000_000
const outside = `lies outside the canvas, which ends at ${farthest.toLocaleString('en')} pixels; bring it nearer`
const Coordinate = z.number().min(-farthest, outside).max(farthest, outside)
const Length = z.number().positive().max(farthest, outside)

/**
 * Where a state lies on the canvas: pixels at zoom 1, relative to its parent. Containers have a size. A pinned one is left alone by automatic layout. A folded group
 * is drawn as a card on the canvas; exports draw it open.
 */
export const Placement = z.strictObject({
  uid: Uid,
  x: Coordinate,
  y: Coordinate,
  width: Length.optional(),
  height: Length.optional(),
  pinned: z.boolean().optional(),
  folded: z.boolean().optional(),
})
export type Placement = z.infer<typeof Placement>

/** `layout.json`: never a semantic change. */
export const LayoutFile = z.strictObject({
  gemba: z.literal('layout'),
  format: z.literal(1),
  placements: z.record(Uid, Placement),
})
export type LayoutFile = z.infer<typeof LayoutFile>
