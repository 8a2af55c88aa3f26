import { z } from '../../workflow/zod.ts'
import { Check } from './check.ts'
import { Hash } from '../../workflow/file.ts'
import { DurationText, Slug, Uid } from '../../workflow/name.ts'
import { Backlog, Demand, MixBlock, MixEntry } from './demand.ts'
import { Distribution } from './distribution.ts'
import { LocalDate, LocalTime, When } from './fields.ts'
import { Quality, ShareByKind } from './quality.ts'
import { Absence, ExposureBudget, Member, QueueOrder, Shift } from './people.ts'

/** The people of a pool, alike (`shifts`) or one by one (`members`), and the order in which they take cases. */
export const PoolScenario = z.strictObject({
  shifts: z.array(Shift),
  /** Zone of the shifts; default: the scenario's. */
  timezone: z.string().optional(),
  order: QueueOrder,
  costPerHour: z.number().nonnegative().optional(),
  /** Paid for each visit that is finished; beside the hours, if both are given. */
  costPerCase: z.number().nonnegative().optional(),
  vendor: z.string().optional(),
  site: z.string().optional(),
  /** People one by one, beside those of the shifts. */
  members: z.array(Member).optional(),
  absences: z.array(Absence).optional(),
  /** Days on which only shifts with `onHolidays` are worked; beside the scenario's. */
  holidays: z.array(LocalDate).optional(),
  /** For every person of the pool whose member entry says nothing else. */
  exposure: ExposureBudget.optional(),
})
export type PoolScenario = z.infer<typeof PoolScenario>

/** How a step performs, by kind of case: in each list the first entry whose `when` holds wins; one without `when` holds for all. */
export const Performance = z.strictObject({
  /** Handle time (review), latency (automatic) or delay (wait). Not for batch. */
  time: z.array(z.strictObject({ when: When.optional(), distribution: Distribution })),
  /** Review, automatic, batch: time in the outside world before the case asks for a person, a slot or a batch. Default: none. */
  delay: z.array(z.strictObject({ when: When.optional(), distribution: Distribution })).optional(),
  /**
   * `delay`, or a wait step's `time`, runs only while somebody of this pool is on shift. Default: always. `pace`: how fast it then runs, by the hour of the week on the pool's wall
   * clock, Monday 00:00 first; absent: 1.
   */
  clock: z.strictObject({ pool: Slug, pace: z.array(z.number().min(0.001).max(1000)).length(168).optional() }).optional(),
  /** Review only: share of the visits that stay open after the work, nobody being at it any more, and for how long on the wall clock. Default: none. */
  rest: z.array(z.strictObject({ when: When.optional(), share: z.number().min(0).max(1), distribution: Distribution })).optional(),
  /** Shares of the outcomes, event → share; they add up to 1. */
  outcomes: z.array(z.strictObject({ when: When.optional(), shares: z.record(z.string(), z.number().min(0).max(1)) })),
  /** Review with a `waitLimit` only: how long a case waits in the queue before it gives up, drawn for each visit; instead of the limit's `after`. */
  patience: z.array(z.strictObject({ when: When.optional(), distribution: Distribution })).optional(),
  /** Automatic only: how many cases the system works on at once; absent: no limit. */
  slots: z.number().int().positive().optional(),
  /** Automatic with a `failure` only: share of the runs that fail, by kind of case; the time until a failure is the latency. */
  failures: z.array(ShareByKind).optional(),
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
  /** Hours of the week with another mix, the first that holds; absent, and outside them: the weights of `mix`. */
  mixByWeek: z.array(MixBlock).optional(),
  /** Arrivals of past cases and what each did, in a file beside this one. Needed by a demand of kind `resample` and by luck from history. */
  past: z.strictObject({ file: z.string().min(1), hash: Hash }).optional(),
  /** Open cases at the start. A run that begins with them has no warm-up unless one is given in days. */
  backlog: z.array(Backlog).max(1000).optional(),
  /** By pool id. */
  pools: z.record(Slug, PoolScenario),
  /** Days on which only shifts with `onHolidays` are worked, in every pool. */
  holidays: z.array(LocalDate).optional(),
  /** By uid of the step. */
  performance: z.record(Uid, Performance),
  /** How well decisions are made, and what harm is done meanwhile. Absent: not asked. */
  quality: Quality.optional(),
  segments: z.array(Segment),
  /** Defaults of a run; flags and buttons override them. */
  run: z.strictObject({
    days: z.number().positive(),
    /** Days cut from the start before anything counts. `auto`: found (MSER-5, in whole weeks where demand is weekly). */
    warmup: z.union([z.literal('auto'), z.number().nonnegative()]),
    replications: z.number().int().positive(),
    seed: z.number().int().nonnegative(),
    /** Whether what befalls a case (its times, delays and outcomes) is drawn from the tables of `performance`, or is what befell a past case. Default: drawn. */
    luck: z.enum(['drawn', 'history']).optional(),
  }),
  /** Origin by parameter path: `demand.casesPerHour`, `demand.window`, `past`, `performance.<uid>.time`, `.delay`, `.clock`, `.outcomes`, `pools.<id>.shifts`, `mix`. Absent: typed. */
  origins: z.record(z.string(), Origin),
  /** The first day on which it is the one in force (as staffed from then); the latest such day that is not in the future counts. */
  inForceFrom: LocalDate.optional(),
  /** How the scenario came back beside the history that it was fitted to; absent: it was not looked. */
  check: Check.optional(),
})
export type Scenario = z.infer<typeof Scenario>

/** Whether a run of the scenario needs its file of past cases. */
export function needsPast({ demand, run }: Scenario): boolean {
  return demand.kind === 'resample' || run.luck === 'history'
}

/** The scenario with what befalls its cases drawn from its tables, or taken from past cases. */
export function withLuckOf(scenario: Scenario, luck: 'drawn' | 'history'): Scenario {
  const { luck: _, ...run } = scenario.run
  return { ...scenario, run: luck === 'drawn' ? run : { ...run, luck } }
}
