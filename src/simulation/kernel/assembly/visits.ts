// The twin of engine/visits.ts.
import * as caseSum from '../../program/codes/case-sum'
import * as poolTotal from '../../program/codes/pool-total'
import * as stage from '../../program/codes/stage'
import * as stepKind from '../../program/codes/step-kind'
import * as stepTotal from '../../program/codes/step-total'
import { patienceOf, timeOf } from './draws'
import { joinBatch, leaveBatch } from './batches'
import { DelayLines } from './delay-lines'
import { addPool, addStep, bookWait, change, done, handled, visitOver, waited } from './measures'
import { allocate, float, int } from './memory'
import { book, firstOf, hasFree, join, leave, lengthOf, release, take } from './pools'
import { List } from './list'
import { stepAt } from './steps'
import { Case, kind, Step, Ticket } from './structs'
import { overflowAfter, overflowQueue, stepPools, stepSlots } from './tables'
import { addTo, count, entryOf, events, fail, limitOf, note, now, openTicket, overflowOf } from './world'
import { WaitingLine } from './waiting-line'

const rankEnd: f64 = 1
const rankTimer: f64 = 2

let slotLines: StaticArray<WaitingLine | null> = new StaticArray<WaitingLine | null>(0)
let slotsTaken: usize = 0
export let limits: DelayLines = changetype<DelayLines>(0)
export let overflows: DelayLines = changetype<DelayLines>(0)
/** Pools and steps where somebody or a slot became free, and visits about to begin, since the last `settle`. */
const freed = new List()
const freedSteps = new List()
const fresh = new List()

export function setVisits(steps: i32): void {
  slotLines = new StaticArray<WaitingLine | null>(steps)
  slotsTaken = allocate(<usize>steps * 4)
  for (let step = 0; step < steps; step++) slotLines[step] = int(stepSlots, step) > 0 ? new WaitingLine() : null
  limits = new DelayLines(steps, kind.limitLine, events, rankTimer)
  overflows = new DelayLines(steps, kind.overflowLine, events, rankTimer)
}

export function open(it: Case, state: i32, step: i32): void {
  const ticket = openTicket(it, state, step, stage.entered)
  ticket.step = stepAt(step)
  fresh.push(<u32>changetype<usize>(ticket))
  if (it.underWay++ == 0) addTo(it, caseSum.rest, now - it.idleSince)
}

export function settle(): void {
  for (let i = 0; i < freed.count; i++) dispatch(<i32>freed.at(i))
  freed.count = 0
  for (let i = 0; i < freedSteps.count; i++) fillSlots(<i32>freedSteps.at(i))
  freedSteps.count = 0
  for (let i = 0; i < fresh.count; i++) {
    const ticket = changetype<Ticket>(<usize>fresh.at(i))
    if (ticket.stage == stage.entered) begin(ticket)
  }
  fresh.count = 0
}

export function dispatch(pool: i32): void {
  while (hasFree(pool)) {
    const ticket = firstOf(pool)
    if (ticket === null) return
    workOn(ticket, pool)
  }
}

export function isInQueue(ticket: Ticket): bool {
  return ticket.stage == stage.waiting && ticket.step.kind == stepKind.review
}

export function end(ticket: Ticket): void {
  if (ticket.stage == stage.inHands) workEnded(ticket)
  else waitEnded(ticket, -1)
  const isDone = !isInQueue(ticket)
  if (isDone) done(ticket.step, (ticket.stage == stage.waiting ? now : ticket.started) - ticket.entered)
  ticket.stage = stage.ended
  visitOver(ticket.step, isDone, now - ticket.entered)
  stepOver(ticket.it)
}

export function cancel(ticket: Ticket): void {
  const at = ticket.stage
  if (at == stage.ended) return
  if (at == stage.inHands) {
    events.remove(ticket)
    const seconds = now - ticket.started
    if (seconds != 0) {
      addStep(ticket.step, stepTotal.interrupted, seconds)
      addTo(ticket.it, caseSum.interrupted, seconds)
    }
    letGo(ticket, seconds, false)
  } else if (at == stage.waiting) waitEnded(ticket, -1)
  if (at != stage.entered) visitOver(ticket.step, false, 0)
  stepOver(ticket.it)
}

export function askFurther(ticket: Ticket): void {
  book(ticket)
  ticket.asksAll = 1
  const pool = freePool(ticket)
  if (pool >= 0) workOn(ticket, pool)
  else join(ticket)
}

function begin(ticket: Ticket): void {
  const step = ticket.step
  const visit = count(ticket.it, step.index)
  ticket.visit = visit
  addStep(step, stepTotal.visits, 1)
  if (visit > 0) {
    addStep(step, stepTotal.rework, 1)
    ticket.it.reworked = 1
  }
  const stepIs = step.kind
  if (stepIs == stepKind.review) return ask(ticket, step)
  if (stepIs == stepKind.automatic) {
    if (hasSlot(step)) return workOn(ticket, -1)
    slotLines[step.index]!.put(entryOf(ticket, 0), 0)
  } else if (stepIs == stepKind.batch) joinBatch(step.index, ticket)
  else planEnd(ticket)
  ticket.since = now
  waits(ticket, step)
}

