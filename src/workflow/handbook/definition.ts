import { z } from '../zod.ts'
import { Slug } from '../name.ts'
import { Line, Prose } from './text.ts'

/** A case of the example library, by its reference. The material itself is never in a workflow. */
export const Example = z.strictObject({
  /** How it is found there: `EX-0412`. */
  reference: Line,
  /** Why it is one, or why it is none, without repeating what it shows. */
  why: Line,
})
export type Example = z.infer<typeof Example>

/** What a word means here, with examples that are it and examples that are not. */
export const Definition = z.strictObject({
  /** The word, unique in the workflow. */
  term: Line,
  meaning: Prose,
  /** The clause of the policy library that it explains, by its id. */
  clause: Slug.optional(),
  /** Two at least that are it. */
  yes: z.array(Example).max(20).optional(),
  /** Two at least that are not, near enough to be taken for it. */
  no: z.array(Example).max(20).optional(),
})
export type Definition = z.infer<typeof Definition>
