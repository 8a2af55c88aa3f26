import type { OutsideTable, Program } from '../program/program.ts'

/** The outside world: which steps are held up by it before they ask for anybody, and the working hours on which it counts. */
export class Outside {
  private readonly table: OutsideTable | null

  constructor({ outside }: Program) {
    this.table = outside
  }

  /** Whether a visit of the step begins with a delay. */
  delays(step: number): boolean {
    return this.table !== null && this.table.delaysAt[step + 1]! > this.table.delaysAt[step]!
  }

  /** Whether a visit of the step may stay open after its work. */
  rests(step: number): boolean {
    return this.table !== null && this.table.restsAt[step + 1]! > this.table.restsAt[step]!
  }

  /** When so many seconds of the step's clock have passed, counted from `now`: the first such moment. None take no time, at whatever hour. */
  until(step: number, now: number, seconds: number): number {
    const clock = this.table === null ? -1 : this.table.clock[step]!
    if (clock < 0 || seconds === 0) return now + seconds
    const { opens, closes, pace, worked, turnsAt } = this.table!
    const [from, to] = [turnsAt[clock]!, turnsAt[clock + 1]!]
    // The last turn that has opened, if any has.
    const at = firstOf(from, to, (turn) => opens[turn]! > now) - 1
    const before = at < from ? 0 : worked[at]! + (Math.min(now, closes[at]!) - opens[at]!) * pace[at]!
    const wanted = before + seconds
    const within = firstOf(Math.max(from, at), to, (turn) => worked[turn]! + (closes[turn]! - opens[turn]!) * pace[turn]! >= wanted)
    return Math.max(now, opens[within]! + (wanted - worked[within]!) / pace[within]!)
  }
}

/** The first of from … to - 1 that passes, where all after one that passes do; `to` where none does. */
function firstOf(from: number, to: number, passes: (at: number) => boolean): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if (passes(middle)) high = middle
    else low = middle + 1
  }
  return low
}
