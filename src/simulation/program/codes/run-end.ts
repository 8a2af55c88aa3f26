/** Why a slice of a run came back: all before its time has happened, the budget is spent, the last case has left, or something that the kernel leaves to the engine in TypeScript. */
export const time = 0
export const spent = 1
export const over = 2
export const broken = 3
