// The twin of engine/batches.ts.
import * as stepKindOf from '../../program/codes/step-kind'
import { allocate, float, int, rounded } from './memory'
import { Item, kind, Ticket } from './structs'
import { batchAge, batchSize, batchTimes, batchTimesAt, stepKind } from './tables'
import { WaitingLine } from './waiting-line'
import { entryOf, events, now } from './world'

const rankBatch: f64 = 3

let lines: StaticArray<WaitingLine | null> = new StaticArray<WaitingLine | null>(0)
/** By step: the item of a batch that is full or old, then that of its next time of the week. */
let items: usize = 0
let nextTime: usize = 0

export function setBatches(steps: i32): void {
  lines = new StaticArray<WaitingLine | null>(steps)
  items = allocate(<usize>steps * 2 * rounded(offsetof<Item>()))
  nextTime = allocate(<usize>steps * 4)
  for (let step = 0; step < steps; step++) {
    lines[step] = int(stepKind, step) == stepKindOf.batch ? new WaitingLine() : null
    store<i32>(nextTime + (<usize>step << 2), int(batchTimesAt, step))
    lay(itemOf(step, 0), kind.batch, step)
    lay(itemOf(step, 1), kind.batchTime, step)
    planTime(step)
  }
}

export function joinBatch(step: i32, ticket: Ticket): void {
  lines[step]!.put(entryOf(ticket, 0), 0)
  plan(step)
}

export function leaveBatch(step: i32, ticket: Ticket): void {
  lines[step]!.remove(entryOf(ticket, 0))
  plan(step)
}

/** The ticket that waits longest. */
export function firstInBatch(step: i32): Ticket | null {
  const entry = lines[step]!.first
  return entry === null ? null : changetype<Ticket>(entry.ticket)
}

/** A time of the week has come; the next one is planned. */
export function passTime(step: i32): void {
  store<i32>(nextTime + (<usize>step << 2), int(nextTime, step) + 1)
  planTime(step)
}

/** At once when it is full, else when its oldest case reaches the age. */
function plan(step: i32): void {
  const line = lines[step]!
  const item = itemOf(step, 0)
  events.remove(item)
  if (line.size == 0) return
  const size = int(batchSize, step)
  const age = float(batchAge, step)
  if (size > 0 && line.size >= size) events.put(item, now, rankBatch)
  else if (age >= 0) events.put(item, max<f64>(now, firstInBatch(step)!.entered + age), rankBatch)
}

function planTime(step: i32): void {
  const at = int(nextTime, step)
  if (at < int(batchTimesAt, step + 1)) events.put(itemOf(step, 1), float(batchTimes, at), rankBatch)
}

function lay(item: Item, itemKind: i32, step: i32): void {
  item.place = -1
  item.kind = itemKind
  item.index = step
}

function itemOf(step: i32, which: i32): Item {
  return changetype<Item>(items + <usize>(step * 2 + which) * rounded(offsetof<Item>()))
}
