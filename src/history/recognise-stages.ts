import type { Column } from './column-guess.ts'
import type { Mapping } from './mapping.ts'
import type { Question } from './question.ts'

type Pair = readonly [start: string, end: string]

/** Words that say start and end of work only beside one another, letters alone. */
const wordPairs: readonly Pair[] = [
  ['open', 'close'],
  ['opened', 'closed'],
  ['in', 'out'],
  ['checkin', 'checkout'],
  ['clockin', 'clockout'],
  ['login', 'logout'],
  ['enter', 'leave'],
  ['enter', 'exit'],
  ['entered', 'left'],
  ['entry', 'exit'],
  ['pickedup', 'released'],
  ['pickup', 'release'],
  ['pickedup', 'done'],
  ['claim', 'release'],
  ['claimed', 'released'],
  ['claimed', 'done'],
  ['accepted', 'done'],
  ['start', 'stop'],
  ['started', 'stopped'],
  ['s', 'e'],
  ['s', 'c'],
  ['b', 'e'],
  ['anfang', 'ende'],
  ['debut', 'fin'],
  ['inicio', 'fin'],
]

/** A column whose two texts come in equal numbers for each activity of each case: starts and ends of work by their words, else a question. */
export type FoundStages = {
  readonly header: string
  readonly stages: NonNullable<Mapping['stages']> | null
  readonly question: Question | null
}

/** Looks for such a column in an event log whose rows have one time. `texts` are the sample's cells, by column, all rows of it. */
export function findStages(
  columns: readonly Column[],
  sample: readonly (readonly string[])[],
  header: readonly string[],
  known: Mapping['columns'],
): FoundStages | null {
  if (known.lifecycle !== undefined || (known.start !== undefined && known.end !== undefined)) return null
  const [id, activity] = [header.indexOf(known.case_id ?? ''), header.indexOf(known.activity ?? '')]
  if (id < 0 || activity < 0) return null
  const taken = new Set([known.case_id, known.activity, known.resource, known.start, known.end, known.arrived])
  for (const [at, { name, formats, distinct, texts }] of columns.entries()) {
    if (taken.has(name) || distinct !== 2 || (formats.length > 0 && !texts.every((text) => /^\d$/.test(text)))) continue
    const pair = [...new Set(texts)] as [string, string]
    if (!comeInPairs(sample, [id, activity, at], pair)) continue
    const told = byWords(pair)
    if (told) return { header: name, stages: { [told[0]]: 'start', [told[1]]: 'end' }, question: null }
    return { header: name, stages: null, question: asked(name, pair, texts.length) }
  }
  return null
}

function comeInPairs(
  sample: readonly (readonly string[])[],
  [id, activity, at]: readonly [number, number, number],
  [first]: Pair,
): boolean {
  const groups = new Map<string, { first: number; second: number }>()
  for (const row of sample) {
    const key = JSON.stringify([row[id], row[activity]])
    const group = groups.get(key) ?? { first: 0, second: 0 }
    groups.set(key, group)
    if ((row[at] ?? '').trim() === first) group.first++
    else group.second++
  }
  const even = [...groups.values()].filter((group) => group.first === group.second).length
  // The sample may cut some groups in two.
  return groups.size >= 5 && even >= groups.size * 0.8
}

function byWords(pair: Pair): Pair | null {
  const [a, b] = pair.map((text) => text.toLowerCase().replace(/[^a-z]/g, '')) as [string, string]
  if (wordPairs.some(([start, end]) => a === start && b === end)) return pair
  return wordPairs.some(([start, end]) => b === start && a === end) ? [pair[1], pair[0]] : null
}

function asked(name: string, [a, b]: Pair, count: number): Question {
  const answer = (start: string, end: string) => ({
    answer: `“${start}” is its beginning, “${end}” its end`,
    mapping: { columns: { lifecycle: name }, stages: { [start]: 'start' as const, [end]: 'end' as const } },
  })
  return {
    id: 'stages',
    column: name,
    text: `Each activity of a case has as many rows with “${a}” as with “${b}” in “${name}”. Are these the beginning and the end of one piece of work?`,
    read: 'a piece of work each',
    count,
    examples: [a, b],
    default: 'Each row is work of its own',
    answers: [{ answer: 'Each row is work of its own', mapping: {} }, answer(a, b), answer(b, a)],
  }
}
