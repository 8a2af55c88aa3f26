import { isWeekday, monthOf } from './month-names.ts'
import { writtenReader } from './time-format.ts'

/** Formats of digits alone: a column of numbers fits them as well, so that its name has to say that it holds times. */
const digitsOnly = /^(epoch-(s|us|ms|ns)|excel|[yMdHms]+)$/

/** Whether only the column's name can tell times of this format from numbers. */
export function isDigitsOnly(format: string): boolean {
  return digitsOnly.test(format)
}

/** What the sample tells of how times are written. `doubt`: they were told apart by custom, not by the sample. */
export type TimeFormats = { readonly formats: readonly string[]; readonly doubt: readonly string[] }

/**
 * The formats that read most of a sample: at least half of its non-empty texts, and as many as the best format does.
 * More than one means that the sample does not tell; none, that these are not times.
 */
export function possibleTimeFormats(sample: readonly string[]): string[] {
  return [...timeFormatsOf(sample).formats]
}

/** As `possibleTimeFormats`, with the other formats that custom alone rules out: after points the day comes first. */
export function timeFormatsOf(sample: readonly string[]): TimeFormats {
  const texts = sample.map((text) => text.trim()).filter((text) => text !== '')
  const none = { formats: [], doubt: [] }
  if (texts.length === 0) return none
  const share = (holds: (text: string) => boolean) => texts.filter(holds).length / texts.length
  const reads = (format: string) => {
    const read = writtenReader(format)
    return share((text) => read(text) !== null)
  }
  if (reads('iso') >= 0.5) return { formats: ['iso'], doubt: [] }
  const number = numberFormat(share)
  if (number !== null) return { formats: [number], doubt: [] }
  const candidates = [...new Set(texts.slice(0, 50).flatMap(patternsOf))].map((pattern) => ({ pattern, share: reads(pattern) }))
  const best = Math.max(0, ...candidates.map((entry) => entry.share))
  if (best < 0.5) return none
  return byCustom(
    candidates.filter((entry) => entry.share === best).map(({ pattern }) => pattern),
    texts,
  )
}

/** From 2000 to 2100, so that plain counts and amounts are not taken for times; days of a spreadsheet from 2000 to 2064. */
function numberFormat(share: (holds: (text: string) => boolean) => number): string | null {
  const within = (low: number, high: number) => share((text) => /^\d+(\.\d+)?$/.test(text) && Number(text) >= low && Number(text) <= high)
  const [low, high] = [946_684_800, 4_102_444_800]
  for (const [format, unit] of [
    ['epoch-s', 1],
    ['epoch-ms', 1e3],
    ['epoch-us', 1e6],
    ['epoch-ns', 1e9],
  ] as const)
    if (within(low * unit, high * unit) >= 0.5) return isCompact(share) ? null : format
  const serial = (text: string) =>
    /^\d{5}([.,]\d+)?$/.test(text) && Number(text.replace(',', '.')) >= 36_526 && Number(text.replace(',', '.')) < 60_000
  return share(serial) >= 0.5 ? 'excel' : null
}

/** Fourteen digits are a date and a time before they are milliseconds. */
function isCompact(share: (holds: (text: string) => boolean) => number): boolean {
  const read = writtenReader('yyyyMMddHHmmss')
  return share((text) => /^\d{14}$/.test(text) && read(text) !== null) >= 0.5
}

function byCustom(found: readonly string[], texts: readonly string[]): TimeFormats {
  const all = new Set(found)
  // A clock of twelve hours that reads all is no clock of twenty-four.
  const patterns = found.filter((pattern) => !pattern.endsWith('a') || !pattern.includes('HH') || !all.has(pattern.replace('HH', 'hh')))
  const yearLast = patterns.filter((pattern) => !pattern.startsWith('yy'))
  // A short year first, whose years scatter while the day changes little, is a day first.
  const kept = yearLast.length > 0 && yearLast.length < patterns.length ? narrowest(patterns, texts) : patterns
  const dotted = kept.filter((pattern) => pattern.startsWith('dd.'))
  return dotted.length === 1 && kept.length > 1 && kept.every((pattern) => /^(dd|MM)\./.test(pattern))
    ? { formats: dotted, doubt: kept.filter((pattern) => pattern !== dotted[0]) }
    : { formats: kept, doubt: [] }
}

/** Leaves out what spreads the sample over ten times the years that another reading needs, and years at all. */
function narrowest(patterns: readonly string[], texts: readonly string[]): string[] {
  const spans = patterns.map((pattern) => {
    const read = writtenReader(pattern)
    const times = texts.map((text) => read(text)?.local ?? NaN).filter((time) => Number.isFinite(time))
    return { pattern, span: Math.max(...times) - Math.min(...times) }
  })
  const least = Math.min(...spans.map(({ span }) => span))
  const year = 366 * 86_400
  return spans.filter(({ span }) => span <= Math.max(2 * year, least * 10)).map(({ pattern }) => pattern)
}

