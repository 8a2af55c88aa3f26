import { luckWay, luckWhat } from '../program/program.ts'
import type { ClockTable, LuckTable, Program } from '../program/program.ts'
import { keyOf, purposeOf, uniform } from './chance.ts'
import { nearestInWeek, timeOfWeek } from './nearest.ts'
import { sampleTime } from './sample.ts'

/** Of so many past cases of the same kind, those that came nearest to the same time of the week, a case takes one; of all where there are fewer. */
const nearest = 20

/** What is the same for every replication: the cases of each kind and all, by the time of the week, and which came at a moment (milliseconds of the wall clock). */
type Groups = {
  readonly kinds: ReadonlyMap<string, number>
  readonly cases: ReadonlyMap<number, readonly number[]>
  readonly all: readonly number[]
  readonly cameAt: ReadonlyMap<number, readonly number[]>
}
const known = new WeakMap<LuckTable, Groups>()

/** Luck of past cases: each case of a run takes the ways, the delays and the work of one, and where that one tells nothing, its own luck counts. */
export class Luck {
  private readonly table: LuckTable
  private readonly program: Program
  private readonly groups: Groups
  private readonly clock: ClockTable
  private readonly key: readonly [number, number]
  private readonly tie: readonly [number, number]
  /** By slot: the past case that lends its luck; -1: none does. */
  private readonly source: number[] = []
  private stretch = 0

  constructor(program: Program, table: LuckTable, replication: number) {
    this.program = program
    this.table = table
    this.clock = program.clock
    this.groups = known.get(table) ?? groupsOf(table)
    known.set(table, this.groups)
    this.key = keyOf(program.seed, replication, purposeOf('source'))
    this.tie = keyOf(program.seed, replication, purposeOf('rank'))
  }

  /** A case with these attributes (from `at` on) arrives now: a pure function of seed, replication and its number, kind and time of the week says whose luck it takes. */
  arrived(slot: number, id: number, values: Float64Array, at: number, time: number): void {
    this.source[slot] = this.sourceOf(id, values, at, time)
  }

  /** The case was there before the run: what befalls it is drawn. */
  open(slot: number): void {
    this.source[slot] = -1
  }

  private sourceOf(id: number, values: Float64Array, at: number, time: number): number {
    const { kinds, cases, all, cameAt } = this.groups
    const kind = kinds.get(this.table.attribute.reduce((text, attribute) => `${text} ${values[at + attribute]!}`, ''))
    // A kind that the past does not know has luck of its own.
    if (kind === undefined) return -1
    const local = this.localAt(time)
    const u = uniform(this.key[0], this.key[1], id, 0)
    const pick = (from: readonly number[]) => from[Math.floor(u * from.length)]!
    if (this.program.demand.kind === 'replay') {
      // Of the past that is replayed: the case itself.
      const own = (cameAt.get(Math.round(local * 1000)) ?? []).filter((one) => this.table.kind[one] === kind)
      if (own.length > 0) return pick(own)
    }
    const own = cases.get(kind) ?? []
    const from = own.length >= nearest ? own : all
    return nearestInWeek(this.table.local, from, local, Math.floor(u * Math.min(nearest, from.length)))
  }

  private localAt(time: number): number {
    const { from, offset } = this.clock
    while (this.stretch + 1 < from.length && from[this.stretch + 1]! <= time) this.stretch++
    return time + offset[this.stretch]!
  }

  /** Place of the case's visit (from 0) of a step in the table; -1: its source tells nothing of it. */
  private placeOf(slot: number, step: number, visit: number): number {
    const source = this.source[slot]!
    if (source < 0) return -1
    const { visitsAt, step: steps } = this.table
    for (let i = visitsAt[source]!, end = visitsAt[source + 1]!; i < end; i++)
      if (steps[i] === step) return i + visit < end && steps[i + visit] === step ? i + visit : -1
    return -1
  }

  /** Seconds of a visit's time, where `drawn` is what row `row` of the times has by the case's own luck. */
  time(slot: number, id: number, step: number, visit: number, row: number, drawn: number): number {
    const place = this.placeOf(slot, step, visit)
    const way = this.table.way[step * luckWhat.count + luckWhat.time]!
    if (place < 0 || way === luckWay.drawn) return drawn
    const seen = this.table.time[place]!
    if (way === luckWay.seen) return Number.isNaN(seen) ? Math.max(drawn, this.table.atLeast[place]!) : seen
    const own = this.own(id, step, visit, luckWhat.time)
    if (!Number.isNaN(seen)) return this.moved(row, seen, own)
    // A timer ended it: its rank is above that of the time it had lasted.
    const low = this.border((value) => value < this.table.atLeast[place]!, row)
    return this.atRank(row, inside(low + (1 - low) * own), 0)
  }

  /** The same of the delay before a visit. */
  delay(slot: number, id: number, step: number, visit: number, row: number, drawn: number): number {
    const place = this.placeOf(slot, step, visit)
    const way = this.table.way[step * luckWhat.count + luckWhat.delay]!
    const seen = place < 0 || way === luckWay.drawn ? NaN : this.table.delay[place]!
    if (Number.isNaN(seen)) return drawn
    return way === luckWay.seen ? seen : this.moved(row, seen, this.own(id, step, visit, luckWhat.delay))
  }

