import type { TextColumn } from './dictionary.ts'
import type { Reading } from './fault.ts'
import type { Mapping } from './mapping.ts'
import type { Question } from './question.ts'

export type HistoryForm = 'events' | 'cases' | 'volume'

/**
 * A history in memory: one entry per good row, in columns. Times are seconds since 1970 (UTC), `NaN` where the cell was empty.
 * `events`: one row per piece of work; `cases`: one row per case, `start` is its arrival and `end` its closing;
 * `volume`: one row per interval from `start` to `end` with `count` cases.
 */
export type History = {
  readonly form: HistoryForm
  readonly mapping: Mapping
  /** Zone of the wall clock, for pictures by the hour. */
  readonly timezone: string
  readonly rows: number
  /** Line in the file. */
  readonly line: Int32Array
  readonly caseId: TextColumn
  readonly activity: TextColumn
  readonly resource: TextColumn
  readonly category: TextColumn
  readonly outcome: TextColumn
  /** Event logs that say when the case arrived; else all `NaN` or, for case tables, the same as `start`. */
  readonly arrived: Float64Array
  readonly start: Float64Array
  readonly end: Float64Array
  readonly count: Float64Array
  readonly handleSeconds: Float64Array
  /** Further columns by header. One with too many different values is left out, and a note says so. */
  readonly attributes: ReadonlyMap<string, TextColumn>
  readonly header: readonly string[]
  /** People named in rows that are not used. */
  readonly otherPeople: readonly string[]
  readonly reading: Reading
  /** Doubts about the reading, each with the answer that was taken. */
  readonly questions: readonly Question[]
}