function ask(ticket: Ticket, step: Step): void {
  const index = step.index
  ticket.asksAll = step.overflows == 0 || <f64>lengthOf(int(stepPools, step.firstPool)) >= float(overflowQueue, index) ? 1 : 0
  const pool = freePool(ticket)
  if (pool >= 0) return workOn(ticket, pool)
  join(ticket)
  waits(ticket, step)
  if (ticket.asksAll == 0 && float(overflowAfter, index) < Infinity)
    overflows.start(index, overflowOf(ticket), now + float(overflowAfter, index))
  if (step.limitEvent < 0) return
  const limit = step.limitAfter
  if (limit == limit) return limits.start(index, limitOf(ticket), now + limit)
  const patience = patienceOf(index, ticket.it, ticket.visit)
  if (patience < 0) return fail()
  events.put(ticket, now + patience, rankTimer)
}

function freePool(ticket: Ticket): i32 {
  const from = ticket.step.firstPool
  const to = ticket.asksAll == 1 ? ticket.step.lastPool : from + 1
  for (let i = from; i < to; i++) if (hasFree(int(stepPools, i))) return int(stepPools, i)
  return -1
}

function waits(ticket: Ticket, step: Step): void {
  ticket.stage = stage.waiting
  change(step.queue, 1, now)
}

function workOn(ticket: Ticket, pool: i32): void {
  const step = ticket.step
  const seconds = timeOf(ticket)
  if (seconds < 0) return fail()
  const limited = pool < 0 && step.slots > 0
  if (pool >= 0 || limited) note(3, ticket.it.id)
  if (pool >= 0) take(ticket, pool)
  else if (limited) takeSlots(step, 1)
  if (ticket.stage == stage.waiting) waitEnded(ticket, pool)
  else waited(step, 0)
  ticket.stage = stage.inHands
  ticket.started = now
  events.put(ticket, now + seconds, rankEnd)
}

function planEnd(ticket: Ticket): void {
  const seconds = timeOf(ticket)
  if (seconds < 0) return fail()
  events.put(ticket, now + seconds, rankEnd)
}

function workEnded(ticket: Ticket): void {
  const step = ticket.step
  const seconds = now - ticket.started
  handled(step, seconds)
  addTo(ticket.it, caseSum.handling, seconds)
  if (step.valueAdding == 1) addTo(ticket.it, caseSum.valueAdding, seconds)
  letGo(ticket, seconds, true)
}

function letGo(ticket: Ticket, seconds: f64, finished: bool): void {
  const step = ticket.step
  const pool = ticket.pool
  if (pool >= 0) {
    release(ticket, finished)
    if (step.sensitive == 1) addPool(pool, poolTotal.exposure, seconds)
    freed.push(pool)
  } else if (step.slots > 0) {
    takeSlots(step, -1)
    freedSteps.push(step.index)
  }
}

function takeSlots(step: Step, by: i32): void {
  store<i32>(slotsTaken + (<usize>step.index << 2), int(slotsTaken, step.index) + by)
}

function hasSlot(step: Step): bool {
  return step.slots == 0 || int(slotsTaken, step.index) < step.slots
}

function fillSlots(step: i32): void {
  const line = slotLines[step]!
  for (let entry = line.first; entry !== null && hasSlot(stepAt(step)); entry = line.first) workOn(changetype<Ticket>(entry.ticket), -1)
}

function waitEnded(ticket: Ticket, taker: i32): void {
  const step = ticket.step
  const stepIs = step.kind
  if (stepIs == stepKind.review) {
    leave(ticket, taker)
    stopLimits(ticket, step)
  } else {
    if (stepIs == stepKind.automatic) slotLines[step.index]!.remove(entryOf(ticket, 0))
    else if (stepIs == stepKind.batch) leaveBatch(step.index, ticket)
    else events.remove(ticket)
    bookWait(ticket.it, step, stepIs == stepKind.automatic ? caseSum.contention : stepIs == stepKind.batch ? caseSum.batching : caseSum.external, now - ticket.since)
  }
  change(step.queue, -1, now)
  waited(step, now - ticket.entered)
}

function stopLimits(ticket: Ticket, step: Step): void {
  if (step.overflows == 1) overflows.stop(overflowOf(ticket))
  if (step.limitEvent < 0) return
  if (step.limitAfter == step.limitAfter) limits.stop(limitOf(ticket))
  else events.remove(ticket)
}

function stepOver(it: Case): void {
  if (--it.underWay == 0) it.idleSince = now
}
