import * as actionKind from '../program/codes/action-kind.ts'
import { distributionKind } from '../program/program.ts'
import type { Program } from '../program/program.ts'
import type { BuiltIns } from './built-ins.ts'
import { keyOf, uniform } from './chance.ts'
import type { Evaluate } from '../program/formula.ts'
import type { Hooks } from './hooks.ts'
import type { Luck } from './luck.ts'
import { sampleAt } from './sample.ts'
import type { CaseStore } from './store.ts'

/** Two words for each purpose. */
type Keys = Int32Array

/** What is decided by chance or by a case's attributes: how long work takes, how it ends, what actions do. */
export class Draws {
  private readonly times: Keys
  private readonly patiences: Keys
  private readonly delays: Keys
  private readonly rests: Keys
  private readonly outcomes: Keys
  private readonly actions: Keys
  private readonly program: Program
  private readonly formulas: readonly Evaluate[]
  private readonly cases: CaseStore
  private readonly builtIns: BuiltIns | null
  private readonly acted: Hooks['acted']
  private readonly luck: Luck | null

  constructor(
    program: Program,
    replication: number,
    formulas: readonly Evaluate[],
    cases: CaseStore,
    builtIns: BuiltIns | null,
    luck: Luck | null,
    hooks?: Hooks,
  ) {
    this.program = program
    this.formulas = formulas
    this.cases = cases
    this.builtIns = builtIns
    this.acted = hooks?.acted
    this.luck = luck
    const keys = (purposes: Int32Array): Keys =>
      Int32Array.from([...purposes].flatMap((purpose) => keyOf(program.seed, replication, purpose)))
    this.times = keys(program.steps.timePurpose)
    this.patiences = keys(program.steps.patiencePurpose)
    this.delays = keys(program.outside?.purpose ?? new Int32Array(0))
    this.rests = keys(program.outside?.restPurpose ?? new Int32Array(0))
    this.outcomes = keys(program.steps.outcomePurpose)
    this.actions = keys(program.actions.purpose)
  }

  /** Notes which segments a new case belongs to. */
  classify(slot: number): void {
    const { when } = this.program.segments
    for (let i = 0; i < when.length; i++) this.cases.inSegment[slot * when.length + i] = this.holds(when[i]!, slot) ? 1 : 0
  }

  /** Writes the seconds of a step's work, latency or delay on the case's given visit into out[at]; whether an entry holds for the case. */
  time(step: number, slot: number, visit: number, out: Float64Array, at: number): boolean {
    const { timesAt } = this.program.steps
    const row = this.sample(timesAt[step]!, timesAt[step + 1]!, this.times, step * 2, slot, visit, out, at)
    if (this.luck !== null && row >= 0) out[at] = this.luck.time(slot, this.cases.id[slot]!, step, visit, row, out[at]!)
    return row >= 0
  }

  /** Writes the seconds that the case's patience lasts on the visit into out[at]; whether an entry holds for the case. */
  patience(step: number, slot: number, visit: number, out: Float64Array, at: number): boolean {
    const { patienceAt } = this.program.steps
    return this.sample(patienceAt[step]!, patienceAt[step + 1]!, this.patiences, step * 2, slot, visit, out, at) >= 0
  }

  /** Writes the seconds of the delay before a step on the case's visit into out[at]; whether an entry holds for the case. */
  delay(step: number, slot: number, visit: number, out: Float64Array, at: number): boolean {
    const { delaysAt } = this.program.outside!
    const row = this.sample(delaysAt[step]!, delaysAt[step + 1]!, this.delays, step * 2, slot, visit, out, at)
    if (this.luck !== null && row >= 0) out[at] = this.luck.delay(slot, this.cases.id[slot]!, step, visit, row, out[at]!)
    return row >= 0
  }

