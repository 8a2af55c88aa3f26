import { z } from './zod.ts'
import { AttributeName } from './name.ts'

const common = { name: AttributeName, order: z.number(), title: z.string(), description: z.string().optional() }

/** A case attribute: a fact about a case that guards may ask for and actions may set. Drawn, or read from history, at arrival. */
export const Attribute = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('number'), default: z.number(), unit: z.string().optional() }),
  z.strictObject({ ...common, type: z.literal('boolean'), default: z.boolean() }),
  z.strictObject({ ...common, type: z.literal('enum'), values: z.array(z.string().min(1)).min(1), default: z.string() }),
])
export type Attribute = z.infer<typeof Attribute>

/** Value of an attribute of one case. */
export const AttributeValue = z.union([z.number(), z.boolean(), z.string()])
export type AttributeValue = z.infer<typeof AttributeValue>
