import { z } from '../zod.ts'
import { Line, Lines, Prose } from './text.ts'

/** When the clock of a service target runs. */
export const ClockRule = z.strictObject({
  starts: Line,
  /** What holds it, and until when. */
  pauses: Lines.optional(),
  stops: Line,
})
export type ClockRule = z.infer<typeof ClockRule>

/** What the people of one step are told besides what to do and to decide. It changes nothing that a case does. */
export const StepGuide = z.strictObject({
  /** What may be decided here without asking anybody. */
  alone: Lines.optional(),
  /** What may not, and who is asked. */
  ask: Lines.optional(),
  /** What two people must have seen. */
  fourEyes: Line.optional(),
  /** Who answers for it (RACI). Responsible are the step's pools. */
  accountable: Line.optional(),
  /** Who is asked before. */
  consulted: Lines.optional(),
  /** Who is told after. */
  informed: Lines.optional(),
  /** The rule of the clock of the step's target. */
  clock: ClockRule.optional(),
  /** What must be kept of the case, before anything is taken away. */
  evidence: Lines.optional(),
  /** What is written down about the work. */
  records: Lines.optional(),
  /** Mistakes that are often made here. */
  mistakes: Lines.optional(),
  /** How much disturbing material is seen. */
  exposure: z.enum(['low', 'medium', 'high']).optional(),
  /** What is done by hand while the tool is out. */
  fallback: Prose.optional(),
})
export type StepGuide = z.infer<typeof StepGuide>
