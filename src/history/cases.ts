import type { History } from './history.ts'
import { quantile, sorted } from './quantile.ts'

/** The rows of an event log or case table by case, each case in the order of time. Times are seconds since 1970. */
export type CaseIndex = {
  readonly cases: number
  /** Rows, case by case; those of case `c` are at `from[c]` up to before `from[c + 1]`. */
  readonly rows: Int32Array
  readonly from: Int32Array
  /** By case: when it arrived: the log's own column, else the start of its first row. */
  readonly arrived: Float64Array
  /** By case: end of its last row; `NaN` while open (case tables) or unknown. */
  readonly finished: Float64Array
  /** By row: since when the work could have begun: the latest end of the case's earlier rows, else the arrival. */
  readonly enabled: Float64Array
}

/** Fewer cases than this do not tell how long there is none between two. */
const fewestArrivals = 50
/** Looking further back than this for the row that enabled another would not end with a case of a million rows. */
const lookBack = 64

/** Orders a history by case. A volume history has no cases. */
export function indexCases(history: History): CaseIndex {
  const cases = history.form === 'volume' ? 0 : history.caseId.values.length
  const from = new Int32Array(cases + 1)
  const rows = new Int32Array(cases === 0 ? 0 : history.rows)
  for (let row = 0; row < rows.length; row++) from[history.caseId.codes[row]! + 1]!++
  for (let c = 0; c < cases; c++) from[c + 1]! += from[c]!
  const next = from.slice()
  for (let row = 0; row < rows.length; row++) rows[next[history.caseId.codes[row]!]!++] = row
  const index = {
    cases,
    rows,
    from,
    arrived: new Float64Array(cases),
    finished: new Float64Array(cases),
    enabled: new Float64Array(rows.length),
  }
  for (let c = 0; c < cases; c++) placeCase(history, index, c)
  return index
}

/** When work on a row began as far as known: its start, or its end where the log has ends only. */
export function beginOf(history: History, row: number): number {
  const start = history.start[row]!
  return Number.isNaN(start) ? history.end[row]! : start
}

/** When a row was over as far as known: its end, or its start where the log has none. */
export function doneAt(history: History, row: number): number {
  const end = history.end[row]!
  return Number.isNaN(end) ? history.start[row]! : end
}

/** The last instant that a history tells of. */
export function lastInstant(history: History): number {
  let last = -Infinity
  for (let row = 0; row < history.rows; row++) {
    const [start, end] = [history.start[row]!, history.end[row]!]
    if (start > last) last = start
    if (end > last) last = end
  }
  return last
}

/**
 * Cases that arrive near the end of a log can be in it only when they were quick, so that times and outcomes taken from them are too good.
 * `cut` is the arrival after which a case is left out of fits: the end less the 90th percentile of lead time of the earlier half of the cases.
 */
export function censoringOf(
  index: CaseIndex,
  end: number,
): { readonly p90: number; readonly cut: number; readonly leftOut: number; readonly open: number } {
  const order = sorted(index.arrived.filter((arrived) => arrived <= end))
  const middle = order[Math.floor(order.length / 2)] ?? end
  const lead: number[] = []
  let [leftOut, open] = [0, 0]
  for (let c = 0; c < index.cases; c++) {
    const arrived = index.arrived[c]!
    if (arrived > end) continue
    const finished = index.finished[c]!
    if (!(finished <= end)) open++
    else if (arrived <= middle) lead.push(finished - arrived)
  }
  const p90 = lead.length > 0 ? quantile(sorted(lead), 0.9) : 0
  const cut = end - p90
  for (const arrived of order) if (arrived > cut) leftOut++
  return { p90, cut, leftOut, open }
}

/**
 * Until when a log tells of all work, in seconds since 1970: its end, or the last arrival where it is a choice of cases by when they began, which then run out: no case has arrived for
 * more than twice the longest time without one before. What was done after that is a part of the work, and says neither how many people are there nor what the world takes now.
 */
export function fullUntil({ arrived }: CaseIndex, end: number): number {
  const order = sorted(arrived.filter((time) => time <= end))
  const last = order.at(-1) ?? end
  const longest = order.reduce((most, time, i) => Math.max(most, time - (order[i - 1] ?? time)), 0)
  return order.length >= fewestArrivals && end - last > 2 * longest ? last : end
}

function placeCase(history: History, index: CaseIndex, c: number): void {
  const { rows, from, enabled } = index
  const [first, after] = [from[c]!, from[c + 1]!]
  sortByTime(history, rows, first, after)
  let arrived = NaN
  let finished = -Infinity
  for (let at = first; at < after; at++) {
    const row = rows[at]!
    const own = history.arrived[row]!
    if (own < arrived || Number.isNaN(arrived)) arrived = own
    const end = history.end[row]!
    const done = Number.isNaN(end) && history.form === 'events' ? history.start[row]! : end
    if (Number.isNaN(done) || done > finished) finished = done
  }
  const begun = beginOf(history, rows[first]!)
  index.arrived[c] = Number.isNaN(arrived) ? begun : Math.min(arrived, begun)
  index.finished[c] = finished
  for (let at = first; at < after; at++) enabled[rows[at]!] = enabledAt(history, index, first, at, index.arrived[c])
}

function enabledAt(history: History, { rows }: CaseIndex, first: number, at: number, arrived: number): number {
  const begin = beginOf(history, rows[at]!)
  let latest = arrived
  for (let before = at - 1; before >= Math.max(first, at - lookBack); before--) {
    const done = doneAt(history, rows[before]!)
    if (done <= begin && done > latest) latest = done
  }
  return latest
}

/** Insertion sort: the rows of a case are few and nearly in order. A long case is handed to the engine's sort. */
function sortByTime(history: History, rows: Int32Array, first: number, after: number): void {
  const later = (a: number, b: number) => beginOf(history, a) - beginOf(history, b) || history.end[a]! - history.end[b]! || a - b
  if (after - first > 32) {
    rows.subarray(first, after).sort(later)
    return
  }
  for (let i = first + 1; i < after; i++) {
    const row = rows[i]!
    let j = i - 1
    for (; j >= first && later(rows[j]!, row) > 0; j--) rows[j + 1] = rows[j]!
    rows[j + 1] = row
  }
}
