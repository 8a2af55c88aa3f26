import * as orderKind from '../program/codes/order-kind.ts'
import type { Program } from '../program/program.ts'
import type { Evaluate } from '../program/formula.ts'
import type { CaseStore } from './store.ts'

/** The order in which pools take cases, as a number per case: smaller first. It is worked out when a case joins, from what it is then. */
export class QueueOrder {
  private readonly program: Program
  private readonly formulas: readonly Evaluate[]
  private readonly cases: CaseStore

  constructor(program: Program, formulas: readonly Evaluate[], cases: CaseStore) {
    this.program = program
    this.formulas = formulas
    this.cases = cases
  }

  /** Key of the case in the queue of a pool for a step. What cannot be worked out comes last. */
  key(pool: number, step: number, slot: number): number {
    const key = this.keyOf(this.program.pools.order[pool]!, pool, step, slot)
    return Number.isNaN(key) ? Infinity : key
  }

  private keyOf(kind: number, pool: number, step: number, slot: number): number {
    switch (kind) {
      case orderKind.arrival:
        return 0
      case orderKind.priority:
        return -this.value(pool, slot)
      case orderKind.deadline:
        return this.cases.arrived[slot]! + this.tightest(slot)
      case orderKind.shortest:
        return this.expected(step, slot)
      default:
        return -this.value(pool, slot) / this.expected(step, slot)
    }
  }

  private value(pool: number, slot: number): number {
    return this.formulas[this.program.pools.priority[pool]!]!(this.cases.values, slot * this.cases.widths.values)
  }

  /** Smallest target of the segments that the case belongs to; Infinity: it has none. */
  private tightest(slot: number): number {
    const { target } = this.program.segments
    let least = Infinity
    for (let i = 0; i < target.length; i++)
      if (this.cases.inSegment[slot * target.length + i] === 1 && target[i]! < least) least = target[i]!
    return least
  }

  /** Mean handle time of such a case, in seconds. */
  private expected(step: number, slot: number): number {
    const { timesAt, timeWhen, timeMean } = this.program.steps
    for (let i = timesAt[step]!; i < timesAt[step + 1]!; i++) {
      const when = timeWhen[i]!
      if (when < 0 || this.formulas[when]!(this.cases.values, slot * this.cases.widths.values) !== 0) return timeMean[i]!
    }
    return Infinity
  }
}
