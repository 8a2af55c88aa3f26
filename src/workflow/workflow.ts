import { z } from './zod.ts'
import type { Attribute } from './attribute.ts'
import { AnyObject } from './action.ts'
import { Handbook } from './handbook/handbook.ts'
import { Slug, Uid, Version } from './name.ts'
import type { Pool } from './pool.ts'
import type { State } from './state.ts'
import type { Transition } from './transition.ts'

/** Rules switched off: by rule id (`unused-attribute`), the reason, which is not empty. */
export const RulesOff = z.record(z.string(), z.string().trim().min(1, 'say why the rule is switched off'))

/** What stands above the machine. */
export const Header = z.strictObject({
  id: Slug,
  title: z.string().min(1),
  description: z.string().optional(),
  owner: z.string().optional(),
  /** The revision that this draft was made from; null before the first. */
  version: Version.nullable(),
  /** uid of the root state. */
  root: Uid,
  /** Rules switched off for this workflow: by rule id, why. On disk `machine.meta.rulesOff`. */
  rulesOff: RulesOff.optional(),
  /** What its documents say besides the machine. */
  handbook: Handbook.optional(),
  /** Machine config properties beyond ours, kept verbatim. */
  extra: AnyObject.optional(),
})
export type Header = z.infer<typeof Header>

/**
 * A workflow in memory: flat tables by id, immutable; untouched records keep their object identity over an edit.
 * On disk it is an XState machine config (machine/config.ts writes and reads it).
 */
export type Workflow = {
  /** One record, under the id `workflow`. */
  readonly header: { readonly workflow: Header }
  /** By name. */
  readonly attributes: Readonly<Record<string, Attribute>>
  /** By id. */
  readonly pools: Readonly<Record<string, Pool>>
  /** By uid. */
  readonly states: Readonly<Record<string, State>>
  /** By uid. */
  readonly transitions: Readonly<Record<string, Transition>>
}
