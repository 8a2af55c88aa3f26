// The twin of engine/pools.ts, for pools of people alike.
import * as caseSum from '../../program/codes/case-sum'
import * as poolTotal from '../../program/codes/pool-total'
import * as stage from '../../program/codes/stage'
import { keyOf } from './draws'
import { addPool, bookWait, busyOf, change, peopleOf, poolQueueOf } from './measures'
import { allocate, float, int } from './memory'
import { Entry, Ticket } from './structs'
import { poolChangePeople, poolChangesAt, poolChangeTime, poolOrder, stepPools, stepPoolsAt } from './tables'
import { entryOf, now } from './world'
import { VirtualQueue } from './virtual-queue'
import { WaitingLine } from './waiting-line'

let stepCount: i32 = 0
let queues: StaticArray<WaitingLine> = new StaticArray<WaitingLine>(0)
let virtuals: StaticArray<VirtualQueue | null> = new StaticArray<VirtualQueue | null>(0)
let nextChange: usize = 0
export let peak: usize = 0
/** By step, first pool only and then all: seconds without anybody, and since when; NaN: somebody is there. */
let away: usize = 0
let awaySince: usize = 0
export let worstCauses: f64 = 0

export function setPools(steps: i32, pools: i32): void {
  stepCount = steps
  queues = new StaticArray<WaitingLine>(pools)
  virtuals = new StaticArray<VirtualQueue | null>(pools)
  nextChange = allocate(<usize>pools * 4)
  peak = allocate(<usize>pools * 4)
  away = allocate(<usize>steps * 16)
  awaySince = allocate(<usize>steps * 16)
  for (let pool = 0; pool < pools; pool++) {
    queues[pool] = new WaitingLine()
    virtuals[pool] = int(poolOrder, pool) != 0 || isShared(pool) ? new VirtualQueue() : null
    store<i32>(nextChange + (<usize>pool << 2), int(poolChangesAt, pool))
  }
}

function isShared(pool: i32): bool {
  for (let step = 0; step < stepCount; step++) {
    const from = int(stepPoolsAt, step)
    const to = int(stepPoolsAt, step + 1)
    if (to - from < 2) continue
    for (let i = from; i < to; i++) if (int(stepPools, i) == pool) return true
  }
  return false
}

@inline
export function hasFree(pool: i32): bool {
  return peopleOf(pool).now > busyOf(pool).now
}

/** The ticket to serve next. */
export function firstOf(pool: i32): Ticket | null {
  const entry = unchecked(queues[pool]).first
  return entry === null ? null : changetype<Ticket>(entry.ticket)
}

export function lengthOf(pool: i32): i32 {
  return unchecked(queues[pool]).size
}

export function join(ticket: Ticket): void {
  const step = ticket.what
  const all = ticket.asksAll == 1
  ticket.since = now
  ticket.away = awayUntil(step, all)
  const hadTurn = ticket.stage == stage.waiting && ticket.turn == ticket.turn
  ticket.turn = hadTurn ? now : NaN
  ticket.awayAtTurn = ticket.away
  const from = ticket.step.firstPool
  const to = all ? ticket.step.lastPool : from + 1
  for (let i = from; i < to; i++) {
    const entry = entryOf(ticket, i - from)
    if (entry.list >= 0) continue
    const pool = int(stepPools, i)
    unchecked(queues[pool]).put(entry, int(poolOrder, pool) == 0 ? 0 : keyOf(pool, step, ticket.it))
    const virtual = unchecked(virtuals[pool])
    if (virtual !== null) entry.turnPlace = virtual.join(changetype<usize>(ticket))
    change(poolQueueOf(pool), 1, now)
  }
}

