import type { PoolScenario } from '../simulation/model/scenario.ts'
import { hoursOf } from '../simulation/model/shift-hours.ts'
import { formatDuration } from '../words/duration.ts'
import { sayList } from '../words/list.ts'
import { formatNumber } from '../words/number.ts'
import { parseDuration } from '../workflow/duration.ts'
import { DurationText } from '../workflow/name.ts'
import { isObject } from '../workflow/same.ts'
import { count, quote } from './say.ts'
import { shiftInWords } from './shift-changes.ts'

/** What the parts of a scenario are called. */
const words: Readonly<Record<string, string>> = {
  casesPerHour: 'arrivals per hour',
  hourOfWeek: 'weekly profile',
  growthPerMonth: 'growth per month',
  shifts: 'shift',
  costPerHour: 'cost per hour',
  outcomes: 'outcome shares',
  time: 'time',
  mix: 'mix of cases',
  segments: 'segment',
  demand: 'demand',
  mixByWeek: 'mix by the week',
  calendar: 'special day',
  hourOfDay: 'profile over the day',
  thinning: 'which cases come',
  keep: 'condition',
  backlog: 'open cases at the start',
  inState: 'time in the state',
  people: 'people on shift',
  members: 'person',
  takes: 'cases taken',
  speed: 'pace',
  startedOn: 'first day',
  rampUp: 'way to full pace',
  absences: 'absence',
  holidays: 'holidays',
  exposure: 'exposure budget',
  perShift: 'by shift',
  perWeek: 'by week',
  order: 'order of the queue',
  costPerCase: 'cost per case',
  timezone: 'time zone',
  from: 'start',
  to: 'end',
  days: 'days',
  run: 'run',
  origins: 'origin of',
}

/** A key of a scenario in words. */
export function keyInWords(key: string): string {
  return words[key] ?? key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}

/** Longer lists are counted, not told. */
const most = 6

/** Any value of a scenario in words, however deep: `time lognormal, mean 4 min; outcome shares (Remove 0.2, Keep 0.8)`. */
export function sayFact(value: unknown): string {
  if (typeof value === 'string') return DurationText.safeParse(value).success ? formatDuration(parseDuration(value)) : value
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return sayItems(value)
  if (!isObject(value)) return 'nothing'
  const { kind, ...rest } = value as { kind?: unknown }
  const parts = Object.entries(rest).map(
    ([key, part]) => `${keyInWords(key)} ${isObject(part) && !Array.isArray(part) ? `(${sayFact(part)})` : sayFact(part)}`,
  )
  return [...(typeof kind === 'string' ? [kind] : []), ...parts].join(', ') || 'nothing'
}

function sayItems(items: readonly unknown[]): string {
  const [first] = items
  if (items.length === 0) return 'none'
  if (items.length > most) return count(items.length, 'value')
  return items.length === 1 ? sayFact(first) : items.map((item) => (isObject(item) ? `(${sayFact(item)})` : sayFact(item))).join(', ')
}

/** The people of a pool: `2 people, Mon–Fri 08:00–16:00; 80 h a week; 21 an hour`. */
export function sayPool(pool: PoolScenario): string {
  const { shifts, members = [], costPerHour, costPerCase, vendor, site } = pool
  return [
    ...shifts.map((shift) => `${count(shift.people, 'person', 'people')}, ${shiftInWords(shift)}`),
    ...(members.length > 0 ? [`by name ${sayList(members.map(({ title }) => quote(title)))}`] : []),
    ...(shifts.length > 0 ? [`${formatNumber(hoursOf(shifts))} h a week`] : []),
    ...(costPerHour === undefined ? [] : [`${formatNumber(costPerHour)} an hour`]),
    ...(costPerCase === undefined ? [] : [`${formatNumber(costPerCase)} a case`]),
    ...[vendor, site].flatMap((name) => name ?? []),
  ].join('; ')
}
