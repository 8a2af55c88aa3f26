import { z } from './zod.ts'
import { Action, AnyObject } from './action.ts'
import { Uid } from './name.ts'
import { Step } from './step.ts'

export const stateTypes = ['atomic', 'compound', 'parallel', 'final', 'history'] as const

/** What a final state means for the people concerned. */
export const Disposition = z.strictObject({
  /** Whether the outcome restricts somebody's content or account; then notice and appeal are due. */
  restrictive: z.boolean(),
  /** The notice sent, by its template's name. */
  notice: z.string().optional(),
  /** How to appeal, or where the appeal goes. */
  appeal: z.string().optional(),
})
export type Disposition = z.infer<typeof Disposition>

/** A state of the statechart, as a flat record. The root's `parent` is null and its `key` is the machine's id. */
export const State = z.strictObject({
  uid: Uid,
  /** The name in the machine config, unique among siblings: `tier1`. */
  key: z.string(),
  parent: Uid.nullable(),
  /** Place among the siblings; only the order counts. */
  order: z.number(),
  type: z.enum(stateTypes),
  /** Compound only: the uid of the initial child. Null while there is none. */
  initial: Uid.nullable(),
  /** History only. */
  history: z.enum(['shallow', 'deep']).optional(),
  /** The reader's name for it: `Tier 1 review`. Empty: the key is shown. */
  title: z.string(),
  description: z.string().optional(),
  step: Step.nullable(),
  disposition: Disposition.nullable(),
  /** An atomic state without a step that was drawn as a decision and stays one whatever leaves it. Absent: told by its exits (drawing/kind.ts). */
  kind: z.literal('decision').optional(),
  entry: z.array(Action),
  exit: z.array(Action),
  /** What an imported config held beyond this, kept verbatim (`invoke`, `tags`, `output`, custom `id`, other `meta`). */
  extra: AnyObject.optional(),
})
export type State = z.infer<typeof State>
