import type { TextColumn } from './dictionary.ts'
import type { Rows } from './gather.ts'
import type { Question } from './question.ts'

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

/** Activities that differ by case, blanks or dashes only: joined where the mapping says so, else asked about. */
export function joinSameNames(rows: Rows, questions: Question[]): Rows {
  if (rows.form !== 'events') return rows
  const { activity } = rows
  const uses = new Int32Array(activity.values.length)
  for (const code of activity.codes) if (code >= 0) uses[code]!++
  const groups = new Map<string, number[]>()
  for (const [code, name] of activity.values.entries()) groups.set(plain(name), [...(groups.get(plain(name)) ?? []), code])
  const several = [...groups.values()].filter((codes) => codes.length > 1)
  if (several.length === 0) return rows.mapping.sameAs ? { ...rows, activity: renamed(activity, rows.mapping.sameAs) } : rows
  const names = (codes: readonly number[]) => codes.map((code) => `“${activity.values[code]!}”`).join(', ')
  const usual = (codes: readonly number[]) => activity.values[codes.reduce((best, code) => (uses[code]! > uses[best]! ? code : best))]!
  const join = Object.fromEntries(several.flatMap((codes) => codes.map((code) => [activity.values[code]!, usual(codes)] as const)))
  const joined = several.every((codes) => codes.every((code) => rows.mapping.sameAs?.[activity.values[code]!] !== undefined))
  questions.push({
    id: 'same-activity',
    column: rows.mapping.columns.activity ?? null,
    text: `${several.slice(0, 3).map(names).join('; ')}: ${several.length === 1 ? 'is this one activity' : 'are these the same activities'}, written differently?`,
    read: joined ? 'one activity each' : 'different activities',
    count: several.flat().reduce((sum, code) => sum + uses[code]!, 0),
    examples: several.slice(0, 10).map(names),
    default: joined ? 'Join them' : 'Keep them apart',
    answers: [
      { answer: 'Join them', mapping: { sameAs: join } },
      { answer: 'Keep them apart', mapping: { sameAs: {} } },
    ],
  })
  return rows.mapping.sameAs ? { ...rows, activity: renamed(activity, rows.mapping.sameAs) } : rows
}

function renamed(column: TextColumn, sameAs: Readonly<Record<string, string>>): TextColumn {
  const target = column.values.map((name) => (Object.hasOwn(sameAs, name) ? sameAs[name]! : name))
  const values = [...new Set(target)]
  const codes = target.map((name) => values.indexOf(name))
  return { values, codes: column.codes.map((code) => (code < 0 ? -1 : codes[code]!)) }
}
