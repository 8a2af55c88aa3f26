import * as caseSum from '../program/codes/case-sum.ts'
import * as stage from '../program/codes/stage.ts'
import * as total from '../program/codes/total.ts'
import type { Program } from '../program/program.ts'
import { Arrivals } from './arrivals.ts'
import { takeOver } from './backlog.ts'
import type { Batches } from './batches.ts'
import type { BuiltIns } from './built-ins.ts'
import { DelayLines } from './delay-lines.ts'
import type { Digest } from './digest.ts'
import type { Draws } from './draws.ts'
import type { EventList } from './event-list.ts'
import type { Failures } from './failures.ts'
import type { Hooks } from './hooks.ts'
import type { Items } from './items.ts'
import type { Luck } from './luck.ts'
import type { Measures } from './measures.ts'
import type { Now } from './now.ts'
import { partsOf } from './parts.ts'
import type { Pools } from './pools.ts'
import { anybody } from './quality.ts'
import type { Quality } from './quality.ts'
import { rank } from './rank.ts'
import { Statechart } from './statechart.ts'
import type { CaseStore, TicketStore } from './store.ts'
import { Visits } from './visits.ts'
import type { WaitLimits } from './wait-limits.ts'

/** More events than this at one moment, and a hundred for each open case, are a loop of steps that take no time. */
const mostAtOnce = 10_000

/** One replication under way: the cases, and what happens next. What becomes of the visits of steps is told in `Visits`. */
export class Run {
  happened = 0
  failure: { reason: string; slot: number } | null = null
  /** Events at or after this time do not happen yet. */
  until = 0
  /** Seconds that the cases open at the start had been there, together; and how long ago the case that is being placed entered its state. */
  ageBefore = 0
  private enteredAgo = 0
  readonly measures: Measures
  readonly pools: Pools
  readonly fingerprint: Digest
  /** Null where nothing fails, and where the scenario does not ask for quality. */
  readonly failures: Failures | null
  readonly quality: Quality | null
  private readonly builtIns: BuiltIns | null
  private readonly luck: Luck | null
  private readonly clock: Now
  private readonly events: EventList
  private readonly items: Items
  private readonly cases: CaseStore
  private readonly tickets: TicketStore
  private readonly draws: Draws
  private readonly batches: Batches
  private readonly limits: WaitLimits
  private readonly timers: DelayLines
  private readonly visits: Visits
  private readonly statechart: Statechart
  private readonly arrivals: Arrivals
  private readonly program: Program
  private readonly hooks: Hooks | undefined
  /** Events at the moment of the last, before it. */
  private atThisMoment = 0
  private moment = 0

  constructor(program: Program, replication: number, hooks: Hooks | undefined, general: boolean) {
    this.program = program
    this.hooks = hooks
    const parts = partsOf(program, replication, hooks)
    const { clock, events, items, cases, measures, draws, formulas } = parts
    this.clock = clock
    this.events = events
    this.items = items
    this.cases = cases
    this.tickets = parts.tickets
    this.measures = measures
    this.fingerprint = parts.fingerprint
    this.failures = parts.failures
    this.quality = parts.quality
    this.draws = draws
    this.builtIns = parts.builtIns
    this.luck = parts.luck
    this.pools = parts.pools
    for (const crew of this.pools.crews) if (crew !== null) measures.include(crew.totals, (time) => crew.bring(time))
    this.batches = parts.batches
    this.limits = parts.limits
    this.timers = new DelayLines(program.chart.timerDelay, events, items.timer, clock)
    this.visits = new Visits(parts, this)
    const guards = Array.from(program.chart.guard, (index) => (index < 0 ? null : formulas[index]!))
    this.statechart = new Statechart(program.chart, cases, guards, this, draws, measures.transitions, general)
    const { demand, names, seed, horizon, maxCases } = program
    this.arrivals = new Arrivals(demand, names.attributes.length, seed, replication, horizon, maxCases)
    for (let pool = 0; pool < items.batch; pool++) this.staff(pool)
    this.takeOver(replication)
    this.arrivals.next()
  }

