import { z } from './zod.ts'
import { AnyObject } from './action.ts'
import { Attribute } from './attribute.ts'
import { Handbook } from './handbook/handbook.ts'
import { LayoutFile } from './layout.ts'
import { Slug, Version } from './name.ts'
import { Pool } from './pool.ts'

/** The format number that this version writes. Files with a higher one are refused, lower ones are migrated. */
export const currentFormat = 1

/** `workflow.json`: a header, the attributes, the pools, and an XState v5 machine config that `createMachine` accepts as it stands. */
export const WorkflowFile = z.strictObject({
  gemba: z.literal('workflow'),
  format: z.literal(1),
  id: Slug,
  title: z.string().min(1),
  description: z.string().optional(),
  owner: z.string().optional(),
  version: Version.nullable(),
  /** Listed in order, so a record here has no `order`. */
  attributes: z.array(
    z.discriminatedUnion('type', [
      Attribute.options[0].omit({ order: true }),
      Attribute.options[1].omit({ order: true }),
      Attribute.options[2].omit({ order: true }),
    ]),
  ),
  pools: z.array(Pool.omit({ order: true })),
  handbook: Handbook.optional(),
  /** Its `meta.rulesOff` switches rules off, by id, with a reason. */
  machine: AnyObject.meta({
    properties: {
      meta: { type: 'object', properties: { rulesOff: { type: 'object', additionalProperties: { type: 'string', minLength: 1 } } } },
    },
  }),
})
export type WorkflowFile = z.infer<typeof WorkflowFile>

/** Lower-case hexadecimal SHA-256. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** Somebody who approved what was published, as the proposal recorded it. The name is not authenticated. */
export const Approval = z.strictObject({ by: z.string().min(1), at: z.iso.datetime(), note: z.string().optional() })
export type Approval = z.infer<typeof Approval>

/** `revisions/1.2.0.json`: a published version, immutable. */
export const RevisionFile = z.strictObject({
  gemba: z.literal('revision'),
  format: z.literal(1),
  version: Version,
  /** The revision before it, or null for the first. */
  base: Version.nullable(),
  published: z.iso.datetime(),
  author: z.string(),
  message: z.string(),
  /** Whose approval of just this content stood when it was published. */
  approvals: z.array(Approval).min(1).max(1000).optional(),
  /** `meaning`: of what behaviour and operations read; `file`: of the canonical workflow text. */
  hashes: z.strictObject({ meaning: Hash, file: Hash }),
  workflow: WorkflowFile,
  layout: LayoutFile,
})
export type RevisionFile = z.infer<typeof RevisionFile>
