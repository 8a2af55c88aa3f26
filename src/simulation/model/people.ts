import { z } from '../../workflow/zod.ts'
import { DurationText } from '../../workflow/name.ts'
import { Distribution } from './distribution.ts'
import { ClockTime, LocalDate, When } from './fields.ts'

const days = z.array(z.number().int().min(1).max(7)).min(1)

const hours = {
  /** 1 = Monday … 7 = Sunday, the day of the start. */
  days,
  /** On the pool's wall clock; `to` at or before `from` ends the next day. */
  from: ClockTime,
  to: ClockTime,
  /** Whether it is worked when its day is one of the holidays. Default: no. */
  onHolidays: z.boolean().optional(),
}

/** People on duty: so many, on these days, from … to. */
export const Shift = z.strictObject({ title: z.string(), people: z.number().int().nonnegative(), ...hours })
export type Shift = z.infer<typeof Shift>

/** When a member of a pool is on duty. */
const Duty = z.strictObject({ title: z.string().optional(), ...hours })
export type Duty = z.infer<typeof Duty>

/** Longest time on sensitive material for one person: by shift, and by week of the pool's wall clock from Monday on. A hard rule; there is no default. */
export const ExposureBudget = z.strictObject({ perShift: DurationText.optional(), perWeek: DurationText.optional() })
export type ExposureBudget = z.infer<typeof ExposureBudget>

/** People of a pool one by one: so many who share shifts, skills, pace and pay. */
export const Member = z.strictObject({
  title: z.string().min(1),
  /** How many of them there are. Default: 1. */
  count: z.number().int().positive().optional(),
  shifts: z.array(Duty).min(1),
  /** The cases that they can take: language, policy area. Default: all. */
  takes: When.optional(),
  /** The same in words, for people. */
  skills: z.array(z.string()).optional(),
  /** 1: as the step's time says; 1.25 needs 1 / 1.25 of it. Default: 1. */
  speed: z.number().positive().optional(),
  /** First day; before it they are not there. */
  startedOn: LocalDate.optional(),
  /** New staff: the pace grows evenly from `from` to 1 times `speed` over so many days from `startedOn` on. */
  rampUp: z.strictObject({ days: z.number().positive(), from: z.number().positive().max(1) }).optional(),
  /** In place of the pool's. */
  costPerHour: z.number().nonnegative().optional(),
  costPerCase: z.number().nonnegative().optional(),
  vendor: z.string().optional(),
  site: z.string().optional(),
  exposure: ExposureBudget.optional(),
  /** Their error rates are the step's times this. Default: 1. */
  errorFactor: z.number().nonnegative().optional(),
})
export type Member = z.infer<typeof Member>

/** Shrinkage: what takes people away who are on shift (simulation.md, section 4). Work in hand is finished first. */
export const Absence = z.discriminatedUnion('kind', [
  /** Training, a team meeting: at these times of the week, either a share of the people then on shift (rounded) or so many. */
  z.strictObject({
    kind: z.literal('scheduled'),
    title: z.string(),
    days,
    from: ClockTime,
    to: ClockTime,
    share: z.number().min(0).max(1).optional(),
    people: z.number().int().nonnegative().optional(),
  }),
  /** Breaks, coaching: each person goes after so much time on shift, drawn anew each time, and comes back after so long, or at the end of the shift for good. */
  z.strictObject({ kind: z.literal('drawn'), title: z.string(), every: Distribution, lasts: Distribution }),
])
export type Absence = z.infer<typeof Absence>

/** Order of a pool's queue; ties by arrival. No order knows of cases that have not arrived. */
export const QueueOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('arrival') }),
  /** Largest value of the expression first. */
  z.strictObject({ kind: z.literal('priority'), expression: When }),
  /** Earliest deadline first: arrival of the case and the tightest target of its segments. Cases without a target come last. */
  z.strictObject({ kind: z.literal('deadline') }),
  /** Shortest expected handle time of the case at the step first. */
  z.strictObject({ kind: z.literal('shortest') }),
  /** Largest expression over expected handle time first: for instance expected harm per minute of work. */
  z.strictObject({ kind: z.literal('value'), expression: When }),
])
export type QueueOrder = z.infer<typeof QueueOrder>
