import { endOfShift, stepKind, type Program } from '../program.ts'
import { Arrivals } from './arrivals.ts'
import { openCases } from './backlog.ts'
import { Batches } from './batches.ts'
import { Crew } from './crew.ts'
import { Digest } from './digest.ts'
import { DelayLines } from './delay-lines.ts'
import { Draws } from './draws.ts'
import { EventList } from './event-list.ts'
import { Failures } from './failures.ts'
import { evaluator } from './formula.ts'
import { HandedBack } from './handed-back.ts'
import type { Hooks } from './hooks.ts'
import { Measures, poolTotal, stepTotal, total } from './measures.ts'
import { Pools } from './pools.ts'
import { QueueOrder } from './queue-order.ts'
import { anybody, Quality } from './quality.ts'
import { Slots } from './slots.ts'
import { Statechart } from './statechart.ts'
import { CaseStore, stage, sums, sumsWidth, TicketStore } from './store.ts'

/** Ties at one moment: people come and go, then work ends, then timers fire, then batches move on, then cases arrive; within these, what was planned first. */
const rank = { people: 0, end: 1, timer: 2, batch: 3, arrival: 4 } as const

/** More events than this at one moment, and a hundred for each open case, are a loop of steps that take no time. */
const mostAtOnce = 10_000

/** One replication under way: the cases, what they wait for, and what happens next. */
export class Run {
  now = 0
  happened = 0
  private atThisMoment = 0
  failure: { reason: string; slot: number } | null = null
  readonly cases: CaseStore
  readonly tickets: TicketStore
  readonly measures: Measures
  readonly events = new EventList()
  readonly pools: Pools
  /** Time of the next arrival; Infinity: none comes. */
  private arrivalAt = Infinity
  private readonly arrivals: Arrivals
  private readonly statechart: Statechart
  private readonly slots: Slots
  private readonly draws: Draws
  /** Null where nothing fails, and where the scenario does not ask for quality. */
  readonly failures: Failures | null
  readonly quality: Quality | null
  /** Pools and steps where somebody or a slot became free, and steps entered, since the last `settle`; the arrays only grow. */
  private readonly freed: number[] = []
  private freedCount = 0
  private readonly freedSteps: number[] = []
  private freedStepCount = 0
  private readonly fresh: number[] = []
  private freshCount = 0
  private readonly batches: Batches
  private readonly handedBack = new HandedBack()
  private readonly steps: number
  private readonly timers: DelayLines
  private readonly limits: DelayLines
  private readonly overflows: DelayLines
  /** Where the items of the event list begin: people by pool (0), batches and their times by step, lines of timers, of limits and of overflows, tickets. */
  private readonly firstBatch: number
  private readonly firstTimer: number
  private readonly firstLimit: number
  private readonly firstOverflow: number
  private readonly firstTicket: number
  readonly fingerprint = new Digest()
  /** Seconds that the cases open at the start had been there, together; and how long ago the case that is being placed entered its state. */
  ageBefore = 0
  private enteredAgo = 0
  private readonly program: Program
  private readonly hooks: Hooks | undefined

