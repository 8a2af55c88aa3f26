import type { Column } from './column-guess.ts'
import { possibleTimeFormats } from './time-shape.ts'

/** Columns as they are with the date put before each time of day, and which date that was. */
export type Dated = { readonly columns: readonly Column[]; readonly dates: ReadonlyMap<string, string> }

const clock = /^\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m?\.?)?$/i
const wholeHour = /^(?:[01]?\d|2[0-3])$/
const hourNames: ReadonlySet<string> = new Set(['hour', 'hours', 'hr', 'hourofday', 'stunde', 'uhrzeit', 'time', 'heure', 'hora'])

/** Joins columns of times of day with the date that stands to their left (else the first); where either is missing all stay as they are. */
export function datedColumns(columns: readonly Column[], sample: readonly (readonly string[])[]): Dated {
  const days = columns.map((column) => dayFormats(column))
  const dates = new Map<string, string>()
  if (days.every((formats) => formats.length === 0)) return { columns, dates }
  const joined = columns.map((column, at): Column => {
    const mostly = (shape: RegExp) =>
      column.texts.length > 0 && column.texts.filter((text) => shape.test(text)).length * 2 > column.texts.length
    const hours = hourNames.has(column.plain) && mostly(wholeHour)
    if (!hours && (!mostly(clock) || days[at]!.length > 0)) return column
    const before = days.findLastIndex((formats, place) => place < at && formats.length > 0)
    const dayAt = before >= 0 ? before : days.findIndex((formats) => formats.length > 0)
    const texts = sample
      .filter((row) => (row[at] ?? '').trim() !== '' && (row[dayAt] ?? '').trim() !== '')
      .map((row) => `${row[dayAt]!.trim()} ${row[at]!.trim()}`)
    const formats = hours ? days[dayAt]!.map((format) => `${format === 'iso' ? 'yyyy-MM-dd' : format} HH`) : possibleTimeFormats(texts)
    if (formats.length === 0) return column
    dates.set(column.name, columns[dayAt]!.name)
    return { ...column, texts, formats, numeric: false }
  })
  return { columns: joined, dates }
}

/** The formats of a column that holds days without a time of day. */
function dayFormats({ formats, texts }: Column): readonly string[] {
  return formats.filter((format) =>
    format === 'iso' ? texts.every((text) => text.length === 10) : /[yM]/.test(format) && !/[Hh]{2}/.test(format) && format.includes('dd'),
  )
}