const clockPattern =
  /^([\sT,:-]*|\s+(?:at|um|klo?\.?|a las|à|-)\s+)(\d{1,2})([:.h])(\d{2})(?:([:.])(\d{2}(?:[.,]\d{1,9})?))?(\s?)([AaPp]\.?\s?[Mm]\.?)?(?=$|[\sZz+-])/

/** The patterns a text could be written in, by the places of its digits, names and separators. */
export function patternsOf(raw: string): string[] {
  const text = raw.replace(/^(\p{L}{2,12}\.?)(,?)\s+(?=(\d)|\p{L}{3,12}\.?\s+\d)/u, (all, word: string, comma: string, digit?: string) =>
    isWeekday(word) && (comma !== '' || digit === undefined || monthOf(word) === null) ? '' : all,
  )
  const compact = /^(\d{8})(T?)(\d{6}|\d{4})?(?:[.,]\d+)?(?=$|Z|[+-])/.exec(text)
  if (compact) return [`yyyyMMdd${compact[2]!}${compact[3] === undefined ? '' : compact[3].length === 6 ? 'HHmmss' : 'HHmm'}`]
  const named = /^(\d{1,2})([.\s/-]*(?:\sde\s)?)(\p{L}{3,12}\.?)([\s/,.-]*(?:\sde\s)?)(\d{4}|\d{2})(?!\d)/u.exec(text)
  if (named && monthOf(named[3]!) !== null)
    return withClock(
      `dd${quoted(named[2]!)}${monthToken(named[3]!)}${quoted(named[4]!)}${yearToken(named[5]!)}`,
      text.slice(named[0].length),
    )
  const first = /^(\p{L}{3,12}\.?)([\s/-]+)(\d{1,2})([\s,/-]+)(\d{4}|\d{2})(?![\d:])/u.exec(text)
  if (first && monthOf(first[1]!) !== null)
    return withClock(
      `${monthToken(first[1]!)}${quoted(first[2]!)}dd${quoted(first[4]!)}${yearToken(first[5]!)}`,
      text.slice(first[0].length),
    )
  const clocked = /^(\p{L}{3,12})(\s+)\d{1,2}\s+\d\d:\d\d:\d\d\s+\d{4}$/u.exec(text)
  if (clocked && monthOf(clocked[1]!) !== null) return ['MMM dd HH:mm:ss yyyy']
  const yearNamed = /^(\d{4})([\s/.-]*)(\p{L}{3,12}\.?)([\s/.-]*)(\d{1,2})(?!\d)/u.exec(text)
  if (yearNamed && monthOf(yearNamed[3]!) !== null)
    return withClock(`yyyy${quoted(yearNamed[2]!)}${monthToken(yearNamed[3]!)}${quoted(yearNamed[4]!)}dd`, text.slice(yearNamed[0].length))
  return ofDigits(text)
}

function ofDigits(text: string): string[] {
  const found = /^(\d{1,4})([./\s-]\s?)(\d{1,2})([./\s-]\s?)(\d{4}|\d{1,2})(?!\d)/.exec(text)
  if (!found) return []
  const [all, a, s, , t, c] = found as unknown as [string, string, string, string, string, string]
  const rest = text.slice(all.length)
  if (a.length === 4) return c.length > 2 ? [] : withClock(`yyyy${s}MM${t}dd`, rest)
  if (a.length > 2) return []
  if (c.length === 4) return [`dd${s}MM${t}yyyy`, `MM${s}dd${t}yyyy`].flatMap((date) => withClock(date, rest))
  if (c.length < 2) return []
  const dates = [`dd${s}MM${t}yy`, `MM${s}dd${t}yy`, ...(a.length === 2 ? [`yy${s}MM${t}dd`] : [])]
  return dates.flatMap((date) => withClock(date, rest))
}

function withClock(date: string, rest: string): string[] {
  if (/^\s?([Zz]|[+-]\d|$)/.test(rest) || rest.trim() === '') return [date]
  const found = clockPattern.exec(rest)
  if (!found) return []
  const [, joint = '', , mark = ':', , secondMark, second, blank = '', half] = found
  const twelve = half !== undefined
  const clock = (hours: string) => `${hours}${quoted(mark)}mm${second === undefined ? '' : `${secondMark!}ss`}${twelve ? `${blank}a` : ''}`
  return (twelve ? ['hh', 'HH'] : ['HH']).map((hours) => `${date}${quoted(joint)}${clock(hours)}`)
}

const yearToken = (text: string) => (text.length === 4 ? 'yyyy' : 'yy')
const monthToken = (text: string) => (text.replace('.', '').length <= 4 ? 'MMM' : 'MMMM')
/** Separators as they stand in a pattern: letters in quotes, blanks as one. */
function quoted(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[A-Za-zÀ-ÿ]+/g, (letters) => (letters === 'T' ? 'T' : `'${letters}'`))
}
