import Papa from 'papaparse'
import { unguarded } from '../workflow/csv.ts'
import { HistoryError } from './fault.ts'

const names = {
  case: ['case', 'case_id', 'item', 'subject'],
  rater: ['rater', 'reviewer', 'resource', 'name', 'by'],
  decision: ['decision', 'outcome', 'rating', 'category', 'answer'],
} as const

/** Reads the decisions of a calibration set (CSV): one row per decision, with the case, who took it, and what was decided. Throws a HistoryError that names lines. */
export function readRatings(text: string): { readonly case: string; readonly rater: string; readonly decision: string }[] {
  const parsed = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' })
  const [header = [], ...rows] = parsed.data.map((cells) => cells.map((cell) => unguarded(cell.trim())))
  const columnOf = (field: keyof typeof names): number => {
    const at = header.findIndex((title) => (names[field] as readonly string[]).includes(title.toLowerCase().replaceAll(' ', '_')))
    if (at < 0) throw new HistoryError(`There is no column for the ${field}: call it ${names[field].slice(0, 2).join(' or ')}.`)
    return at
  }
  const columns = { case: columnOf('case'), rater: columnOf('rater'), decision: columnOf('decision') }
  return rows.map((cells, index) => {
    const cell = (field: keyof typeof names) => {
      const value = cells[columns[field]] ?? ''
      if (value === '') throw new HistoryError(`Line ${index + 2} names no ${field}.`)
      return value
    }
    return { case: cell('case'), rater: cell('rater'), decision: cell('decision') }
  })
}
