import { z } from '../zod.ts'
import { Line, named } from './text.ts'

/** A kind of mistake that quality looks for, and how heavily it counts. */
export const ErrorClass = z.strictObject({
  /** Unique in the rubric: `Over-enforcement`. */
  name: Line,
  meaning: Line,
  /** Points taken off for one; 0 is only noted. */
  weight: z.number().min(0).max(1000),
})
export type ErrorClass = z.infer<typeof ErrorClass>

/** How the work is judged. */
export const QualityRubric = z.strictObject({
  errors: named(ErrorClass, ({ name }) => name, 50).optional(),
  /** What is drawn, how often and by whom: `3 % of closed cases, at least 20 a reviewer and week`. */
  sample: Line.optional(),
  /** Share of a reviewer's sample that must be right, 0 to 1. */
  pass: z.number().min(0).max(1).optional(),
  /** Cohen's κ between two people who judge the same cases, at least: −1 to 1. */
  agreement: z.number().min(-1).max(1).optional(),
  /** How often the reading of the rules is brought together, and with what. */
  calibration: Line.optional(),
})
export type QualityRubric = z.infer<typeof QualityRubric>
