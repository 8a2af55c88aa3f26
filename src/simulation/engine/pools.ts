import type { PoolTable, StepTable } from '../program.ts'
import { EventList } from './event-list.ts'
import type { Evaluate } from './formula.ts'
import type { Measures } from './measures.ts'
import { Overtaking } from './overtaking.ts'
import type { CaseStore, TicketStore } from './store.ts'
import { causesWidth, stage, sums, sumsWidth } from './store.ts'
import { poolTotal, stepTotal } from './measures.ts'

/**
 * The queues of the pools and why cases wait in them. A case that may be served by several pools waits in the queues of all. The causes of a wait are
 * booked as they pass: nobody on shift in any of its pools is unavailability; otherwise people are busy, and the share of their work that
 * goes to cases that joined later is priority, the rest contention.
 */
export class Pools {
  private readonly queues: readonly EventList[]
  private readonly overtaking: readonly (Overtaking | null)[]
  private readonly places: Float64Array
  private readonly nextChange: Int32Array
  /** Most people on shift so far. */
  readonly peak: Int32Array
  private readonly table: PoolTable

  private readonly steps: StepTable
  private readonly priorities: readonly (Evaluate | null)[]
  private readonly cases: CaseStore
  private readonly tickets: TicketStore
  private readonly measures: Measures

  constructor(
    table: PoolTable,
    steps: StepTable,
    priorities: readonly (Evaluate | null)[],
    cases: CaseStore,
    tickets: TicketStore,
    measures: Measures,
  ) {
    this.steps = steps
    this.priorities = priorities
    this.cases = cases
    this.tickets = tickets
    this.measures = measures
    const shared = new Set<number>()
    for (let step = 0; step < steps.state.length; step++) {
      const [from, to] = [steps.poolsAt[step]!, steps.poolsAt[step + 1]!]
      if (to - from > 1) for (let i = from; i < to; i++) shared.add(steps.pools[i]!)
    }
    this.queues = Array.from(table.priority, () => new EventList())
    this.overtaking = Array.from(table.priority, (priority, pool) => (priority >= 0 || shared.has(pool) ? new Overtaking() : null))
    this.places = new Float64Array(table.priority.length)
    this.nextChange = table.changesAt.slice(0, -1)
    this.peak = new Int32Array(table.priority.length)
    this.table = table
  }

  hasFree(pool: number): boolean {
    return this.measures.people.now[pool]! > this.measures.busy.now[pool]!
  }

  /** The ticket to serve next, or -1. */
  first(pool: number): number {
    const entry = this.queues[pool]!.first
    return entry < 0 ? -1 : Math.floor(entry / this.tickets.width)
  }

  /** Joins the queues of all pools of the step. */
  join(ticket: number, now: number): void {
    const { steps, tickets, measures } = this
    const step = tickets.what[ticket]!
    tickets.booked[ticket] = now
    for (let i = steps.poolsAt[step]!, entry = ticket * tickets.width; i < steps.poolsAt[step + 1]!; i++, entry++) {
      const pool = steps.pools[i]!
      const priority = this.priorities[pool]
      const at = tickets.slot[ticket]! * this.cases.widths.values
      this.queues[pool]!.put(entry, priority ? -priority(this.cases.values, at) : 0, 0)
      tickets.joined[entry] = this.places[pool]!++
      tickets.overtaken[entry] = 0
      tickets.worked[entry] = measures.busy.area(pool, now)
      measures.poolQueue.change(pool, 1, now)
    }
  }

  /** Leaves all its queues; the wait is booked to its end. */
  leave(ticket: number, now: number): void {
    const { steps, tickets } = this
    this.book(ticket, now)
    const step = tickets.what[ticket]!
    for (let i = steps.poolsAt[step]!, entry = ticket * tickets.width; i < steps.poolsAt[step + 1]!; i++, entry++) {
      this.queues[steps.pools[i]!]!.remove(entry)
      this.measures.poolQueue.change(steps.pools[i]!, -1, now)
    }
  }

