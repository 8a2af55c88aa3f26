/** What a ticket stands for: a timer, or a step in one of its stages. */
export const gone = -1
export const timer = 0
export const entered = 1
export const waiting = 2
export const inHands = 3
export const ended = 4
/** Held up by the outside world: it has not asked for anybody yet. */
export const delayed = 5
/** The work is done and nobody is at it, but the visit stays open. */
export const resting = 6
