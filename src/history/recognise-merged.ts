import type { KnownColumn, Mapping } from './mapping.ts'
import type { Question } from './question.ts'

/**
 * Cells of the case that were merged in a spreadsheet: each id stands once, with empty cells below it. Null where ids come again, so that an empty one is a
 * row without its case.
 */
export function mergedCells(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  columns: Mapping['columns'],
): { readonly columns: KnownColumn[]; readonly question: Question } | null {
  if (columns.activity === undefined || columns.case_id === undefined) return null
  const cells = (name: string) => {
    const at = header.indexOf(name)
    return sample.filter((row) => row.some((cell) => cell.trim() !== '')).map((row) => (row[at] ?? '').trim())
  }
  const ids = cells(columns.case_id)
  const filled = ids.filter((id) => id !== '')
  const isMerged =
    ids[0] !== '' && filled.length >= 3 && new Set(filled).size === filled.length && (ids.length - filled.length) * 10 >= ids.length
  if (!isMerged) return null
  const alike = (name: string) => cells(name).every((cell, row) => (cell === '') === (ids[row] === ''))
  const together = Object.entries(columns).flatMap(([known, name]) => (alike(name) ? [known as KnownColumn] : []))
  const answer = 'They belong to the case above'
  return {
    columns: together,
    question: {
      id: 'merged',
      column: columns.case_id,
      text: `Each “${columns.case_id}” stands once, with empty cells below it (${filled.slice(0, 3).join(', ')}), as merged cells of a spreadsheet do. Whose are the rows without one?`,
      read: 'those of the case above',
      count: ids.length - filled.length,
      examples: filled.slice(0, 3),
      default: answer,
      answers: [
        { answer, mapping: { fillDown: together } },
        { answer: 'Nobody’s: set them aside', mapping: { fillDown: [] } },
      ],
    },
  }
}