  constructor(program: Program, replication: number, hooks: Hooks | undefined, general: boolean) {
    this.program = program
    this.hooks = hooks
    const { chart, steps, pools, segments, seed, names } = program
    this.steps = steps.state.length
    this.firstBatch = pools.priority.length
    this.firstTimer = this.firstBatch + 2 * this.steps
    this.firstLimit = this.firstTimer + chart.timerDelay.length
    this.firstOverflow = this.firstLimit + this.steps
    this.firstTicket = this.firstOverflow + this.steps
    this.timers = new DelayLines(chart.timerDelay.length, this.events, this.firstTimer, rank.timer)
    this.limits = new DelayLines(this.steps, this.events, this.firstLimit, rank.timer)
    this.overflows = new DelayLines(this.steps, this.events, this.firstOverflow, rank.timer)
    this.cases = new CaseStore({ values: names.attributes.length, segments: segments.when.length })
    const poolsOfStep = Array.from(steps.state, (_, step) => steps.poolsAt[step + 1]! - steps.poolsAt[step]!)
    this.tickets = new TicketStore(Math.max(1, ...poolsOfStep))
    const formulas = program.formulas.map(evaluator)
    this.failures = program.failures && new Failures(program, program.failures, replication, formulas, this.cases)
    this.quality = program.quality && new Quality(program, program.quality, replication, formulas, this.cases)
    this.measures = new Measures(program, [...(this.failures ? [this.failures.count] : []), ...(this.quality?.measures.all ?? [])])
    const formula = (index: number) => (index < 0 ? null : formulas[index]!)
    this.draws = new Draws(program, replication, formulas, this.cases, hooks?.acted)
    const guards = Array.from(chart.guard, formula)
    this.statechart = new Statechart(chart, this.cases, guards, this, this.draws, this.measures.transitions, general)
    const order = new QueueOrder(program, formulas, this.cases)
    const crewOf = (pool: number, overtakes: boolean, changed: (now: number) => void) => {
      const table = program.crews[pool]!
      return table === null ? null : new Crew(table, seed, replication, formulas, this.tickets.links, overtakes, changed)
    }
    this.pools = new Pools(pools, steps, order, crewOf, this.cases, this.tickets, this.measures)
    for (const crew of this.pools.crews) if (crew !== null) this.measures.include(crew.totals, (time) => crew.bring(time))
    this.slots = new Slots(steps, this.tickets)
    this.batches = new Batches(steps, this.tickets, this.events, this.firstBatch, rank.batch)
    this.arrivals = new Arrivals(program.demand, names.attributes.length, seed, replication, program.horizon, program.maxCases)
    for (let pool = 0; pool < pools.priority.length; pool++) this.staff(pool)
    this.takeOver(replication)
    this.planArrival()
  }

  /** Whether no case is open and none will come. */
  get isOver(): boolean {
    return this.measures.wip.now[0] === 0 && this.arrivalAt === Infinity
  }

  /** Time of the next event, or of a look for one; Infinity: none comes. */
  get nextTime(): number {
    const time = this.events.nextTime
    return this.arrivalAt < time ? this.arrivalAt : time
  }

  /** Lets the next event happen, or finds that a stopped timer was not one. */
  step(): void {
    const { events } = this
    const time = events.nextTime
    if (this.arrivalAt < time) {
      this.goTo(this.arrivalAt)
      return this.arrive()
    }
    const item = events.take()
    if (item >= this.firstTicket) {
      this.goTo(time)
      this.ticketDue(item - this.firstTicket)
    } else this.itemDue(item, time)
    if (this.atThisMoment > mostAtOnce && this.atThisMoment > mostAtOnce + 100 * this.measures.wip.now[0]!) this.standsStill(item)
  }

  /** The active states of a case, in the order in which XState holds them. */
  activeOf(slot: number): Int32Array {
    return this.statechart.activeOf(slot)
  }

  /** Calls for every open case: when it arrived, and whether it is in a segment. */
  eachOpen(visit: (arrived: number, isIn: (segment: number) => boolean) => void): void {
    const { cases } = this
    cases.each((slot) => visit(cases.arrived[slot]!, (segment) => cases.inSegment[slot * cases.widths.segments + segment] === 1))
  }

  /** By step: what the visits that wait at `end` have waited, together. */
  openWaits(end: number): Float64Array {
    const { tickets } = this
    const open = new Float64Array(this.steps)
    tickets.each((ticket) => {
      if (tickets.stage[ticket] === stage.waiting) open[tickets.what[ticket]!]! += end - tickets.entered[ticket]!
    })
    return open
  }

  /** Where, which case, and when the run met its failure. */
  failedIn(): { readonly state: number; readonly case: number; readonly time: number } {
    const { slot } = this.failure!
    return { state: Array.from(this.activeOf(slot)).at(-1) ?? 0, case: this.cases.id[slot]! + 1, time: this.now }
  }

