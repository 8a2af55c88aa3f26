import type { CrewTable } from './crew-table.ts'
import type { Formula } from './formula.ts'

/**
 * A workflow and a scenario compiled to flat tables: numbers, and the few names that a report needs. Plain structured-cloneable data;
 * `compile` makes it, the engine only reads it. Times are seconds since the run's start. `-1` stands for none.
 * A list of lists is two arrays: the items, and `…At` with one more entry than there are lists: list i is items[at[i] … at[i + 1] - 1].
 */
export type Program = {
  readonly seed: number
  /** End of the run, and the end of the warm-up; `auto` finds it among the first half of `parts`. */
  readonly horizon: number
  readonly warmup: number | 'auto'
  /** Where the period that was asked for begins, in seconds: what lies before was laid before it so that it begins with a floor at work; 0 where nothing was. */
  readonly measuredFrom: number
  /** Ends of the equal parts of the run by which a warm-up is found: whole weeks of the wall clock where demand is weekly. */
  readonly parts: Float64Array
  /** Arrivals stop after so many cases, and the run ends when all have left; Infinity: the horizon alone decides. */
  readonly maxCases: number
  readonly replications: number
  readonly chart: Chart
  readonly formulas: readonly Formula[]
  readonly actions: ActionTable
  readonly steps: StepTable
  readonly pools: PoolTable
  /** By pool: its people one by one, or null where they are alike. */
  readonly crews: readonly (CrewTable | null)[]
  readonly demand: DemandTable
  /** Null: the run begins with no case open. */
  readonly backlog: BacklogTable | null
  /** Null where no step has a delay, and no wait a clock. */
  readonly outside: OutsideTable | null
  /** Null where what befalls a case is drawn. */
  readonly luck: LuckTable | null
  /** Null where no condition asks for a built-in. */
  readonly builtIns: BuiltInTable | null
  readonly segments: SegmentTable
  /** Null where no automatic step fails; where the scenario says nothing of quality. */
  readonly failures: FailureTable | null
  readonly quality: QualityTable | null
  readonly clock: ClockTable
  readonly names: Names
}

export const stateKind = { atomic: 0, compound: 1, parallel: 2, final: 3, shallow: 4, deep: 5 } as const

/** The statechart. States are in document order, the root is 0, so the descendants of s are s + 1 … last[s]. */
export type Chart = {
  readonly kind: Uint8Array
  readonly parent: Int32Array
  readonly last: Int32Array
  /** Compound: the initial child. History: see `historyDefault`. */
  readonly initial: Int32Array
  /** History: where it leads when nothing is remembered. */
  readonly historyDefault: Int32Array
  /** Children without history states; history children apart. */
  readonly children: Int32Array
  readonly childrenAt: Int32Array
  readonly histories: Int32Array
  readonly historiesAt: Int32Array
  /** Step of a state, or -1. */
  readonly step: Int32Array
  readonly entryAt: Int32Array
  readonly exitAt: Int32Array
  /** Timers started on entry, in the order in which XState starts them: delay in seconds and the event that they raise. */
  readonly timerDelay: Float64Array
  readonly timerEvent: Int32Array
  readonly timersAt: Int32Array
  /** What a state does on an event, in the order in which it is tried. */
  readonly onEvent: Int32Array
  readonly onTransition: Int32Array
  readonly onAt: Int32Array
  readonly always: Int32Array
  readonly alwaysAt: Int32Array
  /** Event raised when the state is done. */
  readonly doneEvent: Int32Array
  readonly source: Int32Array
  readonly targets: Int32Array
  readonly targetsAt: Int32Array
  readonly reenter: Uint8Array
  readonly guard: Int32Array
  readonly effectAt: Int32Array
}

/** Actions of states on entry and exit and of transitions, one after another; the chart's `entryAt`, `exitAt`, `effectAt` say which are whose. */
export type ActionTable = {
  readonly kind: Uint8Array
  readonly attribute: Int32Array
  /** `set`: formula. `draw`: counter that says how often it was drawn before. */
  readonly operand: Int32Array
  /** `count`: by how much. */
  readonly by: Float64Array
  /** `draw`: values and cumulative shares. */
  readonly values: Float64Array
  readonly shares: Float64Array
  readonly valuesAt: Int32Array
  /** `draw`: hash of what for. */
  readonly purpose: Int32Array
  /** How many counters a case needs: one per step, then one per `draw`. */
  readonly counters: number
}

