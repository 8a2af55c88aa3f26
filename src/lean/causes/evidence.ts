import { meanOf, secondMoment } from '../../simulation/compile/distribution-facts.ts'
import type { Member } from '../../simulation/model/people.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Arrival } from '../../simulation/model/arrival.ts'
import { hourOfWeek, localSeconds } from '../../simulation/model/wall-clock.ts'
import { orNothing } from '../../simulation/report/estimate.ts'
import type { Report, WaitBy } from '../../simulation/report/report.ts'
import type { Step } from '../../workflow/step.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { findShortages, sayWeek } from '../shortage.ts'
import { goalInTime } from '../target.ts'

const hoursOfWeek = 168
const day = 86_400

/** What one run says of a step. Seconds are per case that arrives, so that cases still open count too (Little's law). */
export type StepFacts = {
  readonly uid: string
  readonly title: string
  readonly step: Step
  /** Visits per case. */
  readonly visits: number
  /** Waiting, and its parts by cause. */
  readonly wait: number
  readonly by: WaitBy
  /** Mean of a piece of work, and its squared coefficient of variation: as the scenario has them. */
  readonly handle: number
  readonly variation: number
  /** Share of visits that are not the case's first. */
  readonly repeated: number
  /** Work that was broken off. */
  readonly interrupted: number
}

/** What one run says of a pool: what is asked of it, what it can do, by hour of the week. */
export type PoolFacts = {
  readonly id: string
  readonly title: string
  /** Steps that ask it first. */
  readonly steps: readonly StepFacts[]
  readonly wait: number
  readonly by: WaitBy
  /** People asked for by the work that comes, by hour of the week, as if nothing made cases late or sent them elsewhere. */
  readonly work: readonly number[]
  /** The same as it came to the pool: work done, and what the queue grew or shrank by. */
  readonly came: readonly number[]
  /** People on shift, in people of full pace. */
  readonly staff: readonly number[]
  /** Work over staff. */
  readonly load: number
  /** Pace of the people in this run, and when nobody is new. */
  readonly pace: number
  readonly fullPace: number
  readonly handle: number
  readonly variation: number
  /** Pieces of work per case. */
  readonly visits: number
  /** Measured: time at work over time on shift. */
  readonly busy: number
}

/** What causes are read from: one run, beside what is drawn and what is asked. */
export type Evidence = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  readonly report: Report
  /** Seconds that a case that arrives is in the workflow, and the part of it that is handling. */
  readonly total: number
  readonly handling: number
  readonly casesPerHour: number
  /** Demand by hour of the week, mean 1. */
  readonly profile: readonly number[]
  readonly steps: readonly StepFacts[]
  readonly pools: readonly PoolFacts[]
  /** Whether some segment misses its target clearly. */
  readonly late: boolean
}

/** Waiting of so many handlings is more than chance makes in a pool with people enough. */
const congested = 0.75

/** Reads the evidence of one run; `arrivals`, where a history was replayed. Null where no case came. */
export function evidenceOf(workflow: Workflow, scenario: Scenario, report: Report, arrivals?: readonly Arrival[]): Evidence | null {
  const { arrived } = report.cases
  const { from, to, warmupSeconds, warmupWithinPeriod } = report.period
  const seconds = instantOf(to) - instantOf(from) - (warmupWithinPeriod === true ? warmupSeconds : 0)
  if (!(arrived > 0) || !(seconds > 0) || !(report.replications > 0)) return null
  const perSecond = arrived / report.replications / seconds
  const steps = Object.values(report.steps).flatMap((step) => factsOf(workflow, scenario, step, arrived, perSecond) ?? [])
  const profile = levelled(scenario.demand.kind === 'profile' ? scenario.demand.hourOfWeek : countedByHour(scenario, arrivals ?? []))
  return {
    workflow,
    scenario,
    report,
    total: orNothing(report.flow.wip.value) / perSecond,
    handling: report.leadTimeBy.handling,
    casesPerHour: perSecond * 3600,
    profile,
    steps,
    pools: Object.keys(report.pools).map((id) => poolFacts(scenario, report, id, steps, perSecond, profile)),
    late: Object.values(report.segments).some(({ sla }) => sla.met !== null && sla.met.value < goalInTime),
  }
}

