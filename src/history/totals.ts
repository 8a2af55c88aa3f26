import { textAt } from './dictionary.ts'
import type { FaultList } from './fault.ts'
import { gatherRows, rowsBut } from './gather.ts'
import type { Rows } from './gather.ts'
import type { Question } from './question.ts'

const called = /^(?:grand |sub-?)?(?:total|sum|summe|gesamt|insgesamt|overall|all|alle|everything|todo|todos|totale|tous)\b/i

/**
 * Counts of a category that are the sum of the others at the same time would count each case twice: they are set aside, and asked about. A category counts as a sum
 * where it is that at every time at which it stands beside others; with one other alone, only where it is called a total as well.
 */
export function setTotalsAside(rows: Rows, faults: FaultList, questions: Question[]): Rows {
  const { category, mapping } = rows
  if (rows.form !== 'volume' || mapping.columns.category === undefined) return rows
  const found = category.values.filter((name, code) => name !== '' && isSum(rows, code, called.test(name)))
  const totals = mapping.totals ?? found
  const asked = [...new Set([...found, ...totals])].filter((name) => category.values.includes(name))
  if (asked.length === 0) return rows
  const aside = new Set(totals)
  const names = asked.map((name) => `“${name}”`).join(', ')
  const isAside = asked.some((name) => aside.has(name))
  const lines = new Set<number>()
  for (let row = 0; row < rows.rows; row++) if (aside.has(textAt(category, row))) lines.add(row)
  questions.push({
    id: 'totals',
    column: mapping.columns.category,
    text: `${names} in “${mapping.columns.category}” ${asked.length === 1 ? 'has the sum' : 'have the sums'} of the other rows of the same time. With ${asked.length === 1 ? 'it' : 'them'} each case would count twice.`,
    read: isAside ? 'set aside' : 'a kind of case like the others',
    count: category.codes.reduce((sum, code) => sum + (asked.includes(category.values[code]!) ? 1 : 0), 0),
    examples: asked.slice(0, 10),
    default: isAside ? 'Set it aside' : 'It is a kind of case',
    answers: [
      { answer: 'Set it aside', mapping: { totals: asked } },
      { answer: 'It is a kind of case', mapping: { totals: [] } },
    ],
  })
  for (const row of lines)
    faults.add(
      'total',
      rows.line[row]!,
      `“${textAt(category, row)}” is the sum of other rows.`,
      `${textAt(category, row)}, ${rows.count[row]}`,
    )
  return lines.size === 0 ? rows : gatherRows(rows, rowsBut(rows.rows, lines))
}

/** Whether the counts of this category are the sums of the others, time by time. */
function isSum({ category, start, count }: Rows, total: number, isCalledSo: boolean): boolean {
  const times = new Map<number, { own: number; others: number; kinds: number }>()
  for (const [row, code] of category.codes.entries()) {
    const time = times.get(start[row]!) ?? { own: NaN, others: 0, kinds: 0 }
    if (code === total) time.own = Number.isNaN(time.own) ? count[row]! : time.own + count[row]!
    else {
      time.others += count[row]!
      time.kinds++
    }
    times.set(start[row]!, time)
  }
  const beside = [...times.values()].filter(({ own, kinds }) => !Number.isNaN(own) && kinds > 0)
  const telling = beside.filter(({ others }) => others > 0)
  const several = telling.filter(({ kinds }) => kinds > 1).length
  if (telling.length < (isCalledSo ? 2 : 6) || (!isCalledSo && several < 6)) return false
  return beside.every(({ own, others }) => Math.abs(own - others) <= 1e-6 * Math.max(1, others))
}
