import { z } from 'zod'
import { Uid } from './name.ts'

/** Where a state lies on the canvas: pixels at zoom 1, relative to its parent. Containers have a size. A pinned one is left alone by automatic layout. */
export const Placement = z.strictObject({
  uid: Uid,
  x: z.number(),
  y: z.number(),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
  pinned: z.boolean().optional(),
})
export type Placement = z.infer<typeof Placement>

/** `layout.json`: never a semantic change. */
export const LayoutFile = z.strictObject({
  gemba: z.literal('layout'),
  format: z.literal(1),
  placements: z.record(Uid, Placement),
})
export type LayoutFile = z.infer<typeof LayoutFile>
