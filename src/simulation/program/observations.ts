/** A distribution of one replication: how many, mean, and quantiles from a sketch (relative error at most 1 %). Seconds. */
export type Sample = {
  readonly n: number
  readonly mean: number
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
}

export type StepObservations = {
  readonly visits: number
  readonly wait: Sample
  /** Waits of the visits that ended with their work or wait; those that were left before, of which a log of work has no row, are not among them. */
  readonly doneWait: Sample
  /** Of the waits that ended, those that were not over at once (a millisecond or more). */
  readonly waited: number
  /** Visits that are over, whoever or whatever ended them, and those that ended by themselves within the step's target. */
  readonly over: number
  readonly inTime: number
  readonly handle: Sample
  readonly queueLength: number
  /** Seconds in all, over the visits counted. */
  readonly contention: number
  readonly unavailability: number
  readonly priority: number
  readonly batching: number
  readonly external: number
  readonly interrupted: number
  /** Visits that were not the case's first. */
  readonly rework: number
  readonly queueByHour: Float64Array
}

export type PoolObservations = {
  readonly utilization: number
  readonly people: number
  readonly peak: number
  readonly cost: number
  readonly exposureMinutes: number
  /** Mean wait of the cases it served. */
  readonly wait: number
  readonly queueLength: number
  readonly queueByHour: Float64Array
  readonly busyByHour: Float64Array
  readonly peopleByHour: Float64Array
  /** Null or absent where the people are alike. */
  readonly crew?: CrewObservations | null
}

/** People one by one. Seconds. */
export type CrewObservations = {
  /** Worked beyond the end of shifts. */
  readonly overtime: number
  readonly exposurePerPerson: number
  /** Most on sensitive material for one person, over the whole run. */
  readonly mostInShift: number
  readonly mostInWeek: number
  /** How often somebody had used up a budget, over the whole run. */
  readonly budgetsReached: number
  /** Cases that asked only this pool, in which nobody could ever take them; over the whole run. */
  readonly hopeless: number
  /** By group of `names.crews`; `present`: on shift and not away; `cases`: visits finished. */
  readonly groups: readonly {
    readonly people: number
    readonly present: number
    readonly busy: number
    readonly exposure: number
    readonly cases: number
    /** NaN: not known. */ readonly cost: number
  }[]
}

export type SegmentObservations = {
  readonly cases: number
  readonly leadTime: Sample
  /** Share; NaN without a target or a case. */ readonly met: number
}

/** Completed cases by truth and end; of the violating ones with a view curve: how many (`seen`), their views, and those possible without any action. */
export type EndObservations = {
  readonly harmlessKept: number
  readonly harmlessRemoved: number
  readonly harmlessOther: number
  readonly violatingKept: number
  readonly violatingRemoved: number
  readonly violatingOther: number
  readonly seen: number
  readonly views: number
  readonly possible: number
}

/** Decisions of a step by truth, and how many were wrong; of those that checked an earlier one: how many found it wrong in truth, changed it, rightly. */
export type DecisionObservations = {
  readonly harmless: number
  readonly wronglyRemoved: number
  readonly violating: number
  readonly wronglyKept: number
  readonly checked: number
  readonly faulty: number
  readonly changed: number
  readonly corrected: number
}

/** Decision quality and harm; segments and steps as in the program's tables. `views`: per violating case, as a sample. */
export type QualityObservations = {
  readonly all: EndObservations
  readonly segments: readonly EndObservations[]
  readonly steps: readonly DecisionObservations[]
  readonly views: Sample
}

/** Why a run stopped before its end. */
export type Failure = { readonly reason: string; readonly state: string; readonly case: number; readonly time: number }

/** What one replication measured, after its warm-up. Plain data. Steps, pools, segments and transitions as in the program's tables. */
export type Observations = {
  readonly replication: number
  /** 16 hexadecimal digits over all events of the run. */
  readonly digest: string
  readonly events: number
  /** Seconds cut from the start, and whether the search for them ended before half the run. */
  readonly warmup: number
  readonly warmupFound: boolean
  /** Seconds that were measured. */
  readonly measured: number
  /** In the measured period, like everything below: arrived + open before = completed + open at the end. */
  readonly arrived: number
  readonly completed: number
  readonly openBefore: number
  readonly open: number
  readonly leadTime: Sample
  /** Counts of the lead-time sketch. */
  readonly leadTimeSketch: Uint32Array
  /** Mean seconds per completed case. */
  readonly leadTimeBy: {
    readonly contention: number
    readonly unavailability: number
    readonly priority: number
    readonly batching: number
    readonly external: number
    readonly handling: number
    readonly interrupted: number
    readonly rest: number
  }
  readonly segments: readonly SegmentObservations[]
  /** Completed cases by the final state that they ended in (index of the state). */
  readonly outcomes: Float64Array
  readonly steps: readonly StepObservations[]
  readonly pools: readonly PoolObservations[]
  /** Times each step failed; null where none can. */
  readonly failures: Float64Array | null
  /** Null where the scenario does not ask. */
  readonly quality: QualityObservations | null
  /** Times each transition was taken per case. */
  readonly transitions: Float64Array
  readonly throughputPerDay: number
  readonly wip: number
  readonly processCycleEfficiency: number
  readonly firstPassYield: number
  /** Cost of all pools per completed case; NaN when a pool's is not known. */
  readonly costPerCase: number
  readonly checks: {
    /** Largest relative difference between queue areas and the waits booked, over all queues and the system. */
    readonly littlesLaw: number
    /** Arrived less completed less open: 0. */
    readonly conservation: number
    /** Largest relative difference between a wait and the sum of its causes. */
    readonly causes: number
  }
  readonly failure: Failure | null
}
