import type { PoolTable, StepTable } from '../program.ts'
import type { Evaluate } from './formula.ts'
import type { Measures } from './measures.ts'
import { poolTotal } from './measures.ts'
import type { CaseStore, TicketStore } from './store.ts'
import { stage, sums } from './store.ts'
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
  /** Most people on shift so far. */
  readonly peak: Int32Array
  /** Seconds in which nobody was on shift in any pool asked, by step: first pool only, then all. Until `awaySince`; NaN: somebody is. */
  private readonly away: Float64Array
  private readonly awaySince: Float64Array
  private readonly stepsOfPool: readonly (readonly number[])[]
  /** Largest relative amount by which causes exceed their wait. */
  worstCauses = 0

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
    this.table = table
    this.steps = steps
    this.priorities = priorities
    this.cases = cases
    this.tickets = tickets
    this.measures = measures
    const shared = new Set<number>()
    const stepsOfPool = Array.from(table.priority, (): number[] => [])
    for (let step = 0; step < steps.state.length; step++) {
      const [from, to] = [steps.poolsAt[step]!, steps.poolsAt[step + 1]!]
      for (let i = from; i < to; i++) {
        stepsOfPool[steps.pools[i]!]!.push(step)
        if (to - from > 1) shared.add(steps.pools[i]!)
      }
    }
    this.stepsOfPool = stepsOfPool
    this.queues = Array.from(table.priority, () => new WaitingLine(tickets.links))
    this.virtual = Array.from(table.priority, (priority, pool) => (priority >= 0 || shared.has(pool) ? new VirtualQueue() : null))
    this.nextChange = table.changesAt.slice(0, -1)
    this.peak = new Int32Array(table.priority.length)
    this.away = new Float64Array(steps.state.length * 2)
    this.awaySince = new Float64Array(steps.state.length * 2)
  }

  hasFree(pool: number): boolean {
    return this.measures.people.now[pool]! > this.measures.busy.now[pool]!
  }

  /** The ticket to serve next, or -1. */
  first(pool: number): number {
    const entry = this.queues[pool]!.first
    const { width } = this.tickets
    return entry < 0 || width === 1 ? entry : Math.floor(entry / width)
  }

  /** Cases that wait for the pool. */
  length(pool: number): number {
    return this.queues[pool]!.size
  }

  /** Joins the queues of the pools of the step that the ticket asks; when it asked only the first until now, of the others. */
  join(ticket: number, now: number): void {
    const { steps, tickets } = this
    const step = tickets.what[ticket]!
    const all = tickets.asksAll[ticket] === 1
    tickets.since[ticket] = now
    tickets.away[ticket] = this.awayUntil(step, all, now)
    // A case that asks further pools now keeps the turn that it had.
    const hadTurn = tickets.stage[ticket] === stage.waiting && tickets.turn[ticket] === tickets.turn[ticket]
    tickets.turn[ticket] = hadTurn ? now : NaN
    tickets.awayAtTurn[ticket] = tickets.away[ticket]!
    const from = steps.poolsAt[step]!
    const to = all ? steps.poolsAt[step + 1]! : from + 1
    for (let i = from, entry = ticket * tickets.width; i < to; i++, entry++) {
      if (tickets.links.has(entry)) continue
      const pool = steps.pools[i]!
      const priority = this.priorities[pool]
      const key = priority ? -priority(this.cases.values, tickets.slot[ticket]! * this.cases.widths.values) : 0
      this.queues[pool]!.put(entry, key)
      const virtual = this.virtual[pool]
      if (virtual) tickets.place[entry] = virtual.join(ticket)
      this.measures.poolQueue.change(pool, 1, now)
    }
  }

  /** Leaves all queues; `taker` is the pool that takes the case, or -1. The wait since `since` is booked under its causes. Returns it. */
  leave(ticket: number, taker: number, now: number): number {
    const { steps, tickets } = this
    const step = tickets.what[ticket]!
    for (let i = steps.poolsAt[step]!, end = steps.poolsAt[step + 1]!, entry = ticket * tickets.width; i < end; i++, entry++) {
      if (!tickets.links.has(entry)) continue
      const pool = steps.pools[i]!
      const queue = this.queues[pool]!
      queue.remove(entry)
      const virtual = this.virtual[pool]
      if (virtual) this.leaveVirtual(virtual, tickets.place[entry]!, pool === taker, queue.size === 0, now)
      this.measures.poolQueue.change(pool, -1, now)
    }
    return this.book(ticket, now)
  }

  /** A person of the pool takes the case. */
  take(ticket: number, pool: number, now: number): void {
    const { measures, tickets } = this
    tickets.pool[ticket] = pool
    measures.busy.change(pool, 1, now)
    measures.pool(pool, poolTotal.served, 1)
    measures.pool(pool, poolTotal.wait, now - tickets.entered[ticket]!)
  }

  /** The person is free again. */
  release(ticket: number, now: number): void {
    this.measures.busy.change(this.tickets.pool[ticket]!, -1, now)
  }

  /** People come or go as planned. Returns when they do next. */
  staff(pool: number, now: number): number {
    const at = this.nextChange[pool]!++
    const people = this.table.changePeople[at]!
    const before = this.measures.people.now[pool]!
    this.measures.people.change(pool, people - before, now)
    this.peak[pool] = Math.max(this.peak[pool]!, people)
    if ((before === 0) !== (people === 0) || now === 0) for (const step of this.stepsOfPool[pool]!) this.noteAway(step, now)
    return at + 1 < this.table.changesAt[pool + 1]! ? this.table.changeTime[at + 1]! : Infinity
  }

  /** Books the wait since `since` under its causes, which sum to it; the ticket waits on from now. Returns the seconds. */
  book(ticket: number, now: number): number {
    const { tickets } = this
    const step = tickets.what[ticket]!
    const since = tickets.since[ticket]!
    const wait = now - since
    tickets.since[ticket] = now
    if (wait === 0) return 0
    const until = this.awayUntil(step, tickets.asksAll[ticket] === 1, now)
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
    if (unavailable !== 0) measures.bookWait(cases, slot, step, sums.unavailability, unavailable)
    if (priority !== 0) measures.bookWait(cases, slot, step, sums.priority, priority)
    measures.bookWait(cases, slot, step, sums.contention, contention)
    return wait
  }

  private leaveVirtual(virtual: VirtualQueue, place: number, taken: boolean, empty: boolean, now: number): void {
    if (taken) {
      const { tickets } = this
      const ticket = virtual.take(place)
      // Several pools may give a turn; the first counts.
      if (ticket >= 0 && tickets.turn[ticket] !== tickets.turn[ticket]) {
        tickets.turn[ticket] = now
        tickets.awayAtTurn[ticket] = this.awayUntil(tickets.what[ticket]!, tickets.asksAll[ticket] === 1, now)
      }
    } else virtual.leave(place)
    if (empty) virtual.clear()
  }

  private awayUntil(step: number, all: boolean, now: number): number {
    const at = step * 2 + (all ? 1 : 0)
    const since = this.awaySince[at]!
    return since === since ? this.away[at]! + (now - since) : this.away[at]!
  }

  private noteAway(step: number, now: number): void {
    const { steps } = this
    let there = 0
    for (let i = steps.poolsAt[step]!, end = steps.poolsAt[step + 1]!; i < end; i++) {
      there += this.measures.people.now[steps.pools[i]!]!
      if (i === steps.poolsAt[step]!) this.switchAway(step * 2, there === 0, now)
    }
    this.switchAway(step * 2 + 1, there === 0, now)
  }

  private switchAway(at: number, nobody: boolean, now: number): void {
    const since = this.awaySince[at]!
    if (since === since) this.away[at]! += now - since
    this.awaySince[at] = nobody ? now : NaN
  }
}
