/** A value with the ends of its interval; null where there is none (one replication). */
export type Interval = { readonly value: number; readonly low: number | null; readonly high: number | null }

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** What is shown where there is no number. */
export const noNumber = '–'

// Grouped by hand: Intl output differs between ICU versions, and a table must not change width with the browser.
function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const spaced = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return fraction === undefined ? spaced : `${spaced}.${fraction}`
}

function fixed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals)
  return value < 0 && Number(digits) !== 0 ? `−${grouped(digits)}` : grouped(digits)
}

/** A number to about three significant figures, whole ones as they are: `12,480`, `431`, `12.4`, `0.061`, `8`. A real minus sign. */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return noNumber
  const size = Math.abs(value)
  return size < 0.0000005 ? '0' : fixed(value, decimals ?? (Number.isInteger(value) ? 0 : decimalsFor(size)))
}

/** A count: whole, thousands separated: `44,812`. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? fixed(value, 0) : noNumber
}

/** A count where there is little room: `950`, `12.4 k`, `3.1 M`. */
export function formatCompact(value: number): string {
  if (!Number.isFinite(value)) return noNumber
  const size = Math.abs(value)
  if (size < 9999.5) return formatCount(value)
  if (size < 999_500) return `${fixed(value / 1000, size < 99_950 ? 1 : 0)} k`
  return `${fixed(value / 1_000_000, size < 99_950_000 ? 1 : 0)} M`
}

/** A share of 1 in per cent: `62 %`, `4.3 %`, `0.12 %`, `< 0.01 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return noNumber
  const percent = Math.abs(share) * 100
  if (percent > 0 && percent < 0.005) return '< 0.01 %'
  return `${fixed(share * 100, percent === 0 || percent >= 9.95 ? 0 : percent >= 0.995 ? 1 : 2)} %`
}

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

/** A duration and the half width of its interval in one unit: `4.2 h ± 0.3`. Without an interval the value alone. */
export function formatDurationInterval(interval: Interval, unit: TimeUnit = timeUnit(interval.value)): string {
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

/** A difference with its sign: `+1.4`, `−12 min`, given how to write the size. */
export function formatSigned(value: number, write: (value: number) => string = formatNumber): string {
  return value > 0 ? `+${write(value)}` : write(value)
}

/** A sentence whose numbers stay with their units at the end of a line. */
export function keepUnits(sentence: string): string {
  return sentence.replace(/(\d) (?=(?:%|±|s|min|h|d)(?![A-Za-z]))/g, '$1\u00a0').replace(/± (?=\d)/g, '±\u00a0')
}

/** `1 case`, `12 cases`: the count and the word for it. */
export function formatAmount(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** Short name of a weekday, 0 = Monday. */
export function formatWeekday(index: number): string {
  return weekdays[index] ?? noNumber
}

/** An hour of the week, 0 = Monday 00:00 … 167: `Tue 14:00`. */
export function formatHourOfWeek(index: number): string {
  return `${formatWeekday(Math.floor(index / 24))} ${String(index % 24).padStart(2, '0')}:00`
}

function scale({ value, low, high }: Interval, factor: number): Interval {
  return { value: value * factor, low: low === null ? null : low * factor, high: high === null ? null : high * factor }
}

function decimalsFor(size: number): number {
  if (size === 0 || size >= 99.95) return 0
  if (size >= 9.995) return 1
  if (size >= 0.9995) return 2
  return Math.min(6, 1 - Math.floor(Math.log10(size)))
}

/** One significant figure of the half width, but no more than the number itself would get and at most one more. */
function decimalsOfInterval(value: number, half: number): number {
  if (half <= 0) return decimalsFor(Math.abs(value))
  const wanted = Math.max(0, -Math.floor(Math.log10(half) + 1e-9))
  return Math.min(wanted, Math.max(decimalsFor(Math.abs(value)), 1))
}