  private goTo(time: number): void {
    this.atThisMoment = time === this.now ? this.atThisMoment + 1 : 0
    this.now = time
  }

  private itemDue(item: number, time: number): void {
    if (item >= this.firstTimer) {
      const lines = item >= this.firstOverflow ? this.overflows : item >= this.firstLimit ? this.limits : this.timers
      const first = item >= this.firstOverflow ? this.firstOverflow : item >= this.firstLimit ? this.firstLimit : this.firstTimer
      const ticket = lines.due(item - first, time, this.events.takenOrder)
      if (ticket < 0) return
      this.goTo(time)
      if (lines === this.timers) this.timerDue(ticket)
      else if (lines === this.limits) this.limitReached(ticket)
      else this.askFurther(ticket)
      return
    }
    this.goTo(time)
    if (item < this.firstBatch) this.staff(item)
    else {
      const step = (item - this.firstBatch) % this.steps
      if (item - this.firstBatch >= this.steps) this.batches.passTime(step)
      this.moveBatch(step)
    }
  }

  private standsStill(item: number): void {
    const step = item - this.firstBatch
    const ticket =
      item >= this.firstTicket ? item - this.firstTicket : step >= 0 && item < this.firstTimer ? this.batches.first(step % this.steps) : -1
    this.fail(
      ticket < 0 ? 0 : this.tickets.slot[ticket]!,
      'time stands still: steps that take no time, or full batches, lead back to themselves',
    )
  }

  private note(kind: number, subject: number): void {
    this.happened++
    this.fingerprint.add(this.now, kind, subject)
  }

  /** The cases that are open at the start, the oldest first: in their states without an event, their timers as far as they have run. */
  private takeOver(replication: number): void {
    const { cases, measures, program } = this
    const { backlog, seed } = program
    if (backlog === null) return
    const width = cases.widths.values
    for (const { id, entry, age, inState } of openCases(backlog, seed, replication)) {
      const slot = cases.take()
      cases.id[slot] = id
      cases.arrived[slot] = -age
      cases.idleSince[slot] = -age
      for (let i = 0; i < width; i++) cases.values[slot * width + i] = backlog.values[entry * width + i]!
      if (this.quality !== null) this.quality.arrived(slot)
      this.draws.classify(slot)
      measures.whole[total.arrived]!++
      measures.wip.change(0, 1, 0)
      this.ageBefore += age
      this.note(1, id)
      this.hooks?.arrived?.(cases.valuesOf(slot))
      this.enteredAgo = inState
      this.statechart.place(slot, backlog.state[entry]!)
      this.hooks?.received?.(0, id, -2, this.activeOf(slot), cases.valuesOf(slot))
    }
    this.enteredAgo = 0
    this.settle()
  }

  private planArrival(): void {
    this.arrivalAt = this.arrivals.next()
  }

  private arrive(): void {
    const { cases, measures, now } = this
    const slot = cases.take()
    const id = this.arrivals.id
    cases.id[slot] = id
    cases.arrived[slot] = now
    cases.idleSince[slot] = now
    this.arrivals.fill(cases.values, slot * cases.widths.values)
    if (this.quality !== null) this.quality.arrived(slot)
    this.draws.classify(slot)
    measures.whole[total.arrived]!++
    measures.wip.change(0, 1, now)
    this.note(1, id)
    this.planArrival()
    this.hooks?.arrived?.(this.cases.valuesOf(slot))
    this.handled(slot, -1, this.statechart.start(slot))
  }

  /** The time of work, of a wait or of patience is over. */
  private ticketDue(ticket: number): void {
    const { tickets } = this
    const step = tickets.what[ticket]!
    if (tickets.stage[ticket] === stage.waiting && this.program.steps.kind[step] === stepKind.review) return this.limitReached(ticket)
    const slot = tickets.slot[ticket]!
    this.note(2, this.cases.id[slot]!)
    this.end(ticket)
    this.settle()
    this.outcome(ticket, slot, step)
  }

