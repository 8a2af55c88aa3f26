import * as caseSum from '../program/codes/case-sum.ts'
import * as stage from '../program/codes/stage.ts'
import { grownFloat, grownInt } from './event-list.ts'
import { Links } from './waiting-line.ts'

/** Cases that are open, as columns with a free list: memory follows the cases open at once, not those that passed. */
export class CaseStore {
  id = new Int32Array(0)
  arrived = new Float64Array(0)
  /** Attributes: rows of fixed width. */
  values = new Float64Array(0)
  /** First node of the list of how often the case began each step and made each draw; -1: none. Only what happened has a node. */
  private counted = new Int32Array(0)
  private nodeOf = new Int32Array(0)
  private nodeCount = new Int32Array(0)
  private nodeNext = new Int32Array(0)
  private freeNode = -1
  sums = new Float64Array(0)
  inSegment = new Int32Array(0)
  /** First ticket of the case's list, or -1. */
  tickets = new Int32Array(0)
  /** Steps under way, and since when there is none. */
  underWay = new Int32Array(0)
  idleSince = new Float64Array(0)
  reworked = new Int32Array(0)
  private free = new Int32Array(0)
  private freeCount = 0
  private capacity = 0

  readonly widths: {
    readonly values: number
    readonly segments: number
  }

  constructor(widths: { readonly values: number; readonly segments: number }) {
    this.widths = widths
    this.grow(256)
  }

  take(): number {
    if (this.freeCount === 0) this.grow(this.capacity * 2)
    const slot = this.free[--this.freeCount]!
    for (let i = slot * caseSum.width, end = i + caseSum.width; i < end; i++) this.sums[i] = 0
    this.tickets[slot] = -1
    this.underWay[slot] = 0
    this.reworked[slot] = 0
    return slot
  }

  give(slot: number): void {
    this.id[slot] = -1
    this.free[this.freeCount++] = slot
    let node = this.counted[slot]!
    if (node < 0) return
    while (this.nodeNext[node]! >= 0) node = this.nodeNext[node]!
    this.nodeNext[node] = this.freeNode
    this.freeNode = this.counted[slot]!
    this.counted[slot] = -1
  }

  /** How often the case has counted `what` (a step, or a draw) before; counts it. */
  count(slot: number, what: number): number {
    const first = this.counted[slot]!
    for (let node = first; node >= 0; node = this.nodeNext[node]!) if (this.nodeOf[node] === what) return this.nodeCount[node]!++
    if (this.freeNode < 0) this.growNodes()
    const node = this.freeNode
    this.freeNode = this.nodeNext[node]!
    this.nodeOf[node] = what
    this.nodeCount[node] = 1
    this.nodeNext[node] = first
    this.counted[slot] = node
    return 0
  }

  /** The attributes of a case, where they lie. */
  valuesOf(slot: number): Float64Array {
    return this.values.subarray(slot * this.widths.values, (slot + 1) * this.widths.values)
  }

  /** Calls for every open case. */
  each(visit: (slot: number) => void): void {
    for (let slot = 0; slot < this.capacity; slot++) if (this.id[slot]! >= 0) visit(slot)
  }

  private grow(capacity: number): void {
    const { widths } = this
    const old = this.capacity
    this.capacity = capacity
    this.id = grownInt(this.id, capacity).fill(-1, old)
    this.arrived = grownFloat(this.arrived, capacity)
    this.values = grownFloat(this.values, capacity * widths.values)
    this.counted = grownInt(this.counted, capacity).fill(-1, old)
    this.sums = grownFloat(this.sums, capacity * caseSum.width)
    this.inSegment = grownInt(this.inSegment, capacity * widths.segments)
    this.tickets = grownInt(this.tickets, capacity)
    this.underWay = grownInt(this.underWay, capacity)
    this.idleSince = grownFloat(this.idleSince, capacity)
    this.reworked = grownInt(this.reworked, capacity)
    this.free = grownInt(this.free, capacity)
    for (let slot = capacity - 1; slot >= old; slot--) this.free[this.freeCount++] = slot
  }

  private growNodes(): void {
    const old = this.nodeOf.length
    const length = Math.max(256, old * 2)
    this.nodeOf = grownInt(this.nodeOf, length)
    this.nodeCount = grownInt(this.nodeCount, length)
    this.nodeNext = grownInt(this.nodeNext, length)
    for (let node = old; node < length; node++) this.nodeNext[node] = node + 1 < length ? node + 1 : this.freeNode
    this.freeNode = old
  }
}

