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
  const found = [...new Set([...table.nothing.found().values()].flatMap((words) => [...words.keys()]))]
  const several = severalPeople({ resource, mapping })
  if (doubtful.length === 0 || mapping.columns.resource === undefined) return several
  const names = new Set(doubtful)
  return [
    ...several,
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

const rounded = /^\d(?:[.,]\d+)?E\+?\d{2}$/i

/** Ids that a spreadsheet has rounded: several cases may have become one. */
export function idQuestions({ caseId, rows, mapping }: Rows): Question[] {
  const found = caseId.values.filter((id) => rounded.test(id))
  if (found.length === 0 || mapping.columns.case_id === undefined) return []
  const names = new Set(found)
  return [
    {
      id: 'rounded-ids',
      column: mapping.columns.case_id,
      text: `“${found[0]!}” in “${mapping.columns.case_id}” is a number that a spreadsheet has rounded: ${rows.toLocaleString('en')} rows have ${caseId.values.length.toLocaleString('en')} different ids, and cases that were different may now have the same one. Export the ids as text.`,
      read: 'ids as they are',
      count: caseId.codes.reduce((sum, code) => sum + (code >= 0 && names.has(caseId.values[code]!) ? 1 : 0), 0),
      examples: found.slice(0, 3),
      default: 'They are the ids',
      answers: [{ answer: 'They are the ids', mapping: {} }],
    },
  ]
}

/** Texts in the column of people that name several of them. */
function severalPeople({ resource, mapping }: Pick<Rows, 'resource' | 'mapping'>): Question[] {
  const alone = new Set(resource.values)
  const found = resource.values.filter((text) => {
    const parts = text.split(/\s*(?:[,;/&+|\n]|\band\b|\bund\b)\s*/i).filter((part) => part !== '')
    return parts.length > 1 && parts.some((part) => alone.has(part))
  })
  if (found.length === 0 || mapping.columns.resource === undefined) return []
  const names = new Set(found)
  return [
    {
      id: 'several-people',
      column: mapping.columns.resource,
      text: `${found
        .slice(0, 3)
        .map((name) => `“${name}”`)
        .join(', ')} in “${mapping.columns.resource}” seem to be several people. Each such text was read as one more person.`,
      read: 'one more person each',
      count: resource.codes.reduce((sum, code) => sum + (code >= 0 && names.has(resource.values[code]!) ? 1 : 0), 0),
      examples: found.slice(0, 10),
      default: 'One more person each',
      answers: [{ answer: 'One more person each', mapping: {} }],
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
