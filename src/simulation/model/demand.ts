import { z } from '../../workflow/zod.ts'
import { AttributeValue } from '../../workflow/attribute.ts'
import { AttributeName, DurationText, Uid } from '../../workflow/name.ts'
import { Distribution } from './distribution.ts'
import { LocalTime, When } from './fields.ts'

/** A burst of demand: the rate is multiplied by `factor` from `from` on, until `to` or dying away with `halfLife`; only cases for which `when` holds, if given. */
const Spike = z.strictObject({
  title: z.string(),
  from: LocalTime,
  to: LocalTime.optional(),
  halfLife: DurationText.optional(),
  factor: z.number().positive(),
  when: When.optional(),
})
export type Spike = z.infer<typeof Spike>

/** A date, or a first and a last date with a stroke between them (an ISO 8601 interval), both included. */
const Dates = z.string().regex(/^\d{4}-\d\d-\d\d(\/\d{4}-\d\d-\d\d)?$/, 'write a date like 2025-12-25, or 2025-12-24/2025-12-26')

/** A first and a last date, both included. */
export const Window = z.string().regex(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/, 'write two dates like 2011-06-06/2011-07-03')

/** Days that are not like others (a holiday, a final): on these dates the rate is multiplied by `factor` and by the factor of the hour of the day. */
const SpecialDays = z.strictObject({
  title: z.string(),
  dates: z.array(Dates).min(1),
  factor: z.number().nonnegative(),
  /** 24 factors, midnight first, on the scenario's wall clock; absent: all 1. */
  hourOfDay: z.array(z.number().nonnegative()).length(24).optional(),
  when: When.optional(),
})
export type SpecialDays = z.infer<typeof SpecialDays>

/**
 * Which cases come to this workflow; the others are handled elsewhere (by a classifier, say) and never arrive. Whether a case comes has no effect on
 * what another one is like and how it fares.
 */
const Thinning = z.strictObject({
  /** Only cases for which this holds: `score >= 0.7`. */
  keep: When.optional(),
  /** Of these so large a share. */
  share: z.number().min(0).max(1).optional(),
})

/** What can be done to any demand. */
const changes = {
  /** So many times the cases: 1.1 is 10 % more. A replay leaves out or repeats cases by chance, a repeated one at most half an hour from its own time. */
  scale: z.number().positive().optional(),
  /** Hours by which demand comes later on the clock (earlier when negative). A profile's spikes and special days keep their dates. */
  shift: z.number().int().min(-167).max(167).optional(),
  calendar: z.array(SpecialDays).optional(),
  thinning: Thinning.optional(),
}

/** Where cases come from (simulation.md, section 5). */
export const Demand = z.discriminatedUnion('kind', [
  /**
   * The history itself: every arrival at its time with its attributes. The cases come with the run, not with the scenario. Spikes and special days are
   * what-ifs on top of what happened.
   */
  z.strictObject({ kind: z.literal('replay'), spikes: z.array(Spike).optional(), ...changes }),
  /**
   * A Poisson process: rate = level × growth × hour-of-week factor × special days × spikes × noise, constant over each wall-clock hour (cut where a spike
   * begins or ends); the noise log-normal with mean 1.
   */
  z.strictObject({
    kind: z.literal('profile'),
    /** Mean arrivals per hour at the start, over a whole week. */
    casesPerHour: z.number().nonnegative(),
    /** 168 factors, Monday 00:00 first, on the scenario's wall clock, mean 1. */
    hourOfWeek: z.array(z.number().nonnegative()).length(168),
    /** 0.02 is +2 % a month of 30 days, compounding continuously in time. */
    growthPerMonth: z.number(),
    /**
     * Noise where history is burstier than Poisson: coefficient of variation of the factor on the rate, and correlation of its values in two hours that
     * follow each other (its logarithm is an AR(1) series). Null: plain Poisson.
     */
    noise: z.strictObject({ variation: z.number().positive(), correlation: z.number().min(0).max(0.999) }).nullable(),
    spikes: z.array(Spike),
    ...changes,
  }),
  /** Whole days of the past drawn anew: a day of the run takes the arrivals of a past day of the same weekday, from `past`. */
  z.strictObject({
    kind: z.literal('resample'),
    /** First and last date from which days are drawn, 2011-06-06/2011-07-03. */
    window: Window,
    /** Dates within the window that are never drawn: not recorded, or holidays. Default: none. */
    leaveOut: z.array(Dates).optional(),
    spikes: z.array(Spike).optional(),
    ...changes,
  }),
])
export type Demand = z.infer<typeof Demand>
export type Profile = Extract<Demand, { kind: 'profile' }>
export type Replay = Extract<Demand, { kind: 'replay' }>
export type Resample = Extract<Demand, { kind: 'resample' }>

/** The demand of a scenario when a history is replayed instead: what is changed about any demand stays so, what history tells itself is left out. */
export function asReplay({ scale, shift, thinning }: Demand): Replay {
  return {
    kind: 'replay',
    ...(scale === undefined ? {} : { scale }),
    ...(shift === undefined ? {} : { shift }),
    ...(thinning === undefined ? {} : { thinning }),
  }
}

/** One kind of case: its weight in the mix (weights need not add up to 1) and its attributes; absent ones have their default. */
export const MixEntry = z.strictObject({
  weight: z.number().positive(),
  values: z.record(AttributeName, AttributeValue),
  /** Number attributes that differ from case to case, drawn at arrival: a classifier's score, say. */
  numbers: z.record(AttributeName, Distribution).optional(),
})
export type MixEntry = z.infer<typeof MixEntry>

/** Hours of the week in which the mix has other weights: those that begin from … to on these days (1 = Monday … 7 = Sunday, day of the start; `to` at or before `from` is on the next day). */
export const MixBlock = z.strictObject({
  title: z.string(),
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: z.string().regex(/^([01]\d|2[0-3]):00$/, 'write a whole hour like 08:00'),
  to: z.string().regex(/^(([01]\d|2[0-3]):00|24:00)$/, 'write a whole hour like 18:00'),
  /** One for each kind of case, in the order of the mix. */
  weights: z.array(z.number().nonnegative()),
})
export type MixBlock = z.infer<typeof MixBlock>

/** Cases that are there when the run begins: in a state that stands for itself, arrived before time 0. */
export const Backlog = z.strictObject({
  title: z.string(),
  /** Atomic state in which they are; with parallel regions the others are at their beginning. */
  state: Uid,
  cases: z.number().int().positive().max(1_000_000),
  /** How long ago they arrived. */
  age: Distribution,
  /** How long ago they entered the state, which its timers have run for; absent: at the start of the run. */
  inState: Distribution.optional(),
  values: z.record(AttributeName, AttributeValue).optional(),
})
export type Backlog = z.infer<typeof Backlog>
