import type { Attribute, AttributeValue } from '../../workflow/attribute.ts'
import type { Arrival } from '../model/arrival.ts'
import type { Demand, MixBlock, MixEntry, Profile, Replay } from '../model/demand.ts'
import { purposeOf } from '../engine/chance.ts'
import { effectFactor } from '../engine/effects.ts'
import { exp, log } from '../engine/elementary.ts'
import { evaluator } from '../program/formula.ts'
import { sampleTime } from '../engine/sample.ts'
import { distributionKind } from '../program/program.ts'
import type { ClockTable, NumberTable, ProfileTable, ReplayTable, ThinningTable } from '../program/program.ts'
import { hourOfWeek } from '../model/wall-clock.ts'
import type { WallClock } from '../model/wall-clock.ts'
import { effectTable } from './effect-table.ts'
import type { FormulaTable } from './formula-table.ts'
import { flatten } from './lists.ts'
import { parametersOf } from './step-table.ts'

/** What a demand table is made from: besides the scenario its clock and the end of the run in seconds. */
export type DemandInput = {
  readonly attributes: readonly Attribute[]
  readonly formulas: FormulaTable
  readonly wall: WallClock
  readonly horizon: number
  /** Where the measured period begins: the scenario's level is that of this moment. */
  readonly measuredFrom: number
}

/** Arrivals as they were, moved by `shift`; how often each comes by scale, spikes and special days. */
export function replayTable(demand: Replay, arrivals: readonly Arrival[], input: DemandInput): ReplayTable {
  const { attributes, formulas } = input
  const shift = (demand.shift ?? 0) * 3600
  const sorted = arrivals
    .map(({ time, values }) => ({ time: time + shift, values }))
    .sort((a, b) => a.time - b.time)
    .filter(({ time }) => time >= 0)
  const time = Float64Array.from(sorted, ({ time: at }) => at)
  const rows = sorted.map(({ values }) => values)
  const values = valuesOf(rows, attributes, formulas)
  return { kind: 'replay', time, values, copies: copiesOf(demand, time, values, input), thinning: thinningTable(demand.thinning, formulas) }
}

function copiesOf(demand: Replay, time: Float64Array, values: Float64Array, input: DemandInput): Float64Array | null {
  const changed = demand.scale !== undefined || (demand.spikes ?? []).length > 0 || (demand.calendar ?? []).length > 0
  if (!changed) return null
  const { attributes, formulas, wall, horizon } = input
  const effects = effectTable(demand, wall, horizon, (when) => hitsOf(when, formulas, values, time.length, attributes.length))
  return time.map((at, row) => {
    let copies = demand.scale ?? 1
    const hour = hourOfWeek(wall.toLocal(at)) % 24
    for (let i = 0; i < effects.from.length; i++) {
      const isHit = effects.hitsRow[i]! < 0 || effects.hits[effects.hitsRow[i]! * time.length + row] === 1
      if (effects.from[i]! <= at && at < effects.to[i]! && isHit) copies *= effectFactor(effects, i, at, hour)
    }
    return copies
  })
}

/** The rate as its factors: the engine multiplies them hour by hour, so the table does not grow with the run. */
export function profileTable(
  demand: Profile,
  mix: readonly MixEntry[],
  blocks: readonly MixBlock[],
  clock: ClockTable,
  input: DemandInput,
): ProfileTable {
  const { attributes, formulas, wall, horizon, measuredFrom } = input
  const growth = log(1 + demand.growthPerMonth) / (30 * 86400)
  const entries: readonly MixEntry[] = mix.length === 0 ? [{ weight: 1, values: {} }] : mix
  const values = valuesOf(
    entries.map((kind) => kind.values),
    attributes,
    formulas,
  )
  const later = (hour: number) => (hour + 168 + (demand.shift ?? 0)) % 168
  const hours = Array.from({ length: 168 }, (_, hour) => hour)
  const moved = new Float64Array(168)
  const weightsOfHour = new Int32Array(168)
  for (const hour of hours) {
    moved[later(hour)] = demand.hourOfWeek[hour]!
    weightsOfHour[later(hour)] = 1 + blocks.findIndex((block) => holdsIn(block, hour))
  }
  return {
    kind: 'profile',
    level: (demand.casesPerHour / 3600) * (demand.scale ?? 1) * (growth === 0 || measuredFrom === 0 ? 1 : exp(-growth * measuredFrom)),
    hourOfWeek: moved,
    growth,
    clock,
    effects: effectTable(demand, wall, horizon, (when) => hitsOf(when, formulas, values, entries.length, attributes.length)),
    weights: Float64Array.from([entries.map(({ weight }) => weight), ...blocks.map(({ weights }) => weights)].flat()),
    weightsOfHour,
    kinds: entries.length,
    values,
    numbers: numberTable(entries, attributes),
    thinning: thinningTable(demand.thinning, formulas),
    ...noiseOf(demand),
  }
}

