import * as stepKind from '../program/codes/step-kind.ts'
import type { StepTable } from '../program/program.ts'
import type { EventList } from './event-list.ts'
import type { Now } from './now.ts'
import { rank } from './rank.ts'
import type { TicketStore } from './store.ts'
import { WaitingLine } from './waiting-line.ts'

/**
 * Which cases wait in the batch steps, and when each batch moves on. Item `firstItem + step` of the event list is a full or old batch, item
 * `firstItem + steps + step` its next time of the week.
 */
export class Batches {
  private readonly lines: readonly (WaitingLine | null)[]
  private readonly nextTime: Int32Array
  private readonly table: StepTable
  private readonly tickets: TicketStore
  private readonly events: EventList
  private readonly firstItem: number
  private readonly clock: Now

  constructor(table: StepTable, tickets: TicketStore, events: EventList, firstItem: number, clock: Now) {
    this.clock = clock
    this.table = table
    this.tickets = tickets
    this.events = events
    this.firstItem = firstItem
    this.lines = Array.from(table.kind, (kind) => (kind === stepKind.batch ? new WaitingLine(tickets.links) : null))
    this.nextTime = table.batchTimesAt.slice(0, -1)
    for (let step = 0; step < table.kind.length; step++) this.planTime(step)
  }

  join(step: number, ticket: number): void {
    this.lines[step]!.put(ticket * this.tickets.width, 0)
    this.plan(step)
  }

  leave(step: number, ticket: number): void {
    this.lines[step]!.remove(ticket * this.tickets.width)
    this.plan(step)
  }

  /** The ticket that waits longest, or -1. */
  first(step: number): number {
    const entry = this.lines[step]!.first
    return entry < 0 ? -1 : entry / this.tickets.width
  }

  /** A time of the week has come; the next one is planned. */
  passTime(step: number): void {
    this.nextTime[step]!++
    this.planTime(step)
  }

  /** At once when it is full, else when its oldest case reaches the age. */
  private plan(step: number): void {
    const now = this.clock.time
    const { batchSize, batchAge } = this.table
    const line = this.lines[step]!
    this.events.remove(this.firstItem + step)
    if (line.size === 0) return
    if (batchSize[step]! > 0 && line.size >= batchSize[step]!) this.events.putAt(this.firstItem + step, now, rank.batch)
    else if (batchAge[step]! >= 0)
      this.events.putAt(this.firstItem + step, Math.max(now, this.tickets.since[this.first(step)]! + batchAge[step]!), rank.batch)
  }

  private planTime(step: number): void {
    const at = this.nextTime[step]!
    if (at < this.table.batchTimesAt[step + 1]!)
      this.events.putAt(this.firstItem + this.table.kind.length + step, this.table.batchTimes[at]!, rank.batch)
  }
}