  private timerDue(ticket: number): void {
    const slot = this.tickets.slot[ticket]!
    this.give(slot, this.program.chart.timerEvent[this.tickets.what[ticket]!]!)
  }

  /** The case has waited in the queue as long as it may. */
  private limitReached(ticket: number): void {
    const slot = this.tickets.slot[ticket]!
    const event = this.program.steps.limitEvent[this.tickets.what[ticket]!]!
    this.end(ticket)
    this.give(slot, event, true)
  }

  /** The case has waited so long for the first pool that it asks the others as well. */
  private askFurther(ticket: number): void {
    const { pools, tickets, now } = this
    pools.book(ticket, now)
    tickets.asksAll[ticket] = 1
    const pool = this.freePool(ticket)
    if (pool >= 0) this.work(ticket, pool)
    else pools.join(ticket, now)
  }

  private give(slot: number, event: number, mustMove = false): void {
    this.note(16 + event, this.cases.id[slot]!)
    const reason = this.statechart.send(slot, event)
    const untaken = mustMove && reason === null && !this.statechart.taken
    this.handled(slot, event, untaken ? `no transition takes the event "${this.program.names.events[event]!}"` : reason)
  }

  /** The work or the wait of a visit is over: booked, and whoever worked on it is free. */
  private end(ticket: number): void {
    const { tickets, measures, cases, now, program } = this
    const step = tickets.what[ticket]!
    const slot = tickets.slot[ticket]!
    if (tickets.stage[ticket] === stage.inHands) {
      const stint = now - tickets.started[ticket]!
      const seconds = stint + this.handedBack.take(ticket)
      measures.handled(step, seconds)
      cases.sums[slot * sumsWidth + sums.handling]! += seconds
      if (program.steps.valueAdding[step] === 1) cases.sums[slot * sumsWidth + sums.valueAdding]! += seconds
      this.letGo(ticket, stint, true)
    } else this.waitEnded(ticket, -1)
    this.tell(ticket)
    tickets.stage[ticket] = stage.ended
    this.stepOver(slot)
  }

  private letGo(ticket: number, seconds: number, finished: boolean): void {
    const step = this.tickets.what[ticket]!
    const pool = this.tickets.pool[ticket]!
    if (pool >= 0) {
      this.pools.release(ticket, this.now, finished)
      this.planPeople(pool)
      if (this.program.steps.sensitive[step] === 1) this.measures.pool(pool, poolTotal.exposure, seconds)
      this.freed[this.freedCount++] = pool
    } else if (this.slots.isLimited(step)) {
      this.slots.release(step)
      this.freedSteps[this.freedStepCount++] = step
    }
  }

  private tell(ticket: number): void {
    if (!this.hooks?.worked) return
    const { slot, what, pool, started } = this.tickets
    const at = slot[ticket]!
    const id = this.cases.id[at]!
    const entered = this.tickets.entered[ticket]! - this.handedBack.shiftOf(ticket)
    this.hooks.worked(ticket, id, what[ticket]!, pool[ticket]!, entered, started[ticket]!, this.now, this.cases.valuesOf(at))
  }

  private stepOver(slot: number): void {
    if (--this.cases.underWay[slot]! === 0) this.cases.idleSince[slot] = this.now
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
    const failed = failures === null ? -1 : failures.eventOf(step, slot, visit)
    if (failed >= 0) return failed
    const drawn = this.draws.outcome(step, slot, visit)
    if (quality === null || drawn < 0) return drawn
    const pool = tickets.pool[ticket]!
    const decider = this.pools.crews[pool]?.deciderOf(tickets.person[ticket]!, this.now) ?? anybody
    return quality.outcome(step, slot, visit, drawn, pool, decider)
  }

  private handled(slot: number, event: number, reason: string | null): void {
    if (reason !== null) return this.fail(slot, reason)
    if (this.hooks?.received) {
      this.hooks.received(this.now, this.cases.id[slot]!, event, this.activeOf(slot), this.cases.valuesOf(slot))
    }
    if (this.statechart.endedIn >= 0) this.complete(slot, this.statechart.endedIn)
    this.settle()
  }

