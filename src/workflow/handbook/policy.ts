import { z } from '../zod.ts'
import { Slug } from '../name.ts'
import { Day, Line, named, Prose } from './text.ts'

/** One clause of a policy. A step names it by its id in its list of policy references, so that a new number is one change for all of them. */
export const Clause = z.strictObject({
  /** What steps and definitions call it, for good: `harassment`. Unique over all policies of the workflow. */
  id: Slug,
  /** Its number in this version of the policy: `3.1`. */
  number: Line,
  /** The rule in one line. */
  title: Line,
  text: Prose.optional(),
})
export type Clause = z.infer<typeof Clause>

/** A policy of the library, as far as this workflow uses it. */
export const Policy = z.strictObject({
  /** Unique in the workflow: `Abuse policy`. */
  name: Line,
  version: Line.optional(),
  /** First day of this version. */
  inForce: Day.optional(),
  /** Where it is kept. */
  where: Line.optional(),
  clauses: named(Clause, ({ id }) => id),
})
export type Policy = z.infer<typeof Policy>
