import { z } from './zod.ts'
import { StepGuide } from './handbook/step-guide.ts'
import { DurationText, Slug } from './name.ts'

/** One way in which a step ends: an event of the machine. */
export const Outcome = z.strictObject({
  event: z.string().min(1),
  title: z.string().min(1),
  /** What to look for, for the runbook's decision table. */
  criteria: z.string().optional(),
})
export type Outcome = z.infer<typeof Outcome>

const common = {
  outcomes: z.array(Outcome),
  /** Markdown: what the person or the system does here. */
  instructions: z.string().optional(),
  /** Policy references: the id of a clause in the handbook's library, or a text, for instance `Abuse policy 3.2`. */
  policy: z.array(z.string()).optional(),
  /** Service target from entering this step to leaving it. */
  target: DurationText.optional(),
  /** Whether the work changes anything for the person who reported or is reported on (Lean). Default: true, but for wait and batch false. */
  valueAdding: z.boolean().optional(),
  /** What its people are told besides. */
  guide: StepGuide.optional(),
}

/** Weekly moment at which a batch moves on: `mon 09:00`. */
export const WeeklyTime = z
  .string()
  .regex(/^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d$/, 'write a weekly time like "mon 09:00"')
export type WeeklyTime = z.infer<typeof WeeklyTime>

/** Work on a case (simulation.md, section 2). An atomic state without a step is a rest. */
export const Step = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('review'),
    ...common,
    /** Pools in order of preference. */
    pools: z.array(Slug),
    /** What happens at the end of a shift to the case in hand. Default: finish. */
    endOfShift: z.enum(['finish', 'restart', 'resume', 'hand-over']).optional(),
    /** Whether the reviewer sees disturbing material, so that exposure is counted. */
    sensitive: z.boolean().optional(),
    /** A case that has waited so long in the queue leaves it, and its machine gets `event`; a start of work ends the limit. Without `after` the scenario's `patience` says how long. */
    waitLimit: z.strictObject({ after: DurationText.optional(), event: z.string().min(1) }).optional(),
    /** The pools after the first are asked only once the case has waited so long, or while at least so many wait in the first. Without it all are asked at once. */
    overflow: z.strictObject({ after: DurationText.optional(), queue: z.number().int().positive().optional() }).optional(),
  }),
  z.strictObject({
    kind: z.literal('automatic'),
    ...common,
    /** Besides its outcomes the system may fail: after the latency the machine gets this event. The scenario says how often. */
    failure: z.strictObject({ event: z.string().min(1), title: z.string().min(1) }).optional(),
    /** A decision that no row of a history tells of; nor does a row of a simulated log, so that it can stand in for one. */
    silent: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('wait'), ...common }),
  z.strictObject({
    kind: z.literal('batch'),
    ...common,
    /** The batch moves on when this many cases wait, when the oldest has this age, or at these times of the week, whichever is first. */
    size: z.number().int().positive().optional(),
    age: DurationText.optional(),
    at: z.array(WeeklyTime).optional(),
  }),
])
export type Step = z.infer<typeof Step>
