import type { Program } from '../program/program.ts'
import type { Now } from './now.ts'
import { cellOf, sketchCells } from './sketch.ts'
import * as caseSum from '../program/codes/case-sum.ts'
import * as poolTotal from '../program/codes/pool-total.ts'
import * as segmentTotal from '../program/codes/segment-total.ts'
import * as stepTotal from '../program/codes/step-total.ts'
import * as total from '../program/codes/total.ts'
import type { CaseStore } from './store.ts'

/** A number of things over time: its area is kept up when it changes. */
class Level {
  readonly now: Int32Array
  private readonly since: Float64Array
  private readonly atMark: Float64Array
  /** Time of the last mark: a thing that was none then and has not changed since has no area. */
  private marked = 0

  /** The area of thing i is kept in totals[i · width + column], and by hour of the week in hours[i · 168 + hour]. */
  private readonly totals: Float64Array
  private readonly width: number
  private readonly column: number
  readonly hours: Float64Array | null
  private readonly clock: Now

  constructor(count: number, totals: Float64Array, width: number, column: number, hours: Float64Array | null, clock: Now) {
    this.clock = clock
    this.totals = totals
    this.width = width
    this.column = column
    this.hours = hours
    this.now = new Int32Array(count)
    this.since = new Float64Array(count)
    this.atMark = new Float64Array(count)
  }

  change(thing: number, by: number): void {
    const { time } = this.clock
    this.totals[thing * this.width + this.column]! += this.now[thing]! * (time - this.since[thing]!)
    this.since[thing] = time
    this.now[thing]! += by
  }

  /** Books the areas since the last mark under an hour of the week. */
  mark(hour: number): void {
    for (let thing = 0; thing < this.now.length; thing++) {
      if (this.now[thing] === 0 && this.since[thing]! <= this.marked) continue
      this.change(thing, 0)
      const area = this.totals[thing * this.width + this.column]!
      if (this.hours !== null) this.hours[thing * 168 + hour]! += area - this.atMark[thing]!
      this.atMark[thing] = area
    }
    this.marked = this.clock.time
  }
}

/** All that a run adds up. Everything is a sum over time or over cases completed, so that what lies before a moment can be taken off afterwards. */
export class Measures {
  readonly whole = new Float64Array(total.width)
  readonly steps: Float64Array
  readonly pools: Float64Array
  readonly segments: Float64Array
  readonly transitions: Float64Array
  readonly outcomes: Float64Array
  readonly hourSeconds = new Float64Array(168)
  readonly stepQueueHours: Float64Array
  readonly poolQueueHours: Float64Array
  readonly poolBusyHours: Float64Array
  readonly poolPeopleHours: Float64Array
  readonly leadTimeCells = new Float64Array(sketchCells)
  readonly segmentCells: Float64Array
  readonly waitCells: Float64Array
  readonly handleCells: Float64Array
  readonly doneWaitCells: Float64Array
  readonly queue: Level
  readonly poolQueue: Level
  readonly busy: Level
  readonly people: Level
  readonly wip: Level
  private readonly all: Float64Array[]
  private readonly others: ((time: number) => void)[] = []

  private readonly clock: Now

  /** `more`: sums that others keep, to be taken off in the same way. */
  constructor(program: Program, clock: Now, more: readonly Float64Array[] = []) {
    this.clock = clock
    const steps = program.steps.state.length
    const pools = program.pools.priority.length
    const segments = program.segments.when.length
    this.steps = new Float64Array(steps * stepTotal.width)
    this.pools = new Float64Array(pools * poolTotal.width)
    this.segments = new Float64Array(segments * segmentTotal.width)
    this.transitions = new Float64Array(program.chart.source.length)
    this.outcomes = new Float64Array(program.chart.kind.length)
    this.stepQueueHours = new Float64Array(steps * 168)
    this.poolQueueHours = new Float64Array(pools * 168)
    this.poolBusyHours = new Float64Array(pools * 168)
    this.poolPeopleHours = new Float64Array(pools * 168)
    this.segmentCells = new Float64Array(segments * sketchCells)
    this.waitCells = new Float64Array(steps * sketchCells)
    this.handleCells = new Float64Array(steps * sketchCells)
    this.doneWaitCells = new Float64Array(steps * sketchCells)
    this.queue = new Level(steps, this.steps, stepTotal.width, stepTotal.queue, this.stepQueueHours, clock)
    this.poolQueue = new Level(pools, this.pools, poolTotal.width, poolTotal.queue, this.poolQueueHours, clock)
    this.busy = new Level(pools, this.pools, poolTotal.width, poolTotal.busy, this.poolBusyHours, clock)
    this.people = new Level(pools, this.pools, poolTotal.width, poolTotal.people, this.poolPeopleHours, clock)
    this.wip = new Level(1, this.whole, 0, total.wip, null, clock)
    this.all = [
      this.whole,
      this.steps,
      this.pools,
      this.segments,
      this.transitions,
      this.outcomes,
      this.hourSeconds,
      this.stepQueueHours,
      this.poolQueueHours,
      this.poolBusyHours,
      this.poolPeopleHours,
      this.leadTimeCells,
      this.segmentCells,
      this.waitCells,
      this.handleCells,
      this.doneWaitCells,
      ...more,
    ]
  }

