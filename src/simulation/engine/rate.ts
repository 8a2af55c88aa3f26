import type { ProfileTable } from '../program/program.ts'
import { keyOf, purposeOf, uniform } from './chance.ts'
import { Hours } from './clock.ts'
import { effectFactor } from './effects.ts'
import { exp, normalQuantile } from './elementary.ts'
import { Mix } from './mix.ts'

/**
 * The rate of a profile and its mix, part after part: parts are hours of the wall clock, cut where an effect begins or ends. Within a part the rate is
 * constant; growth and what dies away are taken at its middle.
 */
export class Rate {
  /** End of the present part; cases per second; which kinds these are. */
  end = 0
  perSecond = 0
  mix: Mix
  private readonly demand: ProfileTable
  private readonly horizon: number
  private readonly hours: Hours
  private readonly noiseKey: readonly [number, number]
  private noiseHour = -1
  private noiseState = 0
  private noise = 1
  /** Effects that last now. */
  private readonly active: Int32Array
  private activeCount = 0
  private nextCut = 0
  private readonly mixes: readonly Mix[]
  private readonly weighted: Float64Array
  private readonly special: Mix

  constructor(demand: ProfileTable, seed: number, replication: number, horizon: number) {
    this.demand = demand
    this.horizon = horizon
    this.hours = new Hours(demand.clock)
    this.noiseKey = keyOf(seed, replication, purposeOf('noise'))
    this.active = new Int32Array(demand.effects.from.length)
    this.weighted = new Float64Array(demand.kinds)
    this.special = new Mix(demand.kinds)
    this.mixes = Array.from({ length: demand.weights.length / demand.kinds }, (_, row) => {
      const mix = new Mix(demand.kinds)
      mix.set(demand.weights, row * demand.kinds)
      return mix
    })
    this.mix = this.special
    this.find(0)
    this.begin(0)
  }

  /** Whether the present part is the last. */
  get isLast(): boolean {
    return this.end >= this.horizon
  }

  /** Whether the mix is one of the present part alone, so that the same object may hold others later. */
  get isSpecial(): boolean {
    return this.mix === this.special
  }

  /** Goes on to the next part; there must be one. */
  advance(): void {
    const from = this.end
    if (from === this.hours.next) this.hours.advance()
    const { cuts } = this.demand.effects
    if (this.nextCut < cuts.length && cuts[this.nextCut] === from) {
      this.nextCut++
      this.find(from)
    }
    this.begin(from)
  }

  private begin(from: number): void {
    const { demand, hours } = this
    const { cuts } = demand.effects
    this.end = Math.min(hours.next, this.nextCut < cuts.length ? cuts[this.nextCut]! : Infinity, this.horizon)
    const middle = (from + this.end) / 2
    const level = demand.level * demand.hourOfWeek[hours.hourOfWeek]! * (demand.growth === 0 ? 1 : exp(demand.growth * middle))
    this.perSecond = level * this.lift(middle) * this.noiseNow()
  }

  /** What the effects that last multiply the rate by; those that mean some kinds only change the mix as well. */
  private lift(middle: number): number {
    const { demand, hours, weighted } = this
    const { effects, kinds } = demand
    const row = demand.weightsOfHour[hours.hourOfWeek]!
    this.mix = this.mixes[row]!
    let lift = 1
    let changed = false
    for (let i = 0; i < this.activeCount; i++) {
      const effect = this.active[i]!
      const factor = effectFactor(effects, effect, middle, hours.hourOfWeek % 24)
      const hits = effects.hitsRow[effect]! * kinds
      if (hits < 0) lift *= factor
      else {
        if (!changed) for (let kind = 0; kind < kinds; kind++) weighted[kind] = demand.weights[row * kinds + kind]!
        changed = true
        for (let kind = 0; kind < kinds; kind++) if (effects.hits[hits + kind] === 1) weighted[kind]! *= factor
      }
    }
    if (!changed) return lift
    let sum = 0
    for (let kind = 0; kind < kinds; kind++) sum += weighted[kind]!
    if (sum === 0) return 0
    const usual = this.mix.sum
    this.mix = this.special
    this.mix.set(weighted, 0)
    return lift * (sum / usual)
  }

  /** Log-normal noise of mean 1 whose logarithm is an AR(1) series by the hour. */
  private noiseNow(): number {
    const { noiseSigma: sigma, noiseCorrelation: r } = this.demand
    if (sigma === 0) return 1
    while (this.noiseHour < this.hours.index) {
      this.noiseHour++
      const fresh = normalQuantile(uniform(this.noiseKey[0], this.noiseKey[1], this.noiseHour, 0))
      this.noiseState = this.noiseHour === 0 ? fresh : r * this.noiseState + Math.sqrt(1 - r * r) * fresh
      this.noise = exp(sigma * this.noiseState - (sigma * sigma) / 2)
    }
    return this.noise
  }

  private find(time: number): void {
    const { from, to } = this.demand.effects
    this.activeCount = 0
    for (let i = 0; i < from.length; i++) if (from[i]! <= time && time < to[i]!) this.active[this.activeCount++] = i
  }
}
