import type { MappingPatch } from './mapping.ts'

/** One answer, in words, and what it puts into the mapping. */
export type Answer = { readonly answer: string; readonly mapping: MappingPatch }

/**
 * A doubt about how a history is read. The same list stands in `profile --json`, on the page, and, answered, in a mapping file.
 * `default` is the answer that was taken; null: nothing is read before somebody answers.
 */
export type Question = {
  readonly id: string
  /** The file's header; null: it is about the file. */
  readonly column: string | null
  readonly text: string
  /** What it was read as. */
  readonly read: string
  /** Rows or cells it is about; of the first rows where not all have been read. */
  readonly count: number
  readonly examples: readonly string[]
  readonly default: string | null
  readonly answers: readonly Answer[]
}

/** Questions that have to be answered before the file can be read. */
export function openQuestions(questions: readonly Question[]): Question[] {
  return questions.filter((question) => question.default === null)
}