/** A gamma distribution reaches the engine as its quantiles. */
export const distributionKind = { constant: 0, exponential: 1, uniform: 2, lognormal: 3, empirical: 4, gamma: 4, rare: 5 } as const

/** Steps in document order. */
export type StepTable = {
  readonly state: Int32Array
  readonly kind: Uint8Array
  readonly pools: Int32Array
  readonly poolsAt: Int32Array
  /** Automatic: cases worked on at once; 0: no limit. */
  readonly slots: Int32Array
  readonly batchSize: Int32Array
  readonly batchAge: Float64Array
  /** Moments at which a batch moves on, over the whole run. */
  readonly batchTimes: Float64Array
  readonly batchTimesAt: Int32Array
  /** By kind of case: condition (formula or -1), distribution and its parameters. */
  readonly timeWhen: Int32Array
  readonly timeKind: Uint8Array
  readonly timeParameters: Float64Array
  readonly timeParametersAt: Int32Array
  readonly timesAt: Int32Array
  /** Mean of each of these times. */
  readonly timeMean: Float64Array
  /** Seconds within which a visit is to be over, from entering to leaving; NaN: no target. */
  readonly target: Float64Array
  /** Review: what becomes of the case in hand at the end of a shift (`endOfShift`). */
  readonly endOfShift: Uint8Array
  /** Review: the rows among the times that say how long a case's patience lasts. */
  readonly patienceAt: Int32Array
  /** Review: longest wait in seconds, NaN: as long as patience lasts; and the event that ends the wait, -1: no limit. */
  readonly limitAfter: Float64Array
  readonly limitEvent: Int32Array
  /** Review: whether only the first pool is asked at first; seconds of waiting and length of its queue from which on all are; Infinity: never. */
  readonly overflows: Uint8Array
  readonly overflowAfter: Float64Array
  readonly overflowQueue: Float64Array
  /** By kind of case: condition, then events with cumulative shares. */
  readonly outcomeWhen: Int32Array
  readonly outcomeEvent: Int32Array
  readonly outcomeShare: Float64Array
  readonly outcomeEventsAt: Int32Array
  readonly outcomesAt: Int32Array
  readonly valueAdding: Uint8Array
  readonly sensitive: Uint8Array
  /** Hash of what a draw is for: its time, its outcome. */
  readonly timePurpose: Int32Array
  readonly patiencePurpose: Int32Array
  readonly outcomePurpose: Int32Array
}

/** Columns behind a case's attributes: how often it began each step, the steps that it has left last, and its age; -1: nobody asks for it. */
export type BuiltInTable = {
  readonly count: number
  /** By step: column of how often it was begun, and the number that stands for its uid. */
  readonly visits: Int32Array
  readonly code: Int32Array
  readonly prev: number
  readonly prev2: number
  readonly age: number
  readonly weekHour: number
  /** The number that stands for no step. */
  readonly none: number
}

/** The outside world before and at steps: delays, and the working hours by which they, or the times of wait steps, are counted. */
export type OutsideTable = {
  /** By step: the rows among the step table's times that say how long it is held up before it asks for anybody. */
  readonly delaysAt: Int32Array
  readonly purpose: Int32Array
  /** By step: the rows among those times that say how long it stays open after the work. */
  readonly restsAt: Int32Array
  /** By row of those, from the first on: share of the visits that do. */
  readonly restShare: Float64Array
  readonly restPurpose: Int32Array
  /** By step: its clock, or -1: it always runs. */
  readonly clock: Int32Array
  /** By clock: from when to when somebody is on shift, in order, how fast the clock runs then, and the seconds it counted before each; the last has no end. */
  readonly opens: Float64Array
  readonly closes: Float64Array
  readonly pace: Float64Array
  readonly worked: Float64Array
  readonly turnsAt: Int32Array
}

/** By step what past luck says of a visit: place `step · count + what` in `way`. */
export const luckWhat = { time: 0, delay: 1, rest: 2, outcomes: 3, count: 4 } as const
/** As it was seen; what has the same rank in a table that was changed; or drawn, since the past cannot say it. */
export const luckWay = { seen: 0, ranked: 1, drawn: 2 } as const

