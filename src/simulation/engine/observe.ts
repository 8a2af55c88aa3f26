import * as poolTotal from '../program/codes/pool-total.ts'
import * as segmentTotal from '../program/codes/segment-total.ts'
import * as stepKind from '../program/codes/step-kind.ts'
import * as stepTotal from '../program/codes/step-total.ts'
import * as total from '../program/codes/total.ts'
import type {
  EndObservations,
  Observations,
  PoolObservations,
  QualityObservations,
  Sample,
  StepObservations,
} from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import type { Measures } from './measures.ts'
import { decisionColumn, decisionWidth, endColumn, endWidth } from './quality-measures.ts'
import type { QualityMeasures } from './quality-measures.ts'
import { crewObservations, poolCost } from './observe-people.ts'
import type { Observed } from './observed.ts'
import type { Recorder } from './recorder.ts'
import { quantileOf, sketchCells } from './sketch.ts'

/**
 * What a run that is over has measured. `end` is the moment at which it ended, up to which the recorder has come. The measures are used up: what lies
 * before the end of the warm-up is taken off them.
 */
export function observe(program: Program, replication: number, run: Observed, recorder: Recorder, end: number): Observations {
  const checks = checksOf(program, run, end)
  const cut = recorder.cut(end)
  const all = { arrived: run.measures.whole[total.arrived]!, completed: run.measures.whole[total.completed]! }
  if (cut.snapshot) run.measures.subtract(cut.snapshot)
  const completed = run.measures.whole[total.completed]!
  // What is open when the run begins is in it; what is open when the measured period begins came before.
  const arrived = cut.time === 0 ? all.arrived : run.measures.whole[total.arrived]!
  const late = lateCases(program, run, end)
  return {
    replication,
    digest: run.fingerprint.text,
    events: run.happened,
    warmup: cut.time,
    warmupFound: cut.found,
    measured: end - cut.time,
    arrived,
    completed,
    openBefore: all.arrived - all.completed - (arrived - completed),
    open: run.measures.wip.now[0]!,
    ...summary(program, run, end - cut.time, end, late),
    checks,
    failure: run.failure === null ? null : failureOf(program, run),
  }
}

/** Little's law (areas against times booked, the open cases' included), conservation, and the causes of waits: over the whole run. */
function checksOf(program: Program, run: Observed, end: number): Observations['checks'] {
  const { measures } = run
  const open = run.openWaits(end)
  // What open cases were before the start is in their lead time, but not in the areas.
  let ages = -run.ageBefore
  let count = 0
  run.eachOpen((arrived) => {
    ages += end - arrived
    count++
  })
  const difference = (area: number, booked: number) => Math.abs(area - booked) / Math.max(1, area)
  let worst = difference(measures.whole[total.wip]!, measures.whole[total.leadTime]! + ages)
  open.forEach((seconds, step) => {
    // A case that is held up outside does not stand in the queue yet; a wait step has no other queue.
    const outside = program.steps.kind[step] === stepKind.wait ? 0 : measures.ofStep(step, stepTotal.external)
    const waited = measures.ofStep(step, stepTotal.wait) - outside
    worst = Math.max(worst, difference(measures.ofStep(step, stepTotal.queue), waited + seconds))
  })
  return {
    littlesLaw: worst,
    conservation: measures.whole[total.arrived]! - measures.whole[total.completed]! - count,
    causes: run.pools.worstCauses,
  }
}

/** Open cases by segment that are already older than its target: they have missed it. */
function lateCases(program: Program, run: Observed, end: number): Float64Array {
  const { target } = program.segments
  const late = new Float64Array(target.length)
  run.eachOpen((arrived, isIn) => {
    for (let i = 0; i < target.length; i++) if (isIn(i) && end - arrived > target[i]!) late[i]!++
  })
  return late
}

type Summary = Omit<
  Observations,
  | 'replication'
  | 'digest'
  | 'events'
  | 'warmup'
  | 'warmupFound'
  | 'measured'
  | 'arrived'
  | 'completed'
  | 'openBefore'
  | 'open'
  | 'checks'
  | 'failure'
>

