import type { DemandTable } from '../program.ts'
import { keyOf, purposeOf, uniform } from './chance.ts'
import { exp, log, normalQuantile } from './elementary.ts'

/** Cases in the order of their arrival; the same for every design with the same demand, seed and replication. */
export class Arrivals {
  /** Cases given so far. */
  count = 0
  private readonly width: number
  private readonly gapKey: readonly [number, number]
  private readonly mixKey: readonly [number, number]
  private readonly noiseKey: readonly [number, number]
  private time = 0
  private part = 0
  private noiseHour = -1
  private noiseState = 0
  private noise = 1

  private readonly demand: DemandTable
  private readonly horizon: number
  private readonly most: number

  constructor(demand: DemandTable, attributes: number, seed: number, replication: number, horizon: number, most: number) {
    this.demand = demand
    this.horizon = horizon
    this.most = most
    this.width = attributes
    this.gapKey = keyOf(seed, replication, purposeOf('arrival'))
    this.mixKey = keyOf(seed, replication, purposeOf('mix'))
    this.noiseKey = keyOf(seed, replication, purposeOf('noise'))
  }

  /** Time of the next case, or Infinity. The case is then `count`; its attributes are read with `fill`. */
  next(): number {
    if (this.count >= this.most) return Infinity
    if (this.demand.kind === 'replay') return this.count < this.demand.time.length ? this.demand.time[this.count]! : Infinity
    return this.nextOfProfile(this.demand)
  }

  /** Writes the attributes of case `count` and counts it. */
  fill(values: Float64Array, at: number): void {
    const row = this.demand.kind === 'replay' ? this.count : this.kindOf(this.demand)
    for (let i = 0; i < this.width; i++) values[at + i] = this.demand.values[row * this.width + i]!
    this.count++
  }

  /** Inversion of the cumulative rate: a unit-exponential gap is used up at the current rate. */
  private nextOfProfile(demand: Extract<DemandTable, { kind: 'profile' }>): number {
    let left = -log(uniform(this.gapKey[0], this.gapKey[1], this.count, 0))
    while (this.part < demand.from.length) {
      const end = this.part + 1 < demand.from.length ? demand.from[this.part + 1]! : this.horizon
      const rate = demand.rate[this.part]! * this.noiseOf(demand, demand.hour[this.part]!)
      const share = (end - this.time) * rate
      if (share > left) {
        this.time += left / rate
        return this.time
      }
      left -= share
      this.time = end
      this.part++
    }
    return Infinity
  }

  /** Log-normal noise of mean 1 whose logarithm is an AR(1) series by the hour. */
  private noiseOf(demand: Extract<DemandTable, { kind: 'profile' }>, hour: number): number {
    if (demand.noiseSigma === 0) return 1
    while (this.noiseHour < hour) {
      this.noiseHour++
      const fresh = normalQuantile(uniform(this.noiseKey[0], this.noiseKey[1], this.noiseHour, 0))
      const { noiseCorrelation: r, noiseSigma: sigma } = demand
      this.noiseState = this.noiseHour === 0 ? fresh : r * this.noiseState + Math.sqrt(1 - r * r) * fresh
      this.noise = exp(sigma * this.noiseState - (sigma * sigma) / 2)
    }
    return this.noise
  }

  private kindOf(demand: Extract<DemandTable, { kind: 'profile' }>): number {
    const kinds = demand.values.length / Math.max(1, this.width)
    if (this.width === 0 || kinds <= 1) return 0
    const at = demand.mixRow[Math.min(this.part, demand.mixRow.length - 1)]! * kinds
    const u = uniform(this.mixKey[0], this.mixKey[1], this.count, 0)
    let [low, high] = [0, kinds - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (demand.mix[at + middle]! > u) high = middle
      else low = middle + 1
    }
    return low
  }
}
