import { availableParallelism } from 'node:os'
import { wholeNumber } from './input.ts'

/** How many worker threads: as asked, else one for each core. */
export function laneCount(asked: string | undefined): number {
  return Math.min(wholeNumber(asked, 'workers', 1) ?? availableParallelism(), 64)
}
