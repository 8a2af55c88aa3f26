/** Columns of what a case adds up while it runs, in seconds; the first five are causes of waits. */
export const contention = 0
export const unavailability = 1
export const priority = 2
export const batching = 3
export const external = 4
export const handling = 5
export const interrupted = 6
export const rest = 7
export const valueAdding = 8
export const width = 9