  step(step: number, column: number, value: number): void {
    this.steps[step * stepTotal.width + column]! += value
  }

  ofStep(step: number, column: number): number {
    return this.steps[step * stepTotal.width + column]!
  }

  pool(pool: number, column: number, value: number): void {
    this.pools[pool * poolTotal.width + column]! += value
  }

  ofPool(pool: number, column: number): number {
    return this.pools[pool * poolTotal.width + column]!
  }

  /** Sums that somebody else keeps; `bring` brings them up to a time. */
  include(sums: Float64Array, bring: (time: number) => void): void {
    this.all.push(sums)
    this.others.push(bring)
  }

  waited(step: number, seconds: number): void {
    this.step(step, stepTotal.waits, 1)
    this.step(step, stepTotal.wait, seconds)
    this.waitCells[step * sketchCells + cellOf(seconds)]!++
  }

  /** A wait was not over after all: the case waits again, and the sum will be its wait. */
  waitsOn(step: number, seconds: number): void {
    this.step(step, stepTotal.waits, -1)
    this.step(step, stepTotal.wait, -seconds)
    this.waitCells[step * sketchCells + cellOf(seconds)]!--
  }

  /** A wait, or part of one, has this cause (a column of a case's sums). */
  bookWait(cases: CaseStore, slot: number, step: number, cause: number, seconds: number): void {
    cases.sums[slot * caseSum.width + cause]! += seconds
    this.step(step, stepTotal.contention + cause, seconds)
  }

  /** A visit is over. `done`: with its work or wait, not because the case left. */
  visitOver(step: number, done: boolean, seconds: number, target: number): void {
    this.step(step, stepTotal.over, 1)
    if (done && seconds <= target) this.step(step, stepTotal.inTime, 1)
  }

  /** A visit ended with its work or wait, after it had waited so long: what a log of work can tell of, since a case that leaves a queue leaves no row. */
  done(step: number, waited: number): void {
    this.step(step, stepTotal.done, 1)
    this.step(step, stepTotal.doneWait, waited)
    this.doneWaitCells[step * sketchCells + cellOf(waited)]!++
  }

  handled(step: number, seconds: number): void {
    this.step(step, stepTotal.handled, 1)
    this.step(step, stepTotal.handling, seconds)
    this.handleCells[step * sketchCells + cellOf(seconds)]!++
  }

  /** A case is done: `final` is the state it ended in. */
  completed(cases: CaseStore, slot: number, final: number, targets: Float64Array): void {
    const { whole, segments } = this
    const leadTime = this.clock.time - cases.arrived[slot]!
    const cell = cellOf(leadTime)
    whole[total.completed]!++
    whole[total.leadTime]! += leadTime
    for (let i = 0; i < caseSum.width; i++) whole[total.contention + i]! += cases.sums[slot * caseSum.width + i]!
    if (cases.reworked[slot] === 0) whole[total.firstPass]!++
    this.outcomes[final]!++
    this.leadTimeCells[cell]!++
    for (let i = 0; i < targets.length; i++) {
      if (cases.inSegment[slot * targets.length + i] === 0) continue
      segments[i * segmentTotal.width + segmentTotal.completed]!++
      segments[i * segmentTotal.width + segmentTotal.leadTime]! += leadTime
      if (leadTime <= targets[i]!) segments[i * segmentTotal.width + segmentTotal.met]!++
      this.segmentCells[i * sketchCells + cell]!++
    }
  }

  /** The clock goes on to `time`; all areas are brought up to it, and what passed since the last mark belongs to this hour of the week. */
  mark(time: number, hour: number): void {
    this.clock.time = time
    for (const level of [this.queue, this.poolQueue, this.busy, this.people, this.wip]) level.mark(hour)
    for (const bring of this.others) bring(time)
  }

  /** Area under the cases in work, up to the last mark. */
  get workArea(): number {
    return this.whole[total.wip]!
  }

  /** A copy of all sums as they are. */
  snapshot(): readonly Float64Array[] {
    return this.all.map((sums) => sums.slice())
  }

  /** Takes off what had been added when the snapshot was made. */
  subtract(snapshot: readonly Float64Array[]): void {
    this.all.forEach((sums, i) => {
      for (let j = 0; j < sums.length; j++) sums[j]! -= snapshot[i]![j]!
    })
  }
}
