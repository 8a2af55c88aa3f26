import { beginOf } from '../cases.ts'
import type { CaseIndex } from '../cases.ts'
import type { History } from '../history.ts'
import type { Traces } from './traces.ts'

/** Two activities that run side by side, and how plainly: 0 to 1. */
export type Pair = { readonly a: number; readonly b: number; readonly strength: number }

/** Fewer cases (or moves) than this show nothing. */
const fewest = 20
/** Share of the cases with both in which the two overlap. */
const overlapping = 0.5
/** Ends only: how far the two orders may be from alike, and how often a-b-a may occur, which is a loop and not a parallel pair. */
const alike = 0.3
const looping = 0.05

/**
 * The pairs that run side by side. Where most rows have a start and an end: those that overlap in half of the cases that have both. Of ends alone:
 * those that come in either order alike, unless they come a-b-a (concurrency test of Split Miner: Augusto et al. 2017, 2019; the last condition is ours).
 */
export function pairsOf(history: History, index: CaseIndex, traces: Traces): Pair[] {
  let timed = 0
  for (let row = 0; row < history.rows; row++) if (history.end[row]! >= history.start[row]!) timed++
  return timed * 2 >= history.rows ? byOverlap(history, index, traces) : byOrder(traces)
}

function byOverlap(history: History, index: CaseIndex, { names, activityOf }: Traces): Pair[] {
  const n = names.length
  const both = new Float64Array(n * n)
  const overlap = new Float64Array(n * n)
  const latest = new Float64Array(n)
  const isIn = new Uint8Array(n)
  for (let c = 0; c < index.cases; c++) {
    const present: number[] = []
    const met = new Set<number>()
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) {
      const row = index.rows[at]!
      const activity = activityOf[history.activity.codes[row]!] ?? -1
      if (activity < 0) continue
      const [begin, end] = [beginOf(history, row), history.end[row]!]
      if (end > begin) for (const other of present) if (other !== activity && latest[other]! > begin) met.add(pairAt(n, activity, other))
      if (isIn[activity] === 0) {
        isIn[activity] = 1
        present.push(activity)
        latest[activity] = -Infinity
      }
      if (end > latest[activity]!) latest[activity] = end
    }
    for (const [i, a] of present.entries()) for (let j = i + 1; j < present.length; j++) both[pairAt(n, a, present[j]!)]!++
    for (const pair of met) overlap[pair]!++
    for (const activity of present) isIn[activity] = 0
  }
  const pairs: Pair[] = []
  both.forEach((cases, pair) => {
    if (cases >= fewest && overlap[pair]! / cases >= overlapping)
      pairs.push({ a: Math.floor(pair / n), b: pair % n, strength: overlap[pair]! / cases })
  })
  return pairs
}

function byOrder({ names, variants }: Traces): Pair[] {
  const n = names.length
  const follows = new Float64Array(n * n)
  const backAgain = new Float64Array(n * n)
  for (const { steps, cases } of variants)
    for (let i = 0; i + 1 < steps.length; i++) {
      const [a, b] = [steps[i]!, steps[i + 1]!]
      follows[a * n + b]! += cases
      if (a !== b && steps[i + 2] === a) backAgain[pairAt(n, a, b)]! += cases
    }
  const pairs: Pair[] = []
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      const [ab, ba] = [follows[a * n + b]!, follows[b * n + a]!]
      const unlike = Math.abs(ab - ba) / (ab + ba)
      if (ab + ba >= fewest && unlike < alike && backAgain[pairAt(n, a, b)]! < looping * (ab + ba))
        pairs.push({ a, b, strength: 1 - unlike })
    }
  return pairs
}

/** One place for both orders of a pair. */
function pairAt(n: number, a: number, b: number): number {
  return Math.min(a, b) * n + Math.max(a, b)
}
