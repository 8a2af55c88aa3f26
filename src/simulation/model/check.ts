import { z } from '../../workflow/zod.ts'
import { LocalDate } from './fields.ts'

/** A time in three numbers, seconds. */
const Three = z.strictObject({ mean: z.number(), p50: z.number(), p90: z.number() })
export type Three = z.infer<typeof Three>

/** One time of the history beside the same time simulated over the history's own period. */
export const CheckRow = z.strictObject({
  /** What is compared: the whole lead time, or the wait or the work at a step. */
  measure: z.enum(['leadTime', 'wait', 'handle']),
  /** uid of the step; null for the whole. */
  step: z.string().nullable(),
  title: z.string(),
  /** Cases or rows that the history's figure rests on. */
  n: z.number(),
  history: Three,
  /** Null where the run had none. */
  simulated: Three.nullable(),
  /** By how much the mean of one history may differ from the simulated one by luck alone, 95 of 100 times, in seconds; absent in files of before. */
  luck: z.number().nonnegative().optional(),
})
export type CheckRow = z.infer<typeof CheckRow>

/** A question to which a model may be put, and whether a back-test found it fit: green inside every bar, amber by less than the bar again beyond one, red else. */
const ForetoldAnswer = z.strictObject({
  question: z.enum(['volume', 'way', 'presence', 'leadTime', 'throughput']),
  title: z.string(),
  colour: z.enum(['green', 'amber', 'red']),
  /** Why it is not green; empty when it is. */
  because: z.string(),
})
export type ForetoldAnswer = z.infer<typeof ForetoldAnswer>

/** Cases on one side of a back-test, and the wall-clock time at which that side ends. */
const Stretch = z.strictObject({ cases: z.number().int(), until: z.string() })

/** A back-test: the model fitted in the same way to the first part of the history alone, and put beside the rest. */
export const Foretold = z.strictObject({
  /** The day of the measurement. */
  on: LocalDate,
  learnt: Stretch,
  tested: Stretch,
  answers: z.array(ForetoldAnswer),
  /** What else to know, in sentences. */
  cautions: z.array(z.string()),
})
export type Foretold = z.infer<typeof Foretold>

/** The scenario run once over the period of the history that it was fitted to. `of`: hash of the scenario without this; anything changed since is not checked. */
export const Check = z.strictObject({
  of: z.string(),
  from: z.string(),
  days: z.number(),
  /** Titles of pools that saturate: more is asked of their people than they can do, or they are nearly always busy. */
  saturated: z.array(z.string()),
  rows: z.array(CheckRow),
  /** Which questions it may answer, by a back-test; absent: none was made. */
  foretold: Foretold.optional(),
})
export type Check = z.infer<typeof Check>

/** A row is off when its mean differs by more than this share of the history's, by more than a minute, and by more than luck. */
const tolerance = 0.15
const leastSeconds = 60

/** By how much the simulated mean is above (or below) the history's, as a share; Infinity where there is none. */
export function offBy({ history, simulated }: CheckRow): number {
  if (simulated === null) return Infinity
  return history.mean === 0 ? (simulated.mean === 0 ? 0 : Infinity) : simulated.mean / history.mean - 1
}

/** Whether the row does not come back. */
export function isOff(row: CheckRow): boolean {
  if (row.simulated !== null && Math.abs(row.simulated.mean - row.history.mean) <= Math.max(leastSeconds, row.luck ?? 0)) return false
  return Math.abs(offBy(row)) > tolerance
}

/** Whether the row differs by more than the share, but by less than anybody minds: a minute. */
export function isSmall(row: CheckRow): boolean {
  return Math.abs(offBy(row)) > tolerance && !isOff({ ...row, luck: 0 })
}

/** Whether the row differs by more than the share, but not by more than one history differs from another by luck. */
export function isLuck(row: CheckRow): boolean {
  return !isOff(row) && isOff({ ...row, luck: 0 })
}
