import { grownFloat, grownInt } from './event-list.ts'
import type { EventList } from './event-list.ts'
import type { Now } from './now.ts'
import { rank } from './rank.ts'

/**
 * Timers of constant delays: those of one delay fall due in the order in which they were started, so each delay is a line, and only its first stands in the
 * event list. Starting and stopping a timer costs a step, however many run. Item `firstItem + line` of the event list stands for the line; when its
 * first was stopped the item comes too early once, which `due` sees.
 */
export class DelayLines {
  private readonly heads: Int32Array
  private readonly tails: Int32Array
  private lineOf = new Int32Array(0)
  private next = new Int32Array(0)
  private previous = new Int32Array(0)
  private times = new Float64Array(0)
  private orders = new Float64Array(0)

  private readonly events: EventList
  private readonly firstItem: number
  private readonly clock: Now
  private readonly delays: Float64Array

  /** `delays`: seconds by line. */
  constructor(delays: Float64Array, events: EventList, firstItem: number, clock: Now) {
    this.delays = delays
    this.events = events
    this.firstItem = firstItem
    this.clock = clock
    this.heads = new Int32Array(delays.length).fill(-1)
    this.tails = new Int32Array(delays.length).fill(-1)
  }

  /** Starts the timer of a ticket, which has none in these lines; `ago`: it has run for so many seconds already, and falls due at once if that is too long. */
  start(line: number, ticket: number, ago = 0): void {
    if (ticket >= this.lineOf.length) this.grow(ticket)
    const { next, previous, times } = this
    const now = this.clock.time
    const time = Math.max(now, now + this.delays[line]! - ago)
    times[ticket] = time
    this.events.promise(this.orders, ticket, rank.timer)
    this.lineOf[ticket] = line
    let before = this.tails[line]!
    while (before >= 0 && times[before]! > time) before = previous[before]!
    const after = before < 0 ? this.heads[line]! : next[before]!
    previous[ticket] = before
    next[ticket] = after
    if (after < 0) this.tails[line] = ticket
    else previous[after] = ticket
    if (before >= 0) next[before] = ticket
    else {
      this.heads[line] = ticket
      this.plan(line)
    }
  }

  /** Stops the timer of a ticket if it runs. */
  stop(ticket: number): void {
    if (ticket >= this.lineOf.length) return
    const line = this.lineOf[ticket]!
    if (line < 0) return
    this.lineOf[ticket] = -1
    const { next, previous } = this
    const [before, after] = [previous[ticket]!, next[ticket]!]
    if (before < 0) this.heads[line] = after
    else next[before] = after
    if (after < 0) this.tails[line] = before
    else previous[after] = before
  }

  /** The item of the line came: the ticket whose timer falls due, now stopped; -1 if none does yet. */
  due(line: number): number {
    const ticket = this.heads[line]!
    if (ticket < 0) return -1
    const { events, firstItem } = this
    const isDue = this.times[ticket] === events.times[firstItem + line] && this.orders[ticket] === events.orderOf(firstItem + line)
    if (isDue) this.stop(ticket)
    if (this.heads[line]! >= 0) this.plan(line)
    return isDue ? ticket : -1
  }

  private plan(line: number): void {
    const head = this.heads[line]!
    const item = this.firstItem + line
    // An item that stands there for an earlier, stopped timer is early, which `due` mends; one for a later timer would be late.
    if (this.events.has(item)) {
      if (this.events.times[item]! <= this.times[head]!) return
      this.events.remove(item)
    }
    this.events.putLike(item, this.times, this.orders, head)
  }

  private grow(ticket: number): void {
    const old = this.lineOf.length
    const length = Math.max(256, old * 2, ticket + 1)
    this.lineOf = grownInt(this.lineOf, length).fill(-1, old)
    this.next = grownInt(this.next, length)
    this.previous = grownInt(this.previous, length)
    this.times = grownFloat(this.times, length)
    this.orders = grownFloat(this.orders, length)
  }
}
