// The twin of the loop in engine/run.ts.
import * as caseSum from '../../program/codes/case-sum'
import * as runEnd from '../../program/codes/run-end'
import * as stage from '../../program/codes/stage'
import * as total from '../../program/codes/total'
import { arrivalAt, arrivalId, arrivalRow, planArrival, setArrivals } from './arrivals'
import { firstInBatch, passTime, setBatches } from './batches'
import { endedIn, send, setChart, start, taken } from './chart'
import { classify, outcomeOf } from './draws'
import { List } from './list'
import { setConditions } from './formula'
import { change, completed, levelAt, markLevels, setLevels, work } from './measures'
import { add, allocate, int, rounded } from './memory'
import { peak, setPools, staffPool, worstCauses } from './pools'
import { setSteps } from './steps'
import { Case, Item, kind, Ticket } from './structs'
import { chartTimerEvent, limitEvent, readTables, whole } from './tables'
import { cancel, setTimers, timers } from './tickets'
import { askFurther, dispatch, end, isInQueue, limits, overflows, setVisits, settle } from './visits'
import {
  addOpenWaits,
  addTo,
  attributes,
  caseAt,
  caseSlots,
  events,
  fail,
  failed,
  giveCase,
  happened,
  hashes,
  note,
  now,
  segmentsOf,
  setNow,
  setWidths,
  takeCase,
  valuesOf,
} from './world'

const mostAtOnce: i32 = 10000

export { arrival, part, setDemand, valuesOfArrival } from './arrivals'
export { picked } from './chart'

let people: usize = 0
let poolCount: i32 = 0
let limited: bool = false
let atThisMoment: i32 = 0

export function alloc(bytes: usize): usize {
  return allocate(bytes)
}

/** Takes over the tables and the sizes; then `setDemand` and `begin`. */
export function setUp(
  addresses: usize,
  attributeCount: i32,
  segmentCount: i32,
  poolsPerStep: i32,
  stepCount: i32,
  pools: i32,
  timerCount: i32,
  eventCount: i32,
  formulaCount: i32,
  untilEmpty: bool,
): void {
  readTables(addresses)
  setWidths(attributeCount, segmentCount, poolsPerStep)
  setConditions(formulaCount)
  setLevels(stepCount, pools)
  setSteps(stepCount)
  setChart(eventCount)
  setPools(stepCount, pools)
  setVisits(stepCount)
  setBatches(stepCount)
  setTimers(timerCount)
  poolCount = pools
  limited = untilEmpty
  setArrivals(attributeCount)
  people = allocate(<usize>pools * rounded(offsetof<Item>()))
  for (let pool = 0; pool < pools; pool++) {
    const item = changetype<Item>(people + <usize>pool * rounded(offsetof<Item>()))
    item.place = -1
    item.kind = kind.people
    item.index = pool
  }
}

export function begin(): void {
  for (let pool = 0; pool < poolCount; pool++) staff(pool)
  planArrival()
}

/** Lets events before `until` happen, at most so many. */
export function run(until: f64, budget: i32): i32 {
  for (let left = budget; left > 0; left--) {
    const due = events.nextTime
    if (arrivalAt < due) {
      if (arrivalAt >= until) return runEnd.time
      goTo(arrivalAt)
      arrive()
    } else {
      if (due >= until) return runEnd.time
      const item = events.take()
      if (item.kind == kind.ticket) {
        goTo(due)
        ticketDue(changetype<Ticket>(item))
      } else lineDue(item, due)
      if (atThisMoment > mostAtOnce && atThisMoment > mostAtOnce + 100 * work().now) fail()
    }
    if (failed) return runEnd.broken
    if (limited && arrivalAt == Infinity && work().now == 0) return runEnd.over
  }
  return runEnd.spent
}

export function mark(time: f64, hour: i32): void {
  markLevels(time, hour)
}

export function time(): f64 {
  return now
}

export function eventCount(): i32 {
  return happened
}

export function fingerprint(): u64 {
  return hashes()
}

export function peaks(): usize {
  return peak
}

export function causesError(): f64 {
  return worstCauses
}

/** What a level is now. */
export function level(at: i32): i32 {
  return levelAt(at).now
}

export function slots(): i32 {
  return caseSlots()
}

