/** Columns of a pool's row: areas under busy, people on shift and queue, time on sensitive work, cases served and their waits. */
export const busy = 0
export const people = 1
export const queue = 2
export const exposure = 3
export const served = 4
export const wait = 5
export const finished = 6
export const width = 7
