import type { PoolFacts } from './evidence.ts'
import { mean } from './evidence.ts'

/** What a pool is asked and what it can do, by hour of the week. */
export type Queue = Pick<PoolFacts, 'work' | 'staff' | 'variation' | 'handle'>

/** Above this load a queue never settles. */
const full = 0.97
/** Weeks over which a backlog is followed. */
const weeks = 4

/**
 * About how many cases wait on average: those that the hours leave over (work beyond what the people of the hour can do is carried on as a fluid), and those that chance makes
 * wait (M/M/c by Erlang's C formula, hour by hour, with Allen and Cunneen's factor for the variation of the work). Good to compare a pool with itself under one change, no more.
 */
export function expectedQueue(queue: Queue): number {
  const { work, staff, variation } = queue
  const chance = work.map((asked, hour) => {
    const people = Math.max(1, Math.round(staff[hour]!))
    if (staff[hour]! < 0.05) return 0
    const load = Math.min(full, asked / staff[hour]!)
    return (load * people * erlangWait(load * people, people) * (1 + variation)) / 2
  })
  return mean(chance) + meanBacklog(queue)
}

/** Cases left over by the hours, on average. */
export function meanBacklog({ work, staff, handle }: Queue): number {
  let backlog = 0
  let area = 0
  for (let hour = 0; hour < weeks * work.length; hour++) {
    const before = backlog
    backlog = Math.max(0, backlog + work[hour % work.length]! - staff[hour % work.length]!)
    area += (before + backlog) / 2
  }
  return handle > 0 ? (area / (weeks * work.length)) * (3600 / handle) : 0
}

/** Mean wait of M/M/c by Erlang's C formula, in units of the mean service time. */
export function erlangWait(load: number, servers: number): number {
  let blocking = 1
  for (let c = 1; c <= servers; c++) blocking = (load * blocking) / (c + load * blocking)
  const delayed = blocking / (1 - (load / servers) * (1 - blocking))
  return delayed / (servers - load)
}

/** The part of a wait that a change of the queue would take away, 0 … 1. */
export function partExplained(queue: Queue, changed: Partial<Queue>): number {
  const now = expectedQueue(queue)
  return now > 0 ? Math.max(0, 1 - expectedQueue({ ...queue, ...changed }) / now) : 0
}

/** As many hours a week, in proportion to the work. */
export function fitted({ work, staff }: Queue): number[] {
  const asked = mean(work)
  return asked > 0 ? work.map((value) => (value / asked) * mean(staff)) : [...staff]
}

/** The same every hour. */
export function level(values: readonly number[]): number[] {
  const all = mean(values)
  return values.map(() => all)
}
