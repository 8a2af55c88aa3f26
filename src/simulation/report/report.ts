import { z } from '../../workflow/zod.ts'

/** A number with its 95 % interval; `low` and `high` are null with one replication. Durations are seconds. */
// In memory what was not measured is NaN, so that no sum takes it for a zero; JSON has no NaN and writes null.
const measured = z.number().nullable() as unknown as z.ZodNumber
/** A value with its 95 % interval; `value` is null where nothing was measured. */
export const Num = z.strictObject({ value: measured, low: z.number().nullable(), high: z.number().nullable() })
export type Num = z.infer<typeof Num>

/** A distribution in five numbers. The intervals of the quantiles include the error of the sketch that they are read from (`quantileError`). */
export const Est = z.strictObject({ mean: Num, p50: Num, p90: Num, p95: Num, p99: Num })
export type Est = z.infer<typeof Est>

/** Mean wait by cause, in seconds per visit; the causes sum to the mean wait (simulation.md, section 7). */
export const WaitBy = z.strictObject({
  contention: z.number(),
  unavailability: z.number(),
  priority: z.number(),
  batching: z.number(),
  external: z.number(),
})
export type WaitBy = z.infer<typeof WaitBy>

const StepReport = z.strictObject({
  /** uid of the state. */
  uid: z.string(),
  title: z.string(),
  visits: z.number(),
  wait: Est,
  /** Of the visits that ended with their work or wait alone: what a log of work can tell of; absent in reports of before. */
  waitOfDone: Est.optional(),
  /** Share of the waits here that are not over at once. */
  waits: Num,
  /** Share of the visits that are over which ended by themselves within the step's target; not measured without a target. */
  inTime: Num,
  handle: Est,
  queueLength: Num,
  waitBy: WaitBy,
  /** Share of visits that are not the case's first to this step. */
  rework: z.number(),
  /** The same as a mean over replications with its interval. */
  reworkShare: Num,
  /** Work that was interrupted, seconds per visit. */
  interrupted: z.number(),
  /** Automatic steps that can fail: share of visits that did. */
  failed: z.number().optional(),
  /** Mean queue length by hour of the week (168, Monday first). */
  queueByHour: z.array(z.number()),
})
export type StepReport = z.infer<typeof StepReport>

const PoolReport = z.strictObject({
  title: z.string(),
  /** Handling time over time on shift. */
  utilization: Num,
  /** Whether more is asked of its people than they can do, or they are nearly always busy; absent in reports of before. */
  overloaded: z.boolean().optional(),
  /** Mean people on shift, and the most. */
  people: z.number(),
  peak: z.number(),
  cost: z.number().nullable(),
  exposureMinutes: z.number(),
  wait: Num,
  queueLength: Num,
  queueByHour: z.array(z.number()),
  busyByHour: z.array(z.number()),
  peopleByHour: z.array(z.number()),
  /** People one by one: hours worked beyond the end of shifts. */
  overtimeHours: z.number().optional(),
  /** Time on sensitive material: the mean of a person, the most of any in one shift and in one week, and how often a budget was used up in a run. */
  exposure: z
    .strictObject({
      perPersonMinutes: z.number(),
      mostPerShiftMinutes: z.number(),
      mostPerWeekMinutes: z.number(),
      budgetsReached: z.number(),
    })
    .optional(),
  /** By group of the scenario: the people of each shift, then the members. */
  members: z
    .array(
      z.strictObject({
        title: z.string(),
        vendor: z.string().optional(),
        site: z.string().optional(),
        people: z.number(),
        utilization: z.number(),
        exposureMinutes: z.number(),
        /** Visits finished. */
        cases: z.number(),
        cost: z.number().nullable(),
      }),
    )
    .optional(),
})
export type PoolReport = z.infer<typeof PoolReport>

const SegmentReport = z.strictObject({
  cases: z.number(),
  leadTime: Est,
  sla: z.strictObject({ target: z.number().nullable(), met: Num.nullable() }),
})

/** Shares of completed cases by the truth about them. */
const EndReport = z.strictObject({
  /** Completed cases that are removed or kept in the end. */
  cases: z.number(),
  /** Share of them that violate. */
  violating: Num,
  /** Share of the harmless ones that are removed in the end, and of the violating ones that are kept. */
  wronglyRemoved: Num,
  wronglyKept: Num,
  /** Views until action: per violating case, and per day. Null where no view curve is given. */
  views: z.strictObject({ perCase: Num, perDay: Num }).nullable(),
})

/** Of the decisions that check an earlier one: how many, the share of them that change it, and how many changes are right. */
const CheckReport = z.strictObject({
  checked: z.number(),
  /** Changes over checks: errors found by QA as it counts them, the overturn rate of appeals. */
  changed: Num,
  /** Share of the earlier decisions checked that were wrong in truth, and share of these that the check set right. */
  faulty: Num,
  corrected: Num,
  /** Right decisions that the check made wrong: share of the right ones checked. */
  spoilt: Num,
})

