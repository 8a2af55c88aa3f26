import { hourOfWeek } from '../model/wall-clock.ts'
import type { BuiltInTable, ClockTable } from '../program/program.ts'
import type { Now } from './now.ts'
import type { CaseStore } from './store.ts'

/** What every case knows of itself, in columns behind its attributes, so that conditions look it up as they do attributes. */
export class BuiltIns {
  private readonly table: BuiltInTable
  private readonly cases: CaseStore
  private readonly clock: Now
  private readonly wall: ClockTable
  private stretch = 0

  constructor(table: BuiltInTable, cases: CaseStore, clock: Now, wall: ClockTable) {
    this.table = table
    this.cases = cases
    this.clock = clock
    this.wall = wall
  }

  /** The case is new: it has begun and left nothing. */
  arrived(slot: number): void {
    const { visits, prev, prev2, none } = this.table
    for (const column of visits) this.put(slot, column, 0)
    this.put(slot, prev, none)
    this.put(slot, prev2, none)
    this.bring(slot)
  }

  /** A visit of the step has begun. */
  begun(slot: number, step: number): void {
    const column = this.table.visits[step]!
    if (column >= 0) this.cases.values[slot * this.cases.widths.values + column]!++
  }

  /** A visit of the step is over, and the case has left the step. */
  left(slot: number, step: number): void {
    const { prev, prev2, code } = this.table
    const { values, widths } = this.cases
    if (prev2 >= 0) values[slot * widths.values + prev2] = values[slot * widths.values + prev]!
    this.put(slot, prev, code[step]!)
  }

  /** Age and hour are those of now: to be called before a condition is looked at. */
  bring(slot: number): void {
    const { age, weekHour } = this.table
    this.put(slot, age, this.clock.time - this.cases.arrived[slot]!)
    if (weekHour >= 0) this.put(slot, weekHour, this.hour())
  }

  private hour(): number {
    const { from, offset } = this.wall
    while (this.stretch + 1 < from.length && from[this.stretch + 1]! <= this.clock.time) this.stretch++
    return hourOfWeek(this.clock.time + offset[this.stretch]!)
  }

  private put(slot: number, column: number, value: number): void {
    if (column >= 0) this.cases.values[slot * this.cases.widths.values + column] = value
  }
}