/** Share of a mix's cases that thinning lets through, about: of numbers that are drawn it looks at 64 quantiles, for a plan of how long a run must be. */
export function keptShare(
  { thinning }: Profile,
  mix: readonly MixEntry[],
  attributes: readonly Attribute[],
  formulas: FormulaTable,
): number {
  const { keep, share } = thinningTable(thinning, formulas)
  if (keep === null || mix.length === 0) return share
  const [holds, numbers, values] = [
    evaluator(keep),
    numberTable(mix, attributes),
    valuesOf(
      mix.map((kind) => kind.values),
      attributes,
      formulas,
    ),
  ]
  const quantiles = Array.from({ length: 64 }, (_, i) => (i + 0.5) / 64)
  const kept = mix.map(({ weight }, kind) => {
    const row = values.slice(kind * attributes.length, (kind + 1) * attributes.length)
    const passes = quantiles.filter((u) => {
      for (let i = numbers.numbersAt[kind]!; i < numbers.numbersAt[kind + 1]!; i++)
        row[numbers.attribute[i]!] = sampleTime(
          numbers.kind[i]!,
          numbers.parameters,
          numbers.parametersAt[i]!,
          numbers.parametersAt[i + 1]!,
          u,
        )
      return holds(row, 0) !== 0
    })
    return (weight * passes.length) / quantiles.length
  })
  return (share * sumOf(kept)) / sumOf(mix.map(({ weight }) => weight))
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0)
}

/** Whether an hour of the week (Monday 00:00 = 0) lies in a block; one that ends at or before it begins goes on into the next day. */
function holdsIn({ days, from, to }: MixBlock, hour: number): boolean {
  const [first, last] = [Number(from.slice(0, 2)), Number(to.slice(0, 2))]
  const length = last <= first ? last + 24 - first : last - first
  return days.some((day) => (hour - (day - 1) * 24 - first + 336) % 168 < length)
}

function numberTable(mix: readonly MixEntry[], attributes: readonly Attribute[]): NumberTable {
  const numbers = flatten(mix.map((kind) => Object.entries(kind.numbers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))))
  const parameters = flatten(numbers.items.map(([, distribution]) => parametersOf(distribution)))
  return {
    attribute: Int32Array.from(numbers.items, ([name]) => attributes.findIndex((attribute) => attribute.name === name)),
    kind: Uint8Array.from(numbers.items, ([, distribution]) => distributionKind[distribution.kind]),
    parameters: Float64Array.from(parameters.items),
    parametersAt: parameters.at,
    purpose: Int32Array.from(numbers.items, ([name]) => purposeOf(`number ${name}`)),
    numbersAt: numbers.at,
  }
}

/** Which cases come at all. */
export function thinningTable(thinning: Demand['thinning'], formulas: FormulaTable): ThinningTable {
  const keep = formulas.add(thinning?.keep)
  return { keep: keep < 0 ? null : formulas.formulas[keep]!, share: thinning?.share ?? 1 }
}

/** Log-normal noise with the wanted coefficient of variation and lag-1 correlation: exactly, by the moments of the log-normal. */
function noiseOf(demand: Profile): { noiseSigma: number; noiseCorrelation: number } {
  if (demand.noise === null) return { noiseSigma: 0, noiseCorrelation: 0 }
  const { variation, correlation } = demand.noise
  const variance = log(1 + variation * variation)
  return { noiseSigma: Math.sqrt(variance), noiseCorrelation: log(1 + correlation * variation * variation) / variance }
}

/** For rows of attributes whether the condition holds. */
export function hitsOf(when: string, formulas: FormulaTable, values: Float64Array, rows: number, width: number): Uint8Array {
  const holds = evaluator(formulas.formulas[formulas.add(when)]!)
  return Uint8Array.from({ length: rows }, (_, row) => Number(holds(values, row * width) !== 0))
}

/** Rows of attributes as numbers, absent ones with their default. */
export function valuesOf(
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
