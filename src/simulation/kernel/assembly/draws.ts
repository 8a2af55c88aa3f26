// The twin of engine/draws.ts and engine/queue-order.ts.
import * as actionKindOf from '../../program/codes/action-kind'
import * as orderKind from '../../program/codes/order-kind'
import { sampleTime, uniform } from './chance'
import { evaluate, holds } from './formula'
import { Case, Ticket } from './structs'
import { add, float, int } from './memory'
import { actionAttribute, actionBy, actionKeys, actionKind, actionOperand, actionShares, actionValues, actionValuesAt, failureAt, failureCounts, failureEvent, failureKeys, failureShare, failureWhen, outcomeEvent, outcomeEventsAt, outcomeShare, outcomeWhen, patienceAt, patienceKeys, poolOrder, poolPriority, segmentTarget, segmentWhen, timeKind, timeMean, timeParameters, timeParametersAt, timesAt, timeWhen } from './tables'
import { count, segmentCount, segmentsOf, valuesOf } from './world'

/** Notes which segments a new case belongs to. */
export function classify(it: Case): void {
  const values = valuesOf(it)
  const inSegment = segmentsOf(it)
  for (let i = 0; i < segmentCount; i++) store<u8>(inSegment + <usize>i, holds(int(segmentWhen, i), values) ? 1 : 0)
}

/** Seconds of a visit's work, latency or delay; -1 when no entry holds. */
export function timeOf(ticket: Ticket): f64 {
  const step = ticket.step
  const it = ticket.it
  const values = valuesOf(it)
  for (let i = step.firstTime, end = step.lastTime; i < end; i++) {
    if (!holds(int(timeWhen, i), values)) continue
    const parameters = int(timeParametersAt, i)
    const kind = int(timeKind, i)
    if (kind == 0) return float(timeParameters, parameters)
    const u = uniform(step.timeKey0, step.timeKey1, it.id, ticket.visit)
    return sampleTime(kind, timeParameters, parameters, int(timeParametersAt, i + 1), u)
  }
  return -1
}

/** Seconds that patience lasts; -1 when no entry holds. */
export function patienceOf(step: i32, it: Case, visit: i32): f64 {
  const values = valuesOf(it)
  for (let i = int(patienceAt, step), end = int(patienceAt, step + 1); i < end; i++) {
    if (!holds(int(timeWhen, i), values)) continue
    const parameters = int(timeParametersAt, i)
    const u = uniform(int(patienceKeys, step * 2), int(patienceKeys, step * 2 + 1), it.id, visit)
    return sampleTime(int(timeKind, i), timeParameters, parameters, int(timeParametersAt, i + 1), u)
  }
  return -1
}

/** Event with which a step fails on this visit, or -1. The twin of engine/failures.ts. */
function failureOf(step: i32, it: Case, visit: i32): i32 {
  const event = int(failureEvent, step)
  for (let i = int(failureAt, step), end = int(failureAt, step + 1); i < end; i++) {
    if (!holds(int(failureWhen, i), valuesOf(it))) continue
    const u = uniform(int(failureKeys, step * 2), int(failureKeys, step * 2 + 1), it.id, visit)
    if (u >= float(failureShare, i)) return -1
    add(failureCounts, step, 1)
    return event
  }
  return -1
}

/** Event with which a visit ends; -1 when no entry holds. */
export function outcomeOf(ticket: Ticket): i32 {
  const step = ticket.step
  const it = ticket.it
  if (step.failureEvent >= 0) {
    const failure = failureOf(step.index, it, ticket.visit)
    if (failure >= 0) return failure
  }
  const values = valuesOf(it)
  for (let i = step.firstOutcome, end = step.lastOutcome; i < end; i++) {
    if (!holds(int(outcomeWhen, i), values)) continue
    const from = int(outcomeEventsAt, i)
    const to = int(outcomeEventsAt, i + 1)
    if (to - from == 1) return int(outcomeEvent, from)
    const u = uniform(step.outcomeKey0, step.outcomeKey1, it.id, ticket.visit)
    return int(outcomeEvent, pick(outcomeShare, from, to, u))
  }
  return -1
}

function pick(shares: usize, from: i32, to: i32, u: f64): i32 {
  // Shares add up, so counting those not above the luck finds the place without branches that nobody can foresee.
  let at = from
  for (let i = from; i < to - 1; i++) at += i32(float(shares, i) <= u)
  return at
}

/** Carries out an action on the case's attributes. */
export function act(it: Case, action: i32): void {
  const values = valuesOf(it)
  const place = values + ((<usize>int(actionAttribute, action)) << 3)
  const kind = int(actionKind, action)
  if (kind == actionKindOf.set) store<f64>(place, evaluate(int(actionOperand, action), values))
  else if (kind == actionKindOf.count) store<f64>(place, load<f64>(place) + float(actionBy, action))
  else {
    const u = uniform(int(actionKeys, action * 2), int(actionKeys, action * 2 + 1), it.id, count(it, int(actionOperand, action)))
    store<f64>(place, float(actionValues, pick(actionShares, int(actionValuesAt, action), int(actionValuesAt, action + 1), u)))
  }
}

/** Key of the case in the queue of a pool for a step. */
export function keyOf(pool: i32, step: i32, it: Case): f64 {
  const key = orderKey(int(poolOrder, pool), pool, step, it)
  return key != key ? Infinity : key
}

function orderKey(kind: i32, pool: i32, step: i32, it: Case): f64 {
  switch (kind) {
    case orderKind.arrival:
      return 0
    case orderKind.priority:
      return -evaluate(int(poolPriority, pool), valuesOf(it))
    case orderKind.deadline:
      return it.arrived + tightest(it)
    case orderKind.shortest:
      return expected(step, it)
    default:
      return -evaluate(int(poolPriority, pool), valuesOf(it)) / expected(step, it)
  }
}

function tightest(it: Case): f64 {
  const inSegment = segmentsOf(it)
  let least: f64 = Infinity
  for (let i = 0; i < segmentCount; i++) {
    const target = float(segmentTarget, i)
    if (load<u8>(inSegment + <usize>i) == 1 && target < least) least = target
  }
  return least
}

function expected(step: i32, it: Case): f64 {
  for (let i = int(timesAt, step), end = int(timesAt, step + 1); i < end; i++)
    if (holds(int(timeWhen, i), valuesOf(it))) return float(timeMean, i)
  return Infinity
}