/** Leaves all queues; `taker` is the pool that takes the case, or -1. */
export function leave(ticket: Ticket, taker: i32): void {
  const from = ticket.step.firstPool
  for (let i = from, end = ticket.step.lastPool; i < end; i++) {
    const entry = entryOf(ticket, i - from)
    if (entry.list < 0) continue
    const pool = int(stepPools, i)
    const queue = unchecked(queues[pool])
    queue.remove(entry)
    const virtual = unchecked(virtuals[pool])
    if (virtual !== null) leaveVirtual(virtual, entry, pool == taker, queue.size == 0)
    change(poolQueueOf(pool), -1, now)
  }
  book(ticket)
}

function leaveVirtual(virtual: VirtualQueue, entry: Entry, taken: bool, empty: bool): void {
  if (taken) {
    const address = virtual.take(entry.turnPlace)
    if (address != 0) {
      const turn = changetype<Ticket>(address)
      if (turn.turn != turn.turn) {
        turn.turn = now
        turn.awayAtTurn = awayUntil(turn.what, turn.asksAll == 1)
      }
    }
  } else virtual.leave(entry.turnPlace)
  if (empty) virtual.clear()
}

/** Books the wait since `since` under its causes. */
export function book(ticket: Ticket): void {
  const step = ticket.step
  const wait = now - ticket.since
  ticket.since = now
  if (wait == 0) return
  const until = awayUntil(step.index, ticket.asksAll == 1)
  const unavailable = until - ticket.away
  ticket.away = until
  let priority: f64 = 0
  const turn = ticket.turn
  if (turn == turn) {
    priority = now - turn - (until - ticket.awayAtTurn)
    ticket.turn = now
    ticket.awayAtTurn = until
  }
  const contention = wait - unavailable - priority
  if (contention < 0) worstCauses = max<f64>(worstCauses, -contention / max<f64>(1, wait))
  const it = ticket.it
  if (unavailable != 0) bookWait(it, step, caseSum.unavailability, unavailable)
  if (priority != 0) bookWait(it, step, caseSum.priority, priority)
  bookWait(it, step, caseSum.contention, contention)
}

/** A person of the pool takes the case. */
export function take(ticket: Ticket, pool: i32): void {
  ticket.pool = pool
  change(busyOf(pool), 1, now)
  addPool(pool, poolTotal.served, 1)
  addPool(pool, poolTotal.wait, now - ticket.entered)
}

export function release(ticket: Ticket, finished: bool): void {
  change(busyOf(ticket.pool), -1, now)
  if (finished) addPool(ticket.pool, poolTotal.finished, 1)
}

/** People come or go as planned. Returns when they do next. */
export function staffPool(pool: i32): f64 {
  const at = load<i32>(nextChange + (<usize>pool << 2))
  store<i32>(nextChange + (<usize>pool << 2), at + 1)
  const people = int(poolChangePeople, at)
  const level = peopleOf(pool)
  const before = level.now
  change(level, people - before, now)
  if (people > int(peak, pool)) store<i32>(peak + (<usize>pool << 2), people)
  if ((before == 0) != (people == 0) || now == 0)
    for (let step = 0; step < stepCount; step++)
      for (let i = int(stepPoolsAt, step), end = int(stepPoolsAt, step + 1); i < end; i++) if (int(stepPools, i) == pool) noteAway(step)
  return at + 1 < int(poolChangesAt, pool + 1) ? float(poolChangeTime, at + 1) : Infinity
}

function awayUntil(step: i32, all: bool): f64 {
  const at = step * 2 + (all ? 1 : 0)
  const since = float(awaySince, at)
  return since == since ? float(away, at) + (now - since) : float(away, at)
}

function noteAway(step: i32): void {
  const from = int(stepPoolsAt, step)
  let there = 0
  for (let i = from, end = int(stepPoolsAt, step + 1); i < end; i++) {
    there += peopleOf(int(stepPools, i)).now
    if (i == from) switchAway(step * 2, there == 0)
  }
  switchAway(step * 2 + 1, there == 0)
}

function switchAway(at: i32, nobody: bool): void {
  const since = float(awaySince, at)
  if (since == since) store<f64>(away + (<usize>at << 3), float(away, at) + (now - since))
  store<f64>(awaySince + (<usize>at << 3), nobody ? now : NaN)
}
