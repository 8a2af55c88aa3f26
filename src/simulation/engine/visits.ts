import * as caseSum from '../program/codes/case-sum.ts'
import * as poolTotal from '../program/codes/pool-total.ts'
import * as stage from '../program/codes/stage.ts'
import * as stepKind from '../program/codes/step-kind.ts'
import * as stepTotal from '../program/codes/step-total.ts'
import { endOfShift, type Program } from '../program/program.ts'
import type { Batches } from './batches.ts'
import type { BuiltIns } from './built-ins.ts'
import type { Draws } from './draws.ts'
import type { EventList } from './event-list.ts'
import { HandedBack } from './handed-back.ts'
import type { Hooks } from './hooks.ts'
import type { Measures } from './measures.ts'
import type { Now } from './now.ts'
import type { Outside } from './outside.ts'
import type { Parts } from './parts.ts'
import type { Pools } from './pools.ts'
import { rank } from './rank.ts'
import { Slots } from './slots.ts'
import type { CaseStore, TicketStore } from './store.ts'
import type { WaitLimits } from './wait-limits.ts'

/** Who is told what happens to visits. */
type Host = {
  note(kind: number, subject: number): void
  fail(slot: number, reason: string): void
}

/** Visits of steps: how they wait, are worked on, end, are handed back or cancelled (simulation.md, section 2). */
export class Visits {
  private readonly slots: Slots
  private readonly handedBack = new HandedBack()
  /** Pools and steps where somebody or a slot became free, and visits about to begin, since the last `settle`; the arrays only grow. */
  private readonly freed: number[] = []
  private freedCount = 0
  private readonly freedSteps: number[] = []
  private freedStepCount = 0
  private readonly fresh: number[] = []
  private freshCount = 0

  private readonly program: Program
  private readonly hooks: Hooks | undefined
  private readonly clock: Now
  private readonly events: EventList
  private readonly firstTicket: number
  private readonly cases: CaseStore
  private readonly tickets: TicketStore
  private readonly measures: Measures
  private readonly draws: Draws
  private readonly outside: Outside
  private readonly builtIns: BuiltIns | null
  private readonly pools: Pools
  private readonly batches: Batches
  private readonly limits: WaitLimits
  private readonly host: Host

  constructor(parts: Parts, host: Host) {
    this.program = parts.program
    this.hooks = parts.hooks
    this.clock = parts.clock
    this.events = parts.events
    this.firstTicket = parts.items.ticket
    this.cases = parts.cases
    this.tickets = parts.tickets
    this.measures = parts.measures
    this.draws = parts.draws
    this.outside = parts.outside
    this.builtIns = parts.builtIns
    this.pools = parts.pools
    this.batches = parts.batches
    this.limits = parts.limits
    this.host = host
    this.slots = new Slots(parts.program.steps, parts.tickets)
  }

  /** The case entered a step: its visit begins with the next `settle`. */
  open(slot: number, state: number, step: number): void {
    const { cases, tickets } = this
    const { time } = this.clock
    const ticket = tickets.open(slot, state, step, stage.entered, cases.tickets[slot]!)
    cases.tickets[slot] = ticket
    tickets.entered[ticket] = time
    this.fresh[this.freshCount++] = ticket
    if (cases.underWay[slot]!++ === 0) cases.sums[slot * caseSum.width + caseSum.rest]! += time - cases.idleSince[slot]!
  }

  /** After a case has come to rest: freed people and slots take waiting cases, then the steps entered begin. */
  settle(): void {
    const { freed, freedSteps, fresh } = this
    for (let i = 0; i < this.freedCount; i++) this.dispatch(freed[i]!)
    this.freedCount = 0
    for (let i = 0; i < this.freedStepCount; i++) this.fillSlots(freedSteps[i]!)
    this.freedStepCount = 0
    for (let i = 0; i < this.freshCount; i++) if (this.tickets.stage[fresh[i]!] === stage.entered) this.begin(fresh[i]!)
    this.freshCount = 0
  }

