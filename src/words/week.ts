import { noNumber } from './number.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** Short name of a weekday, 0 = Monday. */
export function formatWeekday(index: number): string {
  return weekdays[index] ?? noNumber
}

/** An hour of the week, 0 = Monday 00:00 … 167: `Tue 14:00`. */
export function formatHourOfWeek(index: number): string {
  return `${formatWeekday(Math.floor(index / 24))} ${String(index % 24).padStart(2, '0')}:00`
}
