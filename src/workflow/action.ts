import { z } from './zod.ts'
import { AttributeName } from './name.ts'

/** Any JSON object, kept as it was found. */
export const AnyObject = z.record(z.string(), z.json())
export type AnyObject = z.infer<typeof AnyObject>

/**
 * What a state does on entry or exit, or a transition when it is taken. In the machine config an action is
 * `{ "type": "set", "params": { "attribute", "to" } }`; `named` is an action of an imported machine that Gemba cannot run.
 */
export const Action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set'), attribute: AttributeName, /** CEL expression over the attributes. */ to: z.string() }),
  z.strictObject({ type: z.literal('count'), attribute: AttributeName, by: z.number() }),
  z.strictObject({
    type: z.literal('draw'),
    attribute: AttributeName,
    /** Value → share; shares add up to 1. */ shares: z.record(z.string(), z.number()),
  }),
  z.strictObject({ type: z.literal('named'), name: z.string(), params: AnyObject.optional() }),
])
export type Action = z.infer<typeof Action>

/**
 * A guard: a CEL expression over the case attributes, in the machine config `{ "type": "when", "params": { "expression" } }`,
 * or the name of a guard of an imported machine that has no expression yet.
 */
export const Guard = z.union([
  z.strictObject({ expression: z.string() }),
  z.strictObject({ name: z.string(), params: AnyObject.optional() }),
])
export type Guard = z.infer<typeof Guard>
