import type { Shift } from '../simulation/model/people.ts'
import type { Pattern } from './presence.ts'

const day = 86_400
const quarter = 900
/** Hours whose begin and end both lie so close to another's are the same shift. */
const sameShift = 3600
/** From this share of its dates on somebody is there on a weekday. */
const mostly = 0.75

type Cluster = { from: number; to: number; people: number; readonly byWeekday: Float64Array }

/**
 * Shifts as people work them: hours that begin and end at about the same time of day are one shift, on all weekdays that have the same number of people one line.
 * What rounding to whole people takes from one shift it gives to the next, so that the person-hours of the week are kept to half a shift.
 */
export function rotaOf(patterns: readonly Pattern[]): Shift[] {
  return wholeShifts(clustersOf(patterns))
}

/** Shifts of whole people from mean numbers by day of the week (0 = Monday); times are seconds since midnight. */
export function wholeShifts(groups: readonly { readonly from: number; readonly to: number; readonly byWeekday: Float64Array }[]): Shift[] {
  const shifts: Shift[] = []
  let owed = 0
  for (const { from, to, byWeekday } of groups) {
    const length = to - from
    const people = wholeBy(byWeekday)
    const exact = byWeekday.reduce((sum, n) => sum + n, 0)
    let missing = Math.round(exact + owed / length) - people.reduce((sum, n) => sum + n, 0)
    owed += exact * length
    // Whole days more or less where the rounding of that weekday took most, or gave most; but a day does not lose the only person whom it mostly had.
    const mayChange = (weekday: number) => missing > 0 || people[weekday]! > 1 || byWeekday[weekday]! < mostly
    while (missing !== 0 && people.some((_, weekday) => mayChange(weekday))) {
      const worst = placeOfMost(
        byWeekday.map((n, weekday) => (mayChange(weekday) ? Math.sign(missing) * (n - people[weekday]!) : -Infinity)),
      )
      people[worst]! += Math.sign(missing)
      missing -= Math.sign(missing)
    }
    owed -= people.reduce((sum, n) => sum + n, 0) * length
    shifts.push(...linesOf(from, to, people))
  }
  return shifts
}

function clustersOf(patterns: readonly Pattern[]): Cluster[] {
  const clusters: Cluster[] = []
  for (const { weekday, from, to, people } of patterns.toSorted((a, b) => b.people - a.people)) {
    // A shift belongs to the day on which it begins.
    const shift = Math.floor(from / day)
    const [begin, end, on] = [from - shift * day, to - shift * day, (((weekday + shift) % 7) + 7) % 7]
    const found = clusters.find((one) => Math.abs(one.from - begin) <= sameShift && Math.abs(one.to - end) <= sameShift)
    const cluster = found ?? { from: begin, to: end, people: 0, byWeekday: new Float64Array(7) }
    if (!found) clusters.push(cluster)
    const all = cluster.people + people
    cluster.from = (cluster.from * cluster.people + begin * people) / all
    cluster.to = (cluster.to * cluster.people + end * people) / all
    cluster.people = all
    cluster.byWeekday[on]! += people
  }
  const rounded = (seconds: number) => Math.round(seconds / quarter) * quarter
  return clusters
    .map((one) => ({
      ...one,
      from: rounded(one.from),
      to: Math.min(rounded(one.from) + day, Math.max(rounded(one.from) + quarter, rounded(one.to))),
    }))
    .sort((a, b) => b.people * (b.to - b.from) - a.people * (a.to - a.from))
}

/** Weekdays that differ by chance only get the same whole number: those within half a person of their common mean. */
function wholeBy(byWeekday: Float64Array): number[] {
  const worked = [...byWeekday].filter((n) => n >= 0.5)
  const mean = worked.reduce((sum, n) => sum + n, 0) / Math.max(1, worked.length)
  return Array.from(byWeekday, (n) => (n < 0.5 ? 0 : Math.abs(n - mean) <= 0.5 ? Math.round(mean) : Math.round(n)))
}

function placeOfMost(values: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]! + 1e-9) best = i
  return best
}

function linesOf(from: number, to: number, people: readonly number[]): Shift[] {
  const byPeople = new Map<number, number[]>()
  for (const [weekday, n] of people.entries()) if (n > 0) byPeople.set(n, [...(byPeople.get(n) ?? []), weekday + 1])
  const [begin, end] = [clock(from), to - from === day && from === 0 ? '24:00' : clock(to % day)]
  return [...byPeople].map(([n, days]) => ({ title: `${dayNames(days)} ${begin}–${end}`, people: n, days, from: begin, to: end }))
}

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `Mon–Fri`, `Mon, Wed`: days are 1 = Monday … 7. */
export function dayNames(days: readonly number[]): string {
  const run = days.every((one, i) => i === 0 || one === days[i - 1]! + 1)
  return run && days.length > 2 ? `${names[days[0]! - 1]!}–${names[days.at(-1)! - 1]!}` : days.map((one) => names[one - 1]!).join(', ')
}

function clock(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
