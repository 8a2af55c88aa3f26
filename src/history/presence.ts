import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { quantile, sorted } from './quantile.ts'

/** Seconds on the wall clock, from … to. */
export type Span = readonly [from: number, to: number]

/** Hours that somebody keeps on a weekday (0 = Monday), in seconds from its midnight; `to` may lie beyond the next one. `people`: how many on an average such day. */
export type Pattern = { readonly weekday: number; readonly from: number; readonly to: number; readonly people: number }

/** What one person's rows tell: regular hours, and the rest of the time on duty by hour of the week (seconds over the whole log). */
export type PersonDuty = {
  readonly days: number
  readonly regular: readonly {
    readonly weekday: number
    readonly from: number
    readonly to: number
    /** Such days on duty, those without a row estimated. */
    readonly days: number
  }[]
  readonly loose: Float64Array
  /** Of the regular hours, the time in which the person was not there for what was waiting, by hour of the week (seconds over the whole log). */
  readonly away: Float64Array
}

/** Seconds in an interval of the wall clock during which two or more rows of the pool were waiting. */
export type WaitingTime = (from: number, to: number) => number

const day = 86_400
/** 1970-01-01 was a Thursday: seconds from Monday of its week. */
const monday = 3 * day
/** Someone without a row for this long is taken to be off duty in between, unless they keep regular hours. */
const pause = 2 * 3600
/** Someone who keeps regular hours is not off duty for a gap between two rows, but what waits longer than this was not seen. */
const home = 5 * 3600
/** A person keeps regular hours when the first rows of eight in ten days lie within this time of each other. */
const regularWithin = 3 * 3600
const regularDays = 4
/** Or when the hours that all of the days span are not much longer than those that a long day spans: with little to do a day begins late and ends early. */
const spanning = 1.35
/** That is asked of people with so few rows a day only: the edges of a fuller day show when it began and ended, and it is seen however little work comes. */
export const fewRows = 10
/** Weekdays whose usual hours lie so close together, beside what chance does to a median, are taken as one. */
const alike = 3600

type WorkDay = { readonly weekday: number; readonly midnight: number; readonly rows: readonly Span[] }

/**
 * One person's time on duty from their rows (spans on the wall clock, in order of their begin). Days are cut at the hour in the middle of the person's quiet time, so that a night shift is
 * one day's work. With regular hours a day runs from when it usually begins at the earliest to when its last row usually begins at the latest: waiting for work
 * at the edges leaves no row, and work in hand is finished after the shift. Each date counts once. Without regular hours, duty runs from a row to the next one within two hours.
 */
export function dutyOfPerson(rows: readonly Span[], waited: WaitingTime): PersonDuty {
  const cut = quietHour(rows)
  const days = workDays(rows, cut)
  const loose = new Float64Array(168)
  const away = new Float64Array(168)
  const regular: PersonDuty['regular'][number][] = []
  const kept = regularHours(days, cut)
  const unseen = unseenDays(days) / Math.max(1, days.length)
  for (const [weekday, hours] of kept.entries()) {
    const own = days.filter((one) => one.weekday === weekday)
    if (own.length === 0) continue
    if (hours) {
      for (const { rows: spans } of own) bookAway(away, spans, waited)
      regular.push({ weekday, ...hours, days: own.length * (1 + unseen) })
    } else for (const { rows: spans } of own) bookLoose(loose, spans, waited)
  }
  return { days: days.length, regular, loose, away }
}

/** Days on duty on which no work came, from how often one row came and how often two (Chao 1984, bias-corrected): a lower bound, next to none for full days. */
function unseenDays(days: readonly WorkDay[]): number {
  const having = (n: number) => days.reduce((sum, { rows }) => sum + (rows.length === n ? 1 : 0), 0)
  const [one, two] = [having(1), having(2)]
  return (one * (one - 1)) / (2 * (two + 1))
}

/** The hour of the day around which the person has least rows, in seconds: where one working day ends and the next begins. */
export function quietHour(rows: readonly Span[]): number {
  const busy = new Float64Array(24)
  for (const [from, to] of rows)
    for (let at = from; at <= Math.min(to, from + day); at += 3600) busy[((Math.floor(at / 3600) % 24) + 24) % 24]!++
  const around = (hour: number) => {
    let sum = 0
    for (let off = -4; off < 4; off++) sum += busy[(hour + off + 24) % 24]! * (5 - Math.abs(off + 0.5))
    return sum
  }
  let best = 0
  for (let hour = 1; hour < 24; hour++) if (around(hour) < around(best) - 1e-9) best = hour
  return best * 3600
}

function workDays(rows: readonly Span[], cut: number): WorkDay[] {
  const days: { weekday: number; midnight: number; rows: Span[] }[] = []
  for (const row of rows) {
    const midnight = Math.floor((row[0] - cut) / day) * day
    const open = days.at(-1)
    if (open?.midnight === midnight) open.rows.push(row)
    else days.push({ midnight, weekday: ((((midnight + monday) / day) % 7) + 7) % 7, rows: [row] })
  }
  return days
}

type Hours = { readonly from: number; readonly to: number }