  /** People of the pool came or went: some hand their cases back, others take waiting ones. */
  staffed(pool: number): void {
    for (const ticket of this.pools.interrupted(pool)) this.handBack(ticket)
    this.dispatch(pool)
    this.settle()
  }

  /** Whether the visit waits for a person. */
  isInQueue(ticket: number): boolean {
    return this.tickets.stage[ticket] === stage.waiting && this.program.steps.kind[this.tickets.what[ticket]!] === stepKind.review
  }

  /** The work or the wait of a visit is over: booked, and whoever worked on it is free. */
  end(ticket: number): void {
    const { tickets } = this
    if (tickets.stage[ticket] === stage.resting) this.bookRest(ticket)
    else if (tickets.stage[ticket] === stage.inHands) this.workEnded(ticket)
    else this.waitEnded(ticket, -1)
    this.tell(ticket, true)
    // Who gives up waiting for a person is not done, and not served in time.
    const isDone = !this.isInQueue(ticket)
    if (isDone) {
      const waitedUntil = tickets.stage[ticket] === stage.waiting ? this.clock.time : tickets.started[ticket]!
      this.measures.done(tickets.what[ticket]!, waitedUntil - tickets.entered[ticket]!)
    }
    tickets.stage[ticket] = stage.ended
    this.bookOver(ticket, isDone)
    this.stepOver(tickets.slot[ticket]!)
  }

  /** Whether the work of a visit is done and it stays open all the same: whoever worked on it is free, and it ends when its rest is over. */
  staysOpen(ticket: number): boolean {
    const { tickets, events } = this
    const step = tickets.what[ticket]!
    if (tickets.stage[ticket] !== stage.inHands || !this.outside.rests(step)) return false
    const item = this.firstTicket + ticket
    events.reserve(item)
    this.draws.rest(step, tickets.slot[ticket]!, tickets.visit[ticket]!, events.times, item)
    if (!(events.times[item]! > 0)) return false
    this.workEnded(ticket)
    this.tell(ticket, false)
    tickets.stage[ticket] = stage.resting
    tickets.since[ticket] = this.clock.time
    events.times[item] = this.clock.time + events.times[item]!
    events.put(item, rank.end)
    return true
  }

  /** A rest lengthens the case; the wait of its step is over when the work begins. */
  private bookRest(ticket: number): void {
    const { tickets, cases } = this
    cases.sums[tickets.slot[ticket]! * caseSum.width + caseSum.external]! += this.clock.time - tickets.since[ticket]!
  }

  /** The case left the step, perhaps before its visit ended. */
  cancel(ticket: number): void {
    const { tickets } = this
    const at = tickets.stage[ticket]!
    if (at === stage.inHands) {
      this.events.remove(this.firstTicket + ticket)
      const stint = this.clock.time - tickets.started[ticket]!
      this.interrupted(ticket, stint + this.handedBack.take(ticket))
      this.letGo(ticket, false)
    } else if (at === stage.waiting) {
      this.waitEnded(ticket, -1)
      this.interrupted(ticket, this.handedBack.take(ticket))
    } else if (at === stage.delayed) {
      this.events.remove(this.firstTicket + ticket)
      this.bookDelay(ticket)
      this.measures.waited(tickets.what[ticket]!, tickets.delayed[ticket]!)
    } else if (at === stage.resting) {
      this.events.remove(this.firstTicket + ticket)
      this.bookRest(ticket)
    }
    if (at === stage.inHands || at === stage.waiting || at === stage.delayed || at === stage.resting) this.tell(ticket, true)
    if (at !== stage.ended) this.stepOver(tickets.slot[ticket]!)
    if (at !== stage.ended && at !== stage.entered) this.bookOver(ticket, false)
    if (at !== stage.entered) this.builtIns?.left(tickets.slot[ticket]!, tickets.what[ticket]!)
    this.handedBack.forget(ticket)
  }

