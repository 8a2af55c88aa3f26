import type { Shift } from '../simulation/model/people.ts'
import type { History } from './history.ts'
import { beginOf } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import { capacityOf } from './capacity.ts'
import type { Asking } from './capacity.ts'
import { book, dutyOfPerson, waitingTime } from './presence.ts'
import type { Pattern, Span } from './presence.ts'
import { quantile, sorted } from './quantile.ts'
import { dayNames } from './rota.ts'
import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { Zone } from '../simulation/model/zone.ts'

/**
 * Who is on duty when: people seen (those of other pools in part), rows per person and working day, mean people by hour of the week; of that the hours that
 * people keep (`patterns`), and the rest (`loose`, by hour of the week).
 */
export type Duty = {
  readonly people: number
  readonly rowsPerDay: number
  readonly byHour: readonly number[]
  readonly patterns: readonly Pattern[]
  readonly loose: readonly number[]
  /** Whether people are so often away in their hours, while work waits, that the hours they keep do not say how many are there. */
  readonly hidden: boolean
  /** Mean people at work, by hour of the week: less than those on duty, but also when work in hand is finished after the shift. */
  readonly busy: readonly number[]
}

/** A row longer than this tells of its two ends only: it spans a night. */
export const nightRow = 10 * 3600
/** A wait that half of the work has, up to this many seconds, is the way to the person (ringing, opening) and not a queue. */
const transfer = 60

/** Breaks and the like count from this share of the regular hours on; less is chance, and work that left no row. */
const materialAway = 0.1

/** At less than so large a part of the most that are on duty in an hour of the week, hardly anybody is. */
export const hardlyAnybody = 0.1

type DutyOptions = {
  readonly history: History
  readonly index: CaseIndex
  /** Rows of the pool: what was waited for. */
  readonly rows: readonly number[]
  /** Its people with all their rows, and how much of each one's work is of this pool, 0 to 1. */
  readonly people: readonly { readonly rows: readonly number[]; readonly member: number }[]
  /** Waits that ended in giving up, in seconds since 1970. */
  readonly left: readonly { readonly from: number; readonly until: number }[]
  /** The time observed, seconds since 1970. */
  readonly from: number
  readonly until: number
  readonly timezone: string
  /** By wall-clock hour, whether the log tells of it. */
  readonly observed: (localHour: number) => boolean
  /** Whether cases queue in order although people seem free. */
  readonly queueing: boolean
}

/**
 * People on duty from their rows, each person once per date (presence.ts). Of the time between two rows, that in which two or more cases of the pool were
 * waiting is not on duty: breaks, and what has to be done after a call. Where cases queue in order all the same, so many are on duty as take up work (capacity.ts).
 */
export function dutyOf({ history, index, rows, left, people, from, until, timezone, observed, queueing }: DutyOptions): Duty {
  const zone = zoneOf(timezone)
  const asking = askingOf(history, index, rows, left, zone)
  const waited = waitingTime(asking.flatMap(({ at, until }): Span[] => (until > at ? [[at, until]] : [])))
  const seen = hoursSeen(zone.toLocal(from), zone.toLocal(until), observed)
  const loose = new Float64Array(168)
  const busy = new Float64Array(168)
  const away = new Float64Array(168)
  const patterns: Pattern[] = []
  let [days, all] = [0, 0]
  for (const { rows: own, member } of people) {
    const spans = spansOf(history, own, from, until, zone)
    for (const [begin, end] of spans) book(busy, begin, end, member)
    const duty = dutyOfPerson(spans, waited)
    days += duty.days
    all += own.length
    for (let hour = 0; hour < 168; hour++) {
      const per = seen[hour]! > 0 ? member / 3600 / seen[hour]! : 0
      loose[hour]! += duty.loose[hour]! * per
      away[hour]! += duty.away[hour]! * per
    }
    for (const { weekday, from: begin, to: end, days: on } of duty.regular)
      patterns.push({ weekday, from: begin, to: end, people: (on / Math.max(on, seen[weekday * 24 + 12]!)) * member })
  }
  const regular = new Float64Array(168)
  for (const pattern of patterns) bookPattern(regular, pattern)
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0)
  const often = sum(away) > materialAway * sum(regular)
  const onDuty = Array.from(loose, (value, hour) => Math.max(0, value + regular[hour]!))
  return {
    people: people.reduce((sum, { member }) => sum + member, 0),
    rowsPerDay: all / Math.max(1, days),
    byHour: queueing
      ? capacityOf(spansOf(history, rows, from, until, zone), asking, onDuty)
      : onDuty.map((value, hour) => Math.max(0, often ? loose[hour]! + regular[hour]! - away[hour]! : value)),
    patterns,
    loose: Array.from(loose, (value) => Math.max(0, value)),
    hidden: queueing || often,
    busy: Array.from(busy, (seconds, hour) => (seen[hour]! > 0 ? seconds / 3600 / seen[hour]! : 0)),
  }
}

function bookPattern(byHour: Float64Array, { weekday, from, to, people }: Pattern): void {
  for (let at = from; at < to;) {
    const next = Math.min(to, (Math.floor(at / 3600) + 1) * 3600)
    byHour[(((weekday * 24 + Math.floor(at / 3600)) % 168) + 168) % 168]! += ((next - at) / 3600) * people
    at = next
  }
}

