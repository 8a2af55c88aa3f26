import type { ReplayTable, ThinningTable } from '../program/program.ts'
import { keyOf, purposeOf, uniform } from './chance.ts'
import type { Evaluate } from '../program/formula.ts'
import { evaluator } from '../program/formula.ts'

/** The cases of a replay in one replication: when they come, their rows, and the numbers by which their luck goes; null: as in the table. */
export type Replayed = { readonly time: Float64Array; readonly row: Int32Array | null; readonly id: Int32Array | null }

/**
 * Leaves out and repeats cases as the table asks. A case keeps its number and so its luck whatever becomes of others; the k-th repetition of case i
 * of n has the number i + k · n. A case that comes 2.3 times on average comes twice or, with chance 0.3, three times.
 */
export function replayed(table: ReplayTable, width: number, seed: number, replication: number): Replayed {
  if (table.copies === null && table.thinning.keep === null && table.thinning.share === 1) return { time: table.time, row: null, id: null }
  const n = table.time.length
  const repetition = new Repetition(seed, replication)
  const thinning = thinningOf(table.thinning, seed, replication)
  const found: { time: number; row: number; id: number }[] = []
  for (let row = 0; row < n; row++)
    repetition.each(row, table.copies === null ? 1 : table.copies[row]!, table.time[row]!, (time, copy) => {
      const id = row + copy * n
      if (thinning === null || thinning.keeps(id, table.values, row * width)) found.push({ time, row, id })
    })
  found.sort((a, b) => a.time - b.time || a.id - b.id)
  return {
    time: Float64Array.from(found, ({ time }) => time),
    row: Int32Array.from(found, ({ row }) => row),
    id: Int32Array.from(found, ({ id }) => id),
  }
}

/** How often a case of the past comes again, and when. */
export class Repetition {
  /** A repeated case comes at most so many seconds before or after its own time. */
  static readonly farthest = 1800
  private readonly copies: readonly [number, number]
  private readonly apart: readonly [number, number]

  constructor(seed: number, replication: number) {
    this.copies = keyOf(seed, replication, purposeOf('copies'))
    this.apart = keyOf(seed, replication, purposeOf('copy time'))
  }

  /** Calls for each copy of the case with this number, which comes so often on average: when, and which it is; the first is itself, at its own time. */
  each(number: number, wanted: number, time: number, comes: (time: number, copy: number) => void): void {
    const whole = Math.floor(wanted)
    const copies = whole + (uniform(this.copies[0], this.copies[1], number, 0) < wanted - whole ? 1 : 0)
    for (let copy = 0; copy < copies; copy++) {
      const apart = copy === 0 ? 0 : (uniform(this.apart[0], this.apart[1], number, copy) * 2 - 1) * Repetition.farthest
      comes(Math.max(0, time + apart), copy)
    }
  }
}

/** Which cases come at all; null: every one. */
export function thinningOf({ keep, share }: ThinningTable, seed: number, replication: number): Thinning | null {
  return keep === null && share === 1 ? null : new Thinning(keep === null ? null : evaluator(keep), share, seed, replication)
}

/** Which cases come at all. */
export class Thinning {
  private readonly keep: Evaluate | null
  private readonly share: number
  private readonly key: readonly [number, number]

  constructor(keep: Evaluate | null, share: number, seed: number, replication: number) {
    this.keep = keep
    this.share = share
    this.key = keyOf(seed, replication, purposeOf('thinning'))
  }

  keeps(id: number, values: Float64Array, at: number): boolean {
    if (this.keep !== null && this.keep(values, at) === 0) return false
    return this.share === 1 || uniform(this.key[0], this.key[1], id, 0) < this.share
  }
}
