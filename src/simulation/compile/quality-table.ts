import type { Attribute } from '../../workflow/attribute.ts'
import { parseDuration } from '../../workflow/duration.ts'
import type { State } from '../../workflow/state.ts'
import { purposeOf } from '../engine/chance.ts'
import { decisionRole } from '../program/program.ts'
import type { QualityTable } from '../program/program.ts'
import type { Quality, ViewCurve } from '../model/quality.ts'
import type { FormulaTable } from './formula-table.ts'
import { flatten } from './lists.ts'

/** What a quality table is made from. */
type QualityInput = {
  readonly quality: Quality | undefined
  /** All states, and those of the step table in its order. */
  readonly states: readonly State[]
  readonly steps: readonly State[]
  readonly events: readonly string[]
  readonly poolIds: readonly string[]
  readonly attributes: readonly Attribute[]
  readonly formulas: FormulaTable
}

/** Who decides what, how often wrongly, and what it costs in views; null where the scenario does not ask. */
export function qualityTable(input: QualityInput): QualityTable | null {
  const { quality, states, steps, formulas } = input
  if (quality === undefined) return null
  const decisions = steps.map(({ uid }) => quality.decisions.find(({ step }) => step === uid))
  const verdicts = flatten(decisions.flatMap(verdictsOf))
  const curves = quality.harm?.curves ?? []
  const points = flatten(curves.map((curve) => curve.points ?? []))
  const among = (uids: readonly string[]) => Uint8Array.from(states, ({ uid }) => Number(uids.includes(uid)))
  return {
    violatingWhen: Int32Array.from(quality.violating, ({ when }) => formulas.add(when)),
    violatingShare: Float64Array.from(quality.violating, ({ share }) => share),
    attribute: input.attributes.findIndex(({ name }) => name === quality.attribute),
    role: Uint8Array.from(decisions, (decision) => (decision ? decisionRole[decision.role ?? 'review'] : decisionRole.none)),
    relative: Uint8Array.from(decisions, (decision) => Number(decision !== undefined && 'upheld' in decision)),
    verdictEvents: Int32Array.from(verdicts.items, (event) => input.events.indexOf(event)),
    verdictsAt: verdicts.at,
    ...errorsOf(input, quality),
    ...factorsOf(quality),
    removed: among(quality.removed),
    kept: among(quality.kept),
    stops: among(quality.harm?.until ?? []),
    curveWhen: Int32Array.from(curves, ({ when }) => formulas.add(when)),
    curveViews: Int32Array.from(curves, ({ viewsPerHour }) => formulas.add(expressionOf(viewsPerHour))),
    curveAge: Int32Array.from(curves, ({ age }) => formulas.add(age)),
    curveHalfLife: Float64Array.from(curves, ({ halfLife }) => (halfLife === undefined ? 0 : parseDuration(halfLife) / 3600)),
    pointHours: Float64Array.from(points.items, ({ hours }) => hours),
    pointFactor: Float64Array.from(points.items, ({ factor }) => factor),
    pointsAt: points.at,
    errorPurpose: Int32Array.from(steps, ({ uid }) => purposeOf(`${uid} error`)),
    verdictPurpose: Int32Array.from(steps, ({ uid }) => purposeOf(`${uid} verdict`)),
  }
}

/** The outcomes of a step's two verdicts: harmless or upheld first. */
function verdictsOf(decision: Quality['decisions'][number] | undefined): readonly (readonly string[])[] {
  if (decision === undefined) return [[], []]
  return 'upheld' in decision ? [decision.upheld, decision.overturned] : [decision.harmless, decision.violating]
}

function errorsOf(
  { steps, poolIds, formulas }: QualityInput,
  { errors }: Quality,
): Pick<QualityTable, 'errorWhen' | 'errorStep' | 'errorPool' | 'errorRate'> {
  // An entry for a step or a pool that is not there holds for none.
  const indexOf = (list: readonly string[], id: string | undefined) =>
    id === undefined ? -1 : list.includes(id) ? list.indexOf(id) : list.length
  const uids = steps.map(({ uid }) => uid)
  return {
    errorWhen: Int32Array.from(errors, ({ when }) => formulas.add(when)),
    errorStep: Int32Array.from(errors, ({ step }) => indexOf(uids, step)),
    errorPool: Int32Array.from(errors, ({ pool }) => indexOf(poolIds, pool)),
    errorRate: Float64Array.from(errors.flatMap(({ wronglyRemoved, wronglyKept }) => [wronglyRemoved, wronglyKept])),
  }
}

function factorsOf({ factors }: Quality): Pick<QualityTable, 'tenureDays' | 'tenureFactor' | 'hoursAtWork' | 'hoursFactor'> {
  const { tenure = [], hoursAtWork = [] } = factors ?? {}
  return {
    tenureDays: Float64Array.from(tenure, ({ days }) => days),
    tenureFactor: Float64Array.from(tenure, ({ factor }) => factor),
    hoursAtWork: Float64Array.from(hoursAtWork, ({ hours }) => hours),
    hoursFactor: Float64Array.from(hoursAtWork, ({ factor }) => factor),
  }
}

/** A number as an expression, so that both are one formula. */
function expressionOf(value: ViewCurve['viewsPerHour']): string {
  return typeof value === 'string' ? value : String(value)
}
