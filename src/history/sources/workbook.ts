import readWorkbook from 'read-excel-file/universal'
import { csvLine } from '../../workflow/csv.ts'
import { HistoryError } from '../fault.ts'
import { recogniseIn } from '../head.ts'
import { openText } from '../opening.ts'
import { openQuestions } from '../question.ts'
import type { Question } from '../question.ts'
import type { Source } from './source.ts'

/** A sheet of an Excel workbook as CSV: the one of this name, else the first whose columns are understood, else the first that has rows. Throws a HistoryError where there is none. */
export async function workbookLines(bytes: Uint8Array, wanted: string | undefined): Promise<Source> {
  const sheets = await readWorkbook(new Uint8Array(bytes).buffer).catch(() => {
    throw new HistoryError('This workbook cannot be read: it is broken or locked by a password. Save the sheet as CSV (UTF-8).')
  })
  const filled = sheets.filter(({ data }) => data.length > 1)
  const names = sheets.map(({ sheet }) => sheet)
  const taken =
    wanted === undefined ? (filled.find(({ data }) => holdsHistory(data)) ?? filled[0]) : sheets.find(({ sheet }) => sheet === wanted)
  if (!taken)
    throw new HistoryError(
      wanted === undefined ? 'No sheet of this workbook has rows.' : `The workbook has no sheet “${wanted}”. It has ${names.join(', ')}.`,
    )
  const lines = taken.data.map((row) => csvLine(row.map(cellOf)))
  const question: Question = {
    id: 'sheet',
    column: null,
    text: `The workbook has ${sheets.length} sheets; “${taken.sheet}” was read.`,
    read: taken.sheet,
    count: taken.data.length,
    examples: names,
    default: taken.sheet,
    answers: filled.map(({ sheet }) => ({ answer: sheet, mapping: { sheet } })),
  }
  return {
    chunks: (async function* () {
      for (let at = 0; at < lines.length; at += 500) yield `${lines.slice(at, at + 500).join('\n')}\n`
    })(),
    notes: () => [`The sheet “${taken.sheet}” of the workbook was read; lines are counted as its rows.`],
    questions: () => (filled.length > 1 ? [question] : []),
  }
}

/** Whether the columns of a sheet are understood without a question: the one with the rows, not the one with the sums. */
function holdsHistory(data: readonly (readonly unknown[])[]): boolean {
  const text = data
    .slice(0, 300)
    .map((row) => csvLine(row.map(cellOf)))
    .join('\n')
  try {
    return openQuestions(recogniseIn(openText(text, true), text).questions).length === 0
  } catch (error) {
    if (error instanceof HistoryError) return false
    throw error
  }
}

/** Dates of a workbook have no zone: they are the clock on the wall. */
function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) {
    const rounded = new Date(Math.round(value.getTime() / 1000) * 1000)
    if (Number.isNaN(rounded.getTime())) return ''
    const text = rounded.toISOString()
    // A time of day without its date stands on the day before the first.
    if (text < '1900') return text.slice(11, 19)
    return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : text.slice(0, 19)
  }
  if (typeof value === 'number' || typeof value === 'string') return value
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}
