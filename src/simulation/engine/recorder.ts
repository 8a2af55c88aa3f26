import type { Program } from '../program/program.ts'
import { Hours } from './clock.ts'
import type { Measures } from './measures.ts'
import { mser } from './warmup.ts'

/** Watches the clock: hours of the week, and the moments at which the warm-up may end. */
export class Recorder {
  nextMark: number
  private last = 0
  private readonly hours: Hours
  /** Moments at which the sums are kept; with a search for the warm-up the ends of the parts. */
  private readonly cuts: Float64Array
  private readonly mostKept: number
  private readonly snapshots: (readonly Float64Array[])[] = []
  private readonly wipAreas: number[] = []
  private readonly program: Program
  private readonly measures: Measures

  constructor(program: Program, measures: Measures) {
    this.program = program
    this.measures = measures
    this.hours = new Hours(program.clock)
    this.cuts = program.warmup === 'auto' ? program.parts : Float64Array.of(program.warmup)
    this.mostKept = program.warmup === 'auto' ? Math.floor(program.parts.length / 2) : 1
    this.nextMark = this.markAfter()
  }

  pass(): void {
    const time = this.nextMark
    this.bringTo(time)
    if (time === this.hours.next) this.hours.advance()
    if (time === this.cuts[this.wipAreas.length]) this.cutHere()
    this.nextMark = this.markAfter()
  }

  finish(end: number): void {
    this.bringTo(end)
    if (end >= (this.cuts[this.wipAreas.length] ?? Infinity)) this.cutHere()
  }

  /** Where the warm-up ends, with the sums as they were then. */
  cut(end: number): { time: number; found: boolean; snapshot: readonly Float64Array[] | null } {
    const { warmup } = this.program
    if (warmup !== 'auto') return { time: Math.min(warmup, end), found: true, snapshot: this.snapshots[0] ?? null }
    const means = this.wipAreas.map((area, i) => (area - (this.wipAreas[i - 1] ?? 0)) / (this.cuts[i]! - (this.cuts[i - 1] ?? 0)))
    const { cut, found } = mser(means)
    return { time: this.cuts[cut - 1] ?? 0, found, snapshot: this.snapshots[cut - 1] ?? null }
  }

  private cutHere(): void {
    this.wipAreas.push(this.measures.workArea)
    if (this.snapshots.length < this.mostKept) this.snapshots.push(this.measures.snapshot())
  }

  private bringTo(time: number): void {
    const hour = this.hours.hourOfWeek
    this.measures.mark(time, hour)
    this.measures.hourSeconds[hour]! += time - this.last
    this.last = time
  }

  private markAfter(): number {
    return Math.min(this.cuts[this.wipAreas.length] ?? Infinity, this.hours.next)
  }
}
