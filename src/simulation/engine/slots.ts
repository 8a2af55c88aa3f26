import type { StepTable } from '../program/program.ts'
import type { TicketStore } from './store.ts'
import { WaitingLine } from './waiting-line.ts'

/** Automatic steps with a limited number of slots: who is worked on, and who waits, first come first served. */
export class Slots {
  private readonly lines: readonly (WaitingLine | null)[]
  private readonly width: number
  private readonly taken: Int32Array
  private readonly table: StepTable

  constructor(table: StepTable, tickets: TicketStore) {
    this.table = table
    this.width = tickets.width
    this.lines = Array.from(table.slots, (slots) => (slots > 0 ? new WaitingLine(tickets.links) : null))
    this.taken = new Int32Array(table.kind.length)
  }

  isLimited(step: number): boolean {
    return this.table.slots[step]! > 0
  }

  hasFree(step: number): boolean {
    return this.table.slots[step] === 0 || this.taken[step]! < this.table.slots[step]!
  }

  take(step: number): void {
    this.taken[step]!++
  }

  release(step: number): void {
    this.taken[step]!--
  }

  join(step: number, ticket: number): void {
    this.lines[step]!.put(ticket * this.width, 0)
  }

  leave(step: number, ticket: number): void {
    this.lines[step]!.remove(ticket * this.width)
  }

  /** The ticket that waits longest, or -1. */
  first(step: number): number {
    const entry = this.lines[step]!.first
    return entry < 0 ? -1 : entry / this.width
  }
}
