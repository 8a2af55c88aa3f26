import type { StepTable } from '../program/program.ts'
import { DelayLines } from './delay-lines.ts'
import type { Draws } from './draws.ts'
import type { EventList } from './event-list.ts'
import type { Items } from './items.ts'
import type { Now } from './now.ts'
import { rank } from './rank.ts'
import type { TicketStore } from './store.ts'

/** How long cases wait for people: until they leave the queue (a limit that is the same for all, or a patience that is drawn), or ask further pools. */
export class WaitLimits {
  /** By step: the limits that are the same for all, and the waits after which further pools are asked. */
  readonly same: DelayLines
  readonly overflows: DelayLines
  private readonly firstTicket: number
  private readonly steps: StepTable
  private readonly events: EventList
  private readonly tickets: TicketStore
  private readonly draws: Draws
  private readonly clock: Now

  constructor(steps: StepTable, events: EventList, items: Items, tickets: TicketStore, draws: Draws, clock: Now) {
    this.steps = steps
    this.events = events
    this.tickets = tickets
    this.draws = draws
    this.clock = clock
    this.firstTicket = items.ticket
    this.same = new DelayLines(steps.limitAfter, events, items.limit, clock)
    this.overflows = new DelayLines(steps.overflowAfter, events, items.overflow, clock)
  }

  /** A case begins to wait. False: no entry of the patience holds for it. */
  start(ticket: number, step: number): boolean {
    const { tickets, events } = this
    const { overflowAfter, limitEvent, limitAfter } = this.steps
    if (tickets.asksAll[ticket] === 0 && overflowAfter[step]! < Infinity) this.overflows.start(step, ticket)
    if (limitEvent[step]! < 0) return true
    if (limitAfter[step] === limitAfter[step]) {
      this.same.start(step, ticket)
      return true
    }
    const item = this.firstTicket + ticket
    events.reserve(item)
    const holds = this.draws.patience(step, tickets.slot[ticket]!, tickets.visit[ticket]!, events.times, item)
    events.times[item] = holds ? this.clock.time + events.times[item]! : this.clock.time
    events.put(item, rank.timer)
    return holds
  }

  /** The case waits no longer. */
  stop(ticket: number, step: number): void {
    const { limitEvent, limitAfter, overflows } = this.steps
    if (overflows[step] === 1) this.overflows.stop(ticket)
    if (limitEvent[step]! < 0) return
    if (limitAfter[step] === limitAfter[step]) this.same.stop(ticket)
    else this.events.remove(this.firstTicket + ticket)
  }
}
