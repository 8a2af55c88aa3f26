const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** A moment as people say it from `now`, both in milliseconds since 1970: `today 14:02`, `yesterday`, `12 November`, `12 November 2025`. On the clock of this machine. */
export function sayWhen(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)]
  const days = Math.round((startOfDay(today) - startOfDay(then)) / 86_400_000)
  if (days <= 0) return `today ${two(then.getHours())}:${two(then.getMinutes())}`
  if (days === 1) return 'yesterday'
  const date = `${then.getDate()} ${months[then.getMonth()]}`
  return then.getFullYear() === today.getFullYear() ? date : `${date} ${then.getFullYear()}`
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
