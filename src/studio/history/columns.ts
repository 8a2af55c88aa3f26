import type { HistoryForm } from '../../history/history.ts'
import type { KnownColumn, Mapping } from '../../history/mapping.ts'
import { possibleTimeFormats } from '../../history/time-shape.ts'
import type { HeadReading } from '../../workers/history.browser.ts'

export const columnTitles: Readonly<Record<KnownColumn, string>> = {
  case_id: 'Case id',
  activity: 'Activity',
  start: 'Start',
  end: 'End',
  resource: 'Person',
  category: 'Category',
  arrived: 'Arrived',
  closed: 'Closed',
  outcome: 'Outcome',
  from: 'From',
  to: 'To',
  hour: 'Hour',
  count: 'Cases',
  handle_seconds: 'Handle time',
  lifecycle: 'Start or end of work',
}

export const columnHints: Readonly<Partial<Record<KnownColumn, string>>> = {
  activity: 'The step that was done',
  start: 'When work on it began',
  end: 'When it was done',
  resource: 'Who did it',
  arrived: 'When the case came in',
  outcome: 'What was decided',
  lifecycle: 'Where one row is the start and another the end',
}

export const columnsOfForm: Readonly<Record<HistoryForm, readonly KnownColumn[]>> = {
  events: ['case_id', 'activity', 'start', 'end', 'resource', 'category', 'arrived', 'outcome', 'lifecycle', 'handle_seconds'],
  cases: ['case_id', 'arrived', 'closed', 'category', 'outcome'],
  volume: ['hour', 'to', 'count', 'category', 'handle_seconds'],
}

/** What the form cannot do without and the mapping does not name. */
export function missingColumns({ form = 'events', columns }: Mapping): KnownColumn[] {
  const lacks = (column: KnownColumn) => columns[column] === undefined
  if (form === 'cases') return (['case_id', 'arrived'] as const).filter(lacks)
  if (form === 'volume') return [...(lacks('hour') && lacks('from') ? (['hour'] as const) : []), ...(['count'] as const).filter(lacks)]
  return [...(['case_id', 'activity'] as const).filter(lacks), ...(lacks('start') && lacks('end') ? (['end'] as const) : [])]
}

const usual = [
  'iso',
  'excel',
  'epoch-s',
  'epoch-ms',
  'dd/MM/yyyy HH:mm',
  'MM/dd/yyyy HH:mm',
  'dd.MM.yyyy HH:mm',
  'yyyy/MM/dd HH:mm',
  'dd-MMM-yyyy HH:mm:ss',
]

/** Formats that read the sample's times, then the usual ones. */
export function offeredTimeFormats({ opening, recognition }: HeadReading, mapping: Mapping): string[] {
  const asked = recognition.questions.flatMap(({ answers }) => answers.flatMap(({ mapping: { timeFormat } }) => timeFormat ?? []))
  const places = (['start', 'end', 'arrived', 'closed', 'hour', 'from', 'to'] as const).map((column) =>
    opening.header.indexOf(mapping.columns[column] ?? ''),
  )
  const fitting = places.filter((at) => at >= 0).flatMap((at) => possibleTimeFormats(opening.sample.map((row) => row[at] ?? '')))
  return [...new Set([...asked, ...fitting, ...(mapping.timeFormat === undefined ? [] : [mapping.timeFormat]), ...usual])]
}