  /** Writes the seconds for which the case's visit of a step stays open after its work into out[at]. */
  rest(step: number, slot: number, visit: number, out: Float64Array, at: number): void {
    const { restsAt, restShare } = this.program.outside!
    const { timeWhen, timeKind, timeParameters, timeParametersAt } = this.program.steps
    this.builtIns?.bring(slot)
    out[at] = 0
    const first = restsAt[0]!
    let row = restsAt[step]!
    const end = restsAt[step + 1]!
    while (row < end && !this.holds(timeWhen[row]!, slot)) row++
    if (row < end) {
      const share = restShare[row - first]!
      const u = uniform(this.rests[step * 2]!, this.rests[step * 2 + 1]!, this.cases.id[slot]!, visit)
      if (u < share) {
        // Which visits stay open, and for how long, by one number.
        out[at] = u / share
        sampleAt(timeKind[row]!, timeParameters, timeParametersAt[row]!, timeParametersAt[row + 1]!, out, at)
      }
    }
    if (this.luck !== null) out[at] = this.luck.rest(slot, this.cases.id[slot]!, step, visit, row < end ? row : -1, first, out[at]!)
  }

  /** Writes seconds by the first row that holds for the case into out[at]; which that is, or -1. */
  private sample(from: number, to: number, keys: Keys, key: number, slot: number, visit: number, out: Float64Array, at: number): number {
    this.builtIns?.bring(slot)
    const { timeWhen, timeKind, timeParameters, timeParametersAt } = this.program.steps
    for (let i = from; i < to; i++) {
      if (!this.holds(timeWhen[i]!, slot)) continue
      const kind = timeKind[i]!
      if (kind !== distributionKind.constant) out[at] = uniform(keys[key]!, keys[key + 1]!, this.cases.id[slot]!, visit)
      sampleAt(kind, timeParameters, timeParametersAt[i]!, timeParametersAt[i + 1]!, out, at)
      return i
    }
    return -1
  }

  /** Event with which a step ends; -1 when no entry holds for the case. */
  outcome(step: number, slot: number, visit: number): number {
    const { steps } = this.program
    this.builtIns?.bring(slot)
    for (let i = steps.outcomesAt[step]!, end = steps.outcomesAt[step + 1]!; i < end; i++) {
      if (!this.holds(steps.outcomeWhen[i]!, slot)) continue
      const [from, to] = [steps.outcomeEventsAt[i]!, steps.outcomeEventsAt[i + 1]!]
      if (to - from === 1 && this.luck === null) return steps.outcomeEvent[from]!
      const u = uniform(this.outcomes[step * 2]!, this.outcomes[step * 2 + 1]!, this.cases.id[slot]!, visit)
      if (this.luck === null) return steps.outcomeEvent[pick(steps.outcomeShare, from, to, u)]!
      const lent = this.luck.outcome(slot, step, visit, i, u)
      return 'event' in lent ? lent.event : steps.outcomeEvent[pick(steps.outcomeShare, from, to, lent.u)]!
    }
    return -1
  }

  /** Carries out an action on the case's attributes. */
  act(slot: number, action: number): void {
    const { actions } = this.program
    const { values, widths, id } = this.cases
    const at = slot * widths.values
    const place = at + actions.attribute[action]!
    const kind = actions.kind[action]!
    if (kind === actionKind.set) values[place] = this.formulas[actions.operand[action]!]!(values, at)
    else if (kind === actionKind.count) values[place]! += actions.by[action]!
    else {
      const u = uniform(
        this.actions[action * 2]!,
        this.actions[action * 2 + 1]!,
        id[slot]!,
        this.cases.count(slot, actions.operand[action]!),
      )
      values[place] = actions.values[pick(actions.shares, actions.valuesAt[action]!, actions.valuesAt[action + 1]!, u)]!
    }
    if (this.acted !== undefined) this.acted(id[slot]!, action, values[place]!)
  }

  private holds(when: number, slot: number): boolean {
    return when < 0 || this.formulas[when]!(this.cases.values, slot * this.cases.widths.values) !== 0
  }
}

function pick(shares: Float64Array, from: number, to: number, u: number): number {
  let at = from
  while (at < to - 1 && shares[at]! <= u) at++
  return at
}
