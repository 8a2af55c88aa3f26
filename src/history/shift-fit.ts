import type { Shift } from '../simulation/scenario.ts'
import type { History } from './history.ts'
import { beginOf } from './cases.ts'
import { hourOfWeek, zoneOf } from './zone.ts'

/** Mean people on duty by hour of the week, and how many different people were seen. */
export type Duty = { readonly people: number; readonly byHour: readonly number[] }

/** Someone without a row for this long is taken to be off duty in between. */
const pause = 2 * 3600
/** A row longer than this tells of its two ends only: it may span a night. */
const longRow = 4 * 3600

/**
 * People on duty from their rows: a person is on duty from a row to the next one within two hours.
 * `rows` are those of the pool's people; `from` and `until` limit the time observed (seconds since 1970); `observed` says per wall-clock hour whether the log tells of it.
 */
export function dutyOf(history: History, rows: readonly number[], from: number, until: number, timezone: string, observed: (localHour: number) => boolean): Duty {
  const zone = zoneOf(timezone)
  const worked = new Float64Array(168)
  const people = new Map<number, [from: number, to: number][]>()
  for (const row of rows) {
    const [begin, end] = [beginOf(history, row), history.end[row]!]
    const spans = people.get(history.resource.codes[row]!) ?? []
    people.set(history.resource.codes[row]!, spans)
    if (end - begin > longRow) spans.push([begin, begin], [end, end])
    else spans.push([begin, Number.isNaN(end) ? begin : end])
  }
  for (const spans of people.values()) {
    spans.sort((a, b) => a[0] - b[0])
    let open: [number, number] | null = null
    for (const span of [...spans, null]) {
      if (open && span && span[0] - open[1] <= pause) open[1] = Math.max(open[1], span[1])
      else {
        if (open) book(worked, zone.toLocal(Math.max(from, open[0])), zone.toLocal(Math.min(until, open[1])), observed)
        open = span ? [span[0], span[1]] : null
      }
    }
  }
  const seen = hoursSeen(zone.toLocal(from), zone.toLocal(until), observed)
  return { people: people.size, byHour: Array.from(worked, (seconds, hour) => (seen[hour]! > 0 ? seconds / 3600 / seen[hour]! : 0)) }
}

function book(worked: Float64Array, from: number, to: number, observed: (localHour: number) => boolean): void {
  for (let at = from; at < to;) {
    const hour = Math.floor(at / 3600)
    const next = Math.min(to, (hour + 1) * 3600)
    if (observed(hour)) worked[hourOfWeek(at)]! += next - at
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
      return difference <= 0.15 * (own.reduce((a, b) => a + b, 0) + other.reduce((a, b) => a + b, 0)) / 2 + 0.25
    })
    if (found) found.push(day)
    else groups.push([day])
  }
  return groups
}

/** By day of the group and hour: people, so that each hour's sum over the days is the nearest whole number to what was seen. */
function wholePeople(byHour: readonly number[], days: readonly number[]): number[][] {
  const people = days.map(() => new Array<number>(24).fill(0))
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
