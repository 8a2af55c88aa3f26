import { formatNumber, grouped, noNumber } from './number.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** A duration in seconds as people say it, in its two largest units at most: `90 s`, `4 min`, `4 h 20 min`, `3 d 4 h`, `0.4 s`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return noNumber
  const size = Math.abs(seconds)
  const sign = seconds < 0 ? '−' : ''
  if (size < 0.0005) return '0 s'
  if (size < 9.95) return `${sign}${trimmed(size, size < 0.0995 ? 3 : 1)} s`
  if (size < 119.5) return `${sign}${Math.round(size)} s`
  if (size < 9.95 * minute) return sign + pair(Math.round(size), minute, 'min', 1, 's')
  if (Math.round(size / minute) === 60) return `${sign}1 h`
  if (size < 99.5 * minute) return `${sign}${Math.round(size / minute)} min`
  if (Math.round(size / minute) === 24 * 60) return `${sign}1 d`
  if (size < 1.98 * day) return sign + pair(Math.round(size / minute), 60, 'h', 1, 'min', size >= 9.95 * hour ? 60 : 1)
  if (size < 14 * day) return sign + pair(Math.round(size / hour), 24, 'd', 1, 'h')
  return `${sign}${grouped(String(Math.round(size / day)))} d`
}

function pair(amount: number, large: number, largeUnit: string, small: number, smallUnit: string, coarse = 1): string {
  const rounded = Math.round(amount / coarse) * coarse
  const rest = (rounded % large) / small
  const whole = `${Math.floor(rounded / large)} ${largeUnit}`
  return rest === 0 ? whole : `${whole} ${rest} ${smallUnit}`
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)))
}

/** A unit of time in which a set of durations is written, so that a column or axis keeps one unit. */
export type TimeUnit = { readonly name: 's' | 'min' | 'h' | 'd'; readonly seconds: number }

/** The unit in which a duration of this size (seconds) is best written with a decimal: `s`, `min`, `h` or `d`. */
export function timeUnit(seconds: number): TimeUnit {
  const size = Math.abs(seconds)
  if (size < 2 * minute) return { name: 's', seconds: 1 }
  if (size < 2 * hour) return { name: 'min', seconds: minute }
  if (size < 2 * day) return { name: 'h', seconds: hour }
  return { name: 'd', seconds: day }
}

/** A duration with a decimal in one unit: `4.2 h`. For columns and intervals; alone, `formatDuration` reads better. */
export function formatDurationIn(seconds: number, unit: TimeUnit = timeUnit(seconds)): string {
  if (!Number.isFinite(seconds)) return noNumber
  return `${formatNumber(seconds / unit.seconds)} ${unit.name}`
}