/** Seconds since 1970 of a report's instant. */
function instantOf(text: string): number {
  return localSeconds(text.replace(/(\.\d+)?Z$/, ''))
}

function factsOf(
  workflow: Workflow,
  scenario: Scenario,
  step: Report['steps'][string],
  arrived: number,
  perSecond: number,
): StepFacts | null {
  const drawn = workflow.states[step.uid]?.step
  if (!drawn || step.visits === 0) return null
  const visits = step.visits / arrived
  // Cases held up by the outside world before they ask for anybody stand in no queue.
  const heldUp = drawn.kind === 'wait' ? 0 : visits * step.waitBy.external
  const queued = orNothing(step.queueLength.value) / perSecond
  const causes = (Object.keys(step.waitBy) as (keyof WaitBy)[]).filter((cause) => drawn.kind === 'wait' || cause !== 'external')
  const sum = causes.reduce((all, cause) => all + step.waitBy[cause], 0)
  const ofQueue = (cause: keyof WaitBy) => {
    if (sum > 0) return causes.includes(cause) ? (queued * step.waitBy[cause]) / sum : 0
    return cause === kindOfWait(drawn) ? queued : 0
  }
  return {
    uid: step.uid,
    title: step.title,
    step: drawn,
    visits,
    wait: queued + heldUp,
    by: byCause((cause) => ofQueue(cause) + (cause === 'external' ? heldUp : 0)),
    ...workOf(scenario, step),
    repeated: step.rework,
    interrupted: step.interrupted * visits,
  }
}

/** The cause of a wait of which nobody has seen the end. */
function kindOfWait(step: Step): keyof WaitBy {
  return step.kind === 'batch' ? 'batching' : step.kind === 'wait' ? 'external' : 'contention'
}

function byCause(of: (cause: keyof WaitBy) => number): WaitBy {
  return {
    contention: of('contention'),
    unavailability: of('unavailability'),
    priority: of('priority'),
    batching: of('batching'),
    external: of('external'),
  }
}

/** Mean and squared coefficient of variation of the work; where it differs by kind of case, the mean as measured. */
function workOf(scenario: Scenario, step: Report['steps'][string]): { handle: number; variation: number } {
  const times = scenario.performance[step.uid]?.time ?? []
  if (times.length === 0) return { handle: 0, variation: 0 }
  const moments = times.map(({ distribution }) => [meanOf(distribution), secondMoment(distribution)] as const)
  const mean = moments.reduce((sum, [first]) => sum + first, 0) / moments.length
  const second = moments.reduce((sum, [, square]) => sum + square, 0) / moments.length
  const measured = orNothing(step.handle.mean.value)
  return { handle: times.length > 1 && measured > 0 ? measured : mean, variation: mean > 0 ? second / (mean * mean) - 1 : 0 }
}

function poolFacts(
  scenario: Scenario,
  report: Report,
  id: string,
  steps: readonly StepFacts[],
  perSecond: number,
  profile: readonly number[],
): PoolFacts {
  const pool = report.pools[id]!
  const askedFirst = steps.filter(({ step }) => step.kind === 'review' && step.pools[0] === id)
  const sum = (of: (step: StepFacts) => number) => askedFirst.reduce((all, step) => all + of(step), 0)
  const shared = steps.filter(({ step }) => step.kind === 'review' && step.pools.includes(id) && step.pools.length > 1)
  const alone = steps.filter(({ step }) => step.kind === 'review' && step.pools.includes(id) && step.pools.length === 1)
  const people = (of: readonly StepFacts[]) => of.reduce((all, { visits, handle }) => all + visits * handle * perSecond, 0)
  // Of work that several pools share, a pool has what it was busy with beyond its own.
  const busy = mean(pool.busyByHour)
  const asked = people(alone) + (shared.length > 0 ? Math.max(0, Math.min(people(shared), busy - people(alone))) : 0)
  const { now, full } = paceOf(scenario, id)
  const staff = pool.peopleByHour.map((count) => count * now)
  const visits = sum((step) => step.visits)
  const weighted = (of: (step: StepFacts) => number) => (visits > 0 ? sum((step) => step.visits * of(step)) / visits : 0)
  return {
    id,
    title: pool.title,
    steps: askedFirst,
    wait: sum(({ wait, by }) => wait - by.external),
    by: byCause((cause) => sum(({ by }) => by[cause])),
    work: profile.map((factor) => asked * factor),
    came: cameByHour(
      pool,
      weighted(({ handle }) => handle),
      asked,
    ),
    staff,
    load: asked / Math.max(1e-9, mean(staff)),
    pace: now,
    fullPace: full,
    handle: weighted(({ handle }) => handle),
    variation: weighted(({ variation }) => variation),
    visits,
    busy: orNothing(pool.utilization.value),
  }
}