/** What past cases did, for cases of a run to take their luck from (calibration.md, section 5). */
export type LuckTable = {
  /** By past case: when it came, in seconds since 1970 on the wall clock, and its kind; by kind the values of the attributes that tell kinds apart. */
  readonly local: Float64Array
  readonly kind: Int32Array
  readonly attribute: Int32Array
  readonly kinds: Float64Array
  /** By past case its visits, those of a step together and in order: event (-1: not known), and seconds (NaN: not known; `atLeast` 0). */
  readonly visitsAt: Int32Array
  readonly step: Int32Array
  readonly event: Int32Array
  readonly time: Float64Array
  readonly delay: Float64Array
  readonly rest: Float64Array
  readonly atLeast: Float64Array
  readonly way: Uint8Array
  /** The tables that were fitted to the past, row by row those of the step table, where one was changed since. */
  readonly was: { readonly steps: StepTable; readonly restShare: Float64Array } | null
}

export const endOfShift = { finish: 0, restart: 1, resume: 2, 'hand-over': 3 } as const

export type PoolTable = {
  /** Order of the queue (`orderKind`), and the formula of its priority or value, or -1. */
  readonly order: Uint8Array
  readonly priority: Int32Array
  /** People alike: how many are on shift and not away from a time on; the first entry of each pool is at 0. */
  readonly changeTime: Float64Array
  readonly changePeople: Int32Array
  readonly changesAt: Int32Array
  /** People alike, where some are away at times: how many are paid from a time on, in the same form; else no entry. */
  readonly paidTime: Float64Array
  readonly paidPeople: Int32Array
  readonly paidAt: Int32Array
  /** Cost per person and second on shift, and per visit finished; NaN: not known. */
  readonly cost: Float64Array
  readonly caseCost: Float64Array
}

/** Where cases come from; `ClockTable` inside, because a profile goes by the hours of the wall clock. */
export type DemandTable = ReplayTable | ProfileTable | ResampleTable

/** Which cases come at all: formula that must hold (null: all), and the share of these. */
export type ThinningTable = { readonly keep: Formula | null; readonly share: number }

export type ReplayTable = {
  readonly kind: 'replay'
  readonly time: Float64Array
  readonly values: Float64Array
  /** How often each case comes on average; null: each once. */
  readonly copies: Float64Array | null
  readonly thinning: ThinningTable
}

/** Days of the past, and by day of the run which of them it may take. */
export type ResampleTable = {
  readonly kind: 'resample'
  /** First day of the run, in days since 1970-01-01 on the wall clock, and by day from then on its kind: Monday 0 … Sunday 6, holiday 7. */
  readonly firstDay: number
  readonly dayKind: Uint8Array
  /** By kind: the days of the past that it may take. */
  readonly source: Int32Array
  readonly sourceAt: Int32Array
  /** Cases by day of the past: seconds since its midnight on the wall clock, and attributes. */
  readonly casesAt: Int32Array
  readonly timeOfDay: Float64Array
  readonly values: Float64Array
  /** Seconds by which they come later; how often each comes on average, before `effects`, whose kinds of case are the cases of the past. */
  readonly shift: number
  readonly scale: number
  readonly effects: EffectTable
  readonly thinning: ThinningTable
  readonly clock: ClockTable
}

export type ProfileTable = {
  readonly kind: 'profile'
  /** Cases per second; factors by the hour of the week; growth as the exponent per second. */
  readonly level: number
  readonly hourOfWeek: Float64Array
  readonly growth: number
  readonly clock: ClockTable
  readonly effects: EffectTable
  /** Kinds of case: weights in rows, and the row that holds in each hour of the week. */
  readonly weights: Float64Array
  readonly weightsOfHour: Int32Array
  readonly kinds: number
  readonly values: Float64Array
  readonly numbers: NumberTable
  readonly thinning: ThinningTable
  /** Noise as exp(sigma z - sigma² / 2) with z an AR(1) series of the given correlation; sigma 0: none. */
  readonly noiseSigma: number
  readonly noiseCorrelation: number
}

/** Spikes and special days: from when to when the rate is multiplied, by what, and for which kinds. */
export type EffectTable = {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly factor: Float64Array
  /** Seconds in which what is above 1 halves; Infinity: constant. */
  readonly halfLife: Float64Array
  /** Row of 24 factors by the hour of the day, or -1. */
  readonly hoursRow: Int32Array
  readonly hours: Float64Array
  /** Row of `hits` with 1 for each kind that is meant, or -1: all. */
  readonly hitsRow: Int32Array
  readonly hits: Uint8Array
  /** Moments after 0 at which one begins or ends, in order. */
  readonly cuts: Float64Array
}

/** Attributes drawn at arrival, by kind of case: which, from what distribution, and the hash of what for. */
export type NumberTable = {
  readonly attribute: Int32Array
  readonly kind: Uint8Array
  readonly parameters: Float64Array
  readonly parametersAt: Int32Array
  readonly purpose: Int32Array
  readonly numbersAt: Int32Array
}

