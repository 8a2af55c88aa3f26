// The twin of engine/measures.ts, on the same arrays.
import { allocate, rounded } from './memory'
import { Case, Level, Step } from './structs'
import {
  add,
  float,
  leadTimeCells,
  outcomes,
  poolBusyHours,
  poolPeopleHours,
  poolQueueHours,
  pools,
  segmentCells,
  segments,
  segmentTarget,
  stepQueueHours,
  steps,
  whole,
} from './tables'
import { addTo, now, segmentCount, segmentsOf, sumsOf } from './world'

const stepWidth: i32 = 13
const poolWidth: i32 = 7
const cells: i32 = 41 * 64 + 1

export namespace stepTotal {
  export const visits: i32 = 0
  export const waits: i32 = 1
  export const wait: i32 = 2
  export const contention: i32 = 3
  export const handled: i32 = 8
  export const handling: i32 = 9
  export const interrupted: i32 = 10
  export const rework: i32 = 11
}
export namespace poolTotal {
  export const exposure: i32 = 3
  export const served: i32 = 4
  export const wait: i32 = 5
  export const finished: i32 = 6
}

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
  for (let i = 0; i < stepCount; i++) lay(i, steps, i * stepWidth + 12, stepQueueHours, i)
  for (let i = 0; i < poolCount; i++) {
    lay(stepCount + i, pools, i * poolWidth + 2, poolQueueHours, i)
    lay(stepCount + poolCount + i, pools, i * poolWidth, poolBusyHours, i)
    lay(stepCount + 2 * poolCount + i, pools, i * poolWidth + 1, poolPeopleHours, i)
  }
  lay(levelCount - 1, whole, 2, 0, 0)
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
  if (!(seconds >= 0.0009765625)) return 0
  const cell = <i32>(reinterpret<u64>(seconds) >> 46) - ((1023 - 10) * 64 - 1)
  return cell < cells ? cell : cells - 1
}

@inline
export function addStep(step: Step, column: i32, value: f64): void {
  add(step.totals, column, value)
}

/** Address of a step's sums. */
export function stepSums(step: i32): usize {
  return steps + <usize>(step * stepWidth * 8)
}

/** Address of a step's sketch among those of all steps. */
export function stepCells(all: usize, step: i32): usize {
  return all + <usize>(step * cells * 8)
}

@inline
export function addPool(pool: i32, column: i32, value: f64): void {
  add(pools, pool * poolWidth + column, value)
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

export function handled(step: Step, seconds: f64): void {
  addStep(step, stepTotal.handled, 1)
  addStep(step, stepTotal.handling, seconds)
  add(step.handleCells, cellOf(seconds), 1)
}

/** A case is done; `final` is the state it ended in. */
export function completed(it: Case, final: i32): void {
  const leadTime = now - it.arrived
  const cell = cellOf(leadTime)
  add(whole, 1, 1)
  add(whole, 3, leadTime)
  const sums = sumsOf(it)
  for (let i = 0; i < 9; i++) add(whole, 4 + i, float(sums, i))
  if (it.reworked == 0) add(whole, 13, 1)
  add(outcomes, final, 1)
  add(leadTimeCells, cell, 1)
  const inSegment = segmentsOf(it)
  for (let i = 0; i < segmentCount; i++) {
    if (load<u8>(inSegment + <usize>i) == 0) continue
    add(segments, i * 3, 1)
    add(segments, i * 3 + 1, leadTime)
    if (leadTime <= float(segmentTarget, i)) add(segments, i * 3 + 2, 1)
    add(segmentCells, i * cells + cell, 1)
  }
}
