import { zoneOf } from '../../simulation/model/zone.ts'
import { hourOfWeek } from '../../simulation/model/wall-clock.ts'
import { beginOf } from '../cases.ts'
import type { CaseIndex } from '../cases.ts'
import type { History } from '../history.ts'
import { fewestGaveUp } from '../patience-fit.ts'
import { countBelow, sorted } from '../quantile.ts'
import type { Block } from './blocks.ts'
import type { Traces } from './traces.ts'
import type { Who } from './who.ts'

/** Cases leave the queue of an activity, `review`, without having been served, and `left` is what the log has of it. */
export type GivingUp = { readonly review: number; readonly left: number }

/** What is left for is nobody's work and takes no time in this share of its rows, and comes where the work would have come in this share of them. */
const nearlyAll = 0.9
/** Those who find others waiting leave so many times as often as those who find nobody, at the same hour of the week, and so many standard errors beyond chance. */
const asOften = 2
const beyondChance = 4

type Move = { readonly at: number; readonly gone: boolean }

/**
 * Who gives up waiting: an activity of nobody and of no time that comes where a review would have come, and the more often the more others wait for that review (test of Cochran, Mantel
 * and Haenszel over the hours of the week, so that a time of day alone is not taken for it).
 */
export function givingUpOf(history: History, index: CaseIndex, traces: Traces, { teamOf }: Who, blocks: readonly Block[]): GivingUp[] {
  const inBlock = new Set(blocks.flatMap(({ regions }) => regions.flat()))
  const follows = followsOf(history, index, traces)
  const reviews = teamOf.flatMap((team, activity) => (team !== null && !inBlock.has(activity) ? [activity] : []))
  const found: GivingUp[] = []
  for (const left of silentOnes(history, traces, teamOf)) {
    if (inBlock.has(left)) continue
    const likely = reviews.flatMap((review) => {
      if (found.some((one) => one.review === review)) return []
      const moves = movesTo(review, left, follows)
      const gone = moves.filter((move) => move.gone).length
      if (gone < fewestGaveUp || moves.length - gone < fewestGaveUp || gone < nearlyAll * traces.rows[left]!) return []
      const { ratio, errors } = oftener(moves, queueAt(review, follows), history.timezone)
      return ratio >= asOften && errors >= beyondChance ? [{ review, left, errors }] : []
    })
    const [best] = likely.sort((a, b) => b.errors - a.errors)
    if (best) found.push({ review: best.review, left: best.left })
  }
  return found
}

/** Activities of nobody whose rows begin and end in one instant. */
function silentOnes(history: History, { activityOf, rows }: Traces, teamOf: Who['teamOf']): number[] {
  const instants = rows.map(() => 0)
  for (let row = 0; row < history.rows; row++) {
    const activity = activityOf[history.activity.codes[row]!] ?? -1
    if (activity >= 0 && history.start[row] === history.end[row]) instants[activity]!++
  }
  return rows.flatMap((n, activity) => (teamOf[activity] === null && instants[activity]! >= nearlyAll * n ? [activity] : []))
}

/** One row directly after another of its case: the two activities, when the first ended and the second began, in seconds since 1970. */
type Follow = { readonly from: number; readonly to: number; readonly done: number; readonly begin: number }

function followsOf(history: History, index: CaseIndex, { activityOf }: Traces): Follow[] {
  const found: Follow[] = []
  for (let c = 0; c < index.cases; c++)
    for (let at = index.from[c]! + 1; at < index.from[c + 1]!; at++) {
      const [before, row] = [index.rows[at - 1]!, index.rows[at]!]
      const [from, to] = [before, row].map((one) => activityOf[history.activity.codes[one]!] ?? -1) as [number, number]
      const [done, begin] = [history.end[before]!, beginOf(history, row)]
      if (from >= 0 && to >= 0 && begin >= done) found.push({ from, to, done, begin })
    }
  return found
}

/** Moves that might have come to the review: to it, or to what is left for, from wherever both come. */
function movesTo(review: number, left: number, follows: readonly Follow[]): Move[] {
  const before = (to: number) => new Set(follows.filter((one) => one.to === to).map(({ from }) => from))
  const [served, gone] = [before(review), before(left)]
  return follows
    .filter(({ from, to }) => (to === review || to === left) && from !== review && served.has(from) && gone.has(from))
    .map(({ to, done }) => ({ at: done, gone: to === left }))
}

/** How many wait for a review, of those that it served, as a function of time. */
function queueAt(review: number, follows: readonly Follow[]): (time: number) => number {
  const waits = follows.filter(({ to, begin, done }) => to === review && begin > done)
  const [dones, begins] = [sorted(waits.map(({ done }) => done)), sorted(waits.map(({ begin }) => begin))]
  return (time) => countBelow(dones, time) - countBelow(begins, time)
}

/** The common ratio of the shares that are gone, of those who find somebody waiting to those who find nobody, and how far that is from chance. */
function oftener(moves: readonly Move[], queue: (time: number) => number, timezone: string): { ratio: number; errors: number } {
  const zone = zoneOf(timezone)
  const hours = Array.from({ length: 168 }, () => ({ waited: 0, goneWaited: 0, free: 0, goneFree: 0 }))
  for (const { at, gone } of moves) {
    const hour = hours[hourOfWeek(zone.toLocal(at))]!
    if (queue(at) > 0) {
      hour.waited++
      hour.goneWaited += gone ? 1 : 0
    } else {
      hour.free++
      hour.goneFree += gone ? 1 : 0
    }
  }
  let [above, below, excess, variance] = [0, 0, 0, 0]
  for (const { waited, goneWaited, free, goneFree } of hours) {
    const [n, gone] = [waited + free, goneWaited + goneFree]
    if (n < 2) continue
    above += (goneWaited * free) / n
    below += (goneFree * waited) / n
    excess += goneWaited - (waited * gone) / n
    variance += (waited * free * gone * (n - gone)) / (n * n * (n - 1))
  }
  return { ratio: above / below, errors: excess / Math.sqrt(variance) }
}
