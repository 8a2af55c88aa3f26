/** Orders of a pool's queue. */
export const arrival = 0
export const priority = 1
export const deadline = 2
export const shortest = 3
export const value = 4