function summary(program: Program, run: Observed, measured: number, end: number, late: Float64Array): Summary {
  const { measures } = run
  const { whole } = measures
  const n = whole[total.completed]!
  const perCase = (column: number) => (n === 0 ? 0 : whole[column]! / n)
  const pools = Array.from(program.pools.priority, (_, pool) => poolOf(program, run, pool, measured, end))
  const cost = pools.reduce((sum, pool) => sum + pool.cost, 0)
  return {
    leadTime: sampleOf(measures.leadTimeCells, 0, n, whole[total.leadTime]!),
    leadTimeSketch: Uint32Array.from(measures.leadTimeCells),
    leadTimeBy: {
      contention: perCase(total.contention),
      unavailability: perCase(total.unavailability),
      priority: perCase(total.priority),
      batching: perCase(total.batching),
      external: perCase(total.external),
      handling: perCase(total.handling),
      interrupted: perCase(total.interrupted),
      rest: perCase(total.rest),
    },
    segments: Array.from(program.segments.target, (target, i) => {
      const cases = measures.segments[i * segmentTotal.width + segmentTotal.completed]!
      const leadTime = sampleOf(
        measures.segmentCells,
        i * sketchCells,
        cases,
        measures.segments[i * segmentTotal.width + segmentTotal.leadTime]!,
      )
      const due = cases + late[i]!
      return {
        cases,
        leadTime,
        met: Number.isNaN(target) || due === 0 ? NaN : measures.segments[i * segmentTotal.width + segmentTotal.met]! / due,
      }
    }),
    outcomes: measures.outcomes,
    steps: Array.from(program.steps.state, (_, step) => stepOf(measures, step, measured)),
    pools,
    failures: run.failures && run.failures.count,
    quality: run.quality && qualityOf(run.quality.measures),
    transitions: measures.transitions.map((taken) => (whole[total.arrived] === 0 ? 0 : taken / whole[total.arrived]!)),
    throughputPerDay: measured === 0 ? 0 : (n / measured) * 86400,
    wip: measured === 0 ? 0 : whole[total.wip]! / measured,
    processCycleEfficiency: whole[total.leadTime] === 0 ? NaN : whole[total.valueAdding]! / whole[total.leadTime]!,
    firstPassYield: n === 0 ? NaN : whole[total.firstPass]! / n,
    costPerCase: n === 0 ? NaN : cost / n,
  }
}

function stepOf(measures: Measures, step: number, measured: number): StepObservations {
  const of = (column: number) => measures.ofStep(step, column)
  return {
    visits: of(stepTotal.visits),
    wait: sampleOf(measures.waitCells, step * sketchCells, of(stepTotal.waits), of(stepTotal.wait)),
    waited: of(stepTotal.waits) - measures.waitCells[step * sketchCells]!,
    over: of(stepTotal.over),
    inTime: of(stepTotal.inTime),
    doneWait: sampleOf(measures.doneWaitCells, step * sketchCells, of(stepTotal.done), of(stepTotal.doneWait)),
    handle: sampleOf(measures.handleCells, step * sketchCells, of(stepTotal.handled), of(stepTotal.handling)),
    queueLength: measured === 0 ? 0 : of(stepTotal.queue) / measured,
    contention: of(stepTotal.contention),
    unavailability: of(stepTotal.unavailability),
    priority: of(stepTotal.priority),
    batching: of(stepTotal.batching),
    external: of(stepTotal.external),
    interrupted: of(stepTotal.interrupted),
    rework: of(stepTotal.rework),
    queueByHour: byHour(measures, measures.stepQueueHours, step),
  }
}

function poolOf(program: Program, run: Observed, pool: number, measured: number, end: number): PoolObservations {
  const crew = crewObservations(program, run, pool)
  const { measures } = run
  const of = (column: number) => measures.ofPool(pool, column)
  const people = of(poolTotal.people)
  const mean = (area: number) => (measured === 0 ? 0 : area / measured)
  return {
    utilization: people === 0 ? 0 : of(poolTotal.busy) / people,
    people: mean(people),
    peak: run.pools.peak[pool]!,
    cost: poolCost(program, run, pool, crew, end - measured, end),
    crew,
    exposureMinutes: of(poolTotal.exposure) / 60,
    wait: of(poolTotal.served) === 0 ? 0 : of(poolTotal.wait) / of(poolTotal.served),
    queueLength: mean(of(poolTotal.queue)),
    queueByHour: byHour(measures, measures.poolQueueHours, pool),
    busyByHour: byHour(measures, measures.poolBusyHours, pool),
    peopleByHour: byHour(measures, measures.poolPeopleHours, pool),
  }
}

function qualityOf({ ends, decisions, viewCells }: QualityMeasures): QualityObservations {
  const rows = Array.from({ length: ends.length / endWidth }, (_, row) => named(endColumn, ends, row * endWidth))
  const [all, ...segments] = rows as [EndObservations, ...EndObservations[]]
  return {
    all,
    segments,
    steps: Array.from({ length: decisions.length / decisionWidth }, (_, step) => named(decisionColumn, decisions, step * decisionWidth)),
    views: sampleOf(viewCells, 0, all.seen, all.views),
  }
}

/** A row of sums with its columns' names. */
function named<Name extends string>(columns: Readonly<Record<Name, number>>, sums: Float64Array, at: number): Record<Name, number> {
  const entries = Object.entries(columns) as [Name, number][]
  return Object.fromEntries(entries.map(([name, column]) => [name, sums[at + column]!])) as Record<Name, number>
}

function byHour(measures: Measures, areas: Float64Array, thing: number): Float64Array {
  return areas
    .slice(thing * 168, thing * 168 + 168)
    .map((area, hour) => (measures.hourSeconds[hour] === 0 ? 0 : area / measures.hourSeconds[hour]!))
}

function sampleOf(cells: Float64Array, at: number, n: number, sum: number): Sample {
  const quantile = (p: number) => quantileOf(cells, at, n, p)
  return { n, mean: n === 0 ? 0 : sum / n, p50: quantile(0.5), p90: quantile(0.9), p95: quantile(0.95), p99: quantile(0.99) }
}

function failureOf(program: Program, run: Observed): Observations['failure'] {
  const { state, case: number, time } = run.failedIn()
  return { reason: run.failure!.reason, state: program.names.states[state]!.title, case: number, time }
}
