/** Kinds of steps. */
export const review = 0
export const automatic = 1
export const wait = 2
export const batch = 3