/** People asked for by the work that came in each hour of the week, on average `asked`. The queue's jump from the end of the week to its beginning is none: a run may be one week. */
function cameByHour({ busyByHour, queueByHour }: Report['pools'][string], handle: number, asked: number): number[] {
  const last = queueByHour.length - 1
  const came = busyByHour.map((busy, hour) => {
    const [from, to] = [Math.max(0, hour - 1), Math.min(last, hour + 1)]
    const grown = to > from ? ((queueByHour[to] ?? 0) - (queueByHour[from] ?? 0)) / (to - from) : 0
    return Math.max(0, busy + (grown * handle) / 3600)
  })
  const level = mean(came)
  return level > 0 ? came.map((people) => (people * asked) / level) : came
}

/** Mean pace of the people of a pool over the run: as they are, and what they would be worth if all had begun and nobody were new. */
function paceOf(scenario: Scenario, id: string): { now: number; full: number } {
  const pool = scenario.pools[id]
  const crew = pool?.members ?? []
  const alike = (pool?.shifts ?? []).reduce((sum, { people, days }) => sum + (people * days.length) / 7, 0)
  const over = (of: (member: Member) => number) => alike + crew.reduce((sum, one) => sum + (one.count ?? 1) * of(one), 0)
  const there = over((one) => newcomer(scenario, one).there)
  if (there === 0 || crew.length === 0) return { now: 1, full: 1 }
  return {
    now: over((one) => (one.speed ?? 1) * newcomer(scenario, one).pace) / there,
    full: over(({ speed = 1 }) => speed) / there,
  }
}

/** Means over the run: the share of it that a member is there, and the share of the full pace, nought while not there. */
export function newcomer(scenario: Scenario, { startedOn, rampUp }: Member): { there: number; pace: number } {
  if (startedOn === undefined) return { there: 1, pace: 1 }
  const { days } = scenario.run
  const before = (localSeconds(scenario.start) - localSeconds(`${startedOn}T00:00:00`)) / day
  const passed = Array.from({ length: 28 }, (_, i) => before + ((i + 0.5) / 28) * days)
  const paceAt = (since: number) => (since < 0 ? 0 : rampUp ? rampUp.from + (1 - rampUp.from) * Math.min(1, since / rampUp.days) : 1)
  return { there: mean(passed.map((since) => (since < 0 ? 0 : 1))), pace: mean(passed.map(paceAt)) }
}

/** Whether cases wait for a pool longer than belongs to any work that comes by chance. */
export function isCongested({ wait, visits, handle }: Pick<PoolFacts, 'wait' | 'visits' | 'handle'>): boolean {
  return wait > congested * visits * handle
}

/** The hours in which a pool is short of people; nothing where its queue is too short for any to stand out: “people enough at every hour” is no evidence of a cause. */
export function sayShortWeek({ report }: Evidence, { id, title }: Pick<PoolFacts, 'id' | 'title'>): string[] {
  const shortages = findShortages(report.pools[id]!)
  return shortages.length > 0 ? [sayWeek(title, shortages)] : []
}

/** The mean. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Arrivals by hour of the week of the scenario's clock at the start. */
function countedByHour(scenario: Scenario, arrivals: readonly Arrival[]): number[] {
  const counts = Array.from({ length: hoursOfWeek }, () => 0)
  const start = localSeconds(scenario.start)
  for (const { time } of arrivals) counts[hourOfWeek(start + time)]!++
  return counts
}

function levelled(factors: readonly number[]): number[] {
  const level = mean(factors)
  return level > 0 ? factors.map((factor) => factor / level) : factors.map(() => 1)
}
