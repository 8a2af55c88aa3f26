import { UserError } from '../workflow/user-error.ts'
import type { Question } from './question.ts'

/** Why a row of a history cannot be used. */
export const faultReasons = {
  fields: 'wrong number of fields',
  quotes: 'broken quotes',
  control: 'control characters',
  long: 'field or line too long',
  case: 'missing case id',
  activity: 'missing activity',
  time: 'unreadable time',
  year: 'impossible year',
  order: 'end before start',
  count: 'unreadable number',
  duplicate: 'duplicate row',
  far: 'time far from all others',
  lifecycle: 'no start and no end of work',
  mark: 'mark of a case’s start or end',
  total: 'sum of other rows',
} as const
export type FaultReason = keyof typeof faultReasons

/** A row that is not used. `line` is its first line in the file, counted from 1; `detail` says what was found. */
export type Fault = { readonly line: number; readonly reason: FaultReason; readonly detail: string; readonly excerpt: string }

/** All that was read: rows good and bad add up to rows read. The first fifty thousand bad rows are listed (a profile has the first thousand), all are counted. */
export type Reading = {
  readonly read: number
  readonly good: number
  readonly bad: number
  readonly blankLines: number
  readonly byReason: Readonly<Partial<Record<FaultReason, number>>>
  readonly listed: readonly Fault[]
  /** Times of the wall clock that do not exist, or exist twice, in the mapping's zone. */
  readonly clock: { readonly gaps: number; readonly repeats: number }
  /** Characters that were not valid in the file's encoding (U+FFFD), in rows that are used all the same. */
  readonly replacementCharacters: number
  /** Rows that had fewer cells than the header and were filled up with empty ones. */
  readonly padded: number
  /** What else is worth knowing, in sentences. */
  readonly notes: readonly string[]
}

/** A history that cannot be read at all: what is wrong and what to do, in one message. */
export class HistoryError extends UserError {
  override readonly name = 'HistoryError'
  /** What somebody has to say first; the message asks it too. */
  readonly questions: readonly Question[]

  constructor(message: string, questions: readonly Question[] = []) {
    super(message)
    this.questions = questions
  }
}

const listLimit = 50_000
const excerptLength = 120

/** Lists and counts bad rows. */
export class FaultList {
  readonly byReason: Partial<Record<FaultReason, number>> = {}
  readonly listed: Fault[] = []
  bad = 0

  add(reason: FaultReason, line: number, detail: string, raw: string): void {
    this.bad++
    this.byReason[reason] = (this.byReason[reason] ?? 0) + 1
    if (this.listed.length < listLimit) this.listed.push({ line, reason, detail, excerpt: excerptOf(raw) })
  }
}

/** The start of a row on one line, with control characters made visible. */
function excerptOf(raw: string): string {
  const start = raw.slice(0, excerptLength)
  const visible = Array.from(start, (character) => (character.charCodeAt(0) < 32 || character === '\u007f' ? '·' : character)).join('')
  return raw.length > excerptLength ? `${visible}…` : visible
}
