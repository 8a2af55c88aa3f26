import { HistoryError } from './fault.ts'
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
