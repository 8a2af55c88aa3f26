/** Kinds of actions. */
export const set = 0
export const count = 1
export const draw = 2
