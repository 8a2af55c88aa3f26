import { timeColumns } from './column-guess.ts'
import type { Column, Guess } from './column-guess.ts'
import type { HistoryForm } from './history.ts'
import type { KnownColumn } from './mapping.ts'
import { unitOf } from './number-format.ts'
import type { HandleUnit } from './number-format.ts'
import type { Question } from './question.ts'
import { synonyms } from './synonyms.ts'
import { isDigitsOnly } from './time-shape.ts'
import { isZone } from '../simulation/model/zone.ts'

const roles: Readonly<Record<HistoryForm, readonly (readonly [KnownColumn, string])[]>> = {
  events: [
    ['start', 'It is when work on the row began'],
    ['end', 'It is when the row was done'],
    ['arrived', 'It is when the case came in'],
  ],
  cases: [
    ['arrived', 'It is when the case came in'],
    ['closed', 'It is when the case was closed'],
  ],
  volume: [],
}

/** Columns of times that were taken for nothing, each with what it could be. */
export function unusedTimes(
  columns: readonly Column[],
  guesses: readonly Guess[],
  form: HistoryForm,
  dates: ReadonlyMap<string, string>,
): Question[] {
  const used = new Set([...guesses.map(({ header }) => header), ...dates.values()])
  const unused = columns.filter(
    ({ name, texts, formats }) => texts.length > 0 && !used.has(name) && formats.some((format) => !isDigitsOnly(format)),
  )
  const steps = form === 'cases' && unused.length > 0 ? stepsQuestion(columns, unused, guesses) : []
  return [...steps, ...unused.map(({ name, texts }) => unusedTime(name, texts, form, unused.length))]
}

/** The times in the row of a case that are neither its arrival nor its end: those of its steps. */
function stepsQuestion(columns: readonly Column[], unused: readonly Column[], guesses: readonly Guess[]): Question[] {
  const closed = guesses.find(({ column }) => column === 'closed')?.header
  const steps = columns.filter((column) => unused.includes(column) || column.name === closed)
  const [format] = steps[0]!.formats
  const alike = format !== undefined && steps.every(({ formats }) => formats.length === 1 && formats[0] === format)
  if (!alike || steps.length < 2) return []
  const names = steps.map(({ name }) => name)
  return [
    {
      id: 'steps',
      column: null,
      text: `One row is a case here, and ${names.map((name) => `“${name}”`).join(', ')} hold times. Are they when its steps were done?`,
      read: 'not used; arrivals and ends alone',
      count: steps.reduce((sum, { texts }) => sum + texts.length, 0),
      examples: names.slice(0, 10),
      default: 'The case alone',
      answers: [
        { answer: 'The case alone', mapping: { steps: [] } },
        { answer: 'Each is when a step was done', mapping: { steps: names, formats: { end: format } } },
      ],
    },
  ]
}

function unusedTime(name: string, texts: readonly string[], form: HistoryForm, unused: number): Question {
  return {
    id: `unused:${name}`,
    column: name,
    text:
      form === 'cases' && unused > 1
        ? `“${name}” holds times. One row is a case here, so that when its steps were done is not used. Is it more than a step?`
        : `“${name}” holds times and was taken for nothing. What is it?`,
    read: 'a further column, not a time',
    count: texts.length,
    examples: [...new Set(texts)].slice(0, 3),
    default: 'It is not used',
    answers: [
      { answer: 'It is not used', mapping: {} },
      ...roles[form].map(([known, answer]) => ({ answer, mapping: { columns: { [known]: name } } })),
    ],
  }
}

const zoneNames: ReadonlySet<string> = new Set(['timezone', 'zone', 'tz', 'tzname', 'zeitzone', 'timezoneid'])

