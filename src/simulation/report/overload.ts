import type { Observations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import type { Tally } from './tally.ts'

type Many = readonly Observations[]

/** Pools that serve one step together, in runs in which they saturate. */
export type Overload = {
  readonly pools: readonly number[]
  /** Work that came, and work in hand, as shares of the people on shift; cases that wait on average. */
  readonly offered: number
  readonly busy: number
  readonly queue: number
  /** Whether cases leave the queue unserved. */
  readonly leave: boolean
}

/**
 * Pools that are offered more work than their people can do, and pools whose people are nearly always busy. Offered is what arrives, visits times mean
 * handle time, whether it was done or not; pools that serve one step together are judged together. A queue that has no level shows as one of the two.
 */
export function overloaded(program: Program, many: Many, tally: Tally): Overload[] {
  return poolGroups(program).flatMap(({ pools, steps }) => {
    const people = sum(pools, (pool) => mean(many, (one) => one.pools[pool]!.people))
    const queue = sum(pools, (pool) => mean(many, (one) => one.pools[pool]!.queueLength))
    const busy = sum(pools, (pool) => mean(many, (one) => one.pools[pool]!.utilization * one.pools[pool]!.people)) / people
    const offered = sum(steps, (step) => mean(many, (one) => offeredAt(one, step))) / people
    if (!(people > 0) || !(offered >= 1 || busy >= 0.98 || (busy > 0.9 && queue > 50 * whileOpen(tally, pools)))) return []
    const visits = sum(steps, (step) => total(many, (one) => one.steps[step]!.wait.n))
    const served = sum(steps, (step) => total(many, (one) => one.steps[step]!.handle.n))
    return [{ pools, offered, busy, queue, leave: served < 0.95 * visits }]
  })
}

/** People on shift in the hours of the week in which any are: what comes over a weekend is no queue without a level. */
function whileOpen(tally: Tally, pools: readonly number[]): number {
  const byPool = pools.map((pool) => tally.poolByHour(pool).peopleByHour)
  const open = Array.from({ length: 168 }, (_, hour) => sum(byPool, (people) => people[hour]!)).filter((people) => people > 0)
  return sum(open, (people) => people) / Math.max(1, open.length)
}

/** Pools that share a step, with the steps that are theirs. */
function poolGroups({ names, steps }: Program): { pools: number[]; steps: number[] }[] {
  const poolsOf = Array.from(steps.state, (_, step) => Array.from(steps.pools.slice(steps.poolsAt[step], steps.poolsAt[step + 1])))
  const group = names.pools.map((_, pool) => pool)
  for (const together of poolsOf) {
    const joined = new Set(together.map((pool) => group[pool]!))
    const first = Math.min(...joined)
    group.forEach((of, pool) => joined.has(of) && (group[pool] = first))
  }
  return [...new Set(group)].map((of) => ({
    pools: group.flatMap((other, pool) => (other === of ? [pool] : [])),
    steps: poolsOf.flatMap((pools, step) => (pools.length > 0 && group[pools[0]!] === of ? [step] : [])),
  }))
}

/** Work that came to a step, in people that it would keep busy. */
function offeredAt({ steps, measured }: Observations, step: number): number {
  const { visits, handle } = steps[step]!
  return measured === 0 ? 0 : (visits * handle.mean) / measured
}

function total(many: Many, of: (one: Observations) => number): number {
  return sum(many, of)
}

function mean(many: Many, of: (one: Observations) => number): number {
  return total(many, of) / Math.max(1, many.length)
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((all, item) => all + of(item), 0)
}
