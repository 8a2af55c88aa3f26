import * as caseSum from '../program/codes/case-sum.ts'
import * as orderKind from '../program/codes/order-kind.ts'
import * as poolTotal from '../program/codes/pool-total.ts'
import * as stage from '../program/codes/stage.ts'
import { endOfShift } from '../program/program.ts'
import type { PoolTable, StepTable } from '../program/program.ts'
import { Away } from './away.ts'
import type { Crew } from './crew.ts'
import type { Measures } from './measures.ts'
import type { Now } from './now.ts'
import type { QueueOrder } from './queue-order.ts'
import type { CaseStore, TicketStore } from './store.ts'
import { VirtualQueue } from './virtual-queue.ts'
import { WaitingLine } from './waiting-line.ts'

/**
 * The queues of the pools and why cases wait in them. A case that asks several pools stands in the queues of all. The causes of a wait: while nobody is
 * on shift in any pool asked, unavailability; after the moment at which the case would have had its turn, first come first served, priority; the
 * rest is contention.
 */
export class Pools {
  private readonly queues: readonly WaitingLine[]
  /** Only where cases can be overtaken: queues by priority, and pools that share steps. */
  private readonly virtual: readonly (VirtualQueue | null)[]
  private readonly nextChange: Int32Array
  /** Cases that ask only this pool and that nobody in it could ever take. */
  readonly hopeless: Int32Array
  /** Most people on shift so far. */
  readonly peak: Int32Array
  private readonly away: Away
  /** Whether people told apart serve a step. */
  private readonly hasCrew: readonly boolean[]
  /** Largest relative amount by which causes exceed their wait. */
  worstCauses = 0

  private readonly table: PoolTable
  private readonly steps: StepTable
  private readonly order: QueueOrder
  private readonly cases: CaseStore
  private readonly tickets: TicketStore
  private readonly measures: Measures
  /** By pool: its people one by one, or null where they are alike. */
  readonly crews: readonly (Crew | null)[]
  private readonly clock: Now

  constructor(
    table: PoolTable,
    steps: StepTable,
    order: QueueOrder,
    crewOf: (pool: number, overtakes: boolean, changed: () => void) => Crew | null,
    cases: CaseStore,
    tickets: TicketStore,
    measures: Measures,
    clock: Now,
  ) {
    this.clock = clock
    this.table = table
    this.steps = steps
    this.order = order
    this.cases = cases
    this.tickets = tickets
    this.measures = measures
    const shared = new Set<number>()
    for (let step = 0; step < steps.state.length; step++) {
      const [from, to] = [steps.poolsAt[step]!, steps.poolsAt[step + 1]!]
      for (let i = from; i < to; i++) {
        if (to - from > 1) shared.add(steps.pools[i]!)
      }
    }
    this.queues = Array.from(table.priority, () => new WaitingLine(tickets.links))
    const overtakes = (pool: number) => table.order[pool] !== orderKind.arrival || shared.has(pool)
    this.crews = Array.from(table.order, (_, pool) => crewOf(pool, overtakes(pool), () => this.away.changed(pool)))
    this.hasCrew = Array.from(steps.state, (_, step) =>
      steps.pools.subarray(steps.poolsAt[step]!, steps.poolsAt[step + 1]!).some((pool) => this.crews[pool] !== null),
    )
    this.virtual = Array.from(table.order, (_, pool) => (overtakes(pool) && this.crews[pool] === null ? new VirtualQueue() : null))
    this.nextChange = table.changesAt.slice(0, -1)
    this.hopeless = new Int32Array(table.priority.length)
    this.peak = new Int32Array(table.priority.length)
    this.away = new Away(steps, table.order.length, clock, (pool, line) => {
      const crew = this.crews[pool]!
      return crew === null ? this.measures.people.now[pool] === 0 : crew.ableIn(line) === 0
    })
  }

  hasFree(pool: number): boolean {
    return this.measures.people.now[pool]! > this.measures.busy.now[pool]!
  }

  /** Whether somebody of the pool is free for the case; a person of a crew is noted on the ticket. */
  isFreeFor(pool: number, ticket: number): boolean {
    const crew = this.crews[pool]!
    if (crew === null) return this.hasFree(pool)
    const person = crew.personFor(this.lineOf(crew, ticket))
    if (person >= 0) this.tickets.person[ticket] = person
    return person >= 0
  }

  /** The ticket to serve next, or -1; of people one by one, the next of them is asked who has not been. */
  first(pool: number): number {
    const crew = this.crews[pool]!
    return crew === null ? this.ticketOf(this.queues[pool]!.first) : this.firstOf(crew)
  }

  /** Cases that wait for the pool. */
  length(pool: number): number {
    return (this.crews[pool]?.lines ?? this.queues[pool]!).size
  }

