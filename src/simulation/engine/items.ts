import type { Program } from '../program/program.ts'

/** What the items of the event list stand for: each range begins where the one before it ends. */
export type Items = {
  /** Pools whose people come or go begin at 0; batches, full or old, by step, and then their times of the week. */
  readonly batch: number
  /** Lines of timers by row of the chart's timers, of limits on waiting and of overflows by step. */
  readonly timer: number
  readonly limit: number
  readonly overflow: number
  /** The end of work or of a wait, by ticket. */
  readonly ticket: number
}

/** Where the ranges begin for a program. */
export function itemsOf({ pools, steps, chart }: Program): Items {
  const batch = pools.priority.length
  const timer = batch + 2 * steps.state.length
  const limit = timer + chart.timerDelay.length
  const overflow = limit + steps.state.length
  return { batch, timer, limit, overflow, ticket: overflow + steps.state.length }
}