/** Time of arrival of the case in a slot; NaN: none is there. */
export function arrivedAt(slot: i32): f64 {
  const it = caseAt(slot)
  return it === null ? NaN : it.arrived
}

/** Address of the marks, one byte for each segment, of a case that is there. */
export function segmentMarks(slot: i32): usize {
  return segmentsOf(caseAt(slot)!)
}

/** Adds what visits still wait at a time to sums by step. */
export function addWaits(sums: usize, endTime: f64): void {
  addOpenWaits(sums, endTime)
}

function goTo(at: f64): void {
  atThisMoment = at == now ? atThisMoment + 1 : 0
  setNow(at)
}

function lineDue(item: Item, at: f64): void {
  if (item.kind == kind.people) {
    goTo(at)
    return staff(item.index)
  }
  if (item.kind >= kind.batch) {
    goTo(at)
    if (item.kind == kind.batchTime) passTime(item.index)
    return moveBatch(item.index)
  }
  const lines = item.kind == kind.timerLine ? timers : item.kind == kind.limitLine ? limits : overflows
  const address = lines.due(item.index, at, item.order)
  if (address == 0) return
  const ticket = changetype<Ticket>(address)
  goTo(at)
  if (item.kind == kind.timerLine) give(ticket.it, int(chartTimerEvent, ticket.what), false)
  else if (item.kind == kind.limitLine) limitReached(ticket)
  else askFurther(ticket)
}

function arrive(): void {
  const it = takeCase()
  const id = arrivalId
  it.id = id
  it.arrived = now
  it.idleSince = now
  const values = valuesOf(it)
  for (let i: usize = 0, bytes = <usize>attributes << 3; i < bytes; i += 8) store<f64>(values + i, load<f64>(arrivalRow + i))
  classify(it)
  add(whole, total.arrived, 1)
  change(work(), 1, now)
  note(1, id)
  planArrival()
  start(it)
  handled(it)
}

function ticketDue(ticket: Ticket): void {
  if (isInQueue(ticket)) return limitReached(ticket)
  const it = ticket.it
  note(2, it.id)
  end(ticket)
  settle()
  outcome(ticket, it)
}

/** Draws the outcome and gives it to the case. */
function outcome(ticket: Ticket, it: Case): void {
  const event = outcomeOf(ticket)
  if (event < 0) return fail()
  send(it, event)
  if (!taken) return fail()
  handled(it)
}

/** Tickets and cases that leave a batch. */
const together = new List()

/** All that wait in the batch move on, in the order in which they came. */
function moveBatch(step: i32): void {
  for (let ticket = firstInBatch(step); ticket !== null; ticket = firstInBatch(step)) {
    together.push(<u32>changetype<usize>(ticket))
    together.push(<u32>changetype<usize>(ticket.it))
    note(4, ticket.it.id)
    end(ticket)
  }
  for (let i = 0; i < together.count && !failed; i += 2) {
    const ticket = changetype<Ticket>(<usize>together.at(i))
    const it = changetype<Case>(<usize>together.at(i + 1))
    if (ticket.stage == stage.ended && ticket.it == it && ticket.what == step) outcome(ticket, it)
  }
  together.count = 0
}

function limitReached(ticket: Ticket): void {
  const event = int(limitEvent, ticket.what)
  end(ticket)
  give(ticket.it, event, true)
}

function give(it: Case, event: i32, mustMove: bool): void {
  note(16 + event, it.id)
  send(it, event)
  if (mustMove && !taken) return fail()
  handled(it)
}

function handled(it: Case): void {
  if (failed) return
  if (endedIn >= 0) complete(it, endedIn)
  settle()
}

function complete(it: Case, final: i32): void {
  let ticket = it.tickets
  while (ticket !== null) {
    const next = ticket.next
    cancel(ticket)
    ticket = next
  }
  if (it.underWay == 0) addTo(it, caseSum.rest, now - it.idleSince)
  completed(it, final)
  change(work(), -1, now)
  giveCase(it)
}

function staff(pool: i32): void {
  const next = staffPool(pool)
  if (now > 0) note(5, pool)
  if (next < Infinity) events.put(changetype<Item>(people + <usize>pool * rounded(offsetof<Item>())), next, 0)
  dispatch(pool)
  settle()
}