  /** The case has waited so long for the first pool that it asks the others as well. */
  askFurther(ticket: number): void {
    this.pools.book(ticket)
    this.tickets.asksAll[ticket] = 1
    const pool = this.freePool(ticket)
    if (pool >= 0) this.work(ticket, pool)
    else this.pools.join(ticket)
  }

  private dispatch(pool: number): void {
    const alike = this.pools.crews[pool] === null
    while (!alike || this.pools.hasFree(pool)) {
      const ticket = this.pools.first(pool)
      if (ticket < 0) return
      this.work(ticket, pool)
    }
  }

  private fillSlots(step: number): void {
    for (let ticket = this.slots.first(step); ticket >= 0 && this.slots.hasFree(step); ticket = this.slots.first(step))
      this.work(ticket, -1)
  }

  private begin(ticket: number): void {
    const { tickets, cases, measures } = this
    const step = tickets.what[ticket]!
    const visit = cases.count(tickets.slot[ticket]!, step)
    tickets.visit[ticket] = visit
    this.builtIns?.begun(tickets.slot[ticket]!, step)
    measures.step(step, stepTotal.visits, 1)
    if (visit > 0) {
      measures.step(step, stepTotal.rework, 1)
      cases.reworked[tickets.slot[ticket]!] = 1
    }
    if (this.outside.delays(step)) this.holdUp(ticket, step)
    else this.present(ticket, step)
  }

  /** The outside world holds the case up: it will ask when the delay is over. */
  private holdUp(ticket: number, step: number): void {
    const { events, tickets } = this
    const item = this.firstTicket + ticket
    events.reserve(item)
    const slot = tickets.slot[ticket]!
    const holds = this.draws.delay(step, slot, tickets.visit[ticket]!, events.times, item)
    if (!holds) this.host.fail(slot, 'no entry of the delays holds for this case')
    if (!holds || events.times[item] === 0) return this.present(ticket, step)
    events.times[item] = this.outside.until(step, this.clock.time, events.times[item]!)
    events.put(item, rank.end)
    tickets.stage[ticket] = stage.delayed
  }

  /** Whether the visit has not asked for anybody yet. */
  isDelayed(ticket: number): boolean {
    return this.tickets.stage[ticket] === stage.delayed
  }

  /** The delay is over: the case asks for a person, a slot or a batch. */
  delayOver(ticket: number): void {
    this.bookDelay(ticket)
    this.tickets.stage[ticket] = stage.entered
    this.present(ticket, this.tickets.what[ticket]!)
  }

  private bookDelay(ticket: number): void {
    const { tickets } = this
    const seconds = this.clock.time - tickets.entered[ticket]!
    tickets.delayed[ticket] = seconds
    this.measures.bookWait(this.cases, tickets.slot[ticket]!, tickets.what[ticket]!, caseSum.external, seconds)
  }

  /** The case asks for what its step needs. */
  private present(ticket: number, step: number): void {
    const { tickets } = this
    const kind = this.program.steps.kind[step]!
    this.builtIns?.bring(tickets.slot[ticket]!)
    if (kind === stepKind.review) return this.ask(ticket, step)
    tickets.since[ticket] = this.clock.time
    if (kind === stepKind.automatic) {
      if (this.slots.hasFree(step)) return this.work(ticket, -1)
      this.slots.join(step, ticket)
    } else if (kind === stepKind.wait) this.planEnd(ticket, step)
    else this.batches.join(step, ticket)
    this.waits(ticket, step)
  }

  /** The case asks for a person and gets one or waits for one; its patience begins. */
  private ask(ticket: number, step: number): void {
    const { tickets } = this
    const { pools, poolsAt, overflows, overflowQueue } = this.program.steps
    tickets.asksAll[ticket] = overflows[step] === 0 || this.pools.length(pools[poolsAt[step]!]!) >= overflowQueue[step]! ? 1 : 0
    const pool = this.freePool(ticket)
    if (pool >= 0) return this.work(ticket, pool)
    this.pools.join(ticket)
    this.waits(ticket, step)
    if (!this.limits.start(ticket, step)) this.host.fail(tickets.slot[ticket]!, 'no entry of the patience holds for this case')
  }