  /** Seconds simulated. */
  get now(): number {
    return this.clock.time
  }

  /** Whether no case is open and none will come. */
  get isOver(): boolean {
    return this.measures.wip.now[0] === 0 && this.arrivals.time === Infinity
  }

  /** Lets the next event happen, or finds that a stopped timer was not one; false when there is nothing before `until`. */
  step(): boolean {
    const { events, arrivals } = this
    const item = events.first
    const time = item < 0 ? Infinity : events.times[item]!
    if (arrivals.time < time) {
      if (arrivals.time >= this.until) return false
      this.goTo(arrivals.time)
      this.arrive()
      return true
    }
    if (time >= this.until) return false
    events.take()
    if (item >= this.items.ticket) {
      this.goTo(time)
      this.ticketDue(item - this.items.ticket)
    } else this.itemDue(item, time)
    if (this.atThisMoment > mostAtOnce && this.atThisMoment > mostAtOnce + 100 * this.measures.wip.now[0]!) this.standsStill(item)
    return true
  }

  /** Calls for every open case: when it arrived, and whether it is in a segment. */
  eachOpen(visit: (arrived: number, isIn: (segment: number) => boolean) => void): void {
    const { cases } = this
    cases.each((slot) => visit(cases.arrived[slot]!, (segment) => cases.inSegment[slot * cases.widths.segments + segment] === 1))
  }

  /** By step: what the visits that wait at `end` have waited, together. */
  openWaits(end: number): Float64Array {
    const { tickets } = this
    const open = new Float64Array(this.program.steps.state.length)
    tickets.each((ticket) => {
      if (tickets.stage[ticket] === stage.waiting) open[tickets.what[ticket]!]! += end - tickets.entered[ticket]!
    })
    return open
  }

  /** Where, which case, and when the run met its failure. */
  failedIn(): { readonly state: number; readonly case: number; readonly time: number } {
    const { slot } = this.failure!
    return { state: Array.from(this.statechart.activeOf(slot)).at(-1) ?? 0, case: this.cases.id[slot]! + 1, time: this.now }
  }

  /** Counts an event, and folds it into the fingerprint of the run. */
  note(kind: number, subject: number): void {
    this.happened++
    this.fingerprint.add(kind, subject)
  }

  /** The case cannot go on, and neither can the run. */
  fail(slot: number, reason: string): void {
    this.failure ??= { reason, slot }
  }

  /** The statechart entered a state: its timers start, its step is about to begin. */
  entered(slot: number, state: number): void {
    const { tickets, cases } = this
    const { timersAt, step } = this.program.chart
    if (this.quality !== null) this.quality.entered(slot, state, this.clock.time - this.enteredAgo)
    for (let i = timersAt[state]!; i < timersAt[state + 1]!; i++) {
      const ticket = tickets.open(slot, state, i, stage.timer, cases.tickets[slot]!)
      cases.tickets[slot] = ticket
      this.timers.start(i, ticket, this.enteredAgo)
    }
    if (step[state]! >= 0) this.visits.open(slot, state, step[state]!)
  }

  /** The statechart left a state: its timers stop, its step is cancelled if it had not ended. */
  left(slot: number, state: number): void {
    const { tickets, cases } = this
    let previous = -1
    for (let ticket = cases.tickets[slot]!; ticket >= 0;) {
      const next = tickets.next[ticket]!
      if (tickets.state[ticket] === state) {
        if (previous < 0) cases.tickets[slot] = next
        else tickets.next[previous] = next
        this.cancel(ticket)
      } else previous = ticket
      ticket = next
    }
  }

  private goTo(time: number): void {
    this.atThisMoment = time === this.moment ? this.atThisMoment + 1 : 0
    this.moment = time
    this.clock.time = time
  }