  /**
   * Joins the queues of the pools of the step that the ticket asks; when it asked only the first until now, of the others. `back`: it was handed back and
   * stands before all of its key; `ahead`: before everybody.
   */
  join(ticket: number, back = false, ahead = false): void {
    const { steps, tickets } = this
    const now = this.clock.time
    const step = tickets.what[ticket]!
    const all = tickets.asksAll[ticket] === 1
    tickets.since[ticket] = now
    const group = this.hasCrew[step]! ? this.away.groupBySkill(step, all, (pool) => this.lineIn(pool, ticket)) : this.away.group(step, all)
    tickets.asks[ticket] = group
    tickets.away[ticket] = this.away.until(group)
    // A case that asks further pools now keeps the turn that it had.
    const hadTurn = tickets.stage[ticket] === stage.waiting && tickets.turn[ticket] === tickets.turn[ticket]
    tickets.turn[ticket] = hadTurn ? now : NaN
    tickets.awayAtTurn[ticket] = tickets.away[ticket]!
    const from = steps.poolsAt[step]!
    const to = all ? steps.poolsAt[step + 1]! : from + 1
    for (let i = from, entry = ticket * tickets.width; i < to; i++, entry++) {
      if (tickets.links.has(entry)) continue
      const pool = steps.pools[i]!
      const ordered = this.table.order[pool] !== orderKind.arrival
      const key = ahead ? -Infinity : ordered ? this.order.key(pool, step, tickets.slot[ticket]!) : 0
      const crew = this.crews[pool]!
      if (crew === null) {
        if (back && !ahead) this.queues[pool]!.putFirst(entry, key)
        else this.queues[pool]!.put(entry, key)
        const virtual = this.virtual[pool]
        if (virtual) tickets.place[entry] = virtual.join(ticket)
      } else this.joinCrew(crew, pool, ticket, entry, key, back && !ahead)
      this.measures.poolQueue.change(pool, 1)
    }
  }

  /** Leaves all queues; `taker` is the pool that takes the case, or -1. The wait since `since` is booked under its causes. */
  leave(ticket: number, taker: number): void {
    const { steps, tickets } = this
    const step = tickets.what[ticket]!
    for (let i = steps.poolsAt[step]!, end = steps.poolsAt[step + 1]!, entry = ticket * tickets.width; i < end; i++, entry++) {
      if (!tickets.links.has(entry)) continue
      const pool = steps.pools[i]!
      const crew = this.crews[pool]!
      if (crew === null) {
        const queue = this.queues[pool]!
        queue.remove(entry)
        const virtual = this.virtual[pool]
        if (virtual) this.leaveVirtual(virtual, tickets.place[entry]!, pool === taker, queue.size === 0)
      } else this.hasTurn(this.ticketOf(crew.lines.remove(entry, pool === taker ? crew.abilityOf(tickets.person[ticket]!) : null)))
      this.measures.poolQueue.change(pool, -1)
    }
    this.book(ticket)
  }

  /** A person of the pool takes the case. */
  take(ticket: number, pool: number): void {
    const { measures, tickets } = this
    tickets.pool[ticket] = pool
    measures.busy.change(pool, 1)
    measures.pool(pool, poolTotal.served, 1)
    measures.pool(pool, poolTotal.wait, this.clock.time - tickets.entered[ticket]! - tickets.delayed[ticket]!)
  }

  /** A person of a crew begins work that takes so many seconds at the usual pace. Returns the seconds that it will take. */
  begin(ticket: number, seconds: number): number {
    const now = this.clock.time
    const { tickets, steps } = this
    const crew = this.crews[tickets.pool[ticket]!]!
    const person = tickets.person[ticket]!
    const step = tickets.what[ticket]!
    const takes = seconds / crew.paceOf(person, now)
    crew.begin(person, ticket, now, takes, steps.endOfShift[step] !== endOfShift.finish, steps.sensitive[step] === 1)
    return takes
  }

  /** Pace of the person who has worked on the case since it was begun. */
  paceOf(ticket: number): number {
    const crew = this.crews[this.tickets.pool[ticket]!]
    return crew ? crew.paceOf(this.tickets.person[ticket]!, this.tickets.started[ticket]!) : 1
  }

  /** The person is free again, or goes, if the shift is over or an absence due. */
  release(ticket: number, finished: boolean): void {
    const pool = this.tickets.pool[ticket]!
    this.measures.busy.change(pool, -1)
    if (finished) this.measures.pool(pool, poolTotal.finished, 1)
    const crew = this.crews[pool]!
    if (crew === null) return
    crew.release(this.tickets.person[ticket]!, this.clock.time, finished)
    this.nowThere(pool, crew.present)
  }

