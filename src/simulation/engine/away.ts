import type { StepTable } from '../program/program.ts'
import type { Now } from './now.ts'

/** A pool that is asked, and of people one by one the line of their queue; -1: people alike. */
type Asked = { readonly pool: number; readonly line: number }

/**
 * Time in which nobody was on shift who could take a case, by whom it asks: the pools of its step, and of people one by one those who have the skills.
 * Everybody who asks the same belongs to one group, so a wait finds its part by two readings of a clock.
 */
export class Away {
  /** Seconds until `since`; NaN in `since`: somebody is there. */
  private readonly seconds: number[] = []
  private readonly since: number[] = []
  private readonly asked: (readonly Asked[])[] = []
  private readonly groupsOfPool: number[][]
  private readonly known = new Map<string, number>()
  private readonly steps: StepTable
  private readonly clock: Now
  private readonly isEmpty: (pool: number, line: number) => boolean

  /** `isEmpty`: whether nobody of the pool is there who may take from the line. */
  constructor(steps: StepTable, pools: number, clock: Now, isEmpty: (pool: number, line: number) => boolean) {
    this.steps = steps
    this.clock = clock
    this.isEmpty = isEmpty
    this.groupsOfPool = Array.from({ length: pools }, () => [])
    // Until the first people come, at 0 or later, nobody is there.
    for (let step = 0; step < steps.state.length; step++) {
      this.add(this.askedBy(step, false))
      this.add(this.askedBy(step, true))
    }
  }

  /** Group of the cases of a step that ask its first pool, or all, where the people are alike. */
  group(step: number, all: boolean): number {
    return step * 2 + (all ? 1 : 0)
  }

  /** The same where some are told apart: `lineIn` gives the line in a pool's queue. */
  groupBySkill(step: number, all: boolean, lineIn: (pool: number) => number): number {
    const asked = this.askedBy(step, all).map(({ pool }) => ({ pool, line: lineIn(pool) }))
    const key = `${this.group(step, all)} ${asked.map(({ line }) => line).join(' ')}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    this.known.set(key, this.asked.length)
    const group = this.add(asked)
    if (!this.isAway(group)) this.since[group] = NaN
    return group
  }

  /** Seconds without anybody up to now. */
  until(group: number): number {
    const since = this.since[group]!
    return since === since ? this.seconds[group]! + (this.clock.time - since) : this.seconds[group]!
  }

  /** People of a pool came or went. */
  changed(pool: number): void {
    const now = this.clock.time
    for (const group of this.groupsOfPool[pool]!) {
      const since = this.since[group]!
      if (since === since) this.seconds[group]! += now - since
      this.since[group] = this.isAway(group) ? now : NaN
    }
  }

  private isAway(group: number): boolean {
    return this.asked[group]!.every(({ pool, line }) => this.isEmpty(pool, line))
  }

  private add(asked: readonly Asked[]): number {
    const group = this.asked.push(asked) - 1
    for (const { pool } of asked) this.groupsOfPool[pool]!.push(group)
    this.seconds.push(0)
    this.since.push(this.clock.time)
    return group
  }

  private askedBy(step: number, all: boolean): Asked[] {
    const { pools, poolsAt } = this.steps
    const from = poolsAt[step]!
    const to = all ? poolsAt[step + 1]! : Math.min(from + 1, poolsAt[step + 1]!)
    return Array.from(pools.subarray(from, to), (pool) => ({ pool, line: -1 }))
  }
}