  /** People come or go, a batch moves on, or the first of a line of timers may be due. */
  private itemDue(item: number, time: number): void {
    const { items } = this
    if (item >= items.timer) return this.lineDue(item, time)
    this.goTo(time)
    if (item < items.batch) return this.staff(item)
    const steps = this.program.steps.state.length
    const step = (item - items.batch) % steps
    if (item - items.batch >= steps) this.batches.passTime(step)
    this.moveBatch(step)
  }

  private lineDue(item: number, time: number): void {
    const { items, limits } = this
    const isTimer = item < items.limit
    const isLimit = !isTimer && item < items.overflow
    const ticket = isTimer
      ? this.timers.due(item - items.timer)
      : isLimit
        ? limits.same.due(item - items.limit)
        : limits.overflows.due(item - items.overflow)
    if (ticket < 0) return
    this.goTo(time)
    if (isTimer) this.give(this.tickets.slot[ticket]!, this.program.chart.timerEvent[this.tickets.what[ticket]!]!, false)
    else if (isLimit) this.limitReached(ticket)
    else this.visits.askFurther(ticket)
  }

  private standsStill(item: number): void {
    const { items, tickets } = this
    const isBatch = item >= items.batch && item < items.timer
    const batch = isBatch ? this.batches.first((item - items.batch) % this.program.steps.state.length) : -1
    const ticket = item >= items.ticket ? item - items.ticket : batch
    this.fail(
      ticket < 0 ? 0 : tickets.slot[ticket]!,
      'time stands still: steps that take no time, or full batches, lead back to themselves',
    )
  }

  private staff(pool: number): void {
    const next = this.pools.staff(pool)
    if (this.clock.time > 0) this.note(5, pool)
    if (next < Infinity) this.events.putAt(pool, next, rank.people)
    this.visits.staffed(pool)
  }

  private arrive(): void {
    const { cases, arrivals } = this
    const slot = cases.take()
    cases.id[slot] = arrivals.id
    cases.arrived[slot] = this.clock.time
    arrivals.fill(cases.values, slot * cases.widths.values)
    this.luck?.arrived(slot, cases.id[slot]!, cases.values, slot * cases.widths.values, this.clock.time)
    this.admit(slot)
    arrivals.next()
    this.hooks?.arrived?.(cases.valuesOf(slot))
    this.handled(slot, -1, this.statechart.start(slot))
  }

  /** A case whose attributes are known is there from now on. */
  private admit(slot: number): void {
    const { cases, measures } = this
    this.builtIns?.arrived(slot)
    cases.idleSince[slot] = cases.arrived[slot]!
    if (this.quality !== null) this.quality.arrived(slot)
    this.draws.classify(slot)
    measures.whole[total.arrived]!++
    measures.wip.change(0, 1)
    this.note(1, cases.id[slot]!)
  }

  /** The cases that are open at the start: in their states without an event, their timers as far as they have run. */
  private takeOver(replication: number): void {
    const { backlog, seed } = this.program
    if (backlog === null) return
    const { cases, hooks } = this
    takeOver(backlog, seed, replication, cases, (slot, state, age, inState) => {
      this.luck?.open(slot)
      this.admit(slot)
      this.ageBefore += age
      hooks?.arrived?.(cases.valuesOf(slot))
      this.enteredAgo = inState
      this.statechart.place(slot, state)
      hooks?.received?.(0, cases.id[slot]!, -2, this.statechart.activeOf(slot), cases.valuesOf(slot))
    })
    this.enteredAgo = 0
    this.visits.settle()
  }

  /** The time of work, of a wait or of patience is over. */
  private ticketDue(ticket: number): void {
    const { tickets } = this
    if (this.visits.isInQueue(ticket)) return this.limitReached(ticket)
    if (this.visits.isDelayed(ticket)) {
      this.note(7, this.cases.id[this.tickets.slot[ticket]!]!)
      this.visits.delayOver(ticket)
      return this.visits.settle()
    }
    const step = tickets.what[ticket]!
    const slot = tickets.slot[ticket]!
    this.note(2, this.cases.id[slot]!)
    if (this.visits.staysOpen(ticket)) return this.visits.settle()
    this.visits.end(ticket)
    this.visits.settle()
    this.outcome(ticket, slot, step)
  }