/** A column that names the zone of the row's times, where these have no offset of their own. */
export function zoneOfColumn(
  columns: readonly Column[],
  guesses: readonly Guess[],
): { readonly timezone: string | null; readonly questions: Question[] } {
  const none = { timezone: null, questions: [] }
  const column = columns.find(({ plain, texts }) => zoneNames.has(plain) && texts.length > 0 && texts.every(isZone))
  const timed = columns.filter(({ name }) => guesses.some(({ header, column: known }) => header === name && timeColumns.has(known)))
  if (!column || timed.some(({ texts }) => texts.some((text) => /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(text)))) return none
  const zones = [...new Set(column.texts)]
  const one = zones.length === 1
  const question: Question = {
    id: 'zone',
    column: column.name,
    text: one
      ? `“${column.name}” says ${zones[0]!}: the times were read on its clock.`
      : `“${column.name}” names several zones (${zones.slice(0, 4).join(', ')}), and one clock is read for all rows. Which one is that of the times?`,
    read: one ? zones[0]! : 'nothing yet',
    count: column.texts.length,
    examples: zones.slice(0, 4),
    default: one ? zones[0]! : null,
    answers: [...new Set([...zones.slice(0, 12), 'UTC'])].map((zone) => ({ answer: zone, mapping: { timezone: zone } })),
  }
  return { timezone: one ? zones[0]! : null, questions: [question] }
}

/** The unit that a header says: `AHT (min)`, `handle_minutes`, `duration_ms`; null: none. */
export function unitInName(name: string): HandleUnit | null {
  const words = name.match(/[A-Za-z]+/g) ?? []
  return words.length < 2 ? null : unitOf(words.at(-1)!)
}

/** In which unit a column of handle times counts, where neither its name nor its texts say so. */
export function handleUnit(
  columns: readonly Column[],
  guesses: readonly Guess[],
): { readonly unit: HandleUnit | null; readonly questions: Question[] } {
  const header = guesses.find(({ column }) => column === 'handle_seconds')?.header
  const column = columns.find(({ name }) => name === header)
  if (!column) return { unit: null, questions: [] }
  const told = unitInName(column.name)
  if (told !== null || !column.numeric) return { unit: told === 'seconds' ? null : told, questions: [] }
  return {
    unit: null,
    questions: [
      {
        id: 'unit',
        column: column.name,
        text: `“${column.name}” does not say its unit (${column.texts.slice(0, 3).join(', ')}). It was read in seconds.`,
        read: 'seconds',
        count: column.texts.length,
        examples: column.texts.slice(0, 3),
        default: 'Seconds',
        answers: [
          { answer: 'Seconds', mapping: { handleUnit: 'seconds' } },
          { answer: 'Minutes', mapping: { handleUnit: 'minutes' } },
          { answer: 'Hours', mapping: { handleUnit: 'hours' } },
          { answer: 'Milliseconds', mapping: { handleUnit: 'milliseconds' } },
        ],
      },
    ],
  }
}

const clock = /^\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?$/i

const dayOfWeek =
  /^(mon(day)?|tue(s|sday)?|wed(nesday)?|thu(r|rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?|mo|di|mi|do|fr|sa|so|(mon|diens|donners|frei|sams|sonn)tag|mittwoch)\.?$/i

/** A file that tells who is on shift when, which would make no sense as work, as cases or as counts; null: it does not look like one. */
export function rosterQuestion(columns: readonly Column[]): Question | null {
  const called = (...known: KnownColumn[]) => columns.some(({ plain }) => known.some((column) => synonyms[column].includes(plain)))
  if (called('activity', 'count') || columns.some(({ plain }) => synonyms.case_id.slice(0, 20).includes(plain))) return null
  const spans = columns.filter(({ formats, texts }) => formats.length > 0 || (texts.length > 0 && texts.every((text) => clock.test(text))))
  const named = columns.some(({ plain }) => /shift|schicht|roster|rota$|dienst(plan|beginn|ende)|turno/.test(plain))
  const weekly = columns.some(({ texts }) => texts.length > 0 && texts.every((text) => dayOfWeek.test(text)))
  const people = called('resource') && called('from') && called('to')
  if (spans.length < 2 || !(named || weekly || people)) return null
  return {
    id: 'roster',
    column: null,
    text: `This looks like a roster, which says who is on shift when (${columns
      .slice(0, 6)
      .map(({ name }) => `“${name}”`)
      .join(
        ', ',
      )}). Bring the history of work or cases first and this roster beside it (in History under “Use for the scenario”, or calibrate --roster). If its rows are work or cases all the same, say which columns are what in a mapping file.`,
    read: 'nothing yet',
    count: spans[0]!.texts.length,
    examples: spans[0]!.texts.slice(0, 3),
    default: null,
    answers: [],
  }
}
