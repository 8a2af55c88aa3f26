import type { EventLog, EventRow } from '../backtest/event-log.ts'

/** Milliseconds on the wall clock: from the first instant up to before the last. */
export type Span = { readonly title: string; readonly from: number; readonly to: number }

/** What a figure is of. Counts and times are compared with the model's by their ratio, shares by their difference. */
export type Kind = 'count' | 'time' | 'share'

/** One figure of a log, span by span; NaN where too little was seen to say anything. */
export type Series = {
  readonly id: string
  /** `Handling at Tier 1 review`. */
  readonly title: string
  readonly kind: Kind
  /** What comes in or is done, or what follows from it: a longer wait is no cause of a longer wait. */
  readonly role: 'cause' | 'result'
  readonly values: readonly number[]
  /** What each value rests on: days of a count, cases of a share, rows or cases of a time. */
  readonly sizes: readonly number[]
}

/** A mean or a share of fewer than these says nothing of its span. */
const fewest = 30
/** Kinds of case or steps of a log that are looked at, those with most rows first. */
const most = 40

/** Whole calendar months between two instants on the wall clock (ms), or whole weeks from Monday where those are fewer than three. */
export function spansOf(from: number, to: number): Span[] {
  const months: Span[] = []
  const first = new Date(from)
  for (let month = first.getUTCMonth(); ; month++) {
    const [begin, end] = [Date.UTC(first.getUTCFullYear(), month, 1), Date.UTC(first.getUTCFullYear(), month + 1, 1)]
    if (end > to) break
    if (begin >= from) months.push({ title: new Date(begin).toISOString().slice(0, 7), from: begin, to: end })
  }
  if (months.length >= 3) return months
  const weeks: Span[] = []
  const monday = Math.ceil((from - firstMonday) / week) * week + firstMonday
  for (let begin = monday; begin + week <= to; begin += week)
    weeks.push({ title: `week of ${new Date(begin).toISOString().slice(0, 10)}`, from: begin, to: begin + week })
  return weeks
}

const week = 7 * 86_400_000
/** 1970 began on a Thursday. */
const firstMonday = 4 * 86_400_000

/**
 * All figures of a log by span: cases that come, their kinds, the steps that they come to, work and wait of each step, and lead time of the cases that ended. People are no figure here: a model's
 * are places on a shift, whoever takes them.
 * `told`: by step, up to which arrival it is known whether cases come to it (`toldUntil`); those that came later are not of its share.
 * A case counts where it begins, work and wait where the work begins, lead time where the case ends.
 */
export function seriesOf(log: EventLog, spans: readonly Span[], told: ReadonlyMap<string, number>): Series[] {
  const at = (time: number) => spans.findIndex(({ from, to }) => time >= from && time < to)
  const fresh = () => spans.map(() => 0)
  const arrivals = fresh()
  const lead = new Means(spans.length)
  const [kinds, visits] = [new Map<string, number[]>(), new Map<string, number[]>()]
  const began = Array.from(log.cases.values(), (rows) => rows[0]!.start)
  const [work, wait] = [new Map<string, Means>(), new Map<string, Means>()]
  for (const rows of log.cases.values()) {
    const [first, last] = [rows[0]!, rows.reduce((a, b) => (b.end > a.end ? b : a))]
    const [where, ended] = [at(first.start), at(last.end)]
    if (ended >= 0) lead.add(ended, last.end - first.start)
    if (where >= 0) {
      arrivals[where]!++
      if (first.category !== '') countIn(kinds, first.category, where, fresh)
      for (const activity of new Set(rows.map((row) => row.activity)))
        if (first.start < (told.get(activity) ?? Infinity)) countIn(visits, activity, where, fresh)
    }
    takeRows(rows, at, work, wait, spans.length)
  }
  const share = (counts: readonly number[], of: readonly number[]) => counts.map((count, i) => (of[i]! < fewest ? NaN : count / of[i]!))
  /** Cases of each span of which it is known whether they come to the step. */
  const toldOf = (activity: string) => {
    const until = told.get(activity)
    if (until === undefined) return arrivals
    const counts = fresh()
    for (const start of began) if (start < until && at(start) >= 0) counts[at(start)]!++
    return counts
  }
  const timed = log.isTimed
  return [
    {
      id: 'arrivals',
      title: 'Cases that come',
      kind: 'count',
      role: 'cause',
      values: arrivals.map((count, i) => (count * 86_400_000) / (spans[i]!.to - spans[i]!.from)),
      sizes: spans.map(({ from, to }) => (to - from) / 86_400_000),
    },
    ...named(kinds).map(([name, counts]): Series => ({
      id: `kind:${name}`,
      title: `Share of cases: ${name}`,
      kind: 'share',
      role: 'cause',
      values: share(counts, arrivals),
      sizes: arrivals,
    })),
    ...named(visits).map(([name, counts]): Series => ({
      id: `visits:${name}`,
      title: `Share of cases that come to ${name}`,
      kind: 'share',
      role: 'cause',
      values: share(counts, toldOf(name)),
      sizes: toldOf(name),
    })),
    ...(timed
      ? meansOf(work).map(([name, means]): Series => ({
          id: `work:${name}`,
          title: `Handling at ${name}`,
          kind: 'time',
          role: 'cause',
          values: means.values(),
          sizes: means.sizes,
        }))
      : []),
    ...(timed
      ? meansOf(wait).map(([name, means]): Series => ({
          id: `wait:${name}`,
          title: `Wait before ${name}`,
          kind: 'time',
          role: 'result',
          values: means.values(),
          sizes: means.sizes,
        }))
      : []),
    { id: 'lead', title: 'Lead time', kind: 'time', role: 'result', values: lead.values(), sizes: lead.sizes },
  ]
}

