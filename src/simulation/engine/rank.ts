/** Ties at one moment: people come and go, then work ends, then timers fire, then batches move on, then cases arrive; within these, what was planned first. */
export const rank = { people: 0, end: 1, timer: 2, batch: 3 } as const