  /** The same of the rest after its work. `first`: the first row of the rests among the times; -1 for `row`: none holds. */
  rest(slot: number, id: number, step: number, visit: number, row: number, first: number, drawn: number): number {
    const place = this.placeOf(slot, step, visit)
    const way = this.table.way[step * luckWhat.count + luckWhat.rest]!
    const seen = place < 0 || way === luckWay.drawn ? NaN : this.table.rest[place]!
    if (Number.isNaN(seen)) return drawn
    if (way === luckWay.seen || row < 0) return seen
    const own = this.own(id, step, visit, luckWhat.rest)
    const [before, now] = [this.table.was!.restShare[row - first]!, this.program.outside!.restShare[row - first]!]
    const u = seen > 0 || before >= 1 ? before * this.rankOf(row, seen, own) : before + (1 - before) * own
    if (u >= now) return 0
    return this.atRank(row, u / now, seen)
  }

  /**
   * The number by which the outcome of a visit is picked among the shares of row `row`: that which gives what was seen, else the case's own. In shares that were changed it keeps its place: an outcome that
   * becomes rarer by half befalls every second of the cases that had it.
   */
  outcome(slot: number, step: number, visit: number, row: number, own: number): { readonly event: number } | { readonly u: number } {
    const place = this.placeOf(slot, step, visit)
    const way = this.table.way[step * luckWhat.count + luckWhat.outcomes]!
    const event = place < 0 || way === luckWay.drawn ? -1 : this.table.event[place]!
    if (event < 0) return { u: own }
    if (way === luckWay.seen) return { event }
    const { outcomeEvent, outcomeShare, outcomeEventsAt } = this.table.was!.steps
    const [from, to] = [outcomeEventsAt[row]!, outcomeEventsAt[row + 1]!]
    for (let i = from; i < to; i++) {
      if (outcomeEvent[i] !== event) continue
      const below = i === from ? 0 : outcomeShare[i - 1]!
      return { u: below + (outcomeShare[i]! - below) * own }
    }
    return { u: own }
  }

  private own(id: number, step: number, visit: number, what: number): number {
    const steps = this.program.steps.state.length
    return uniform(this.tie[0], this.tie[1], id, (visit * steps + step) * luckWhat.count + what)
  }

  /** What the table has now at the rank that `seen` had in the one that was fitted. */
  private moved(row: number, seen: number, own: number): number {
    return this.atRank(row, this.rankOf(row, seen, own), seen)
  }

  /** The present value at a rank; what was seen beyond the fitted table, or off its rounding, keeps its proportion. */
  private atRank(row: number, u: number, seen: number): number {
    const now = this.program.steps
    const before = this.valueWas(row, u)
    const value = sampleTime(now.timeKind[row]!, now.timeParameters, now.timeParametersAt[row]!, now.timeParametersAt[row + 1]!, u)
    return before > 0 && seen > 0 ? value * (seen / before) : value
  }

  private valueWas(row: number, u: number): number {
    const { timeKind, timeParameters, timeParametersAt } = this.table.was!.steps
    return sampleTime(timeKind[row]!, timeParameters, timeParametersAt[row]!, timeParametersAt[row + 1]!, u)
  }

  /** The rank of a value in the fitted table; where many have the same, `own` says which of theirs. */
  private rankOf(row: number, seen: number, own: number): number {
    const low = this.border((value) => value < seen, row)
    const high = this.border((value) => value <= seen, row)
    return inside(low + (high - low) * own)
  }

  /** Up to which rank the fitted table's values are such, by halving. */
  private border(isBelow: (value: number) => boolean, row: number): number {
    let [low, high] = [0, 1]
    while (high - low > nearly) {
      const middle = (low + high) / 2
      if (isBelow(this.valueWas(row, middle))) low = middle
      else high = middle
    }
    return (low + high) / 2
  }
}

/** Ranks nearer than this are one. */
const nearly = 2 ** -40

function inside(rank: number): number {
  return Math.min(1 - nearly, Math.max(nearly, rank))
}

function groupsOf({ local, kind, kinds, attribute }: LuckTable): Groups {
  const width = attribute.length
  const count = width === 0 ? 1 : kinds.length / width
  const names = Array.from({ length: count }, (_, i) =>
    kinds.subarray(i * width, (i + 1) * width).reduce<string>((text, value) => `${text} ${value}`, ''),
  )
  const [cases, cameAt] = [new Map<number, number[]>(), new Map<number, number[]>()]
  const put = (map: Map<number, number[]>, key: number, one: number) => {
    const list = map.get(key)
    if (list) list.push(one)
    else map.set(key, [one])
  }
  for (let one = 0; one < kind.length; one++) put(cameAt, Math.round(local[one]! * 1000), one)
  const all = Array.from(kind, (_, one) => one).sort((a, b) => timeOfWeek(local[a]!) - timeOfWeek(local[b]!) || a - b)
  for (const one of all) put(cases, kind[one]!, one)
  return { kinds: new Map(names.map((name, i) => [name, i])), cases, all, cameAt }
}
