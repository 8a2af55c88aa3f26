import { z } from '../zod.ts'
import { Line, Prose } from './text.ts'

/** What the template of a notice says, with what a statement of reasons must hold (Digital Services Act, Article 17 (3)). */
export const Notice = z.strictObject({
  /** Unique in the workflow; ends name it so. */
  name: Line,
  /** What is restricted, where and for how long: (a). */
  measure: Line.optional(),
  /** The facts and circumstances told: (b). */
  facts: Line.optional(),
  /** Whether automated means found or decided it, and how that is told: (c). */
  automated: Line.optional(),
  /** The law or the clause of the terms, and why it applies: (d), (e). */
  ground: Line.optional(),
  /** How the person can contest it: (f). */
  redress: Line.optional(),
  /** Languages in which it is written. */
  languages: z.array(Line).min(1).max(100).optional(),
  /** The template itself, in one of them. */
  text: Prose.optional(),
})
export type Notice = z.infer<typeof Notice>

/** What Article 17 asks of the notice of a restriction, by field, in words. */
export const noticeDuties = {
  facts: 'the facts',
  ground: 'the ground',
  automated: 'the use of automated means',
  redress: 'the ways to redress',
  languages: 'its languages',
} as const satisfies Partial<Record<keyof Notice, string>>
