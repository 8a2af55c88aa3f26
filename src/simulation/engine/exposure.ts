import type { CrewTable } from '../program/crew-table.ts'

/** A budget with less than this left is used up, in seconds. */
const nothing = 1e-6

/** Time on sensitive material by person, against the budgets of the shift and the week. A budget of nothing is used up from the start. */
export class Exposure {
  /** Seconds in this shift and week, and the most in any so far. */
  private readonly shift: Float64Array
  private readonly week: Float64Array
  readonly mostInShift: Float64Array
  readonly mostInWeek: Float64Array
  /** How often a person had used up a budget. */
  readonly reached: Int32Array
  private readonly table: CrewTable

  constructor(table: CrewTable) {
    const persons = table.group.length
    this.table = table
    this.shift = new Float64Array(persons)
    this.week = new Float64Array(persons)
    this.mostInShift = new Float64Array(persons)
    this.mostInWeek = new Float64Array(persons)
    this.reached = new Int32Array(persons)
  }

  /** Seconds that the person may still look at sensitive material; may be negative. */
  left(person: number): number {
    const group = this.table.group[person]!
    return Math.min(this.table.shiftBudget[group]! - this.shift[person]!, this.table.weekBudget[group]! - this.week[person]!)
  }

  /** Whether the person may look at sensitive material at any time. */
  isEver(person: number): boolean {
    const group = this.table.group[person]!
    return Math.min(this.table.shiftBudget[group]!, this.table.weekBudget[group]!) > nothing
  }

  isSpent(person: number): boolean {
    return this.left(person) <= nothing
  }

  add(person: number, seconds: number): void {
    this.shift[person]! += seconds
    this.week[person]! += seconds
    if (this.shift[person]! > this.mostInShift[person]!) this.mostInShift[person] = this.shift[person]!
    if (this.week[person]! > this.mostInWeek[person]!) this.mostInWeek[person] = this.week[person]!
  }

  noteReached(person: number): void {
    this.reached[person]!++
  }

  /** A new week, or a new shift, begins. */
  renew(person: number, week: boolean): void {
    if (week) this.week[person] = 0
    else this.shift[person] = 0
  }
}