  /** A person of the pool takes the case. */
  take(ticket: number, pool: number, now: number): void {
    const { tickets } = this
    tickets.pool[ticket] = pool
    this.measures.busy.change(pool, 1, now)
    this.measures.pool(pool, poolTotal.served, 1)
    this.measures.pool(pool, poolTotal.wait, now - tickets.entered[ticket]!)
    const overtaking = this.overtaking[pool]
    if (!overtaking) return
    const entry = this.entryOf(ticket, pool)
    if (tickets.stage[ticket] === stage.entered) tickets.joined[entry] = this.places[pool]!++
    overtaking.started(tickets.joined[entry]!, now, () => this.oldest(pool))
  }

  /** The person is free again. */
  release(ticket: number, now: number): void {
    const pool = this.tickets.pool[ticket]!
    this.measures.busy.change(pool, -1, now)
    this.overtaking[pool]?.ended(this.tickets.joined[this.entryOf(ticket, pool)]!, now)
  }

  /** People come or go as planned. Returns when they do next. */
  staff(pool: number, now: number): number {
    const at = this.nextChange[pool]!++
    const people = this.table.changePeople[at]!
    const before = this.measures.people.now[pool]!
    if ((before === 0) !== (people === 0)) this.queues[pool]!.each((entry) => this.book(Math.floor(entry / this.tickets.width), now))
    this.measures.people.change(pool, people - before, now)
    this.peak[pool] = Math.max(this.peak[pool]!, people)
    return at + 1 < this.table.changesAt[pool + 1]! ? this.table.changeTime[at + 1]! : Infinity
  }

  /** Books the wait since the last booking under its causes. */
  private book(ticket: number, now: number): void {
    const { steps, tickets, measures } = this
    const step = tickets.what[ticket]!
    const piece = now - tickets.booked[ticket]!
    let [people, overtaken, worked] = [0, 0, 0]
    for (let i = steps.poolsAt[step]!, entry = ticket * tickets.width; i < steps.poolsAt[step + 1]!; i++, entry++) {
      const pool = steps.pools[i]!
      people += measures.people.now[pool]!
      const overtaking = this.overtaking[pool]
      if (!overtaking) continue
      const [after, all] = [overtaking.workAfter(tickets.joined[entry]!, now), measures.busy.area(pool, now)]
      overtaken += after - tickets.overtaken[entry]!
      worked += all - tickets.worked[entry]!
      tickets.overtaken[entry] = after
      tickets.worked[entry] = all
    }
    tickets.booked[ticket] = now
    if (people === 0) return this.bookAs(ticket, sums.unavailability, piece)
    // What is left of sums that cancel each other is not a cause.
    const priority = worked > 0 && overtaken > 1e-9 * worked ? Math.min(piece, (piece * overtaken) / worked) : 0
    this.bookAs(ticket, sums.priority, priority)
    this.bookAs(ticket, sums.contention, piece - priority)
  }

  /** Books part of a wait under a cause (a column of `sums`). */
  bookAs(ticket: number, cause: number, seconds: number): void {
    this.tickets.causes[ticket * causesWidth + cause]! += seconds
  }

  /** The wait is over: what was booked counts for the step and the case. Returns the sum. */
  settle(ticket: number): number {
    const { tickets, cases, measures } = this
    const step = tickets.what[ticket]!
    const row = tickets.slot[ticket]! * sumsWidth
    let sum = 0
    for (let cause = 0; cause < causesWidth; cause++) {
      const seconds = tickets.causes[ticket * causesWidth + cause]!
      if (seconds === 0) continue
      sum += seconds
      cases.sums[row + cause]! += seconds
      measures.step(step, stepTotal.contention + cause, seconds)
    }
    return sum
  }

  private oldest(pool: number): number {
    let place = Infinity
    this.queues[pool]!.each((entry) => (place = Math.min(place, this.tickets.joined[entry]!)))
    return place
  }

  private entryOf(ticket: number, pool: number): number {
    const { steps, tickets } = this
    let entry = ticket * tickets.width
    for (let i = steps.poolsAt[tickets.what[ticket]!]!; steps.pools[i] !== pool; i++) entry++
    return entry
  }
}
