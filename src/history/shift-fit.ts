import type { Shift } from '../simulation/model/people.ts'
import type { History } from './history.ts'
import { beginOf } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import { quantile, sorted } from './quantile.ts'
import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { Zone } from '../simulation/model/zone.ts'

/** Mean people on duty by hour of the week, how many different people were seen, and rows per person and working day. */
export type Duty = { readonly people: number; readonly byHour: readonly number[]; readonly rowsPerDay: number }

/** Someone without a row for this long is taken to be off duty in between; without one for longer than a break, to have gone home. */
const pause = 2 * 3600
const home = 5 * 3600
/** A row longer than this tells of its two ends only: it spans a night. */
export const nightRow = 10 * 3600
/** A person keeps regular hours on a weekday when the first rows of eight in ten such days lie within this time of each other. */
const regularWithin = 3 * 3600
const regularDays = 4
/** A wait that half of the work has, up to this many seconds, is the way to the person (ringing, opening) and not a queue. */
const transfer = 60

/**
 * People on duty from their rows. A person with regular hours on a weekday is on duty from when such a day usually begins at the earliest to when its last row
 * usually begins at the latest: waiting for work at the edges leaves no row, and work in hand is finished after the shift. Of others, time is on duty
 * from a row to the next one within two hours. Of the time between two rows, that in which work of the pool was waiting is not on duty: breaks, and what has to be done after a call.
 * `rows` are those of the pool's people; `from` and `until` limit the time observed (seconds since 1970); `observed` says per wall-clock hour whether the log tells of it.
 */
export function dutyOf(
  history: History,
  index: CaseIndex,
  rows: readonly number[],
  from: number,
  until: number,
  timezone: string,
  observed: (localHour: number) => boolean,
): Duty {
  const zone = zoneOf(timezone)
  const spans = new Map<number, Span[]>()
  for (const row of rows) {
    const [begin, end] = [
      zone.toLocal(Math.max(from, beginOf(history, row))),
      zone.toLocal(Math.min(until, Number.isNaN(history.end[row]!) ? beginOf(history, row) : history.end[row]!)),
    ]
    const own = spans.get(history.resource.codes[row]!) ?? []
    spans.set(history.resource.codes[row]!, own)
    if (end - begin > nightRow) own.push([begin, begin], [end, end])
    else own.push([begin, end])
  }
  const worked = new Float64Array(168)
  const waited = waitingTime(history, index, rows, zone)
  let days = 0
  for (const own of spans.values())
    days += bookPerson(
      worked,
      own.sort((a, b) => a[0] - b[0]),
      waited,
    )
  const seen = hoursSeen(zone.toLocal(from), zone.toLocal(until), observed)
  return {
    people: spans.size,
    rowsPerDay: rows.length / Math.max(1, days),
    byHour: Array.from(worked, (seconds, hour) => (seen[hour]! > 0 ? Math.max(0, seconds) / 3600 / seen[hour]! : 0)),
  }
}

type Span = readonly [from: number, to: number]
/** Rows without a longer gap than allowed between them, as one stretch. */
type Stretch = { readonly from: number; to: number; lastBegin: number }

function stretchesOf(spans: readonly Span[], gap: number): Stretch[] {
  const stretches: Stretch[] = []
  for (const [begin, end] of spans) {
    const open = stretches.at(-1)
    if (open && begin - open.to <= gap) {
      open.to = Math.max(open.to, end)
      open.lastBegin = begin
    } else stretches.push({ from: begin, to: end, lastBegin: begin })
  }
  return stretches
}

