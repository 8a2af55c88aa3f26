import type { DemandTable, NumberTable } from '../program/program.ts'
import { keyOf, purposeOf, uniform } from './chance.ts'
import { log } from './elementary.ts'
import { Rate } from './rate.ts'
import { replayed, thinningOf } from './replay.ts'
import type { Replayed, Thinning } from './replay.ts'
import { Resampled } from './resample.ts'
import { sampleTime } from './sample.ts'

/** Cases in the order of their arrival; the same for every design with the same demand, seed and replication. Nothing of a case is known before its turn. */
export class Arrivals {
  /** Number of the case that comes next, by which its luck goes; those that never come have one as well. */
  id = -1
  private given = 0
  /** When it comes; Infinity: none does any more. */
  time = 0
  /** Where the attributes of the case lie in `rows`. */
  private row = 0
  private rows: Float64Array
  private readonly width: number
  private readonly most: number
  private readonly kinds: number
  private readonly gap0: number
  private readonly gap1: number
  private readonly mix0: number
  private readonly mix1: number
  private readonly rate: Rate | null = null
  private readonly replay: Replayed | null = null
  private readonly resampled: Resampled | null = null
  private readonly numbers: Numbers | null = null
  private readonly thinning: Thinning | null = null

  constructor(demand: DemandTable, attributes: number, seed: number, replication: number, horizon: number, most: number) {
    this.width = attributes
    this.most = most
    this.rows = demand.values
    ;[this.gap0, this.gap1] = keyOf(seed, replication, purposeOf('arrival'))
    ;[this.mix0, this.mix1] = keyOf(seed, replication, purposeOf('mix'))
    this.kinds = demand.kind === 'profile' ? demand.kinds : 0
    if (demand.kind === 'replay') {
      this.replay = replayed(demand, attributes, seed, replication)
      return
    }
    if (demand.kind === 'resample') {
      this.resampled = new Resampled(demand, attributes, seed, replication)
      return
    }
    this.rate = new Rate(demand, seed, replication, horizon)
    this.thinning = thinningOf(demand.thinning, seed, replication)
    if (demand.numbers.attribute.length > 0) this.numbers = new Numbers(demand.numbers, demand.values, attributes, seed, replication)
    if (this.numbers !== null) this.rows = this.numbers.values
  }

  /** Goes on to the next case: it comes at `time`, `id` is its number, its attributes are read with `fill`. */
  next(): void {
    const comes = this.given < this.most && this.found()
    if (!comes) this.time = Infinity
  }

  /** Writes the attributes of the case at hand. */
  fill(values: Float64Array, at: number): void {
    const { rows, row, width } = this
    for (let i = 0; i < width; i++) values[at + i] = rows[row + i]!
  }

  private found(): boolean {
    if (this.rate !== null) return this.nextOfProfile(this.rate)
    return this.resampled === null ? this.nextOfReplay(this.replay!) : this.nextOfDays(this.resampled)
  }

  private nextOfDays(days: Resampled): boolean {
    if (!days.next()) return false
    this.given++
    this.id = days.id
    this.row = days.row * this.width
    this.time = days.time
    return true
  }

  private nextOfReplay({ time, row, id }: Replayed): boolean {
    const at = this.given
    if (at >= time.length) return false
    this.given++
    this.id = id === null ? at : id[at]!
    this.row = (row === null ? at : row[at]!) * this.width
    this.time = time[at]!
    return true
  }

  /** Inversion of the cumulative rate: a unit-exponential gap is used up at the current rate. */
  private nextOfProfile(rate: Rate): boolean {
    for (;;) {
      const id = ++this.id
      let left = -log(uniform(this.gap0, this.gap1, id, 0))
      let share = (rate.end - this.time) * rate.perSecond
      while (share <= left) {
        left -= share
        this.time = rate.end
        if (rate.isLast) return false
        rate.advance()
        share = (rate.end - this.time) * rate.perSecond
      }
      this.time += left / rate.perSecond
      const kind = this.kinds > 1 ? rate.mix.draw(uniform(this.mix0, this.mix1, id, 0)) : 0
      this.row = this.numbers === null ? kind * this.width : this.numbers.draw(id, kind)
      if (this.thinning === null || this.thinning.keeps(id, this.rows, this.row)) {
        this.given++
        return true
      }
    }
  }
}

/** Attributes that are drawn for each case: the kind's row with these written over, in a row of its own at the end. */
class Numbers {
  readonly values: Float64Array
  private readonly table: NumberTable
  private readonly width: number
  private readonly keys: readonly (readonly [number, number])[]

  constructor(table: NumberTable, values: Float64Array, width: number, seed: number, replication: number) {
    this.table = table
    this.width = width
    this.values = new Float64Array(values.length + width)
    this.values.set(values)
    this.keys = Array.from(table.purpose, (purpose) => keyOf(seed, replication, purpose))
  }

  /** Draws for a case of a kind; says where its row begins. */
  draw(id: number, kind: number): number {
    const { table, values, width } = this
    const to = values.length - width
    for (let i = 0; i < width; i++) values[to + i] = values[kind * width + i]!
    for (let i = table.numbersAt[kind]!, end = table.numbersAt[kind + 1]!; i < end; i++) {
      const [key0, key1] = this.keys[i]!
      const u = uniform(key0, key1, id, 0)
      values[to + table.attribute[i]!] = sampleTime(table.kind[i]!, table.parameters, table.parametersAt[i]!, table.parametersAt[i + 1]!, u)
    }
    return to
  }
}
