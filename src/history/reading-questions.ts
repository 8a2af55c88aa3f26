import { HistoryError } from './fault.ts'
import type { Rows } from './gather.ts'
import type { Mapping } from './mapping.ts'
import type { Question } from './question.ts'
import type { RowTable } from './row-table.ts'

/**
 * The zone of the wall clock: the mapping's, else one whose clock has all offsets that the times were written with, else UTC.
 * Throws a HistoryError where some times have an offset, others none, and the mapping does not say what those mean.
 */
export function zoneOfRows({ offsets }: RowTable, mapping: Mapping): { readonly timezone: string; readonly notes: readonly string[] } {
  if (mapping.timezone !== undefined) return { timezone: mapping.timezone, notes: [] }
  if (offsets.written === 0) return { timezone: 'UTC', notes: [] }
  const timezone = offsets.zone()
  const shown = offsets.list().slice(0, 4).join(', ')
  if (offsets.missing > 0) throw mixed(offsets, timezone, shown)
  const note = `The times say their offset (${shown}); hours are those of the clock of ${timezone}.`
  return { timezone, notes: timezone === 'UTC' && shown === '+00:00' ? [] : [note] }
}

function mixed(offsets: RowTable['offsets'], timezone: string, shown: string): HistoryError {
  const zones = [...new Set([timezone, 'UTC'])]
  const question: Question = {
    id: 'zone',
    column: null,
    text: `${offsets.written.toLocaleString('en')} times say their offset (${shown}), ${offsets.missing.toLocaleString('en')} do not (“${offsets.example}”). On which zone’s clock are those?`,
    read: 'nothing yet',
    count: offsets.missing,
    examples: [offsets.example],
    default: null,
    answers: zones.map((zone) => ({ answer: zone, mapping: { timezone: zone } })),
  }
  return new HistoryError(`${question.text} Say it in a mapping file: "timezone": "${timezone}".`, [question])
}

const perhapsNobody =
  /^(unknown|unbekannt|inconnu|desconocido|system|auto|automatic|automatically|automation|bot|robot|queue|pool|team|other|test|-?1|0|[0-]{36})$/i

/** Texts in the column of people that may be no person: used as people, and asked about. */
export function peopleQuestions({ resource, mapping }: Rows, table: RowTable): Question[] {
  const doubtful = resource.values.filter((name) => perhapsNobody.test(name) && (/\p{L}/u.test(name) || /^[0-]{36}$/.test(name)))
  if (doubtful.length === 0 || mapping.columns.resource === undefined) return []
  const names = new Set(doubtful)
  const found = [...new Set([...table.nothing.found().values()].flatMap((words) => [...words.keys()]))]
  return [
    {
      id: 'nobody',
      column: mapping.columns.resource,
      text: `${doubtful.map((name) => `“${name}”`).join(', ')} in “${mapping.columns.resource}”: is this somebody who works, or nobody?`,
      read: 'people like the others',
      count: resource.codes.reduce((sum, code) => sum + (code >= 0 && names.has(resource.values[code]!) ? 1 : 0), 0),
      examples: doubtful.slice(0, 10),
      default: 'They are people',
      answers: [
        { answer: 'They are people', mapping: {} },
        { answer: 'They are nobody', mapping: { nothing: [...new Set([...(mapping.nothing ?? found), ...doubtful])] } },
      ],
    },
  ]
}

/** What the rows themselves leave in doubt. */
export function readingQuestions(table: RowTable, mapping: Mapping): Question[] {
  const questions: Question[] = []
  if (table.repeats > 0)
    questions.push({
      id: 'repeats',
      column: null,
      text: `${table.repeats.toLocaleString('en')} rows stand word for word further up (${table.firstRepeat}).`,
      read: mapping.keepRepeats === true ? 'counted again' : 'set aside',
      count: table.repeats,
      examples: [table.firstRepeat],
      default: mapping.keepRepeats === true ? 'Count them again' : 'Set them aside',
      answers: [
        { answer: 'Set them aside', mapping: { keepRepeats: false } },
        { answer: 'Count them again', mapping: { keepRepeats: true } },
      ],
    })
  const all = [...new Set([...table.nothing.found().values()].flatMap((words) => [...words.keys()]))]
  for (const [column, words] of table.nothing.found()) {
    const texts = [...words.keys()]
    questions.push({
      id: `nothing:${column}`,
      column,
      text: `${texts.map((word) => `“${word}”`).join(', ')} in “${column}”: does it stand for nothing?`,
      read: 'an empty cell',
      count: [...words.values()].reduce((sum, n) => sum + n, 0),
      examples: texts,
      default: 'It stands for nothing',
      answers: [
        { answer: 'It stands for nothing', mapping: { nothing: all } },
        { answer: 'It is a value', mapping: { nothing: all.filter((word) => !texts.includes(word)) } },
      ],
    })
  }
  return questions
}