  private fail(slot: number, reason: string): void {
    this.failure ??= { reason, slot }
  }

  private complete(slot: number, final: number): void {
    const { cases, measures, tickets, program, now } = this
    for (let ticket = cases.tickets[slot]!; ticket >= 0;) {
      const next = tickets.next[ticket]!
      this.cancel(ticket)
      ticket = next
    }
    if (cases.underWay[slot] === 0) cases.sums[slot * sumsWidth + sums.rest]! += now - cases.idleSince[slot]!
    measures.completed(cases, slot, final, now - cases.arrived[slot]!, program.segments.target)
    if (this.quality !== null) this.quality.completed(slot, final, now)
    measures.wip.change(0, -1, now)
    cases.give(slot)
  }

  /** After a case has come to rest: freed people and slots take waiting cases, then the steps entered begin. */
  private settle(): void {
    const { freed, freedSteps, fresh } = this
    for (let i = 0; i < this.freedCount; i++) this.dispatch(freed[i]!)
    this.freedCount = 0
    for (let i = 0; i < this.freedStepCount; i++) this.fillSlots(freedSteps[i]!)
    this.freedStepCount = 0
    for (let i = 0; i < this.freshCount; i++) if (this.tickets.stage[fresh[i]!] === stage.entered) this.begin(fresh[i]!)
    this.freshCount = 0
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
    const { tickets, cases, measures, now } = this
    const { kind } = this.program.steps
    const step = tickets.what[ticket]!
    const visit = cases.count(tickets.slot[ticket]!, step)
    tickets.visit[ticket] = visit
    measures.step(step, stepTotal.visits, 1)
    if (visit > 0) {
      measures.step(step, stepTotal.rework, 1)
      cases.reworked[tickets.slot[ticket]!] = 1
    }
    if (kind[step] === stepKind.review) return this.ask(ticket, step)
    if (kind[step] === stepKind.automatic) {
      if (this.slots.hasFree(step)) return this.work(ticket, -1)
      this.slots.join(step, ticket)
    } else if (kind[step] === stepKind.wait) this.events.put(this.firstTicket + ticket, now + this.timeOf(ticket), rank.end)
    else this.batches.join(step, ticket, now)
    tickets.since[ticket] = now
    this.waits(ticket, step)
  }

  /** The case asks for a person and gets one or waits for one; its patience begins. */
  private ask(ticket: number, step: number): void {
    const { steps } = this.program
    const { tickets, now } = this
    const first = steps.pools[steps.poolsAt[step]!]!
    tickets.asksAll[ticket] = steps.overflows[step] === 0 || this.pools.length(first) >= steps.overflowQueue[step]! ? 1 : 0
    const pool = this.freePool(ticket)
    if (pool >= 0) return this.work(ticket, pool)
    this.pools.join(ticket, now)
    this.waits(ticket, step)
    if (tickets.asksAll[ticket] === 0 && steps.overflowAfter[step]! < Infinity)
      this.overflows.start(step, ticket, now + steps.overflowAfter[step]!)
    if (steps.limitEvent[step]! < 0) return
    const limit = steps.limitAfter[step]!
    if (limit === limit) this.limits.start(step, ticket, now + limit)
    else this.events.put(this.firstTicket + ticket, now + this.patienceOf(ticket), rank.timer)
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
    this.measures.queue.change(step, 1, this.now)
  }

  private patienceOf(ticket: number): number {
    const slot = this.tickets.slot[ticket]!
    const time = this.draws.patience(this.tickets.what[ticket]!, slot, this.tickets.visit[ticket]!)
    if (time < 0) this.fail(slot, 'no entry of the patience holds for this case')
    return Math.max(0, time)
  }

  private timeOf(ticket: number): number {
    const slot = this.tickets.slot[ticket]!
    const time = this.draws.time(this.tickets.what[ticket]!, slot, this.tickets.visit[ticket]!)
    if (time < 0) this.fail(slot, 'no entry of the times holds for this case')
    return Math.max(0, time)
  }

