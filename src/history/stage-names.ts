import { textAt } from './dictionary.ts'
import type { Rows } from './gather.ts'
import { stageOf } from './lifecycle.ts'
import type { Stage } from './lifecycle.ts'
import type { Question } from './question.ts'

type Named = { readonly activity: string; readonly stage: Stage; readonly word: string }

/** The beginning and end of these are marks, not work. */
const wholeCase = /^(process|case|trace|artificial|dummy|vorgang|fall)$/i

/** `Review started`, `Review_COMPLETE`, `Start: Review`: the activity, and the word for its beginning or end. */
function namedStage(name: string): Named | null {
  const behind = /^(.*\S)[\s_:./([-]+([\p{L}]+)[)\]]?$/u.exec(name)
  const before = /^([\p{L}]+)[\s_:./-]+(\S.*)$/u.exec(name)
  for (const [activity, word] of [
    [behind?.[1], behind?.[2]],
    [before?.[2], before?.[1]],
  ] as const) {
    const stage = word === undefined ? null : stageOf(word)
    if (activity !== undefined && word !== undefined && stage !== null && stage !== 'told' && !wholeCase.test(activity))
      return { activity: activity.replace(/[\s_:./([-]+$/, ''), stage, word }
  }
  return null
}

/**
 * Rows whose activities are named for beginning and end: the name goes to the activity, the word to the lifecycle, where an activity has both.
 * Where the rows already have starts and ends, or say otherwise, they stay as they are.
 */
export function splitStageNames(rows: Rows, questions: Question[]): { readonly rows: Rows; readonly split: boolean } {
  const { columns, stagesInNames } = rows.mapping
  const plain = { rows, split: false }
  if (rows.form !== 'events' || columns.lifecycle !== undefined || (columns.start !== undefined && columns.end !== undefined)) return plain
  const named = rows.activity.values.map(namedStage)
  const stages = new Map<string, Set<Stage>>()
  for (const found of named) if (found) stages.set(found.activity, (stages.get(found.activity) ?? new Set()).add(found.stage))
  const both = (activity: string) => stages.get(activity)!.has('start') && stages.get(activity)!.has('end')
  const pairs = named.map((found) => (found && both(found.activity) ? found : null))
  const examples = rows.activity.values.filter((_, code) => pairs[code])
  if (examples.length === 0) return plain
  const split = stagesInNames !== false
  questions.push({
    id: 'stages',
    column: columns.activity ?? null,
    text: `${examples
      .slice(0, 4)
      .map((name) => `“${name}”`)
      .join(', ')}: are these the beginnings and ends of work?`,
    read: split ? 'beginnings and ends, paired' : 'activities of their own',
    count: rows.activity.codes.reduce((sum, code) => sum + (pairs[code] ? 1 : 0), 0),
    examples: examples.slice(0, 10),
    default: split ? 'They are its beginnings and ends' : 'They are activities of their own',
    answers: [
      { answer: 'They are its beginnings and ends', mapping: { stagesInNames: true } },
      { answer: 'They are activities of their own', mapping: { stagesInNames: false } },
    ],
  })
  if (!split) return plain
  const names = [...new Set(rows.activity.values.map((name, code) => pairs[code]?.activity ?? name))]
  const words = [...new Set(pairs.flatMap((found) => (found ? [found.word] : [])))]
  const code = (row: number) => rows.activity.codes[row]!
  return {
    split,
    rows: {
      ...rows,
      activity: {
        values: names,
        codes: rows.activity.codes.map((_, row) => names.indexOf(pairs[code(row)]?.activity ?? textAt(rows.activity, row))),
      },
      lifecycle: {
        values: words,
        codes: rows.activity.codes.map((_, row) => (pairs[code(row)] ? words.indexOf(pairs[code(row)]!.word) : -1)),
      },
    },
  }
}
