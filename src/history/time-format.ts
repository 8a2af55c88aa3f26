import { HistoryError } from './fault.ts'
import type { ClockFaults, Zone } from '../simulation/model/zone.ts'

/** Seconds since 1970 of a text; `NaN` when it cannot be read, `Infinity` when its year is impossible (before 1970 or after 2100). */
export type TimeReader = (text: string) => number

/** A time as written: wall clock in seconds, and the offset in seconds where one is written. Null: not a time of this format. */
type WrittenTime = { readonly local: number; readonly offset: number | null }

const years = { first: 1970, last: 2100 }

/**
 * Reader for a mapping's `timeFormat`: `iso`, `epoch-s`, `epoch-ms` or a pattern of `yyyy MM dd HH mm ss` (also `hh` with `a` for am and pm) with literal separators.
 * Times without offset are wall clock in `zone`. Throws a HistoryError for a pattern that cannot be used.
 */
export function timeReader(format: string, zone: Zone, faults: ClockFaults): TimeReader {
  if (format === 'epoch-s' || format === 'epoch-ms') return epochReader(format === 'epoch-s' ? 1 : 1000)
  const read = writtenReader(format)
  return (text) => {
    const written = read(text)
    if (written === null) return NaN
    if (!Number.isFinite(written.local)) return Infinity
    return written.offset === null ? zone.toEpoch(written.local, faults) : written.local - written.offset
  }
}

/** Reader of times as written, for `iso` or a pattern. Local time is `Infinity` when the year is impossible. */
function writtenReader(format: string): (text: string) => WrittenTime | null {
  return format === 'iso' ? readIso : patternReader(format)
}

function epochReader(perSecond: number): TimeReader {
  const [first, last] = [Date.UTC(years.first, 0, 1) / 1000, Date.UTC(years.last + 1, 0, 1) / 1000]
  return (text) => {
    if (!/^-?\d{1,17}(\.\d+)?$/.test(text)) return NaN
    const seconds = Number(text) / perSecond
    return seconds >= first && seconds < last ? seconds : Infinity
  }
}

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/

function readIso(text: string): WrittenTime | null {
  const plain = text.length === 19 ? readPlainIso(text) : null
  if (plain !== null) return { local: plain, offset: null }
  const match = iso.exec(text)
  if (!match) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match
  const local = localSeconds(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second) + (fraction === '' ? 0 : Number(`0.${fraction}`)),
  )
  return local === null ? null : { local, offset: offset === undefined ? null : offsetSeconds(offset) }
}

/** The commonest form, `1999-01-31T08:00:00`, without a regular expression: it is read millions of times. */
function readPlainIso(text: string): number | null {
  const at = (i: number) => text.charCodeAt(i) - 48
  const two = (i: number) => (at(i) >= 0 && at(i) <= 9 && at(i + 1) >= 0 && at(i + 1) <= 9 ? at(i) * 10 + at(i + 1) : NaN)
  const separators =
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58 &&
    (text[10] === 'T' || text[10] === ' ')
  return separators ? localSeconds(two(0) * 100 + two(2), two(5), two(8), two(11), two(14), two(17)) : null
}

function offsetSeconds(offset: string): number {
  if (!/^[+-]/.test(offset)) return 0
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0')
  return (offset.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60)
}

/** Null: no such date or time of day. `Infinity`: the year is impossible. */
function localSeconds(year: number, month: number, day: number, hour: number, minute: number, second: number): number | null {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour <= 24 && minute <= 59 && second < 60)) return null
  if (hour === 24 && (minute > 0 || second > 0)) return null
  if (!(year >= years.first && year <= years.last)) return Number.isNaN(year) ? null : Infinity
  return daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days from 1970-01-01 in the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

const tokens: Record<string, string> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2}(?:[.,]\\d{1,9})?)',
  a: '(?<half>[AaPp])\\.?[Mm]\\.?',
}

function patternReader(pattern: string): (text: string) => WrittenTime | null {
  if (pattern.length > 40)
    throw new HistoryError(`The time format “${pattern.slice(0, 40)}…” is too long. Write one like dd/MM/yyyy HH:mm.`)
  const parts = pattern.match(/yyyy|MM|dd|HH|hh|mm|ss|a|[^A-Za-z]|T/g) ?? []
  const named = parts.filter((part) => Object.hasOwn(tokens, part))
  const complete =
    parts.join('') === pattern && new Set(named).size === named.length && ['yyyy', 'MM', 'dd'].every((part) => named.includes(part))
  if (!complete || (named.includes('HH') && named.includes('hh'))) {
    throw new HistoryError(
      `The time format “${pattern}” cannot be used. Use each of yyyy, MM and dd once, and HH, mm, ss as needed, like dd/MM/yyyy HH:mm:ss.`,
    )
  }
  const source = parts.map((part) => tokens[part] ?? part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('')
  const expression = new RegExp(`^${source}$`)
  return (text) => {
    const found = expression.exec(text)?.groups
    if (!found) return null
    const hour = hourOf(Number(found['hour'] ?? 0), found['half'])
    const local = localSeconds(
      Number(found['year']),
      Number(found['month']),
      Number(found['day']),
      hour,
      Number(found['minute'] ?? 0),
      Number((found['second'] ?? '0').replace(',', '.')),
    )
    return local === null ? null : { local, offset: null }
  }
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return NaN
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

const separators = ['/', '.', '-']
const clocks = ['', ' HH:mm', ' HH:mm:ss', ' hh:mm a', ' hh:mm:ss a', 'THH:mm:ss']
const patternReaders = separators.flatMap((s) =>
  [`dd${s}MM${s}yyyy`, `MM${s}dd${s}yyyy`, `yyyy${s}MM${s}dd`].flatMap((date) =>
    clocks.map((clock) => ({ pattern: date + clock, read: patternReader(date + clock) })),
  ),
)

/**
 * The formats that read most of a sample: at least half of its non-empty texts, and as many as the best format does.
 * More than one means that the sample does not tell; none, that these are not times.
 */
export function possibleTimeFormats(sample: readonly string[]): string[] {
  const texts = sample.map((text) => text.trim()).filter((text) => text !== '')
  if (texts.length === 0) return []
  const share = (holds: (text: string) => boolean) => texts.filter(holds).length / texts.length
  const readable = (read: (text: string) => WrittenTime | null) => share((text) => read(text) !== null)
  if (readable(readIso) >= 0.5) return ['iso']
  const within = (low: number, high: number) => share((text) => /^\d+(\.\d+)?$/.test(text) && Number(text) >= low && Number(text) <= high)
  // 2000 to 2100, so that plain counts and amounts are not taken for times.
  if (within(946_684_800, 4_102_444_800) >= 0.5) return ['epoch-s']
  if (within(946_684_800_000, 4_102_444_800_000) >= 0.5) return ['epoch-ms']
  const shares = patternReaders.map(({ pattern, read }) => ({ pattern, share: readable(read) }))
  const best = Math.max(...shares.map((entry) => entry.share))
  return best < 0.5 ? [] : shares.filter((entry) => entry.share === best).map(({ pattern }) => pattern)
}