  /** A person of `pool`, or the system (-1), begins to work on the case. */
  private work(ticket: number, pool: number): void {
    const { tickets, measures, now } = this
    const step = tickets.what[ticket]!
    const seconds = this.handedBack.left(ticket) ?? this.timeOf(ticket)
    if (pool >= 0 || this.slots.isLimited(step)) this.note(3, this.cases.id[tickets.slot[ticket]!]!)
    if (pool >= 0) {
      this.pools.take(ticket, pool, now)
      this.hooks?.taken?.(ticket, pool, tickets.person[ticket]!)
    } else if (this.slots.isLimited(step)) this.slots.take(step)
    if (tickets.stage[ticket] === stage.waiting) this.waitEnded(ticket, pool)
    else measures.waited(step, 0)
    tickets.stage[ticket] = stage.inHands
    tickets.started[ticket] = now
    const until = now + (pool < 0 || tickets.person[ticket]! < 0 ? seconds : this.pools.begin(ticket, seconds, now))
    this.events.put(this.firstTicket + ticket, until, rank.end)
    if (pool >= 0) this.planPeople(pool)
  }

  /** Takes a waiting visit out of whatever it waits in (`taker`: the pool that takes it, or -1), and books the wait. */
  private waitEnded(ticket: number, taker: number): void {
    const { tickets, measures, now } = this
    const step = tickets.what[ticket]!
    const kind = this.program.steps.kind[step]!
    let wait: number
    if (kind === stepKind.review) {
      wait = this.pools.leave(ticket, taker, now)
      this.stopWaiting(ticket, step)
    } else {
      if (kind === stepKind.batch) this.batches.leave(step, ticket, now)
      else if (kind === stepKind.automatic) this.slots.leave(step, ticket)
      else this.events.remove(this.firstTicket + ticket)
      wait = now - tickets.since[ticket]!
      measures.bookWait(
        this.cases,
        tickets.slot[ticket]!,
        step,
        kind === stepKind.batch ? sums.batching : kind === stepKind.wait ? sums.external : sums.contention,
        wait,
      )
    }
    measures.queue.change(step, -1, now)
    measures.waited(step, now - tickets.entered[ticket]!)
  }

  /** Nobody waits any more for the limit on waiting or for the overflow. */
  private stopWaiting(ticket: number, step: number): void {
    const { limitEvent, limitAfter, overflows } = this.program.steps
    if (overflows[step] === 1) this.overflows.stop(ticket)
    if (limitEvent[step]! < 0) return
    if (limitAfter[step] === limitAfter[step]) this.limits.stop(ticket)
    else this.events.remove(this.firstTicket + ticket)
  }

  /** All that wait in the batch move on, in the order in which they came. */
  private moveBatch(step: number): void {
    const { tickets } = this
    const together: [ticket: number, slot: number][] = []
    for (let ticket = this.batches.first(step); ticket >= 0; ticket = this.batches.first(step)) {
      const slot = tickets.slot[ticket]!
      together.push([ticket, slot])
      this.note(4, this.cases.id[slot]!)
      this.end(ticket)
    }
    for (const [ticket, slot] of together) {
      const still = tickets.stage[ticket] === stage.ended && tickets.slot[ticket] === slot && tickets.what[ticket] === step
      if (still && this.failure === null) this.outcome(ticket, slot, step)
    }
  }

  private staff(pool: number): void {
    const next = this.pools.staff(pool, this.now)
    if (this.now > 0) this.note(5, pool)
    if (next < Infinity) this.events.put(pool, next, rank.people)
    for (const ticket of this.pools.interrupted(pool)) this.handBack(ticket)
    this.dispatch(pool)
    this.settle()
  }

  /** What people one by one did may change when they do something next. */
  private planPeople(pool: number): void {
    const next = this.pools.crews[pool]?.nextTime
    if (next === undefined || (this.events.has(pool) && this.events.timeOf(pool) === next)) return
    this.events.remove(pool)
    if (next < Infinity) this.events.put(pool, next, rank.people)
  }

