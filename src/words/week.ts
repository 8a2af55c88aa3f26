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

/** The hours of a shift on its days (1 = Monday): `Mon–Fri 14:00–22:00`, `Sun–Thu 22:00–06:00`, `daily 08:00–16:00`. */
export function formatShift({ days, from, to }: { readonly days: readonly number[]; readonly from: string; readonly to: string }): string {
  return `${formatDays(new Set(days))} ${from}–${to}`
}

function formatDays(days: ReadonlySet<number>): string {
  if (days.size === 7) return 'daily'
  const name = (day: number) => formatWeekday((day - 1) % 7)
  // Days in a row are told by the first and the last, over the week's end as well.
  const first = [...days].find(
    (day) => days.size > 2 && Array.from({ length: days.size }, (_, i) => ((day - 1 + i) % 7) + 1).every((next) => days.has(next)),
  )
  if (first !== undefined) return `${name(first)}–${name(first + days.size - 1)}`
  return [...days]
    .toSorted((a, b) => a - b)
    .map(name)
    .join(', ')
}
