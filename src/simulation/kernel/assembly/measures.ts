// The twin of engine/measures.ts, on the same arrays.
import * as caseSum from '../../program/codes/case-sum'
import * as poolTotal from '../../program/codes/pool-total'
import * as segmentTotal from '../../program/codes/segment-total'
import * as stepTotal from '../../program/codes/step-total'
import * as total from '../../program/codes/total'
import { cells, cellsPerPower, smallestPower } from '../../program/codes/sketch'
import { add, allocate, float, rounded } from './memory'
import { Case, Level, Step } from './structs'
import { leadTimeCells, outcomes, poolBusyHours, poolPeopleHours, poolQueueHours, pools, segmentCells, segments, segmentTarget, stepQueueHours, steps, whole } from './tables'
import { addTo, now, segmentCount, segmentsOf, sumsOf } from './world'


/** 2^smallestPower s, the first edge of a cell. */
const smallest: f64 = 1 / <f64>(1 << -smallestPower)

let levels: usize = 0
let levelCount: i32 = 0
let stepCount: i32 = 0
let poolCount: i32 = 0
let marked: f64 = 0

/** Lays out the levels: queue by step, queue, busy and people by pool, cases in work. */
export function setLevels(stepsThere: i32, poolsThere: i32): void {
  stepCount = stepsThere
  poolCount = poolsThere
  levelCount = stepCount + 3 * poolCount + 1
  levels = allocate(<usize>levelCount * rounded(offsetof<Level>()))
  for (let i = 0; i < stepCount; i++) lay(i, steps, i * stepTotal.width + stepTotal.queue, stepQueueHours, i)
  for (let i = 0; i < poolCount; i++) {
    lay(stepCount + i, pools, i * poolTotal.width + poolTotal.queue, poolQueueHours, i)
    lay(stepCount + poolCount + i, pools, i * poolTotal.width + poolTotal.busy, poolBusyHours, i)
    lay(stepCount + 2 * poolCount + i, pools, i * poolTotal.width + poolTotal.people, poolPeopleHours, i)
  }
  lay(levelCount - 1, whole, total.wip, 0, 0)
}

function lay(at: i32, totals: usize, column: i32, hours: usize, thing: i32): void {
  const level = levelAt(at)
  level.total = totals + (<usize>column << 3)
  level.hours = hours == 0 ? 0 : hours + <usize>thing * 168 * 8
}

@inline
export function levelAt(at: i32): Level {
  return changetype<Level>(levels + <usize>at * rounded(offsetof<Level>()))
}

@inline
export function poolQueueOf(pool: i32): Level {
  return levelAt(stepCount + pool)
}

@inline
export function busyOf(pool: i32): Level {
  return levelAt(stepCount + poolCount + pool)
}

@inline
export function peopleOf(pool: i32): Level {
  return levelAt(stepCount + 2 * poolCount + pool)
}

@inline
export function work(): Level {
  return levelAt(levelCount - 1)
}

@inline
export function change(level: Level, by: i32, time: f64): void {
  store<f64>(level.total, load<f64>(level.total) + <f64>level.now * (time - level.since))
  level.since = time
  level.now += by
}

/** Books the areas since the last mark under an hour of the week. */
export function markLevels(time: f64, hour: i32): void {
  for (let i = 0; i < levelCount; i++) {
    const level = levelAt(i)
    if (level.now == 0 && level.since <= marked) continue
    change(level, 0, time)
    const area = load<f64>(level.total)
    if (level.hours != 0) add(level.hours, hour, area - level.atMark)
    level.atMark = area
  }
  marked = time
}

/** Cell of a duration in the sketch. The twin of engine/sketch.ts. */
@inline
function cellOf(seconds: f64): i32 {
  if (!(seconds >= smallest)) return 0
  const cell = <i32>(reinterpret<u64>(seconds) >> 46) - ((1023 + smallestPower) * cellsPerPower - 1)
  return cell < cells ? cell : cells - 1
}

@inline
export function addStep(step: Step, column: i32, value: f64): void {
  add(step.totals, column, value)
}

/** Address of a step's sums. */
export function stepSums(step: i32): usize {
  return steps + <usize>(step * stepTotal.width * 8)
}

/** Address of a step's sketch among those of all steps. */
export function stepCells(all: usize, step: i32): usize {
  return all + <usize>(step * cells * 8)
}

@inline
export function addPool(pool: i32, column: i32, value: f64): void {
  add(pools, pool * poolTotal.width + column, value)
}

export function waited(step: Step, seconds: f64): void {
  addStep(step, stepTotal.waits, 1)
  addStep(step, stepTotal.wait, seconds)
  add(step.waitCells, cellOf(seconds), 1)
}

export function bookWait(it: Case, step: Step, cause: i32, seconds: f64): void {
  addTo(it, cause, seconds)
  addStep(step, stepTotal.contention + cause, seconds)
}

/** A visit is over; `done`: with its work or wait, not because the case left. */
export function visitOver(step: Step, done: bool, seconds: f64): void {
  addStep(step, stepTotal.over, 1)
  if (done && seconds <= step.target) addStep(step, stepTotal.inTime, 1)
}

/** A visit ended with its work or wait, after it had waited so long. */
export function done(step: Step, waited: f64): void {
  addStep(step, stepTotal.done, 1)
  addStep(step, stepTotal.doneWait, waited)
  add(step.doneWaitCells, cellOf(waited), 1)
}

export function handled(step: Step, seconds: f64): void {
  addStep(step, stepTotal.handled, 1)
  addStep(step, stepTotal.handling, seconds)
  add(step.handleCells, cellOf(seconds), 1)
}

/** A case is done; `final` is the state it ended in. */
export function completed(it: Case, final: i32): void {
  const leadTime = now - it.arrived
  const cell = cellOf(leadTime)
  add(whole, total.completed, 1)
  add(whole, total.leadTime, leadTime)
  const sums = sumsOf(it)
  for (let i = 0; i < caseSum.width; i++) add(whole, total.contention + i, float(sums, i))
  if (it.reworked == 0) add(whole, total.firstPass, 1)
  add(outcomes, final, 1)
  add(leadTimeCells, cell, 1)
  const inSegment = segmentsOf(it)
  for (let i = 0; i < segmentCount; i++) {
    if (load<u8>(inSegment + <usize>i) == 0) continue
    add(segments, i * segmentTotal.width + segmentTotal.completed, 1)
    add(segments, i * segmentTotal.width + segmentTotal.leadTime, leadTime)
    if (leadTime <= float(segmentTarget, i)) add(segments, i * segmentTotal.width + segmentTotal.met, 1)
    add(segmentCells, i * cells + cell, 1)
  }
}
