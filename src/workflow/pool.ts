import { z } from './zod.ts'
import { Slug } from './name.ts'

/** A pool as the workflow knows it: a role that does review steps. How many people and when is the scenario's. */
export const Pool = z.strictObject({
  id: Slug,
  order: z.number(),
  title: z.string().min(1),
  description: z.string().optional(),
  /** What a person needs to serve here, for the runbook: languages, policy areas. */
  skills: z.array(z.string()).optional(),
  vendor: z.string().optional(),
})
export type Pool = z.infer<typeof Pool>