  /** The case has waited in the queue as long as it may. */
  private limitReached(ticket: number): void {
    const slot = this.tickets.slot[ticket]!
    const event = this.program.steps.limitEvent[this.tickets.what[ticket]!]!
    this.visits.end(ticket)
    this.give(slot, event, true)
  }

  private give(slot: number, event: number, mustMove: boolean): void {
    this.note(16 + event, this.cases.id[slot]!)
    const reason = this.statechart.send(slot, event)
    const untaken = mustMove && reason === null && !this.statechart.taken
    this.handled(slot, event, untaken ? `no transition takes the event "${this.program.names.events[event]!}"` : reason)
  }

  /** Draws the outcome and gives it to the case. */
  private outcome(ticket: number, slot: number, step: number): void {
    const event = this.outcomeOf(ticket, slot, step)
    if (event < 0) return this.fail(slot, 'no entry of the outcome shares holds for this case')
    const reason = this.statechart.send(slot, event)
    const untaken = reason === null && !this.statechart.taken
    this.handled(slot, event, untaken ? `no transition takes the outcome "${this.program.names.events[event]!}"` : reason)
  }

  /** A failure, else what is drawn by the shares, or where the step decides, the verdict of whoever worked on the case. */
  private outcomeOf(ticket: number, slot: number, step: number): number {
    const { failures, quality, tickets } = this
    const visit = tickets.visit[ticket]!
    if (failures !== null) this.builtIns?.bring(slot)
    const failed = failures === null ? -1 : failures.eventOf(step, slot, visit)
    if (failed >= 0) return failed
    const drawn = this.draws.outcome(step, slot, visit)
    if (quality === null || drawn < 0) return drawn
    const pool = tickets.pool[ticket]!
    const decider = this.pools.crews[pool]?.deciderOf(tickets.person[ticket]!, this.clock.time) ?? anybody
    return quality.outcome(step, slot, visit, drawn, pool, decider)
  }

  private handled(slot: number, event: number, reason: string | null): void {
    if (reason !== null) return this.fail(slot, reason)
    if (this.hooks?.received) {
      this.hooks.received(this.clock.time, this.cases.id[slot]!, event, this.statechart.activeOf(slot), this.cases.valuesOf(slot))
    }
    if (this.statechart.endedIn >= 0) this.complete(slot, this.statechart.endedIn)
    this.visits.settle()
  }

  private complete(slot: number, final: number): void {
    const { cases, measures, tickets } = this
    for (let ticket = cases.tickets[slot]!; ticket >= 0;) {
      const next = tickets.next[ticket]!
      this.cancel(ticket)
      ticket = next
    }
    if (cases.underWay[slot] === 0) cases.sums[slot * caseSum.width + caseSum.rest]! += this.clock.time - cases.idleSince[slot]!
    measures.completed(cases, slot, final, this.program.segments.target)
    if (this.quality !== null) this.quality.completed(slot, final, this.clock.time)
    measures.wip.change(0, -1)
    cases.give(slot)
  }

  private cancel(ticket: number): void {
    if (this.tickets.stage[ticket] === stage.timer) this.timers.stop(ticket)
    else this.visits.cancel(ticket)
    this.tickets.give(ticket)
  }

  /** All that wait in the batch move on, in the order in which they came. */
  private moveBatch(step: number): void {
    const { tickets } = this
    const together: [ticket: number, slot: number][] = []
    for (let ticket = this.batches.first(step); ticket >= 0; ticket = this.batches.first(step)) {
      const slot = tickets.slot[ticket]!
      together.push([ticket, slot])
      this.note(4, this.cases.id[slot]!)
      this.visits.end(ticket)
    }
    for (const [ticket, slot] of together) {
      const still = tickets.stage[ticket] === stage.ended && tickets.slot[ticket] === slot && tickets.what[ticket] === step
      if (still && this.failure === null) this.outcome(ticket, slot, step)
    }
  }
}