/** Adds the seconds on duty of one person to the hours of the week. Returns the person's working days. */
function bookPerson(worked: Float64Array, spans: readonly Span[], waited: WaitingTime): number {
  const days = new Map<number, Stretch[]>()
  for (const stretch of stretchesOf(spans, home)) {
    const weekday = Math.floor(hourOfWeek(stretch.from) / 24)
    days.set(weekday, [...(days.get(weekday) ?? []), stretch])
  }
  for (const [weekday, stretches] of days) {
    const midnight = (time: number) => ((time % 86_400) + 86_400) % 86_400
    const firsts = sorted(stretches.map(({ from }) => midnight(from)))
    const lasts = sorted(stretches.map(({ from, lastBegin }) => midnight(from) + lastBegin - from))
    const regular = stretches.length >= regularDays && quantile(firsts, 0.9) - quantile(firsts, 0.1) <= regularWithin
    if (regular) {
      const start = weekday * 86_400 + quantile(firsts, 0.1)
      const end = Math.max(weekday * 86_400 + quantile(lasts, 0.95), start + 1800)
      book(worked, start - mondayOffset, end - mondayOffset, stretches.length)
    } else for (const stretch of stretches) for (const { from, to } of stretchesOf(within(spans, stretch), pause)) book(worked, from, to, 1)
    for (const stretch of stretches)
      for (const { from, to, share } of away(within(spans, stretch), regular ? home : pause, waited)) book(worked, from, to, -share)
  }
  return [...days.values()].reduce((sum, stretches) => sum + stretches.length, 0)
}

/** The rows of a stretch: spans are in order of their begin. */
function within(spans: readonly Span[], { from, lastBegin }: Stretch): readonly Span[] {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]![0] < from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < spans.length && spans[end]![0] <= lastBegin) end++
  return spans.slice(low, end)
}

/** The times between a person's rows, up to `gap` long, and the share of them in which work was waiting that the person did not take. */
function away(
  spans: readonly Span[],
  gap: number,
  waited: WaitingTime,
): { readonly from: number; readonly to: number; readonly share: number }[] {
  const found: { from: number; to: number; share: number }[] = []
  let done = -Infinity
  for (const [begin, end] of spans) {
    const idle = begin - done
    if (idle > 0 && idle <= gap) found.push({ from: done, to: begin, share: waited(done, begin) / idle })
    done = Math.max(done, end)
  }
  return found
}

/** Seconds in an interval of the wall clock during which two or more rows of the pool were waiting. */
type WaitingTime = (from: number, to: number) => number

function waitingTime(history: History, index: CaseIndex, rows: readonly number[], zone: Zone): WaitingTime {
  const known = rows.filter((row) => history.start[row]! >= index.enabled[row]!)
  const usual =
    known.length === 0 ? 0 : Math.min(transfer, quantile(sorted(known.map((row) => history.start[row]! - index.enabled[row]!)), 0.5))
  const waits = known.flatMap((row): Span[] =>
    history.start[row]! > index.enabled[row]! + usual
      ? [[zone.toLocal(index.enabled[row]! + usual), zone.toLocal(history.start[row]!)]]
      : [],
  )
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

/** When at least two of the spans are open: one alone may wait for something else than a person. */
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

/** 1970-01-01 was a Thursday: seconds from Monday of its week. */
const mondayOffset = 3 * 86_400

function book(worked: Float64Array, from: number, to: number, times: number): void {
  for (let at = from; at < to;) {
    const next = Math.min(to, (Math.floor(at / 3600) + 1) * 3600)
    worked[hourOfWeek(at)]! += (next - at) * times
    at = next
  }
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
  // What rounding takes from one hour it gives to a later one, so that the person-hours of the day are kept.
  let owed = 0
  for (let hour = 0; hour < 24; hour++) {
    const exact = days.reduce((sum, day) => sum + byHour[day * 24 + hour]!, 0)
    const total = exact === 0 ? 0 : Math.max(0, Math.round(exact + owed))
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

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function dayNames(days: readonly number[]): string {
  const run = days.every((day, i) => i === 0 || day === days[i - 1]! + 1)
  return run && days.length > 2 ? `${names[days[0]! - 1]!}–${names[days.at(-1)! - 1]!}` : days.map((day) => names[day - 1]!).join(', ')
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
