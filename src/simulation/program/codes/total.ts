/** Columns of the whole: `leadTime` and the columns after it over completed cases. From `contention` on they are those of a case's sums. */
export const arrived = 0
export const completed = 1
export const wip = 2
export const leadTime = 3
export const contention = 4
export const unavailability = 5
export const priority = 6
export const batching = 7
export const external = 8
export const handling = 9
export const interrupted = 10
export const rest = 11
export const valueAdding = 12
export const firstPass = 13
export const width = 14