  /**
   * After `staff`: the tickets whose person must let go. First those to be handed over, those begun first before others; then those that go back before all
   * others that wait, so those begun last come first here.
   */
  interrupted(pool: number): number[] {
    const crew = this.crews[pool]!
    if (crew === null || crew.interrupted.length === 0) return []
    const { steps, tickets } = this
    const all = crew.interrupted.map((person) => crew.inHands[person]!).sort((a, b) => tickets.started[a]! - tickets.started[b]! || a - b)
    const isHandedOver = (ticket: number) => steps.endOfShift[tickets.what[ticket]!] === endOfShift['hand-over']
    return [...all.filter(isHandedOver), ...all.filter((ticket) => !isHandedOver(ticket)).toReversed()]
  }

  /** The work on a visit was not the last: what `take` counted is taken back. */
  takeBack(ticket: number, wait: number): void {
    const pool = this.tickets.pool[ticket]!
    this.measures.pool(pool, poolTotal.served, -1)
    this.measures.pool(pool, poolTotal.wait, this.tickets.delayed[ticket]! - wait)
  }

  /** People come or go as planned. Returns when they do next. */
  staff(pool: number): number {
    const crew = this.crews[pool]!
    if (crew !== null) {
      crew.pass(this.clock.time)
      this.nowThere(pool, crew.present)
      return crew.nextTime
    }
    const at = this.nextChange[pool]!++
    this.nowThere(pool, this.table.changePeople[at]!)
    return at + 1 < this.table.changesAt[pool + 1]! ? this.table.changeTime[at + 1]! : Infinity
  }

  /** So many people of the pool are there from now on. */
  private nowThere(pool: number, people: number): void {
    const before = this.measures.people.now[pool]!
    this.measures.people.change(pool, people - before)
    this.peak[pool] = Math.max(this.peak[pool]!, people)
    if ((before === 0) !== (people === 0) || this.clock.time === 0) this.away.changed(pool)
  }

  /** Books the wait since `since` under its causes, which sum to it; the ticket waits on from now. */
  book(ticket: number): void {
    const { tickets } = this
    const now = this.clock.time
    const step = tickets.what[ticket]!
    const since = tickets.since[ticket]!
    const wait = now - since
    tickets.since[ticket] = now
    if (wait === 0) return
    const until = this.away.until(tickets.asks[ticket]!)
    const unavailable = until - tickets.away[ticket]!
    tickets.away[ticket] = until
    let priority = 0
    const turn = tickets.turn[ticket]!
    if (turn === turn) {
      priority = now - turn - (until - tickets.awayAtTurn[ticket]!)
      tickets.turn[ticket] = now
      tickets.awayAtTurn[ticket] = until
    }
    const contention = wait - unavailable - priority
    if (contention < 0) this.worstCauses = Math.max(this.worstCauses, -contention / Math.max(1, wait))
    const { measures, cases } = this
    const slot = tickets.slot[ticket]!
    if (unavailable !== 0) measures.bookWait(cases, slot, step, caseSum.unavailability, unavailable)
    if (priority !== 0) measures.bookWait(cases, slot, step, caseSum.priority, priority)
    measures.bookWait(cases, slot, step, caseSum.contention, contention)
  }

  private leaveVirtual(virtual: VirtualQueue, place: number, taken: boolean, empty: boolean): void {
    if (taken) this.hasTurn(virtual.take(place))
    else virtual.leave(place)
    if (empty) virtual.clear()
  }

  /** First come, first served, it would be this ticket's turn. Several pools may give a turn; the first counts. */
  private hasTurn(ticket: number): void {
    const { tickets } = this
    if (ticket < 0 || tickets.turn[ticket] === tickets.turn[ticket]) return
    tickets.turn[ticket] = this.clock.time
    tickets.awayAtTurn[ticket] = this.away.until(tickets.asks[ticket]!)
  }

  private joinCrew(crew: Crew, pool: number, ticket: number, entry: number, key: number, back: boolean): void {
    const { poolsAt } = this.steps
    const step = this.tickets.what[ticket]!
    const line = this.lineOf(crew, ticket)
    if (poolsAt[step + 1]! - poolsAt[step]! === 1 && !crew.couldTake(line)) this.hopeless[pool]!++
    crew.join(entry, line, key, back)
  }

  private firstOf(crew: Crew): number {
    for (let person = crew.nextAsking(); person >= 0; person = crew.nextAsking()) {
      const ticket = this.ticketOf(crew.entryFor(person))
      if (ticket < 0) continue
      this.tickets.person[ticket] = person
      return ticket
    }
    return -1
  }

  private lineOf(crew: Crew, ticket: number): number {
    const { cases, tickets, steps } = this
    const sensitive = steps.sensitive[tickets.what[ticket]!] === 1
    return crew.lineOf(cases.values, tickets.slot[ticket]! * cases.widths.values, sensitive)
  }

  private lineIn(pool: number, ticket: number): number {
    const crew = this.crews[pool]!
    return crew === null ? -1 : this.lineOf(crew, ticket)
  }

  private ticketOf(entry: number): number {
    const { width } = this.tickets
    return entry < 0 || width === 1 ? entry : Math.floor(entry / width)
  }
}
