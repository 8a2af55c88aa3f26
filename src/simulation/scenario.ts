import { z } from 'zod'
import { AttributeName, DurationText, Slug, Uid } from '../workflow/name.ts'
import { AttributeValue } from '../workflow/attribute.ts'
import { Distribution } from './distribution.ts'

/** Wall-clock date and time without offset, in the scenario's zone: `2025-01-06T00:00:00`. */
export const LocalTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, 'write a local time like 2025-01-06T00:00:00')
export const LocalDate = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'write a date like 2025-01-06')
const ClockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write a time of day like 08:30')

/** A condition on the case: a CEL expression over the attributes. */
const When = z.string().min(1)

/** A burst of demand: the rate is multiplied by `factor` from `from` on, until `to` or dying away with `halfLife`; only cases for which `when` holds, if given. */
export const Spike = z.strictObject({
  title: z.string(),
  from: LocalTime,
  to: LocalTime.optional(),
  halfLife: DurationText.optional(),
  factor: z.number().positive(),
  when: When.optional(),
})

/** Where cases come from (simulation.md, section 5). */
export const Demand = z.discriminatedUnion('kind', [
  /** The history itself: every arrival at its time with its attributes. The cases come with the run, not with the scenario. */
  z.strictObject({ kind: z.literal('replay') }),
  /** A Poisson process: rate = level × growth × hour-of-week factor × spikes × noise, the noise log-normal with mean 1, by the hour. */
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
  }),
])
export type Demand = z.infer<typeof Demand>

/** One kind of case: its weight in the mix (weights need not add up to 1) and its attributes; absent ones have their default. */
export const MixEntry = z.strictObject({ weight: z.number().positive(), values: z.record(AttributeName, AttributeValue) })

/** People on duty: so many, on these days (1 = Monday … 7 = Sunday, day of the start), from … to on the pool's wall clock; `to` at or before `from` ends the next day. */
export const Shift = z.strictObject({
  title: z.string(),
  people: z.number().int().nonnegative(),
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: ClockTime,
  to: ClockTime,
})
export type Shift = z.infer<typeof Shift>

/** The people of a pool and the order in which they take cases. */
export const PoolScenario = z.strictObject({
  shifts: z.array(Shift),
  /** Zone of the shifts; default: the scenario's. */
  timezone: z.string().optional(),
  /** Order of the queue; ties by arrival. `priority`: largest value of the expression first. */
  order: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('arrival') }),
    z.strictObject({ kind: z.literal('priority'), expression: When }),
  ]),
  costPerHour: z.number().nonnegative().optional(),
})
export type PoolScenario = z.infer<typeof PoolScenario>

/** How a step performs, by kind of case: in each list the first entry whose `when` holds wins; one without `when` holds for all. */
export const Performance = z.strictObject({
  /** Handle time (review), latency (automatic) or delay (wait). Not for batch. */
  time: z.array(z.strictObject({ when: When.optional(), distribution: Distribution })),
  /** Shares of the outcomes, event → share; they add up to 1. */
  outcomes: z.array(z.strictObject({ when: When.optional(), shares: z.record(z.string(), z.number().min(0).max(1)) })),
  /** Review with a `waitLimit` only: how long a case waits in the queue before it gives up, drawn for each visit; instead of the limit's `after`. */
  patience: z.array(z.strictObject({ when: When.optional(), distribution: Distribution })).optional(),
  /** Automatic only: how many cases the system works on at once; absent: no limit. */
  slots: z.number().int().positive().optional(),
})
export type Performance = z.infer<typeof Performance>

/** A segment to report on: cases for which `when` holds, with a service target on the lead time. */
export const Segment = z.strictObject({ title: z.string().min(1), when: When.optional(), target: DurationText.optional() })
export type Segment = z.infer<typeof Segment>

/** Where a parameter came from. `n` observations and goodness of `fit` (Kolmogorov–Smirnov distance) for fitted ones. */
export const Origin = z.strictObject({
  source: z.enum(['fitted', 'typed', 'guessed']),
  n: z.number().int().nonnegative().optional(),
  fit: z.number().optional(),
  note: z.string().optional(),
})
export type Origin = z.infer<typeof Origin>

/** `scenarios/*.json`: the world a workflow runs in (simulation.md, section 1). */
export const Scenario = z.strictObject({
  gemba: z.literal('scenario'),
  format: z.literal(1),
  id: Slug,
  title: z.string().min(1),
  description: z.string().optional(),
  /** id of the workflow. */
  workflow: Slug,
  /** IANA zone of all wall-clock times that name no other. */
  timezone: z.string(),
  /** Start of the run: time 0. */
  start: LocalTime,
  demand: Demand,
  mix: z.array(MixEntry),
  /** By pool id. */
  pools: z.record(Slug, PoolScenario),
  /** By uid of the step. */
  performance: z.record(Uid, Performance),
  segments: z.array(Segment),
  /** Defaults of a run; flags and buttons override them. */
  run: z.strictObject({
    days: z.number().positive(),
    /** Days cut from the start before anything counts. `auto`: found (MSER-5, in whole weeks where demand is weekly). */
    warmup: z.union([z.literal('auto'), z.number().nonnegative()]),
    replications: z.number().int().positive(),
    seed: z.number().int().nonnegative(),
  }),
  /** Origin by parameter path: `demand.casesPerHour`, `performance.<uid>.time`, `performance.<uid>.outcomes`, `pools.<id>.shifts`, `mix`. Absent: typed. */
  origins: z.record(z.string(), Origin),
})
export type Scenario = z.infer<typeof Scenario>