  /** The first pool asked that has somebody free, or -1. */
  private freePool(ticket: number): number {
    const { pools, poolsAt } = this.program.steps
    const step = this.tickets.what[ticket]!
    const from = poolsAt[step]!
    const to = this.tickets.asksAll[ticket] === 1 ? poolsAt[step + 1]! : from + 1
    for (let i = from; i < to; i++) if (this.pools.isFreeFor(pools[i]!, ticket)) return pools[i]!
    return -1
  }

  private waits(ticket: number, step: number): void {
    this.tickets.stage[ticket] = stage.waiting
    this.measures.queue.change(step, 1)
  }

  /** A person of `pool`, or the system (-1), begins to work on the case. */
  private work(ticket: number, pool: number): void {
    const { tickets } = this
    const step = tickets.what[ticket]!
    if (pool >= 0) {
      this.host.note(3, this.cases.id[tickets.slot[ticket]!]!)
      this.pools.take(ticket, pool)
      this.hooks?.taken?.(ticket, pool, tickets.person[ticket]!)
    } else if (this.slots.isLimited(step)) {
      this.host.note(3, this.cases.id[tickets.slot[ticket]!]!)
      this.slots.take(step)
    }
    if (tickets.stage[ticket] === stage.waiting) this.waitEnded(ticket, pool)
    else this.measures.waited(step, tickets.delayed[ticket]!)
    tickets.stage[ticket] = stage.inHands
    tickets.started[ticket] = this.clock.time
    this.planEnd(ticket, step)
    if (pool >= 0) this.planPeople(pool)
  }

  /** Draws how long the work or the wait takes, or takes what is left of it, and plans its end. */
  private planEnd(ticket: number, step: number): void {
    const { events, tickets } = this
    const item = this.firstTicket + ticket
    events.reserve(item)
    const { times } = events
    const slot = tickets.slot[ticket]!
    const left = this.handedBack.left(ticket)
    if (left !== null) times[item] = left
    else if (!this.draws.time(step, slot, tickets.visit[ticket]!, times, item)) {
      this.host.fail(slot, 'no entry of the times holds for this case')
      times[item] = 0
    }
    if (tickets.person[ticket]! >= 0) times[item] = this.pools.begin(ticket, times[item]!)
    times[item] =
      this.program.steps.kind[step] === stepKind.wait
        ? this.outside.until(step, this.clock.time, times[item]!)
        : this.clock.time + times[item]!
    events.put(item, rank.end)
  }

  private workEnded(ticket: number): void {
    const { tickets, cases } = this
    const step = tickets.what[ticket]!
    const row = tickets.slot[ticket]! * caseSum.width
    const seconds = this.clock.time - tickets.started[ticket]! + this.handedBack.take(ticket)
    this.measures.handled(step, seconds)
    cases.sums[row + caseSum.handling]! += seconds
    if (this.program.steps.valueAdding[step] === 1) cases.sums[row + caseSum.valueAdding]! += seconds
    this.letGo(ticket, true)
  }

  /** Whoever works on the case stops. */
  private letGo(ticket: number, finished: boolean): void {
    const { tickets } = this
    const step = tickets.what[ticket]!
    const pool = tickets.pool[ticket]!
    if (pool >= 0) {
      this.pools.release(ticket, finished)
      this.planPeople(pool)
      if (this.program.steps.sensitive[step] === 1) this.measures.pool(pool, poolTotal.exposure, this.clock.time - tickets.started[ticket]!)
      this.freed[this.freedCount++] = pool
    } else if (this.slots.isLimited(step)) {
      this.slots.release(step)
      this.freedSteps[this.freedStepCount++] = step
    }
  }