/**
 * By step, the time up to which cases must have come for the log to tell whether they come to it: so long before its end as nearly all (99 in 100) that come to the step need, and half as
 * long again, since of the slowest the last ones are not there yet.
 */
export function toldUntil(log: EventLog): Map<string, number> {
  const needed = new Map<string, number[]>()
  let end = -Infinity
  for (const rows of log.cases.values()) {
    const first = new Map<string, number>()
    for (const row of rows) {
      end = Math.max(end, row.end)
      if (!first.has(row.activity)) first.set(row.activity, row.start - rows[0]!.start)
    }
    for (const [activity, time] of first) {
      const times = needed.get(activity)
      if (times) times.push(time)
      else needed.set(activity, [time])
    }
  }
  return new Map(
    [...needed].map(([activity, times]) => {
      times.sort((a, b) => a - b)
      return [activity, end - 1.5 * times[Math.ceil(times.length * 0.99) - 1]!]
    }),
  )
}

function takeRows(
  rows: readonly EventRow[],
  at: (time: number) => number,
  work: Map<string, Means>,
  wait: Map<string, Means>,
  spans: number,
): void {
  let before = NaN
  for (const { activity, start, end, timed } of rows) {
    const where = at(start)
    if (where >= 0 && timed) {
      meanIn(work, activity, spans).add(where, end - start)
      if (!Number.isNaN(before)) meanIn(wait, activity, spans).add(where, Math.max(0, start - before))
    }
    before = Number.isNaN(before) ? end : Math.max(before, end)
  }
}

/** Sums and counts by span; in seconds out, from milliseconds in. */
class Means {
  readonly #sums: number[]
  readonly #counts: number[]

  constructor(spans: number) {
    this.#sums = Array.from({ length: spans }, () => 0)
    this.#counts = Array.from({ length: spans }, () => 0)
  }

  add(span: number, milliseconds: number): void {
    this.#sums[span]! += milliseconds / 1000
    this.#counts[span]!++
  }

  values(): number[] {
    return this.#sums.map((sum, i) => (this.#counts[i]! < fewest ? NaN : sum / this.#counts[i]!))
  }

  get sizes(): readonly number[] {
    return this.#counts
  }

  get total(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0)
  }
}

function meanIn(map: Map<string, Means>, key: string, spans: number): Means {
  const found = map.get(key) ?? new Means(spans)
  map.set(key, found)
  return found
}

function countIn(map: Map<string, number[]>, key: string, at: number, fresh: () => number[]): void {
  const counts = map.get(key) ?? fresh()
  counts[at]!++
  map.set(key, counts)
}

function named(map: ReadonlyMap<string, readonly number[]>): (readonly [string, readonly number[]])[] {
  const size = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  return [...map].sort(([, a], [, b]) => size(b) - size(a)).slice(0, most)
}

function meansOf(map: ReadonlyMap<string, Means>): (readonly [string, Means])[] {
  return [...map].sort(([, a], [, b]) => b.total - a.total).slice(0, most)
}
