import { HistoryError } from './fault.ts'
import { isWeekday, monthOf } from './month-names.ts'
import { offsetOf, offsetPattern } from './offset.ts'
import type { OffsetsSeen } from './offset.ts'
import type { ClockFaults, Zone } from '../simulation/model/zone.ts'

/** Seconds since 1970 of a text; `NaN` when it cannot be read, `Infinity` when its year is impossible (before 1970 or after 2100). */
export type TimeReader = (text: string) => number

/** A time as written: wall clock in seconds, and the offset in seconds where one is written. Null: not a time of this format. */
export type WrittenTime = { readonly local: number; readonly offset: number | null }

const years = { first: 1970, last: 2100 }
const perSecond: Readonly<Record<string, number>> = { 'epoch-s': 1, 'epoch-ms': 1e3, 'epoch-us': 1e6, 'epoch-ns': 1e9 }

/**
 * Reader for a mapping's time format: `iso`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, `excel` (days since 1900 as a spreadsheet counts them) or a pattern of
 * `yyyy yy MMMM MMM MM dd HH hh mm ss a` with literal separators, letters among them in quotes (`'at'`). A day of the week before it and an offset or zone after it are read too.
 * Times without offset are wall clock in `zone`. `offsets` counts what stood there. Throws a HistoryError for a pattern that cannot be used.
 */
export function timeReader(format: string, zone: Zone, faults: ClockFaults, offsets?: OffsetsSeen): TimeReader {
  const unit = perSecond[format]
  if (unit !== undefined) return epochReader(unit)
  const read = writtenReader(format)
  return (text) => {
    const written = read(text)
    if (written === null) return NaN
    if (!Number.isFinite(written.local)) return Infinity
    if (written.offset === null) {
      offsets?.without(text)
      return zone.toEpoch(written.local, faults)
    }
    const time = written.local - written.offset
    offsets?.with(written.offset, time)
    return time
  }
}

/** Reader of times as written, for `iso`, `excel` or a pattern. Local time is `Infinity` when the year is impossible. */
export function writtenReader(format: string): (text: string) => WrittenTime | null {
  if (format === 'iso') return readIso
  return format === 'excel' ? readSerial : patternReader(format)
}

function epochReader(unit: number): TimeReader {
  const [first, last] = [Date.UTC(years.first, 0, 1) / 1000, Date.UTC(years.last + 1, 0, 1) / 1000]
  return (text) => {
    if (!/^-?\d{1,19}(\.\d+)?$/.test(text)) return NaN
    const seconds = Number(text) / unit
    return seconds >= first && seconds < last ? seconds : Infinity
  }
}

/** The day that a spreadsheet counts as 25,569 is the first of 1970; a second is the finest it shows. */
function readSerial(text: string): WrittenTime | null {
  if (!/^\d{1,6}([.,]\d+)?$/.test(text)) return null
  const local = Math.round((Number(text.replace(',', '.')) - 25_569) * 86_400)
  return { local: local >= 0 && local < Date.UTC(years.last + 1, 0, 1) / 1000 ? local : Infinity, offset: null }
}

const iso = new RegExp(`^(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?\\s?(${offsetPattern})?)?$`)

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
  return local === null ? null : withOffset(local, offset)
}

/** Null: what stands behind the time is no offset that a clock has. */
function withOffset(local: number, offset: string | undefined): WrittenTime | null {
  if (offset === undefined) return { local, offset: null }
  const seconds = offsetOf(offset)
  return seconds === null ? null : { local, offset: seconds }
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

const tokens: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<short>\\d{2})',
  MMMM: '(?<name>[\\p{L}]{3,12}\\.?)',
  MMM: '(?<name>[\\p{L}]{3,12}\\.?)',
  MM: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2}(?:[.,]\\d{1,9})?)',
  a: '(?<half>[AaPp])\\.?\\s?[Mm]\\.?',
}
const years4 = ['yyyy', 'yy']
const months = ['MMMM', 'MMM', 'MM']

/** A pattern's expression; digits that touch one another have two places each. Throws a HistoryError for a pattern that cannot be used. */
function expressionOf(pattern: string): RegExp {
  if (pattern.length > 40)
    throw new HistoryError(`The time format “${pattern.slice(0, 40)}…” is too long. Write one like dd/MM/yyyy HH:mm.`)
  const parts = pattern.match(/'[^']*'|yyyy|yy|MMMM|MMM|MM|dd|HH|hh|mm|ss|a|[^A-Za-z']|T/g) ?? []
  const named = parts.filter((part) => Object.hasOwn(tokens, part))
  const once = (choices: readonly string[]) => named.filter((part) => choices.includes(part)).length === 1
  const complete =
    parts.join('') === pattern && new Set(named).size === named.length && once(years4) && once(months) && named.includes('dd')
  if (!complete || (named.includes('HH') && named.includes('hh'))) {
    throw new HistoryError(
      `The time format “${pattern}” cannot be used. Use one of yyyy and yy, one of MM, MMM and MMMM, and dd once each, and HH, mm, ss as needed, like dd/MM/yyyy HH:mm:ss or dd-MMM-yy hh:mm a; letters between them stand in quotes.`,
    )
  }
  const source = parts.map((part, i) => {
    const token = tokens[part]
    if (token === undefined) return part === ' ' ? '\\s+' : literal(part)
    const touches = [parts[i - 1], parts[i + 1]].some((beside) => beside !== undefined && Object.hasOwn(tokens, beside) && beside !== 'a')
    return touches ? token.replace('\\d{1,2}', '\\d{2}') : token
  })
  return new RegExp(`^(?:(?<weekday>\\p{L}{2,12}\\.?),?\\s+)?${source.join('')}(?:\\s?(?<offset>${offsetPattern}))?$`, 'u')
}

function literal(part: string): string {
  const text = part.startsWith("'") && part.length > 1 ? part.slice(1, -1) : part
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function patternReader(pattern: string): (text: string) => WrittenTime | null {
  const expression = expressionOf(pattern)
  const clock = pattern.includes('HH') ? 24 : 12
  return (text) => {
    const found = text.length > 80 ? undefined : expression.exec(text)?.groups
    if (!found) return null
    const { name, short, weekday } = found
    if (weekday !== undefined && !isWeekday(weekday)) return null
    const month = name === undefined ? Number(found['month']) : (monthOf(name) ?? NaN)
    const local = localSeconds(
      short === undefined ? Number(found['year']) : Number(short) + (Number(short) < 70 ? 2000 : 1900),
      month,
      Number(found['day']),
      hourOf(Number(found['hour'] ?? 0), found['half'], clock),
      Number(found['minute'] ?? 0),
      Number((found['second'] ?? '0').replace(',', '.')),
    )
    return local === null ? null : withOffset(local, found['offset'])
  }
}

/** On a clock of 24 hours, am and pm may stand beside the hour and say nothing new (`14:05 PM`). */
function hourOf(hour: number, half: string | undefined, clock: 12 | 24): number {
  if (half === undefined) return hour
  if (clock === 24 && hour > 12) return half.toLowerCase() === 'p' ? hour : NaN
  if (hour < 1 || hour > 12) return clock === 24 && hour === 0 ? 0 : NaN
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}
