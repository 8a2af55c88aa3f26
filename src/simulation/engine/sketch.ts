import { cells, cellsPerPower, smallestPower } from '../program/codes/sketch.ts'

/**
 * A sketch of a distribution of durations: counts in cells of 64 per power of two, from 2^-10 s (about 1 ms) to 2^31 s (68 years); cell 0 holds what is
 * shorter. A quantile is the middle of its cell, so it is off by at most 1/128 of the value (0.8 %). Sketches of the same layout add up cell by cell.
 */
export const sketchCells = cells
/** Largest error of a quantile, as a share of the true value (of durations from 1 ms to 68 years). */
export const sketchError = 1 / 128
const smallest = 2 ** smallestPower
const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
float[0] = 1
const high = words[1] === 0x3ff00000 ? 1 : 0
const offset = (1023 + smallestPower) * cellsPerPower - 1

/** Cell of a duration in seconds. */
export function cellOf(seconds: number): number {
  if (!(seconds >= smallest)) return 0
  float[0] = seconds
  const cell = (words[high]! >>> 14) - offset
  return cell < sketchCells ? cell : sketchCells - 1
}

/** Lower edge of a cell, in seconds. */
export function edgeOf(cell: number): number {
  if (cell === 0) return 0
  words[1 - high] = 0
  words[high] = (cell + offset) << 14
  return float[0]!
}

/** The duration below which the share `p` of the counts in cells[at … at + sketchCells - 1] lies; 0 when there are none. */
export function quantileOf(cells: Uint32Array | Float64Array, at: number, total: number, p: number): number {
  if (total === 0) return 0
  const rank = Math.max(1, Math.ceil(p * total))
  let seen = 0
  for (let cell = 0; cell < sketchCells; cell++) {
    seen += cells[at + cell]!
    if (seen >= rank) return cell === 0 ? 0 : (edgeOf(cell) + edgeOf(cell + 1)) / 2
  }
  return edgeOf(sketchCells)
}
