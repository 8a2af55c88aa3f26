/** Columns of a step's row of totals; times in seconds, over the visits whose wait ended. */
export const visits = 0
export const waits = 1
export const wait = 2
export const contention = 3
export const unavailability = 4
export const priority = 5
export const batching = 6
export const external = 7
export const handled = 8
export const handling = 9
export const interrupted = 10
export const rework = 11
export const queue = 12
/** Visits that are over, and those of them that ended with their work or wait within the step's target. */
export const over = 13
export const inTime = 14
/** Visits that ended with their work or wait, not because the case left, and what they had waited together. */
export const done = 15
export const doneWait = 16
export const width = 17
