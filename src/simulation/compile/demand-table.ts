import type { Attribute, AttributeValue } from '../../workflow/attribute.ts'
import { parseDuration } from '../../workflow/duration.ts'
import type { Arrival } from '../arrival.ts'
import { exp, log } from '../engine/elementary.ts'
import { evaluator } from '../engine/formula.ts'
import type { ClockTable, DemandTable } from '../program.ts'
import type { Scenario } from '../scenario.ts'
import { localSeconds } from '../wall-clock.ts'
import type { WallClock } from '../wall-clock.ts'
import { cumulative } from './lists.ts'
import type { FormulaTable } from './formula-table.ts'

type Profile = Extract<Scenario['demand'], { kind: 'profile' }>
type Burst = {
  readonly from: number
  readonly to: number
  readonly factor: number
  readonly halfLife: number
  readonly hit: readonly boolean[] | null
}

const ln2 = 0.6931471805599453

/** Arrivals as they were. */
export function replayTable(arrivals: readonly Arrival[], attributes: readonly Attribute[], formulas: FormulaTable): DemandTable {
  const sorted = [...arrivals].sort((a, b) => a.time - b.time).filter(({ time }) => time >= 0)
  return {
    kind: 'replay',
    time: Float64Array.from(sorted, ({ time }) => time),
    values: valuesOf(
      sorted.map(({ values }) => values),
      attributes,
      formulas,
    ),
  }
}

/**
 * The rate over the run in parts: wall-clock hours, cut where a burst begins or ends. Within a part the rate is constant; growth and the decay of
 * bursts are taken at its middle. A burst with a half-life is over after 20 of them.
 */
export function profileTable(
  scenario: Scenario,
  demand: Profile,
  attributes: readonly Attribute[],
  formulas: FormulaTable,
  wall: WallClock,
  clock: ClockTable,
  horizon: number,
): DemandTable {
  const kinds = scenario.mix.length === 0 ? [{ weight: 1, values: {} }] : scenario.mix
  const values = valuesOf(
    kinds.map((kind) => kind.values),
    attributes,
    formulas,
  )
  const weights = kinds.map(({ weight }) => weight)
  const bursts = demand.spikes.map((spike) => burstOf(spike, wall, formulas, values, kinds.length, attributes.length))
  const cuts = [...new Set([...clock.hourFrom, ...bursts.flatMap(({ from, to }) => [from, to])])]
    .filter((time) => time >= 0 && time < horizon)
    .sort((a, b) => a - b)
  const growth = log(1 + demand.growthPerMonth) / (30 * 86400)
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
  const rate = new Float64Array(cuts.length)
  const hour = new Int32Array(cuts.length)
  const mixRow = new Int32Array(cuts.length)
  const rows = [cumulative(weights)]
  let hourAt = 0
  cuts.forEach((from, part) => {
    while (hourAt + 1 < clock.hourFrom.length && clock.hourFrom[hourAt + 1]! <= from) hourAt++
    const middle = (from + (cuts[part + 1] ?? horizon)) / 2
    const active = bursts.filter((burst) => burst.from <= from && from < burst.to)
    const now = weights.map((weight, kind) =>
      active.reduce((w, burst) => (burst.hit === null || burst.hit[kind] ? w * factorAt(burst, middle) : w), weight),
    )
    const lift = now.reduce((sum, weight) => sum + weight, 0) / weightSum
    rate[part] = (demand.casesPerHour / 3600) * demand.hourOfWeek[clock.hourOfWeek[hourAt]!]! * exp(growth * middle) * lift
    hour[part] = hourAt
    if (active.some(({ hit }) => hit !== null)) mixRow[part] = rows.push(cumulative(now)) - 1
  })
  return {
    kind: 'profile',
    from: Float64Array.from(cuts),
    rate,
    hour,
    mixRow,
    mix: Float64Array.from(rows.flat()),
    values,
    ...noiseOf(demand),
  }
}

/** Log-normal noise with the wanted coefficient of variation and lag-1 correlation: exactly, by the moments of the log-normal. */
function noiseOf(demand: Profile): { noiseSigma: number; noiseCorrelation: number } {
  if (demand.noise === null) return { noiseSigma: 0, noiseCorrelation: 0 }
  const { variation, correlation } = demand.noise
  const variance = log(1 + variation * variation)
  return { noiseSigma: Math.sqrt(variance), noiseCorrelation: log(1 + correlation * variation * variation) / variance }
}

function burstOf(
  spike: Profile['spikes'][number],
  wall: WallClock,
  formulas: FormulaTable,
  values: Float64Array,
  kinds: number,
  width: number,
): Burst {
  const from = wall.toSeconds(localSeconds(spike.from))
  const halfLife = spike.halfLife === undefined ? Infinity : parseDuration(spike.halfLife)
  const to = spike.to === undefined ? from + halfLife * 20 : wall.toSeconds(localSeconds(spike.to))
  const index = formulas.add(spike.when)
  const holds = index < 0 ? null : evaluator(formulas.formulas[index]!)
  return {
    from: Math.max(0, from),
    to,
    factor: spike.factor,
    halfLife,
    hit: holds === null ? null : Array.from({ length: kinds }, (_, kind) => holds(values, kind * width) !== 0),
  }
}

function factorAt({ from, factor, halfLife }: Burst, time: number): number {
  return halfLife === Infinity ? factor : 1 + (factor - 1) * exp((-ln2 * (time - from)) / halfLife)
}

function valuesOf(
  rows: readonly Readonly<Record<string, AttributeValue>>[],
  attributes: readonly Attribute[],
  formulas: FormulaTable,
): Float64Array {
  const values = new Float64Array(rows.length * attributes.length)
  rows.forEach((row, i) =>
    attributes.forEach((attribute, j) => {
      values[i * attributes.length + j] = formulas.number(Object.hasOwn(row, attribute.name) ? row[attribute.name]! : attribute.default)
    }),
  )
  return values
}
