import { censoringOf, doneAt, indexCases, lastInstant } from '../history/cases.ts'
import type { CaseIndex } from '../history/cases.ts'
import { HistoryError } from '../history/fault.ts'
import type { History } from '../history/history.ts'
import { quantile, sorted } from '../history/quantile.ts'
import { subsetOf } from '../history/subset.ts'
import { zoneOf } from '../simulation/model/zone.ts'

/** Where the part to learn from ends and the part to be foretold begins. Times are seconds since 1970. */
export type Split = {
  /** The first case of the test arrives then; nothing from then on is learnt from. */
  readonly border: number
  /** The last case of the test arrives then. */
  readonly lastArrival: number
  readonly lastInstant: number
  readonly trainCases: number
  /** By case of the history: whether it is of the test. */
  readonly isTest: readonly boolean[]
  readonly testCases: number
  /** Cases so near the end that only quick ones can be complete: of neither part. */
  readonly leftOut: number
  /** What there was to see at the border: rows that had ended, of cases that had come. */
  readonly train: History
  /** The same of cases so early that they should be complete. */
  readonly complete: History
  /** 95th percentile of lead time in train, in seconds. */
  readonly p95: number
}

/** Fewer cases than this on either side say nothing. */
const fewest = 20

/**
 * Cuts a history in time (calibration.md, section 9): the first `train` of the cases by arrival, of those that begin no later than the end less the p90 of
 * lead time of the first half; or all that arrive before `until`, a date on the history's wall clock. Throws a HistoryError where too little is left.
 */
export function splitHistory(
  history: History,
  { train: share = 0.8, until }: { readonly train?: number; readonly until?: string },
  index: CaseIndex = indexCases(history),
): Split {
  if (history.form !== 'events')
    throw new HistoryError('A back-test needs an event log: one row for each piece of work, with its case, its activity and a time.')
  const last = lastInstant(history)
  const { cut } = censoringOf(index, last)
  const cases = Array.from({ length: index.cases }, (_, c) => c)
    .filter((c) => index.arrived[c]! <= cut)
    .sort((a, b) => index.arrived[a]! - index.arrived[b]! || a - b)
  const trainCases =
    until === undefined ? Math.floor(cases.length * share) : cases.filter((c) => index.arrived[c]! < instantOf(until, history)).length
  const test = cases.slice(trainCases)
  if (trainCases < fewest || test.length < fewest)
    throw new HistoryError(
      `The history is too small to be cut: ${trainCases} cases to learn from and ${test.length} to foretell, of ${cases.length} that can be complete; at least ${fewest} are needed on either side.`,
    )
  const border = index.arrived[test[0]!]!
  const isTest = Array.from({ length: index.cases }, () => false)
  for (const c of test) isTest[c] = true
  const arrivedAt = (row: number) => index.arrived[history.caseId.codes[row]!]!
  const train = subsetOf(history, (row) => arrivedAt(row) < border && doneAt(history, row) <= border)
  const trainIndex = indexCases(train)
  const limit = censoringOf(trainIndex, border).cut
  const complete = subsetOf(train, (row) => trainIndex.arrived[train.caseId.codes[row]!]! <= limit)
  const leads = cases.slice(0, trainCases).flatMap((c) => (index.finished[c]! <= border ? [index.finished[c]! - index.arrived[c]!] : []))
  return {
    border,
    lastArrival: index.arrived[test.at(-1)!]!,
    lastInstant: last,
    trainCases,
    isTest,
    testCases: test.length,
    leftOut: index.cases - cases.length,
    train,
    complete,
    p95: leads.length === 0 ? 0 : quantile(sorted(leads), 0.95),
  }
}

function instantOf(text: string, history: History): number {
  const local = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text)
    ? Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`) / 1000
    : NaN
  if (Number.isNaN(local)) throw new HistoryError(`“${text}” is not a date. Write one like 2025-01-31 or 2025-01-31T08:00:00.`)
  return zoneOf(history.timezone).toEpoch(local)
}