/**
 * A ticket is something that a case has going on in an active state: a timer, or the visit of a step. Tickets of one case are a linked list.
 * With `width` pools at most per step, ticket t owns the queue entries t · width … t · width + width - 1.
 */
export class TicketStore {
  stage = new Int32Array(0)
  slot = new Int32Array(0)
  state = new Int32Array(0)
  /** Step, or for a timer its row in the chart's timers. */
  what = new Int32Array(0)
  next = new Int32Array(0)
  visit = new Int32Array(0)
  /** Pool that serves it, or -1; and the person, where they are told apart. */
  pool = new Int32Array(0)
  person = new Int32Array(0)
  entered = new Float64Array(0)
  started = new Float64Array(0)
  /** Seconds for which the outside world held it up before it asked for anybody. */
  delayed = new Float64Array(0)
  /** Since when it waits, as far as that is not booked yet. */
  since = new Float64Array(0)
  /** Time without anybody on shift until `since`, and when the case would have had its turn, first come first served, and that time until then. */
  away = new Float64Array(0)
  turn = new Float64Array(0)
  awayAtTurn = new Float64Array(0)
  /** Whether it asks all pools of the step, not only the first; and whom it asks, as `Away` counts it. */
  asksAll = new Uint8Array(0)
  asks = new Int32Array(0)
  /** By queue entry: place in the queue as it would be, first come first served. */
  place = new Float64Array(0)
  /** By queue entry: where it stands in its line. */
  readonly links = new Links()
  private free = new Int32Array(0)
  private freeCount = 0
  private capacity = 0

  readonly width: number

  constructor(width: number) {
    this.width = width
    this.grow(256)
  }

  /** A new ticket for the case in `slot`; `next` is the head of the case's list so far. */
  open(slot: number, state: number, what: number, at: number, next: number): number {
    if (this.freeCount === 0) this.grow(this.capacity * 2)
    const ticket = this.free[--this.freeCount]!
    this.stage[ticket] = at
    this.slot[ticket] = slot
    this.state[ticket] = state
    this.what[ticket] = what
    this.next[ticket] = next
    this.pool[ticket] = -1
    this.person[ticket] = -1
    this.started[ticket] = NaN
    this.delayed[ticket] = 0
    return ticket
  }

  /** Work on the visit has stopped: it waits as if it had been entered at the time given, and asks everybody. */
  waitOn(ticket: number, entered: number): void {
    this.entered[ticket] = entered
    this.started[ticket] = NaN
    this.pool[ticket] = -1
    this.person[ticket] = -1
    this.asksAll[ticket] = 1
  }

  give(ticket: number): void {
    this.stage[ticket] = stage.gone
    this.free[this.freeCount++] = ticket
  }

  /** Calls for every ticket in use. */
  each(visit: (ticket: number) => void): void {
    for (let ticket = 0; ticket < this.capacity; ticket++) if (this.stage[ticket]! !== stage.gone) visit(ticket)
  }

  private grow(capacity: number): void {
    const old = this.capacity
    this.capacity = capacity
    this.stage = grownInt(this.stage, capacity).fill(stage.gone, old)
    this.slot = grownInt(this.slot, capacity)
    this.state = grownInt(this.state, capacity)
    this.what = grownInt(this.what, capacity)
    this.next = grownInt(this.next, capacity)
    this.visit = grownInt(this.visit, capacity)
    this.pool = grownInt(this.pool, capacity)
    this.person = grownInt(this.person, capacity)
    this.entered = grownFloat(this.entered, capacity)
    this.started = grownFloat(this.started, capacity)
    this.delayed = grownFloat(this.delayed, capacity)
    this.since = grownFloat(this.since, capacity)
    this.away = grownFloat(this.away, capacity)
    this.turn = grownFloat(this.turn, capacity)
    this.awayAtTurn = grownFloat(this.awayAtTurn, capacity)
    const flags = new Uint8Array(capacity)
    flags.set(this.asksAll)
    this.asksAll = flags
    this.asks = grownInt(this.asks, capacity)
    this.place = grownFloat(this.place, capacity * this.width)
    this.links.grow(capacity * this.width)
    this.free = grownInt(this.free, capacity)
    for (let ticket = capacity - 1; ticket >= old; ticket--) this.free[this.freeCount++] = ticket
  }
}