  /** What people one by one did may change when they do something next. */
  private planPeople(pool: number): void {
    const crew = this.pools.crews[pool]!
    if (crew === null) return
    const { events } = this
    const next = crew.nextTime
    if (events.has(pool) && events.times[pool] === next) return
    events.remove(pool)
    if (next < Infinity) events.putAt(pool, next, rank.people)
  }

  /** Takes a waiting visit out of whatever it waits in (`taker`: the pool that takes it, or -1), and books the wait. */
  private waitEnded(ticket: number, taker: number): void {
    const { tickets, measures } = this
    const step = tickets.what[ticket]!
    const kind = this.program.steps.kind[step]!
    if (kind === stepKind.review) {
      this.pools.leave(ticket, taker)
      this.limits.stop(ticket, step)
    } else {
      if (kind === stepKind.batch) this.batches.leave(step, ticket)
      else if (kind === stepKind.automatic) this.slots.leave(step, ticket)
      else this.events.remove(this.firstTicket + ticket)
      const cause = kind === stepKind.batch ? caseSum.batching : kind === stepKind.wait ? caseSum.external : caseSum.contention
      measures.bookWait(this.cases, tickets.slot[ticket]!, step, cause, this.clock.time - tickets.since[ticket]!)
    }
    measures.queue.change(step, -1)
    measures.waited(step, this.clock.time - tickets.entered[ticket]!)
  }

  /** The shift of the person is over, or the time on sensitive material: the case goes back to the queue and waits on. */
  private handBack(ticket: number): void {
    const { tickets, events, pools } = this
    const { time } = this.clock
    const step = tickets.what[ticket]!
    const rule = this.program.steps.endOfShift[step]!
    const item = this.firstTicket + ticket
    const stint = time - tickets.started[ticket]!
    const wait = tickets.started[ticket]! - tickets.entered[ticket]!
    this.host.note(6, this.cases.id[tickets.slot[ticket]!]!)
    const left = (events.times[item]! - time) * pools.paceOf(ticket)
    events.remove(item)
    this.tell(ticket, false)
    if (rule === endOfShift.restart) this.interrupted(ticket, stint)
    this.handedBack.note(ticket, rule === endOfShift.restart ? null : { left, done: stint }, time - wait - tickets.entered[ticket]!)
    this.measures.waitsOn(step, wait)
    pools.takeBack(ticket, wait)
    this.letGo(ticket, false)
    tickets.waitOn(ticket, time - wait)
    pools.join(ticket, true, rule === endOfShift['hand-over'])
    this.waits(ticket, step)
    this.free(step)
  }

  /** All pools of the step look for cases to take. */
  private free(step: number): void {
    const { pools, poolsAt } = this.program.steps
    for (let i = poolsAt[step]!; i < poolsAt[step + 1]!; i++) this.freed[this.freedCount++] = pools[i]!
  }

  /** Work that leads to nothing. */
  private interrupted(ticket: number, seconds: number): void {
    if (seconds === 0) return
    this.measures.step(this.tickets.what[ticket]!, stepTotal.interrupted, seconds)
    this.cases.sums[this.tickets.slot[ticket]! * caseSum.width + caseSum.interrupted]! += seconds
  }

  private tell(ticket: number, over: boolean): void {
    if (!this.hooks?.worked) return
    const { slot, what, pool, started } = this.tickets
    const at = slot[ticket]!
    const id = this.cases.id[at]!
    const entered = this.tickets.entered[ticket]! - this.handedBack.shiftOf(ticket)
    this.hooks.worked(ticket, id, what[ticket]!, pool[ticket]!, entered, started[ticket]!, this.clock.time, this.cases.valuesOf(at), over)
  }

  private bookOver(ticket: number, done: boolean): void {
    const step = this.tickets.what[ticket]!
    this.measures.visitOver(step, done, this.clock.time - this.tickets.entered[ticket]!, this.program.steps.target[step]!)
  }

  private stepOver(slot: number): void {
    if (--this.cases.underWay[slot]! === 0) this.cases.idleSince[slot] = this.clock.time
  }
}
