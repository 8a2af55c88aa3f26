/** Cells of a sketch of durations: so many per power of two, from 2^`smallestPower` s on; cell 0 holds what is shorter. */
export const cellsPerPower = 64
export const powers = 41
export const smallestPower = -10
export const cells = powers * cellsPerPower + 1
