import { timeFormatsOf } from '../time-shape.ts'
import { writtenReader } from '../time-format.ts'
import { weekdayOf } from './shift-hours.ts'
import type { RosterDay } from './roster.ts'

const day = 86_400

/** Columns that are called by a day: of the week, or dates. `formats`: how the dates may be written, most likely first; `isYearless`: their dates say no year, so that the days of the week were taken. */
export type DayColumns = {
  readonly days: readonly { readonly at: number; readonly day: RosterDay }[]
  readonly formats: readonly string[]
  readonly examples: readonly string[]
  readonly isYearless: boolean
}

/** Reads names of columns as days. `given`: the format that the mapping file says. */
export function dayColumns(names: readonly string[], given: string | undefined): DayColumns {
  const found = names.flatMap((name, at) => {
    const weekday = weekdayOf(name)
    return weekday === null ? [] : [{ at, day: { weekday } }]
  })
  const none = { formats: [], examples: [], isYearless: false }
  if (found.length >= 2) return { days: found, ...none }
  const dated = names.flatMap((name, at) => (/\d/.test(name) && timeFormatsOf([name]).formats.length > 0 ? [{ name, at }] : []))
  const formats = given === undefined ? likeliest(dated.map(({ name }) => name)) : [given]
  const read = formats[0] === undefined ? () => null : writtenReader(formats[0])
  const dates = dated.flatMap(({ name, at }) => {
    const written = read(name)
    return written ? [{ at, day: { date: Math.floor(written.local / day) } }] : []
  })
  if (dates.length >= 2) return { days: dates, formats, examples: dated.slice(0, 3).map(({ name }) => name), isYearless: false }
  const week = names.flatMap((name, at) => {
    const weekday = /\d/.test(name) ? weekdayOf(/^\p{L}+/u.exec(name)?.[0] ?? '') : null
    return weekday === null ? [] : [{ at, day: { weekday } }]
  })
  const isOnce = new Set(week.map((one) => one.day.weekday)).size === week.length
  return week.length >= 2 && isOnce ? { days: week, ...none, isYearless: true } : { days: found, ...none }
}

/** The formats by which the dates follow each other most closely, first; the others are left out where those are the days of a roster, one after another. */
function likeliest(names: readonly string[]): string[] {
  const spans = timeFormatsOf(names).formats.map((format) => {
    const read = writtenReader(format)
    const times = names.flatMap((name) => read(name)?.local ?? [])
    return { format, span: times.length < names.length ? Infinity : Math.max(...times) - Math.min(...times) }
  })
  const least = Math.min(...spans.map(({ span }) => span))
  const isRoster = least <= names.length * 2 * day
  return spans
    .filter(({ span }) => !isRoster || span === least)
    .toSorted((a, b) => a.span - b.span)
    .map(({ format }) => format)
}
