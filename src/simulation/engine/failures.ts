import type { FailureTable, Program } from '../program/program.ts'
import { keyOf, uniform } from './chance.ts'
import type { Evaluate } from '../program/formula.ts'
import type { CaseStore } from './store.ts'

/** Automatic steps that fail instead of reaching an outcome. */
export class Failures {
  /** How often each step failed. */
  readonly count: Float64Array
  private readonly keys: readonly (readonly [number, number])[]
  private readonly table: FailureTable
  private readonly formulas: readonly Evaluate[]
  private readonly cases: CaseStore

  constructor(program: Program, table: FailureTable, replication: number, formulas: readonly Evaluate[], cases: CaseStore) {
    this.table = table
    this.formulas = formulas
    this.cases = cases
    this.count = new Float64Array(program.steps.state.length)
    this.keys = Array.from(table.purpose, (purpose) => keyOf(program.seed, replication, purpose))
  }

  /** The event of the failure when the step fails on this visit, else -1. */
  eventOf(step: number, slot: number, visit: number): number {
    const { table, cases } = this
    if (table.event[step]! < 0) return -1
    for (let i = table.at[step]!, end = table.at[step + 1]!; i < end; i++) {
      const when = table.when[i]!
      if (when >= 0 && this.formulas[when]!(cases.values, slot * cases.widths.values) === 0) continue
      const [key0, key1] = this.keys[step]!
      if (uniform(key0, key1, cases.id[slot]!, visit) >= table.share[i]!) return -1
      this.count[step]!++
      return table.event[step]!
    }
    return -1
  }
}
