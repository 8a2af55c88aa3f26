import type { ResampleTable } from '../program/program.ts'
import { hourOfWeek } from '../model/wall-clock.ts'
import { keyOf, purposeOf, uniform } from './chance.ts'
import { effectFactor } from './effects.ts'
import { Repetition, Thinning, thinningOf } from './replay.ts'

type Coming = { readonly time: number; readonly id: number; readonly row: number }

/**
 * Whole days of the past drawn anew, laid out day by day as the run goes. Which past day a date takes is a pure function of seed, replication and date. The
 * number of a case is its place among all cases of the drawn days; the k-th repetition of case i of n has the number i + k · n.
 */
export class Resampled {
  /** The case at hand: when it comes, its number, and its row in the table's values. */
  time = 0
  id = -1
  row = 0
  /** Cases laid out and not given yet, in order, from `at` on; those before `safe` can have nobody come before them any more. */
  private pending: Coming[] = []
  private at = 0
  private safe = 0
  private day = 0
  private stretch = 0
  private passed = 0
  private readonly all: number
  private readonly dayKey: readonly [number, number]
  private readonly repetition: Repetition
  private readonly thinning: Thinning | null
  private readonly table: ResampleTable
  private readonly width: number

  constructor(table: ResampleTable, width: number, seed: number, replication: number) {
    this.table = table
    this.width = width
    this.dayKey = keyOf(seed, replication, purposeOf('day'))
    this.repetition = new Repetition(seed, replication)
    this.thinning = thinningOf(table.thinning, seed, replication)
    let all = 0
    for (let day = 0; day < table.dayKind.length; day++) all += this.casesOn(day).length
    this.all = all
  }

  /** Goes on to the next case; false: none comes any more. */
  next(): boolean {
    while (this.at === this.pending.length || this.pending[this.at]!.time >= this.safe) {
      if (this.day < this.table.dayKind.length) this.layOut()
      else if (this.at === this.pending.length) return false
      else break
    }
    const { time, id, row } = this.pending[this.at++]!
    this.time = time
    this.id = id
    this.row = row
    return true
  }

  /** The cases of the past day that a day of the run takes. */
  private casesOn(day: number): { readonly from: number; readonly length: number } {
    const { dayKind, firstDay, source, sourceAt, casesAt } = this.table
    const kind = dayKind[day]!
    const [from, to] = [sourceAt[kind]!, sourceAt[kind + 1]!]
    const past = source[from + Math.floor(uniform(this.dayKey[0], this.dayKey[1], firstDay + day, 0) * (to - from))]!
    return { from: casesAt[past]!, length: casesAt[past + 1]! - casesAt[past]! }
  }

  private layOut(): void {
    const { table, pending } = this
    const midnight = (table.firstDay + this.day) * 86400
    const coming = pending.slice(this.at)
    const { from, length } = this.casesOn(this.day)
    for (let i = 0; i < length; i++) {
      const time = this.secondsAt(midnight + table.timeOfDay[from + i]!) + table.shift
      if (time >= 0) this.repeat(this.passed + i, from + i, time, coming)
    }
    this.passed += length
    this.day++
    this.pending = coming.sort((a, b) => a.time - b.time || a.id - b.id)
    this.at = 0
    const isLast = this.day === table.dayKind.length
    this.safe = isLast ? Infinity : this.secondsAt(midnight + 86400) + table.shift - Repetition.farthest
  }

  /** As often as it comes by scale, spikes and special days; none of those that thinning keeps away. */
  private repeat(number: number, row: number, time: number, coming: Coming[]): void {
    this.repetition.each(number, this.copiesOf(row, time), time, (at, copy) => {
      const id = number + copy * this.all
      if (this.thinning === null || this.thinning.keeps(id, this.table.values, row * this.width)) coming.push({ time: at, id, row })
    })
  }

  private copiesOf(row: number, time: number): number {
    const { effects, scale, casesAt } = this.table
    const rows = casesAt[casesAt.length - 1]!
    let copies = scale
    for (let i = 0; i < effects.from.length; i++) {
      const isHit = effects.hitsRow[i]! < 0 || effects.hits[effects.hitsRow[i]! * rows + row] === 1
      if (effects.from[i]! <= time && time < effects.to[i]! && isHit) copies *= effectFactor(effects, i, time, this.hourAt(time))
    }
    return copies
  }

  /** Seconds of the run at which the wall clock shows a time that is not before one asked for earlier: of one that it skips the moment of the change, of one that it shows twice the first. */
  private secondsAt(local: number): number {
    const { from, offset } = this.table.clock
    for (let i = this.stretch; ; i++) {
      const time = local - offset[i]!
      if (i + 1 < from.length && time >= from[i + 1]!) continue
      return i === 0 ? time : Math.max(time, from[i]!)
    }
  }

  private hourAt(time: number): number {
    const { from, offset } = this.table.clock
    let at = 0
    while (at + 1 < from.length && from[at + 1]! <= time) at++
    return hourOfWeek(time + offset[at]!) % 24
  }
}
