import { decisionRole } from '../program/program.ts'
import type { Program, QualityTable } from '../program/program.ts'
import { keyOf, purposeOf, uniform } from './chance.ts'
import { grownFloat, grownInt } from './event-list.ts'
import type { Evaluate } from '../program/formula.ts'
import { endColumn, QualityMeasures } from './quality-measures.ts'
import type { CaseStore } from './store.ts'
import { hoursSeen } from './views.ts'

/** What is known of the person who decides. NaN: not known; then no factor applies. */
export type Decider = {
  /** The person's own factor on error rates. */
  errorFactor: number
  tenureDays: number
  hoursAtWork: number
}

/** The system, and people alike: as the error rates say. */
export const anybody: Readonly<Decider> = { errorFactor: 1, tenureDays: NaN, hoursAtWork: NaN }

const noVerdict = -1

/**
 * Truth, verdicts and views of the open cases. All chance is drawn for purposes of its own, so that error rates do not move any other luck; a smaller
 * error rate makes some wrong decisions right and no right one wrong.
 */
export class Quality {
  readonly measures: QualityMeasures
  /** By slot: 1 violating, and the last decision made (-1: none). */
  private truth = new Int32Array(0)
  private verdict = new Int32Array(0)
  /** By slot: view curve (-1: none), views per hour, hours since posting at arrival, and when action was taken (Infinity: not yet). */
  private curve = new Int32Array(0)
  private viewsPerHour = new Float64Array(0)
  private age = new Float64Array(0)
  private actedAt = new Float64Array(0)
  private readonly truthKey: readonly [number, number]
  private readonly errorKeys: readonly (readonly [number, number])[]
  private readonly verdictKeys: readonly (readonly [number, number])[]
  private readonly program: Program
  private readonly table: QualityTable
  private readonly formulas: readonly Evaluate[]
  private readonly cases: CaseStore

  constructor(program: Program, table: QualityTable, replication: number, formulas: readonly Evaluate[], cases: CaseStore) {
    this.program = program
    this.table = table
    this.formulas = formulas
    this.cases = cases
    this.measures = new QualityMeasures(program.steps.state.length, program.segments.when.length)
    const key = (purpose: number) => keyOf(program.seed, replication, purpose)
    this.truthKey = key(purposeOf('violating'))
    this.errorKeys = Array.from(table.errorPurpose, key)
    this.verdictKeys = Array.from(table.verdictPurpose, key)
  }

  /** A case arrived: its truth is drawn, and written into the attribute that asks for it. */
  arrived(slot: number): void {
    if (slot >= this.truth.length) this.grow(slot)
    const { table, cases } = this
    const row = this.firstThatHolds(table.violatingWhen, slot)
    const share = row < 0 ? 0 : table.violatingShare[row]!
    const truth = uniform(this.truthKey[0], this.truthKey[1], cases.id[slot]!, 0) < share ? 1 : 0
    this.truth[slot] = truth
    this.verdict[slot] = noVerdict
    this.actedAt[slot] = Infinity
    if (table.attribute >= 0) cases.values[slot * cases.widths.values + table.attribute] = truth
    const curve = truth === 1 ? this.firstThatHolds(table.curveWhen, slot) : -1
    this.curve[slot] = curve
    if (curve < 0) return
    this.viewsPerHour[slot] = Math.max(0, this.value(table.curveViews[curve]!, slot))
    this.age[slot] = table.curveAge[curve]! < 0 ? 0 : Math.max(0, this.value(table.curveAge[curve]!, slot))
  }

  /** The outcome of a step: `drawn` by its shares, unless the step decides, when the verdict of `decider` says which. `pool` -1: the system. */
  outcome(step: number, slot: number, visit: number, drawn: number, pool: number, decider: Readonly<Decider>): number {
    const { table } = this
    const role = table.role[step]!
    const before = this.verdict[slot]!
    if (role === decisionRole.none || !this.isDecision(step, drawn)) return drawn
    if (table.relative[step] === 1 && before === noVerdict) return drawn
    const truth = this.truth[slot]!
    const [key0, key1] = this.errorKeys[step]!
    const errs = uniform(key0, key1, this.cases.id[slot]!, visit) < this.errorProbability(step, slot, pool, decider)
    const verdict = errs ? 1 - truth : truth
    this.measures.decided(step, truth, verdict, role === decisionRole.review ? noVerdict : before)
    this.verdict[slot] = verdict
    const list = 2 * step + (table.relative[step] === 1 ? Number(verdict !== before) : verdict)
    return this.eventOf(list, step, slot, visit, drawn)
  }

  /** Probability that a decision on the case is wrong. */
  private errorProbability(step: number, slot: number, pool: number, decider: Readonly<Decider>): number {
    const { table } = this
    const { errorWhen, errorStep, errorPool, errorRate } = table
    for (let i = 0; i < errorWhen.length; i++) {
      if (errorStep[i]! >= 0 && errorStep[i] !== step) continue
      if (errorPool[i]! >= 0 && errorPool[i] !== pool) continue
      if (!this.holds(errorWhen[i]!, slot)) continue
      const factor =
        decider.errorFactor *
        factorAt(table.tenureDays, table.tenureFactor, decider.tenureDays) *
        factorAt(table.hoursAtWork, table.hoursFactor, decider.hoursAtWork)
      return Math.min(1, errorRate[2 * i + this.truth[slot]!]! * factor)
    }
    return 0
  }

