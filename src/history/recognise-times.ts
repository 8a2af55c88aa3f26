import type { HistoryForm } from './history.ts'
import type { KnownColumn, Mapping } from './mapping.ts'
import type { Question } from './question.ts'
import { timeColumns } from './column-guess.ts'
import type { Column, Guess } from './column-guess.ts'
import { synonyms } from './synonyms.ts'
import { timeFormatsOf } from './time-shape.ts'

type Timed = { readonly known: KnownColumn; readonly column: Column }
type Times = { readonly format: string | null; readonly formats: NonNullable<Mapping['formats']>; readonly questions: readonly Question[] }

/** How the columns of times are written: one format where it reads them all, else one each; what the sample does not tell is asked. */
export function timesOf(columns: readonly Column[], guesses: readonly Guess[]): Times {
  const timed = guesses
    .filter(({ column }) => timeColumns.has(column))
    .map((guess) => ({ known: guess.column, column: columns.find(({ name }) => name === guess.header)! }))
    .filter(({ column }) => column.texts.length > 0)
  const [first, ...others] = timed
  if (!first) return { format: null, formats: {}, questions: [] }
  const common = first.column.formats.filter((format) => others.every(({ column }) => column.formats.includes(format)))
  if (common.length === 1) return { format: common[0]!, formats: {}, questions: customary(timed, common[0]!) }
  if (common.length > 1) return { format: null, formats: {}, questions: [ask(timed, common, (format) => ({ timeFormat: format }))] }
  const formats = Object.fromEntries(
    timed.filter(({ column }) => column.formats.length === 1).map(({ known, column }) => [known, column.formats[0]!]),
  )
  const open = timed.filter(({ column }) => column.formats.length > 1)
  return {
    format: null,
    formats,
    questions: open.map(({ known, column }) => ask([{ known, column }], column.formats, (format) => ({ formats: { [known]: format } }))),
  }
}

function ask(timed: readonly Timed[], formats: readonly string[], mapping: (format: string) => Partial<Mapping>): Question {
  const [first] = timed
  const { name, texts } = first!.column
  const names = timed.map(({ column }) => `“${column.name}”`).join(', ')
  return {
    id: timed.length > 1 ? 'times' : `times:${first!.known}`,
    column: name,
    text: `Is “${texts[0]!}” in ${names} ${formats.map((format) => `“${format}”`).join(' or ')}? The first rows do not tell.`,
    read: 'nothing yet',
    count: texts.length,
    examples: texts.slice(0, 3),
    default: null,
    answers: formats.map((format) => ({ answer: format, mapping: mapping(format) })),
  }
}

/** The day is taken to come first because points stand between, not because the sample says so. */
function customary(timed: readonly Timed[], format: string): Question[] {
  const { doubt } = timeFormatsOf(timed.flatMap(({ column }) => column.texts))
  const [first] = timed
  if (doubt.length === 0 || !first) return []
  const { name, texts } = first.column
  return [
    {
      id: 'times',
      column: name,
      text: `“${texts[0]!}” in “${name}” was read as “${format}”: the first rows do not tell the day from the month, and after points the day comes first.`,
      read: format,
      count: texts.length,
      examples: texts.slice(0, 3),
      default: format,
      answers: [format, ...doubt].map((other) => ({ answer: other, mapping: { timeFormat: other } })),
    },
  ]
}

const wanted: Readonly<Record<HistoryForm, readonly KnownColumn[]>> = {
  events: ['start', 'end', 'arrived'],
  cases: ['arrived', 'closed'],
  volume: ['from', 'to', 'hour'],
}

/** Columns that are called as if they held times and hold what no format reads; to be answered first where no other time is there. */
export function unreadTimes(columns: readonly Column[], guesses: readonly Guess[], form: HistoryForm): Question[] {
  const taken = (known: KnownColumn) => guesses.some(({ column }) => column === known)
  const needsTime = !['start', 'end', 'arrived', 'from', 'hour'].some((known) => taken(known as KnownColumn))
  return wanted[form].flatMap((known) => {
    if (taken(known)) return []
    const column = columns.find(
      ({ plain, name, texts, formats }) =>
        synonyms[known].includes(plain) && texts.length > 0 && formats.length === 0 && !guesses.some(({ header }) => header === name),
    )
    return column ? [unread(known, column, needsTime)] : []
  })
}

function unread(known: KnownColumn, { name, texts }: Column, needed: boolean): Question {
  const examples = [...new Set(texts)].slice(0, 3)
  return {
    id: `format:${known}`,
    column: name,
    text: `“${name}” is called like a time, but “${examples[0]!}” is in no format that is known. How is it written? A format is made of yyyy yy MMMM MMM MM dd HH hh mm ss a, like dd/MM/yyyy HH:mm.`,
    read: needed ? 'nothing yet' : 'a further column, not a time',
    count: texts.length,
    examples,
    default: needed ? null : 'It is no time',
    answers: [
      { answer: 'Say its format', mapping: { columns: { [known]: name }, formats: { [known]: 'dd/MM/yyyy HH:mm' } } },
      ...(needed ? [] : [{ answer: 'It is no time', mapping: {} }]),
    ],
  }
}
