import type { ClockTable } from '../program/program.ts'
import { hourOfWeek } from '../model/wall-clock.ts'

/**
 * The wall-clock hours of a run, one after another and without end: an hour begins where the clock shows a whole hour and where it is put forward or
 * back. Times are seconds since the start.
 */
export class Hours {
  /** Hours that have passed, when the present one began, and when the next one begins. */
  index = 0
  from = 0
  next = 0
  /** 0 is Monday 00:00, 167 Sunday 23:00. */
  hourOfWeek = 0
  private stretch = 0
  private readonly clock: ClockTable

  constructor(clock: ClockTable) {
    this.clock = clock
    this.read()
  }

  advance(): void {
    this.index++
    this.from = this.next
    if (this.stretch + 1 < this.clock.from.length && this.clock.from[this.stretch + 1] === this.from) this.stretch++
    this.read()
  }

  private read(): void {
    const { from, offset } = this.clock
    const local = this.from + offset[this.stretch]!
    this.hourOfWeek = hourOfWeek(local)
    this.next = Math.floor(local / 3600) * 3600 + 3600 - offset[this.stretch]!
    if (this.stretch + 1 < from.length && from[this.stretch + 1]! < this.next) this.next = from[this.stretch + 1]!
  }
}
