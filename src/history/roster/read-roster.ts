import { HistoryError } from '../fault.ts'
import type { Fault } from '../fault.ts'
import type { Mapping } from '../mapping.ts'
import { openText } from '../opening.ts'
import type { Question } from '../question.ts'
import { RecordReader } from '../record-reader.ts'
import { writtenReader } from '../time-format.ts'
import { findRosterColumns } from './roster-columns.ts'
import type { FoundColumns, RosterTable } from './roster-columns.ts'
import type { Roster, RosterDay, RosterShift } from './roster.ts'
import { hoursOf, isOff, spanOf, timeOfDay, weekdaysOf } from './shift-hours.ts'

const day = 86_400
/** More text than this is no roster. */
const mostText = 20e6

/**
 * Reads a roster: one row per shift of a person or of so many people, on days of the week or on dates; or a table with a column for each day.
 * Every row is used, says that somebody is off, or is set aside with its reason. Throws a HistoryError where it is no roster or nothing of it can be used. `said`: what the mapping file says of it.
 */
export function readRoster(text: string, said: Mapping['roster'] = {}): Roster {
  if (text.length > mostText) throw new HistoryError('A roster of more than 20 MB is not read. Is this the history?')
  const table = tableOf(text)
  const found = findRosterColumns(table, said.columns, said.dateFormat)
  const dates = dateReader(table, found, said.dateFormat)
  const shifts: RosterShift[] = []
  const aside: Fault[] = []
  let [used, off] = [0, 0]
  const known = new Set<string>()
  let repeats = 0
  for (const { line, cells, raw } of table.rows) {
    const read = readRow(cells, line, found, dates.read)
    if (typeof read === 'string') {
      aside.push({ line, reason: 'time', detail: read, excerpt: raw.slice(0, 120) })
      continue
    }
    if (read.length === 0) off++
    else used++
    for (const shift of read) {
      const key = JSON.stringify({ ...shift, line: 0 })
      if (shift.person !== null && known.has(key)) repeats++
      else shifts.push(shift)
      known.add(key)
    }
  }
  if (shifts.length === 0) {
    const first = aside[0]
    throw new HistoryError(
      first
        ? `No row of the roster can be used; line ${first.line}: ${first.detail} Say in a mapping file (“roster”) which column is what.`
        : 'The roster has nobody on shift.',
    )
  }
  const who = shifts.some(({ person }) => person !== null) ? 'persons' : 'numbers'
  const kind = shifts.some((shift) => 'date' in shift.day) ? 'dated' : 'weekly'
  const nights = shifts.filter(({ to }) => to > day).length
  return {
    kind,
    who,
    shifts,
    columns: found.columns,
    rows: { read: table.rows.length, used, off, aside },
    notes: [
      ...(found.isYearless
        ? ['The dates above the columns say no year: the roster was read as a week that comes again, by their days of the week.']
        : []),
      ...(nights > 0
        ? [`${count(nights, 'shift ends', 'shifts end')} at or before the time at which they begin, so on the next day.`]
        : []),
      ...(repeats > 0 ? [`${count(repeats, 'shift stands', 'shifts stand')} there twice for the same person and counted once.`] : []),
      ...(aside.length > 0
        ? [
            `${count(aside.length, 'row', 'rows')} of the roster could not be used; the first is line ${aside[0]!.line}: ${aside[0]!.detail}`,
          ]
        : []),
      ...(who === 'numbers' && found.columns.people === undefined && found.days.length === 0
        ? ['The roster names neither people nor numbers: each row is one person.']
        : []),
    ],
    questions: [...found.questions, ...dates.questions],
  }
}

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

function tableOf(text: string): RosterTable {
  const opening = openText(text, true, { datesInHeader: true })
  const rows: { line: number; cells: string[]; raw: string }[] = []
  const headerLine = 1 + opening.skip.lines
  const add = (cells: readonly string[], line: number, raw: string) => {
    if (line !== headerLine && cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells: cells.map((cell) => cell.trim()), raw })
  }
  const reader = new RecordReader(
    opening.delimiter,
    { record: add, fault: (_reason, line, _detail, raw) => add([raw], line, raw) },
    { firstLine: headerLine, backslash: opening.backslash },
  )
  reader.push(text.slice(opening.skip.characters))
  reader.finish()
  return { header: opening.header, rows }
}

type DateReader = (text: string) => number | null

