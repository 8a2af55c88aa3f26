import readWorkbook from 'read-excel-file/universal'
import { csvLine } from '../../workflow/csv.ts'
import { HistoryError } from '../fault.ts'
import type { Question } from '../question.ts'
import type { Source } from './source.ts'

/** A sheet of an Excel workbook as CSV: the one of this name, else the first that has rows. Throws a HistoryError where there is none. */
export async function workbookLines(bytes: Uint8Array, wanted: string | undefined): Promise<Source> {
  const sheets = await readWorkbook(new Uint8Array(bytes).buffer).catch(() => {
    throw new HistoryError('This workbook cannot be read: it is broken or locked by a password. Save the sheet as CSV (UTF-8).')
  })
  const filled = sheets.filter(({ data }) => data.length > 1)
  const names = sheets.map(({ sheet }) => sheet)
  const taken = wanted === undefined ? filled[0] : sheets.find(({ sheet }) => sheet === wanted)
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

/** Dates of a workbook have no zone: they are the clock on the wall. */
function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) {
    const rounded = new Date(Math.round(value.getTime() / 1000) * 1000)
    return Number.isNaN(rounded.getTime()) ? '' : rounded.toISOString().slice(0, 19)
  }
  if (typeof value === 'number' || typeof value === 'string') return value
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}