  /** The case entered a state. */
  entered(slot: number, state: number, now: number): void {
    if (this.table.stops[state] === 1 && now < this.actedAt[slot]!) this.actedAt[slot] = now
  }

  /** The case is over; `final` is the state that it ended in. */
  completed(slot: number, final: number, now: number): void {
    const { table, cases, measures } = this
    const truth = this.truth[slot]!
    const removed = table.removed[final] === 1
    const kept = table.kept[final] === 1
    const end = removed ? endColumn.harmlessRemoved : kept ? endColumn.harmlessKept : endColumn.harmlessOther
    const column = truth === 1 ? end + endColumn.violatingKept : end
    const curve = this.curve[slot]!
    let views = 0
    let possible = 0
    if (curve >= 0) {
      const [rate, age] = [this.viewsPerHour[slot]!, this.age[slot]!]
      const hours = (time: number) => age + (time - cases.arrived[slot]!) / 3600
      const acted = this.actedAt[slot]! < Infinity
      possible = rate * hoursSeen(table, curve, age, Infinity)
      views = rate * hoursSeen(table, curve, age, hours(Math.min(now, this.actedAt[slot]!)))
      if (kept || (!removed && !acted)) views += rate * hoursSeen(table, curve, hours(now), Infinity)
    }
    const segments = this.program.segments.when.length
    for (let row = 0; row <= segments; row++) {
      if (row > 0 && cases.inSegment[slot * segments + row - 1] === 0) continue
      measures.ended(row, column)
      if (curve >= 0) measures.viewed(row, views, possible)
    }
  }

  private isDecision(step: number, event: number): boolean {
    const { verdictEvents, verdictsAt } = this.table
    for (let i = verdictsAt[2 * step]!, end = verdictsAt[2 * step + 2]!; i < end; i++) if (verdictEvents[i] === event) return true
    return false
  }

  /** One of a verdict's outcomes: the one drawn if it says so, else one by their shares. */
  private eventOf(list: number, step: number, slot: number, visit: number, drawn: number): number {
    const { verdictEvents, verdictsAt } = this.table
    const [from, to] = [verdictsAt[list]!, verdictsAt[list + 1]!]
    if (to - from === 1) return verdictEvents[from]!
    let sum = 0
    for (let i = from; i < to; i++) {
      if (verdictEvents[i] === drawn) return drawn
      sum += this.shareOf(step, slot, verdictEvents[i]!)
    }
    const [key0, key1] = this.verdictKeys[step]!
    let left = uniform(key0, key1, this.cases.id[slot]!, visit) * sum
    for (let i = from; i < to - 1; i++) {
      left -= this.shareOf(step, slot, verdictEvents[i]!)
      if (left < 0) return verdictEvents[i]!
    }
    return verdictEvents[sum === 0 ? from : to - 1]!
  }

  /** Share of an outcome in the step's shares for this case. */
  private shareOf(step: number, slot: number, event: number): number {
    const { steps } = this.program
    for (let entry = steps.outcomesAt[step]!, end = steps.outcomesAt[step + 1]!; entry < end; entry++) {
      if (!this.holds(steps.outcomeWhen[entry]!, slot)) continue
      for (let i = steps.outcomeEventsAt[entry]!, last = steps.outcomeEventsAt[entry + 1]!; i < last; i++) {
        if (steps.outcomeEvent[i] !== event) continue
        return steps.outcomeShare[i]! - (i > steps.outcomeEventsAt[entry]! ? steps.outcomeShare[i - 1]! : 0)
      }
      return 0
    }
    return 0
  }

  private firstThatHolds(conditions: Int32Array, slot: number): number {
    for (let i = 0; i < conditions.length; i++) if (this.holds(conditions[i]!, slot)) return i
    return -1
  }

  private holds(when: number, slot: number): boolean {
    return when < 0 || this.value(when, slot) !== 0
  }

  private value(formula: number, slot: number): number {
    return this.formulas[formula]!(this.cases.values, slot * this.cases.widths.values)
  }

  private grow(slot: number): void {
    const capacity = Math.max(256, 2 * this.truth.length, slot + 1)
    this.truth = grownInt(this.truth, capacity)
    this.verdict = grownInt(this.verdict, capacity)
    this.curve = grownInt(this.curve, capacity)
    this.viewsPerHour = grownFloat(this.viewsPerHour, capacity)
    this.age = grownFloat(this.age, capacity)
    this.actedAt = grownFloat(this.actedAt, capacity)
  }
}

/** The factor of the last threshold at or below `x`; 1 below the first, and where `x` is not known. */
function factorAt(thresholds: Float64Array, factors: Float64Array, x: number): number {
  let factor = 1
  for (let i = 0; i < thresholds.length && thresholds[i]! <= x; i++) factor = factors[i]!
  return factor
}
