import type { Dice } from './dice.ts'
import { day, hour, weekdayOf } from './clock.ts'

/** Attributes of a case, as text. */
export type Values = Readonly<Record<string, string>>

/** One kind of case: its share, its attributes, and by how many hours its day runs ahead of the measured (English, UTC) day. */
export type Kind = { readonly weight: number; readonly values: Values; readonly ahead: number }

/** A burst: the rate of the cases for which `when` holds is multiplied by `factor`, until `to` or dying away with the half-life (seconds). */
export type Burst = {
  readonly title: string
  readonly from: number
  readonly to?: number
  readonly halfLife?: number
  readonly factor: number
  readonly when: (values: Values) => boolean
}

/** What demand truly is. */
export type DemandTruth = {
  /** Mean arrivals per hour at the start. */
  readonly casesPerHour: number
  readonly growthPerMonth: number
  /** Exponent on the day's shape: 1 as measured; more makes the day steeper. */
  readonly steepness: number
  readonly noise: { readonly variation: number; readonly correlation: number }
  readonly kinds: readonly Kind[]
  readonly bursts: readonly Burst[]
}

/** An arriving case: seconds since 1970. */
export type Arriving = { readonly time: number; readonly values: Values }

/** Measured on 979,922 filter hits of a large wiki, UTC hours 0 to 23. */
const hourFactors = [
  1.09, 1.02, 0.94, 0.79, 0.72, 0.65, 0.67, 0.68, 0.71, 0.76, 0.77, 0.78, 0.87, 1.08, 1.16, 1.3, 1.29, 1.41, 1.41, 1.32, 1.22, 1.2, 1.08,
  1.08,
]
/** Same source, Monday to Sunday. */
const weekdayFactors = [1.12, 1.22, 1.14, 1.1, 0.99, 0.65, 0.78]

/** The day's shape: 24 factors with mean 1. */
function dayShape(steepness: number): number[] {
  const steep = hourFactors.map((factor) => factor ** steepness)
  const mean = steep.reduce((sum, factor) => sum + factor, 0) / 24
  return steep.map((factor) => factor / mean)
}

/** Rate of one kind relative to its weight at an instant: day shape × weekday, mean 1 over a week. */
function shapeAt(shape: readonly number[], kind: Kind, at: number): number {
  const wall = at + kind.ahead * hour
  return (shape[Math.floor((wall % day) / hour)] ?? 1) * (weekdayFactors[weekdayOf(wall) - 1] ?? 1)
}

/** 168 factors on a clock that is `offset` seconds ahead of UTC, Monday 00:00 first, mean 1, three decimals. */
export function hourOfWeek(truth: DemandTruth, offset: number): number[] {
  const shape = dayShape(truth.steepness)
  const monday = 11 * day
  const factors = Array.from({ length: 168 }, (_, index) => {
    const at = monday + index * hour - offset
    return truth.kinds.reduce((sum, kind) => sum + kind.weight * shapeAt(shape, kind, at), 0)
  })
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / 168
  return factors.map((factor) => Math.round((factor / mean) * 1000) / 1000)
}

/** All arrivals from `from` to `to`, in order: Poisson by the hour around level × growth × shape × bursts × noise that remembers the hour before. */
export function drawArrivals(truth: DemandTruth, from: number, to: number, die: Dice): Arriving[] {
  const totalWeight = truth.kinds.reduce((sum, kind) => sum + kind.weight, 0)
  const shape = dayShape(truth.steepness)
  const sigma = Math.sqrt(Math.log(1 + truth.noise.variation ** 2))
  const arrivals: Arriving[] = []
  let state = die.normal()
  for (let at = from; at < to; at += hour) {
    state = truth.noise.correlation * state + Math.sqrt(1 - truth.noise.correlation ** 2) * die.normal()
    const noise = Math.exp(sigma * state - (sigma * sigma) / 2)
    const level = (truth.casesPerHour * (1 + truth.growthPerMonth) ** ((at - from) / (30 * day)) * noise) / totalWeight
    const rates = Object.fromEntries(
      truth.kinds.map((kind, index) => [index, level * kind.weight * shapeAt(shape, kind, at) * burstAt(truth, kind, at)]),
    )
    const count = die.poisson(Object.values(rates).reduce((sum, rate) => sum + rate, 0))
    for (let n = 0; n < count; n += 1) {
      const kind = truth.kinds[Number(die.pick(rates))]
      if (kind) arrivals.push({ time: Math.floor(at + die.uniform() * hour), values: kind.values })
    }
  }
  return arrivals.sort((a, b) => a.time - b.time)
}

function burstAt(truth: DemandTruth, kind: Kind, at: number): number {
  let factor = 1
  for (const burst of truth.bursts) {
    if (at < burst.from || (burst.to !== undefined && at >= burst.to) || !burst.when(kind.values)) continue
    const size = burst.halfLife === undefined ? 1 : 0.5 ** ((at - burst.from) / burst.halfLife)
    factor *= 1 + (burst.factor - 1) * size
  }
  return factor
}
