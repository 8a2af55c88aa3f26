import type { StepTable } from '../program.ts'
import { EventList } from './event-list.ts'

/** Automatic steps with a limited number of slots: who is worked on, and who waits, first come first served. */
export class Slots {
  private readonly lines: readonly EventList[]
  private readonly taken: Int32Array
  private readonly table: StepTable

  constructor(table: StepTable) {
    this.table = table
    this.lines = Array.from(table.kind, () => new EventList())
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
    this.lines[step]!.put(ticket, 0, 0)
  }

  leave(step: number, ticket: number): void {
    this.lines[step]!.remove(ticket)
  }

  /** The ticket that waits longest, or -1. */
  first(step: number): number {
    return this.lines[step]!.first
  }
}