/** Cases open at the start, by entry: in which state, how many, with which attributes. */
export type BacklogTable = {
  readonly state: Int32Array
  readonly cases: Int32Array
  readonly values: Float64Array
  /** Distributions: 2 · entry is the age, 2 · entry + 1 the time in the state, which has no parameters where it is not given. */
  readonly kind: Uint8Array
  readonly parameters: Float64Array
  readonly parametersAt: Int32Array
}

export type SegmentTable = { readonly when: Int32Array; /** Seconds; NaN: none. */ readonly target: Float64Array }

/** Stretches of the run with a constant offset of the wall clock: when each begins (the first at 0), and wall clock (seconds since 1970) less run time. */
export type ClockTable = { readonly from: Float64Array; readonly offset: Float64Array }

/** Automatic steps that may fail. By step: the event of a failure (-1: never fails), then condition and share by kind of case. */
export type FailureTable = {
  readonly event: Int32Array
  readonly when: Int32Array
  readonly share: Float64Array
  readonly at: Int32Array
  readonly purpose: Int32Array
}

/** `none`: the step does not decide. */
export const decisionRole = { none: 0, review: 1, qa: 2, appeal: 3 } as const

/** Decision quality and harm. Verdicts and truths are 0 for harmless, 1 for violating. */
export type QualityTable = {
  /** Share of violating cases by condition, and the attribute that gets the truth, or -1. */
  readonly violatingWhen: Int32Array
  readonly violatingShare: Float64Array
  readonly attribute: number
  /** By step: its role, and whether its outcomes are `upheld` and `overturned` rather than verdicts. */
  readonly role: Uint8Array
  readonly relative: Uint8Array
  /** Outcomes by step and verdict: list 2 · step is harmless (or upheld), list 2 · step + 1 violating (or overturned). */
  readonly verdictEvents: Int32Array
  readonly verdictsAt: Int32Array
  /** Error rates by condition, step and pool (-1: any); `errorRate` in pairs: wrongly removed, wrongly kept. */
  readonly errorWhen: Int32Array
  readonly errorStep: Int32Array
  readonly errorPool: Int32Array
  readonly errorRate: Float64Array
  /** Factors on error rates from so many days, so many hours on, growing. */
  readonly tenureDays: Float64Array
  readonly tenureFactor: Float64Array
  readonly hoursAtWork: Float64Array
  readonly hoursFactor: Float64Array
  /** By state: 1 where the content is gone in the end, where it stays; where it is taken from view. */
  readonly removed: Uint8Array
  readonly kept: Uint8Array
  readonly stops: Uint8Array
  /** View curves: condition, formula of the views per hour, formula of the hours since posting (-1: 0), half-life in hours (0: by points). */
  readonly curveWhen: Int32Array
  readonly curveViews: Int32Array
  readonly curveAge: Int32Array
  readonly curveHalfLife: Float64Array
  readonly pointHours: Float64Array
  readonly pointFactor: Float64Array
  readonly pointsAt: Int32Array
  /** Hash of what a draw is for, by step: whether the decision is wrong, which of several outcomes says it. */
  readonly errorPurpose: Int32Array
  readonly verdictPurpose: Int32Array
}

/** What reports, logs and traces need to name things. */
export type Names = {
  readonly machine: string
  readonly states: readonly {
    readonly uid: string
    readonly key: string
    readonly path: string
    readonly title: string
    /** Whether its visits leave no row in a log. */
    readonly silent?: boolean
  }[]
  readonly transitions: readonly string[]
  readonly events: readonly string[]
  readonly pools: readonly { readonly id: string; readonly title: string }[]
  /** By pool: groups of its people one by one; none where they are alike. */
  readonly crews: readonly (readonly { readonly title: string; readonly vendor?: string; readonly site?: string }[])[]
  readonly segments: readonly string[]
  readonly attributes: readonly { readonly name: string; readonly type: 'number' | 'boolean' | 'enum' }[]
  /** All texts that attributes and expressions can have; a text is its place in this list. */
  readonly texts: readonly string[]
  /** UTC instants of the start and the end. */
  readonly from: string
  readonly to: string
  readonly zone: string
  readonly hashes: { readonly workflow: string; readonly scenario: string; readonly history: string | null }
  /** What the scenario says of itself that a careful analyst would repeat beside the result. */
  readonly warnings: readonly string[]
}
