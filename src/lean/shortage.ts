import type { Report } from '../simulation/report/report.ts'
import { sayList } from '../words/list.ts'

type PoolReport = Report['pools'][string]

/** A stretch of the day, on some days of the week, in which cases wait because people are too few or absent. Hours are those of the pool's own wall clock. */
export type ShortageWindow = {
  /** `short`: all on shift are busy; `nobody`: nobody is on shift. */
  readonly kind: 'short' | 'nobody'
  /** Hours 0 … 23 and 1 … 24; `to` at or before `from` ends the next day. */
  readonly from: number
  readonly to: number
  /** Days on which it starts: 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[]
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
/** From this share of the people at work on, a pool counts as all busy: hourly means rarely reach 1. */
const allBusy = 0.9

/**
 * The hours of the week in which a pool is short of people: its mean queue is at least one case and at least half of the week's highest hour,
 * while nearly everyone on shift is busy, or nobody is on shift. Days with the same hours are taken together.
 */
export function findShortages(pool: PoolReport): ShortageWindow[] {
  const threshold = Math.max(1, Math.max(...pool.queueByHour) / 2)
  const waiting = (hour: number) => (pool.queueByHour[hour] ?? 0) >= threshold
  const people = (hour: number) => pool.peopleByHour[hour] ?? 0
  const staffed = (hour: number) => people(hour) >= 0.05
  return [
    ...windows('short', (hour) => waiting(hour) && staffed(hour) && (pool.busyByHour[hour] ?? 0) >= allBusy * people(hour)),
    ...windows('nobody', (hour) => waiting(hour) && !staffed(hour)),
  ]
}

/** `is short of people from 18:00 to 23:00`, to follow the name of a pool: `are` after “Arabic reviewers”. */
export function sayShortage(window: ShortageWindow, title: string): string {
  const many = namesMany(title)
  const what =
    window.kind === 'short' ? `${many ? 'are' : 'is'} short of people` : `${many ? 'have' : 'has'} nobody on shift while cases wait`
  return `${what} ${sayHours(window)}${sayDays(window.days, isAllDay(window))}`
}

/** One sentence on a pool's week: its main shortage, or that there is none. */
export function sayWeek(title: string, shortages: readonly ShortageWindow[]): string {
  if (shortages.length === 0) return `${title} ${namesMany(title) ? 'have' : 'has'} people enough at every hour of the week`
  return `${title} ${sayList(shortages.slice(0, 2).map((window) => sayShortage(window, title)))}`
}

/** Whether a pool's name is a plural. */
export function namesMany(title: string): boolean {
  return /[^s]s$/i.test(title.trim())
}

function windows(kind: ShortageWindow['kind'], isShort: (hour: number) => boolean): ShortageWindow[] {
  const days = dayNames.map((_, day) => Array.from({ length: 24 }, (_, hour) => isShort(day * 24 + hour)))
  const concerned = days.filter((hours) => hours.some(Boolean)).length
  if (concerned === 0) return []
  const typical = Array.from({ length: 24 }, (_, hour) => days.filter((hours) => hours[hour]).length * 2 >= concerned)
  return stretches(typical)
    .map(([from, length]): ShortageWindow => {
      const hoursOn = (day: number) => Array.from({ length }, (_, step) => isShort((day * 24 + from + step) % 168)).filter(Boolean).length
      const on = dayNames.flatMap((_, day) => (hoursOn(day) * 2 >= length ? [day + 1] : []))
      return { kind, from, to: from + length > 24 ? from + length - 24 : from + length, days: on }
    })
    .filter(({ days }) => days.length > 0)
    .toSorted((a, b) => hoursPerWeek(b) - hoursPerWeek(a))
}

/** Maximal runs of true hours on a round clock, as start and length. */
function stretches(hours: readonly boolean[]): [from: number, length: number][] {
  if (hours.every(Boolean)) return [[0, 24]]
  const result: [number, number][] = []
  for (let from = 0; from < 24; from++) {
    if (!hours[from] || hours[(from + 23) % 24]) continue
    let length = 1
    while (hours[(from + length) % 24]) length++
    result.push([from, length])
  }
  return result
}

function hoursPerWeek({ from, to, days }: ShortageWindow): number {
  return (to > from ? to - from : to - from + 24) * days.length
}

function isAllDay({ from, to }: ShortageWindow): boolean {
  return from === 0 && to === 24
}

function sayHours(window: ShortageWindow): string {
  if (isAllDay(window)) return window.days.length === 7 ? 'around the clock' : 'all day'
  return `from ${clock(window.from)} to ${clock(window.to)}`
}

function sayDays(days: readonly number[], allDay: boolean): string {
  const key = days.join('')
  if (key === '1234567') return allDay ? '' : ' every day'
  if (key === '12345') return ' from Monday to Friday'
  if (key === '67') return ' at weekends'
  return ` on ${sayList(days.map((day) => dayNames[day - 1] ?? ''))}`
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
