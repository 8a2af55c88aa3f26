import { formatNumber } from '../../words/number.ts'
import type { Program } from '../program/program.ts'
import type { Replication } from './replicate.ts'

/** A replication that has outgrown its memory: what it holds, and where its cases wait. */
export type Outgrowth = {
  readonly replication: number
  /** Bytes that it takes and may take. */
  readonly bytes: number
  readonly allowed: number
  /** Seconds simulated. */
  readonly now: number
  readonly openCases: number
  /** By pool: cases that wait for its people, and how many more each simulated day brings. */
  readonly waiting: readonly number[]
  readonly growth: readonly number[]
}

/**
 * Looks after a replication's memory between its slices, before the memory of its host runs out: in Chromium that would take the page with it. Arrays double
 * when they grow, so what is allowed must be well below what there is.
 */
export class Governor {
  private readonly replication: Replication
  private readonly allowed: number
  /** The queues at a moment in the first half of what has been simulated. */
  private earlier: { readonly now: number; readonly queues: Int32Array }
  private later: { readonly now: number; readonly queues: Int32Array }

  constructor(replication: Replication, allowed: number) {
    this.replication = replication
    this.allowed = allowed
    this.earlier = { now: 0, queues: replication.queues.slice() }
    this.later = this.earlier
  }

  /** What is to be said when the replication takes more than it may; null while all is well. */
  check(): Outgrowth | null {
    const { now, queues, bytes, number, openCases } = this.replication
    if (now >= 2 * this.later.now) {
      this.earlier = this.later
      this.later = { now, queues: queues.slice() }
    }
    if (bytes <= this.allowed) return null
    const days = Math.max(1, now - this.earlier.now) / 86_400
    return {
      replication: number,
      bytes,
      allowed: this.allowed,
      now,
      openCases,
      waiting: Array.from(queues),
      growth: Array.from(queues, (waiting, pool) => (waiting - this.earlier.queues[pool]!) / days),
    }
  }
}

/** The outgrowth in words: which pool is overloaded, how many cases are open, and what to do. */
export function sayOutgrowth(program: Program, { replication, bytes, allowed, now, openCases, waiting, growth }: Outgrowth): string {
  const open = `Replication ${replication + 1} was stopped before memory ran out: after ${formatNumber(now / 86_400)} of ${formatNumber(program.horizon / 86_400)} simulated days it holds ${formatNumber(openCases)} open cases in ${megabytes(bytes)}, and ${megabytes(allowed)} are allowed.`
  const longest = waiting.reduce((best, queue, pool) => (queue > (waiting[best] ?? 0) ? pool : best), 0)
  const queue = waiting[longest] ?? 0
  if (openCases > 0 && queue >= openCases / 4 && growth[longest]! > 0)
    return `${open} ${formatNumber(queue)} of them wait for ${program.names.pools[longest]!.title}, and every simulated day adds ${formatNumber(growth[longest]!)}: more work comes in than these people can do. Put more people on shift there, lower the demand, or run fewer days.`
  return `${open} ${
    openCases > 10_000
      ? 'Most of them wait for no one’s work: look for long waits, timers and batches, lower the demand, or run fewer days.'
      : 'The run is long rather than crowded: run fewer days, or set the warm-up in days, so that no week has to be remembered to find it.'
  }`
}

function megabytes(bytes: number): string {
  return `${formatNumber(bytes / 2 ** 20)} MB`
}
