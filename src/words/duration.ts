import { formatNumber, grouped, noNumber } from './number.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

const units = [
  ['d', day],
  ['h', hour],
  ['min', minute],
  ['s', 1],
] as const

/**
 * A duration that somebody set or typed, in seconds, as people say it and with nothing rounded away above a tenth of a second: `90 s`, `4 min`, `4 h 20 min`,
 * `3 d 4 h`, `0.4 s`. What was measured is written with `formatMeasured`.
 */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return noNumber
  const size = Math.abs(seconds)
  const sign = seconds < 0 && size >= 0.0005 ? '−' : ''
  const small = Number(size.toFixed(size < 0.0995 ? 3 : 1))
  if (small < 2 * minute) return `${sign}${small} s`
  let rest = Math.round(size)
  const parts = units.map(([unit, length]) => {
    const count = Math.floor(rest / length)
    rest -= count * length
    return count === 0 ? '' : `${grouped(String(count))} ${unit}`
  })
  return sign + parts.filter((part) => part !== '').join(' ')
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

/** A measured duration in one unit with a decimal: `4.2 h`. A column, axis or interval keeps one unit. */
export function formatMeasured(seconds: number, unit: TimeUnit = timeUnit(seconds)): string {
  if (!Number.isFinite(seconds)) return noNumber
  return `${formatNumber(seconds / unit.seconds)} ${unit.name}`
}
