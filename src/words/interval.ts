import { type TimeUnit, timeUnit } from './duration.ts'
import { decimalsFor, fixed, formatNumber, formatShare, formatSigned, noNumber } from './number.ts'

/** A value with the ends of its interval; null where there is none (one replication). */
export type Interval = { readonly value: number; readonly low: number | null; readonly high: number | null }

/** A duration and the half width of its interval in one unit: `4.2 h ± 0.3`. Without an interval the value alone. */
export function formatMeasuredInterval(interval: Interval, unit: TimeUnit = unitOf(interval)): string {
  return formatInterval(scale(interval, 1 / unit.seconds), unit.name)
}

/** A number and the half width of its interval: `4.2 ± 0.3`, with a unit `4.2 h ± 0.3`. The width decides the decimals; where nothing varies the number stands alone. */
export function formatInterval(interval: Interval, unit = ''): string {
  const { value, low, high } = interval
  if (!Number.isFinite(value)) return noNumber
  const tail = unit === '' ? '' : ` ${unit}`
  if (low === null || high === null) return `${formatNumber(value)}${tail}`
  const half = (high - low) / 2
  if (half < 1e-12) return `${formatNumber(value)}${tail}`
  const decimals = decimalsOfInterval(value, half)
  const width = fixed(half, decimals)
  return `${fixed(value, decimals)}${tail} ± ${Number(width) === 0 ? `< ${10 ** -decimals}` : width}`
}

/** A share with its interval, in per cent: `94.1 % ± 0.6`. */
export function formatShareInterval(interval: Interval): string {
  if (interval.low === null || interval.high === null) return formatShare(interval.value)
  return formatInterval(scale(interval, 100), '%')
}

/** What one of these says without its half width: the value in the rounding that the interval gives it, so that it reads the same wherever it stands. */
export function valueAlone(written: string): string {
  return written.split(' ± ')[0] ?? written
}

/** A difference and the half width of its interval, with its sign: `+2.1 points ± 0.3`. Without a sign where it is nought. */
export function formatSignedInterval(interval: Interval, unit = ''): string {
  return formatSigned(interval.value, () => formatInterval(interval, unit))
}

/** A value with the half width of its interval as the ends of one; a null half width stays null. */
export function intervalOf(value: number, halfWidth: number | null): Interval {
  return halfWidth === null ? { value, low: null, high: null } : { value, low: value - halfWidth, high: value + halfWidth }
}

/** A sentence whose numbers stay with their units at the end of a line. */
export function keepUnits(sentence: string): string {
  return sentence.replace(/(\d) (?=(?:%|±|s|min|h|d)(?![A-Za-z]))/g, '$1\u00a0').replace(/± (?=\d)/g, '±\u00a0')
}

/** The unit of the value; of its interval, where that is much the longer: a gain of `0.1 h ± 1.2` is no `4 s ± 4,300`. */
function unitOf({ value, low, high }: Interval): TimeUnit {
  return timeUnit(low === null || high === null ? value : Math.max(Math.abs(value), (high - low) / 8))
}

function scale({ value, low, high }: Interval, factor: number): Interval {
  return { value: value * factor, low: low === null ? null : low * factor, high: high === null ? null : high * factor }
}

/** One significant figure of the half width, but no more than the number itself would get and at most one more. */
function decimalsOfInterval(value: number, half: number): number {
  if (half <= 0) return decimalsFor(Math.abs(value))
  const wanted = Math.max(0, -Math.floor(Math.log10(half) + 1e-9))
  return Math.min(wanted, Math.max(decimalsFor(Math.abs(value)), 1))
}