/** A person's rows on the wall clock, in order of their begin. Where most rows have a start, one without it does not tell when the person was there. */
function spansOf(history: History, rows: readonly number[], from: number, until: number, zone: Zone): Span[] {
  const spans: Span[] = []
  const started = rows.filter((row) => !Number.isNaN(history.start[row]!))
  for (const row of started.length * 2 > rows.length ? started : rows) {
    const end = history.end[row]!
    const [begin, done] = [
      zone.toLocal(Math.max(from, beginOf(history, row))),
      zone.toLocal(Math.min(until, Number.isNaN(end) ? beginOf(history, row) : end)),
    ]
    if (done - begin > nightRow) spans.push([begin, begin], [done, done])
    else spans.push([begin, done])
  }
  return spans.sort((a, b) => a[0] - b[0])
}

/** How long the way to the person takes of some waits, in seconds: what half of them wait, where that is no queue. */
export function usualWay(waits: readonly number[]): number {
  return waits.length === 0 ? 0 : Math.min(transfer, quantile(sorted(waits), 0.5))
}

/** When cases asked for somebody of the pool, on the wall clock, and until when they waited; what half of them wait is the way to the person. */
function askingOf({ start }: History, { enabled }: CaseIndex, rows: readonly number[], left: DutyOptions['left'], zone: Zone): Asking[] {
  const known = rows.filter((row) => start[row]! >= enabled[row]!)
  const usual = usualWay(known.map((row) => start[row]! - enabled[row]!))
  return [
    ...known.map((row) => ({ at: Math.min(start[row]!, enabled[row]! + usual), until: start[row]! })),
    ...left.map(({ from, until }) => ({ at: from, until })),
  ].map(({ at, until }) => ({ at: zone.toLocal(at), until: zone.toLocal(until) }))
}

function hoursSeen(from: number, to: number, observed: (localHour: number) => boolean): Float64Array {
  const seen = new Float64Array(168)
  for (let hour = Math.floor(from / 3600); hour * 3600 < to; hour++) if (observed(hour)) seen[hourOfWeek(hour * 3600)]!++
  return seen
}

/**
 * Whole people on whole hours that give the same person-hours: days that look alike share their shifts; where the mean of a group of days is not whole,
 * some of its days get one person more. Blocks run as long as the number of people lasts.
 */
export function shiftsOf(byHour: readonly number[]): Shift[] {
  const blocks = new Map<string, { from: number; to: number; days: Map<number, number> }>()
  for (const days of alikeDays(byHour)) {
    const people = wholePeople(byHour, days)
    for (const [i, day] of days.entries()) {
      for (const { from, to } of layersOf(people[i]!)) {
        const key = `${from}-${to}`
        const block = blocks.get(key) ?? { from, to, days: new Map() }
        block.days.set(day, (block.days.get(day) ?? 0) + 1)
        blocks.set(key, block)
      }
    }
  }
  return [...blocks.values()].sort((a, b) => a.from - b.from || a.to - b.to).flatMap(shiftsOfBlock)
}

/** Days (0 = Monday) in groups: a day joins the first group whose people differ from its own by less than 15 % on average. */
function alikeDays(byHour: readonly number[]): number[][] {
  const groups: number[][] = []
  const profile = (day: number) => byHour.slice(day * 24, day * 24 + 24)
  for (let day = 0; day < 7; day++) {
    const own = profile(day)
    const found = groups.find(([first]) => {
      const other = profile(first!)
      const difference = own.reduce((sum, people, hour) => sum + Math.abs(people - other[hour]!), 0)
      return difference <= (0.15 * (own.reduce((a, b) => a + b, 0) + other.reduce((a, b) => a + b, 0))) / 2 + 0.25
    })
    if (found) found.push(day)
    else groups.push([day])
  }
  return groups
}

/** By day of the group and hour: people, so that each hour's sum over the days is the nearest whole number to what was seen. */
function wholePeople(byHour: readonly number[], days: readonly number[]): number[][] {
  const people = days.map(() => Array.from({ length: 24 }, () => 0))
  // At night somebody who stayed late once in a while is nobody who takes up what has gathered: such hours have none, and the pool's clock does not run (calibration.md, 4.4).
  const few = Math.min(0.5, hardlyAnybody * Math.max(...byHour)) * days.length
  // What rounding takes from one hour it gives to a later one, so that the person-hours of the day are kept.
  let owed = 0
  for (let hour = 0; hour < 24; hour++) {
    const exact = days.reduce((sum, day) => sum + byHour[day * 24 + hour]!, 0)
    const total = exact < few || exact === 0 ? 0 : Math.max(0, Math.round(exact + owed))
    owed += exact - total
    for (const [i] of days.entries()) people[i]![hour] = Math.floor(total / days.length) + (i < total % days.length ? 1 : 0)
  }
  return people
}

/** A day's people as stacked blocks: the n-th person works where at least n are on duty. */
function layersOf(people: readonly number[]): { from: number; to: number }[] {
  const layers: { from: number; to: number }[] = []
  for (let level = 1; level <= Math.max(0, ...people); level++) {
    for (let hour = 0; hour < 24; hour++) {
      if (people[hour]! < level || (hour > 0 && people[hour - 1]! >= level)) continue
      let to = hour
      while (to < 24 && people[to]! >= level) to++
      layers.push({ from: hour, to })
    }
  }
  return layers
}

function shiftsOfBlock({ from, to, days }: { from: number; to: number; days: ReadonlyMap<number, number> }): Shift[] {
  const byPeople = new Map<number, number[]>()
  for (const [day, people] of days) byPeople.set(people, [...(byPeople.get(people) ?? []), day + 1])
  return [...byPeople].map(([people, on]) => {
    const sortedDays = on.sort((a, b) => a - b)
    return { title: `${dayNames(sortedDays)} ${clock(from)}–${clock(to)}`, people, days: sortedDays, from: clock(from), to: clock(to) }
  })
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
