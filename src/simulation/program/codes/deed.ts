/** What a microstep does to one thing: the two lowest bits of its code, the thing's number above them. */
export const act = 0
export const left = 1
export const entered = 2
export const taken = 3