  /** The shift of the person is over, or the time on sensitive material: the case goes back to the queue and waits on. */
  private handBack(ticket: number): void {
    const { tickets, cases, measures, now } = this
    const step = tickets.what[ticket]!
    const slot = tickets.slot[ticket]!
    const rule = this.program.steps.endOfShift[step]!
    const item = this.firstTicket + ticket
    const stint = now - tickets.started[ticket]!
    const wait = tickets.started[ticket]! - tickets.entered[ticket]!
    this.note(6, cases.id[slot]!)
    const left = (this.events.timeOf(item) - now) * this.pools.paceOf(ticket)
    this.events.remove(item)
    this.tell(ticket)
    if (rule === endOfShift.restart) this.interrupted(ticket, stint)
    this.handedBack.note(ticket, rule === endOfShift.restart ? null : { left, done: stint }, now - wait - tickets.entered[ticket]!)
    measures.waitsOn(step, wait)
    this.pools.takeBack(ticket, wait)
    this.letGo(ticket, stint, false)
    tickets.entered[ticket] = now - wait
    tickets.started[ticket] = NaN
    tickets.pool[ticket] = -1
    tickets.person[ticket] = -1
    tickets.asksAll[ticket] = 1
    this.pools.join(ticket, now, true, rule === endOfShift['hand-over'])
    this.waits(ticket, step)
    const { pools, poolsAt } = this.program.steps
    for (let i = poolsAt[step]!; i < poolsAt[step + 1]!; i++) this.freed[this.freedCount++] = pools[i]!
  }

  /** The statechart entered a state: its timers start, its step is about to begin. */
  entered(slot: number, state: number): void {
    const { chart } = this.program
    if (this.quality !== null) this.quality.entered(slot, state, this.now - this.enteredAgo)
    for (let i = chart.timersAt[state]!; i < chart.timersAt[state + 1]!; i++) {
      const ticket = this.newTicket(slot, state, i, stage.timer)
      this.timers.start(i, ticket, Math.max(this.now, this.now + chart.timerDelay[i]! - this.enteredAgo))
    }
    const step = chart.step[state]!
    if (step < 0) return
    this.fresh[this.freshCount++] = this.newTicket(slot, state, step, stage.entered)
    if (this.cases.underWay[slot]!++ === 0) this.cases.sums[slot * sumsWidth + sums.rest]! += this.now - this.cases.idleSince[slot]!
  }

  private newTicket(slot: number, state: number, what: number, at: number): number {
    const ticket = this.tickets.open(slot, state, what, at, this.now, this.cases.tickets[slot]!)
    this.cases.tickets[slot] = ticket
    return ticket
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

  private cancel(ticket: number): void {
    const { tickets, now } = this
    const at = tickets.stage[ticket]!
    const slot = tickets.slot[ticket]!
    if (at === stage.timer) this.timers.stop(ticket)
    else if (at === stage.inHands) {
      this.events.remove(this.firstTicket + ticket)
      const stint = now - tickets.started[ticket]!
      this.interrupted(ticket, stint + this.handedBack.take(ticket))
      this.letGo(ticket, stint, false)
    } else if (at === stage.waiting) {
      this.waitEnded(ticket, -1)
      this.interrupted(ticket, this.handedBack.take(ticket))
    }
    if (at === stage.inHands || at === stage.waiting) this.tell(ticket)
    if (at === stage.inHands || at === stage.waiting || at === stage.entered) this.stepOver(slot)
    tickets.give(ticket)
    this.handedBack.forget(ticket)
  }

  /** Work that leads to nothing. */
  private interrupted(ticket: number, seconds: number): void {
    if (seconds === 0) return
    this.measures.step(this.tickets.what[ticket]!, stepTotal.interrupted, seconds)
    this.cases.sums[this.tickets.slot[ticket]! * sumsWidth + sums.interrupted]! += seconds
  }
}
