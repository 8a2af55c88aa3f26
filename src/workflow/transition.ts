import { z } from './zod.ts'
import { Action, AnyObject, Guard } from './action.ts'
import { Line } from './handbook/text.ts'
import { Uid } from './name.ts'

/** What makes a transition be considered. `delay` of `after` is whole milliseconds, or a delay's name in an imported machine. */
export const Trigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), event: z.string().min(1) }),
  z.strictObject({ kind: z.literal('after'), delay: z.union([z.number().int().nonnegative(), z.string().min(1)]) }),
  z.strictObject({ kind: z.literal('always') }),
  z.strictObject({ kind: z.literal('done') }),
])
export type Trigger = z.infer<typeof Trigger>

/** A transition of the statechart, as a flat record. */
export const Transition = z.strictObject({
  uid: Uid,
  source: Uid,
  /** Place among the transitions of the same source; first that holds wins, so order is meaning. */
  order: z.number(),
  trigger: Trigger,
  /** Usually one; empty: only actions; several: one per parallel region. */
  targets: z.array(Uid),
  guard: Guard.nullable(),
  actions: z.array(Action),
  reenter: z.boolean(),
  title: z.string(),
  description: z.string().optional(),
  /** Line style: an escalation or a failure reads differently from the normal way. */
  flow: z.enum(['normal', 'escalation', 'failure']),
  /** Whom to call with it: a role of `contacts.json`. */
  contact: Line.optional(),
  extra: AnyObject.optional(),
})
export type Transition = z.infer<typeof Transition>