/** By weekday the usual hours, or null where there are none. Weekdays that look alike share theirs. */
function regularHours(days: readonly WorkDay[], cut: number): (Hours | null)[] {
  const edges = days.map(({ weekday, midnight, rows }) => ({
    weekday,
    rows: rows.length,
    first: rows[0]![0] - midnight,
    last: rows.at(-1)![0] - midnight,
  }))
  const byWeekday = Array.from({ length: 7 }, (_, weekday) => edges.filter((one) => one.weekday === weekday))
  return byWeekday.map((own) => {
    if (own.length === 0) return null
    // Full days tell each weekday's hours by themselves.
    const like = byWeekday.filter(
      (other) =>
        other === own ||
        (isSparse(own) &&
          other.length > 0 &&
          areAlike(
            own.map(({ first }) => first),
            other.map(({ first }) => first),
          ) &&
          areAlike(
            own.map(({ last }) => last),
            other.map(({ last }) => last),
          )),
    )
    return hoursOf(like.flat(), cut)
  })
}

function areAlike(one: readonly number[], other: readonly number[]): boolean {
  const [a, b] = [sorted(one), sorted(other)]
  // Standard error of a median of normal values, from the quartiles.
  const error = (values: Float64Array) => (1.25 * (quantile(values, 0.75) - quantile(values, 0.25))) / 1.35 / Math.sqrt(values.length)
  return Math.abs(quantile(a, 0.5) - quantile(b, 0.5)) <= alike + 2 * Math.hypot(error(a), error(b))
}

function isSparse(days: readonly { readonly rows: number }[]): boolean {
  return days.reduce((sum, { rows }) => sum + rows, 0) < fewRows * days.length
}

function hoursOf(days: readonly { readonly rows: number; readonly first: number; readonly last: number }[], cut: number): Hours | null {
  if (days.length < regularDays) return null
  const firsts = sorted(days.map(({ first }) => first))
  const lasts = sorted(days.map(({ last }) => last))
  const [from, to] = [Math.max(cut, quantile(firsts, 0.1)), quantile(lasts, 0.95)]
  // With few rows a day the first one waits for work: about exponential, so that what lies beyond a quantile follows from the distance to
  // the next one; never beyond what was seen.
  const [early, late] = isSparse(days)
    ? [0.577 * (quantile(firsts, 0.25) - quantile(firsts, 0.1)), 0.949 * (quantile(lasts, 0.95) - quantile(lasts, 0.9))]
    : [0, 0]
  const long = quantile(sorted(days.map(({ first, last }) => last - first)), 0.9)
  if (quantile(firsts, 0.9) - quantile(firsts, 0.1) > regularWithin && !(isSparse(days) && to - from <= spanning * long)) return null
  return {
    from: Math.max(cut, firsts[0]!, from - early),
    to: Math.min(cut + day, Math.max(from + 1800, to, Math.min(lasts.at(-1)!, to + late))),
  }
}

function bookLoose(loose: Float64Array, spans: readonly Span[], waited: WaitingTime): void {
  let [from, to] = [NaN, NaN]
  const close = () => {
    if (to > from) book(loose, from, to, 1)
  }
  for (const [begin, end] of spans) {
    if (begin - to <= pause) {
      if (begin > to) book(loose, to, begin, -waited(to, begin) / (begin - to))
      to = Math.max(to, end)
    } else {
      close()
      from = begin
      to = end
    }
  }
  close()
}

/** Adds the time between a person's rows, in gaps of a break's length, in which work was waiting that the person did not take. */
function bookAway(away: Float64Array, spans: readonly Span[], waited: WaitingTime): void {
  let done = Infinity
  for (const [begin, end] of spans) {
    if (begin > done && begin - done <= home) book(away, done, begin, waited(done, begin) / (begin - done))
    done = done === Infinity ? end : Math.max(done, end)
  }
}

/** Adds the seconds of an interval of the wall clock to the hours of the week. */
export function book(hours: Float64Array, from: number, to: number, times: number): void {
  for (let at = from; at < to;) {
    const next = Math.min(to, (Math.floor(at / 3600) + 1) * 3600)
    hours[hourOfWeek(at)]! += (next - at) * times
    at = next
  }
}

/** How long two or more of some waits were open; one alone may wait for something else than a person. */
export function waitingTime(waits: readonly Span[]): WaitingTime {
  const merged = twoOrMore(waits)
  const sums = new Float64Array(merged.length + 1)
  for (const [i, { from, to }] of merged.entries()) sums[i + 1] = sums[i]! + to - from
  const before = (time: number) => {
    let [low, high] = [0, merged.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (merged[middle]!.from < time) low = middle + 1
      else high = middle
    }
    const open = merged[low - 1]
    return open ? sums[low - 1]! + Math.min(time, open.to) - open.from : 0
  }
  return (from, to) => before(to) - before(from)
}

function twoOrMore(spans: readonly Span[]): { readonly from: number; to: number }[] {
  const [begins, ends] = [sorted(spans.map(([from]) => from)), sorted(spans.map(([, to]) => to))]
  const found: { from: number; to: number }[] = []
  for (let [i, j] = [0, 0]; j < ends.length;) {
    const opens = i < begins.length && begins[i]! < ends[j]!
    const [open, time] = [i - j, opens ? begins[i]! : ends[j]!]
    if (opens) i++
    else j++
    if (opens && open === 1) found.push({ from: time, to: time })
    else if (!opens && open === 2) found.at(-1)!.to = time
  }
  return found
}