/** Days since 1970 of the dates; where two ways of writing fit all of them alike, that is asked. */
function dateReader(
  table: RosterTable,
  { dateFormats }: FoundColumns,
  given: string | undefined,
): { readonly read: DateReader; readonly questions: readonly Question[] } {
  const format = given ?? dateFormats.formats[0]
  const reader = format === undefined ? null : writtenReader(format)
  const read: DateReader = (text) => {
    const written = reader?.(text)
    return written ? Math.floor(written.local / day) : null
  }
  if (dateFormats.formats.length < 2) return { read, questions: [] }
  const [first] = dateFormats.formats
  const question: Question = {
    id: 'roster:dates',
    column: dateFormats.column,
    text: `Which is the day in “${dateFormats.examples[0]}”? The dates of the roster fit ${dateFormats.formats.map((one) => `“${one}”`).join(' and ')} alike.`,
    read: `${format}`,
    count: table.rows.length,
    examples: dateFormats.examples.slice(0, 3),
    default: given ?? first ?? null,
    answers: dateFormats.formats.map((one) => ({ answer: one, mapping: { roster: { dateFormat: one } } })),
  }
  return { read, questions: [question] }
}

/** The shifts of a row, none where somebody is off, or what is wrong with it. */
function readRow(cells: readonly string[], line: number, found: FoundColumns, dateOf: DateReader): RosterShift[] | string {
  const cell = (at: number | undefined) => (at === undefined || at < 0 ? '' : (cells[at] ?? ''))
  const person = cell(found.at.person) || null
  const team = cell(found.at.team) || null
  if (found.days.length > 0) return readGrid(cells, line, found, { person, team, hours: cell(found.at.hours) })
  const number = cell(found.at.people)
  const people = found.at.people === undefined ? 1 : Number(number.replace(',', '.'))
  if (number !== '' && !(people >= 0)) return `“${number}” is no number of people.`
  const span = spanIn(cell(found.at.hours), cell(found.at.from), cell(found.at.to), dateOf)
  if (span === null) return []
  if (typeof span === 'string') return span
  const days = daysIn(cell(found.at.day), cell(found.at.date), span.date, dateOf)
  if (typeof days === 'string') return days
  if (people === 0 || (found.at.people !== undefined && number === '')) return []
  return days.map((own) => ({ line, day: own, from: span.from, to: span.to, person, people: person === null ? people : 1, team }))
}

function readGrid(
  cells: readonly string[],
  line: number,
  { days }: FoundColumns,
  row: { readonly person: string | null; readonly team: string | null; readonly hours: string },
): RosterShift[] | string {
  const common = row.hours === '' ? null : hoursOf(row.hours)
  if (row.hours !== '' && common === null) return `“${row.hours}” are no hours such as 08:00-16:00.`
  const shifts: RosterShift[] = []
  for (const { at, day: own } of days) {
    const text = cells[at] ?? ''
    if (isOff(text)) continue
    const number = Number(text.replace(',', '.'))
    if (common !== null && number >= 0) {
      if (number > 0) shifts.push({ line, day: own, ...common, person: row.person, people: number, team: row.team })
      continue
    }
    const hours = hoursOf(text)
    if (hours === null)
      return `“${text}” is neither hours such as 08:00-16:00 nor a number of people with its hours in a column of their own.`
    shifts.push({ line, day: own, ...hours, person: row.person, people: 1, team: row.team })
  }
  return shifts
}

type Span = { readonly from: number; readonly to: number; readonly date: number | null }

/** From and to; null: off. Times with a date say the day as well. */
function spanIn(hours: string, from: string, to: string, dateOf: DateReader): Span | string | null {
  if (hours !== '') {
    if (isOff(hours)) return null
    const span = hoursOf(hours)
    return span === null ? `“${hours}” are no hours such as 08:00-16:00.` : { ...span, date: null }
  }
  if (isOff(from) && isOff(to)) return null
  const [begin, end] = [timeOfDay(from), timeOfDay(to)]
  if (begin !== null && end !== null) return { ...spanOf(begin, end), date: null }
  const [first, last] = [dateOf(from), dateOf(to)]
  const [clockFrom, clockTo] = [clockOf(from), clockOf(to)]
  if (first === null || last === null || clockFrom === null || clockTo === null)
    return `“${begin === null && first === null ? from : to}” is no time such as 08:00.`
  const end2 = clockTo + (last - first) * day
  if (end2 <= clockFrom) return `the shift ends (${to}) before it begins (${from}).`
  if (end2 - clockFrom > day) return `the shift from ${from} to ${to} is longer than a day.`
  return { from: clockFrom, to: end2, date: first }
}

/** The time of day in a time with its date. */
function clockOf(text: string): number | null {
  const found = /(\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?)\s*(?:Z|[+-]\d\d:?\d\d)?$/i.exec(text)
  return found ? timeOfDay(found[1]!) : null
}

function daysIn(weekday: string, date: string, ofTimes: number | null, dateOf: DateReader): RosterDay[] | string {
  if (ofTimes !== null) return [{ date: ofTimes }]
  if (date !== '') {
    const found = dateOf(date)
    return found === null ? `“${date}” is no date.` : [{ date: found }]
  }
  const found = weekdaysOf(weekday)
  return found === null ? `“${weekday}” is no day of the week.` : found.map((one) => ({ weekday: one }))
}