/** Decision quality and harm (simulation.md, section 7). Shares are over decisions or completed cases after the warm-up. */
const QualityReport = EndReport.extend({
  /** Share of the removed cases that violate. */
  precision: Num,
  /** Completed cases by truth and end, over all replications. */
  ends: z.strictObject({
    harmlessKept: z.number(),
    harmlessRemoved: z.number(),
    harmlessOther: z.number(),
    violatingKept: z.number(),
    violatingRemoved: z.number(),
    violatingOther: z.number(),
  }),
  /** Decisions, over all replications. */
  decisions: z.number(),
  /** By path of the step. */
  steps: z.record(
    z.string(),
    z.strictObject({ title: z.string(), decisions: z.number(), wronglyRemoved: Num, wronglyKept: Num, check: CheckReport.nullable() }),
  ),
  segments: z.record(z.string(), EndReport),
  /** All quality checks, and all appeals, together; null where no step is one. */
  foundByQa: CheckReport.nullable(),
  overturned: CheckReport.nullable(),
  /** Views of violating content until action: per case, in all per replication, and the share of all possible views that action prevented. */
  harm: z.strictObject({ views: Est, total: Num, prevented: Num }).nullable(),
})
export type QualityReport = z.infer<typeof QualityReport>
export type CheckReport = z.infer<typeof CheckReport>

/** What `gemba simulate --json` prints (cli.md) and the studio shows. Steps are by state path joined with dots, pools by id. */
export const Report = z.strictObject({
  gemba: z.string(),
  seed: z.number(),
  replications: z.number(),
  hashes: z.strictObject({ workflow: z.string(), scenario: z.string(), history: z.string().nullable() }),
  period: z.strictObject({
    from: z.string(),
    to: z.string(),
    /** What does not count at the beginning: the mean over replications, and each one's. Laid before `from`, so that the whole period is measured, unless `withinPeriod`. */
    warmupSeconds: z.number(),
    /** The warm-up was cut from the period itself: given in days, or a replay, or from open cases. */
    warmupWithinPeriod: z.boolean().optional(),
    warmups: z.array(z.number()).optional(),
    /** In how many replications the search found an end of the warm-up; null where it was given. */
    warmupsFound: z.number().nullable().optional(),
  }),
  /**
   * Where replications were to go on until enough was known: half-widths as shares of the mean lead time, `points` the widest of a segment's share in time,
   * the least number that were run, and what ended the run: the goal, the limit on events or on replications, or that nothing was measured.
   */
  precision: z
    .strictObject({
      asked: z.number(),
      reached: z.number().nullable(),
      least: z.number(),
      points: z.strictObject({ asked: z.number(), reached: z.number().nullable() }).optional(),
      ended: z.enum(['precise', 'events', 'nothing', 'replications']).optional(),
    })
    .optional(),
  /** Of the measured period: arrived + openBefore = completed + open. */
  cases: z.strictObject({ arrived: z.number(), completed: z.number(), openBefore: z.number().optional(), open: z.number() }),
  events: z.number(),
  wallSeconds: z.number(),
  workers: z.number(),
  peakMemoryBytes: z.number().nullable(),
  /** What may be believed of the scenario (trust.ts), in words; the host adds it, and it is absent in reports of before. */
  trust: z.string().optional(),
  leadTime: Est,
  /** Largest error of a quantile by its sketch, as a share of the true value; it is part of the quantiles' intervals. */
  quantileError: z.number().optional(),
  /** Lead times over equal bins on a log scale: lower edges in seconds and shares. */
  leadTimeHistogram: z.strictObject({ edges: z.array(z.number()), shares: z.array(z.number()) }),
  /** Mean seconds per completed case: handling, interrupted, waiting by cause. */
  leadTimeBy: WaitBy.extend({ handling: z.number(), interrupted: z.number(), rest: z.number() }),
  segments: z.record(z.string(), SegmentReport),
  /** Shares of the completed cases by the path of the final state; `outcomeShares` as means over replications with their intervals. */
  outcomes: z.record(z.string(), z.number()),
  outcomeShares: z.record(z.string(), Num),
  steps: z.record(z.string(), StepReport),
  pools: z.record(z.string(), PoolReport),
  /** Where the scenario asks for it. */
  quality: QualityReport.optional(),
  /** Share of cases that took each transition at least once, and times taken per case; by transition uid. */
  transitions: z.record(z.string(), z.strictObject({ perCase: z.number() })),
  flow: z.strictObject({ throughputPerDay: Num, wip: Num, processCycleEfficiency: Num, firstPassYield: Num }),
  bottlenecks: z.array(z.strictObject({ where: z.string(), kind: z.string(), score: z.number(), evidence: z.array(z.string()) })),
  checks: z.strictObject({
    /** Largest relative difference between L and λW over all queues and replications. */
    littlesLaw: z.strictObject({ ok: z.boolean(), worst: z.number() }),
    conservation: z.strictObject({ ok: z.boolean(), difference: z.number() }),
  }),
  /** Digest of all events of all replications, in order. Equal digests: the same run to the last bit. */
  digest: z.string(),
  warnings: z.array(z.string()),
})
export type Report = z.infer<typeof Report>
