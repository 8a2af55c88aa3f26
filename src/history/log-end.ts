import { doneAt } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'
import { countUpTo, sorted } from './quantile.ts'

/** How a log can end, and how well each explains which of its late rows are the last of their case: the logarithm of the likelihood of that. */
type Ends = {
  /** What had been written by one instant: cases that were open then lack their rest. */
  readonly cut: number
  /** Cases that had ended by one instant, whole; those that were open then are not in it at all. */
  readonly finished: number
  /** Cases that began by one instant, whole: written until the last of them had ended. */
  readonly followed: number
}

/** So much is wanted before rows are taken away: that a cut explains the log a hundred times as well as anything else. */
const clear = Math.log(100)

/** Of the rows of one activity: how many are their case's last, and of the others, ascending, the seconds to the case's next row and to its last. */
type Onward = { last: number; readonly next: number[]; readonly rest: number[] }

/**
 * Whether a log breaks off at its end, so that cases that were open then lack their rest. An extract of finished cases, or of those that began in some months, does not, whatever its last instant is.
 * How often cases go on after an activity, and how soon, is known from the earlier half of the log's time. In the later half a log that breaks off has rows as their case's last though cases elsewhere go on
 * after them, the more the later; one of finished cases has, the later, the fewer rows after which much follows.
 */
export function breaksOff(history: History, index: CaseIndex): boolean {
  const { cut, finished, followed } = endsOf(history, index)
  return cut - Math.max(finished, followed) > clear
}

function endsOf(history: History, index: CaseIndex): Ends {
  const { late, known } = onwards(history, index)
  const ends = { cut: 0, finished: 0, followed: 0 }
  for (const { activity, isLast, left } of late) {
    const of = known.get(activity)
    if (!of) continue
    // Half an observation of each sort, so that what has never been seen is seldom and not impossible.
    const on = (of.next.length + 0.5) / (of.next.length + of.last + 1)
    const within = (ascending: readonly number[]) => (countUpTo(ascending, left) + 0.5) / (ascending.length + 1)
    const [next, whole] = [on * within(of.next), on * within(of.rest)]
    const add = (share: number) => Math.log(isLast ? 1 - share : share)
    ends.cut += add(next)
    ends.finished += add(whole / (1 - on + whole))
    ends.followed += add(on)
  }
  return ends
}

type LateRow = { readonly activity: number; readonly isLast: boolean; /** Seconds from its end to the log's. */ readonly left: number }

function onwards(history: History, { cases, rows, from }: CaseIndex): { late: LateRow[]; known: Map<number, Onward> } {
  const done = Float64Array.from({ length: history.rows }, (_, row) => doneAt(history, row))
  const ascending = sorted(done.filter((at) => !Number.isNaN(at)))
  const [first, end] = [ascending[0] ?? 0, ascending.at(-1) ?? 0]
  const middle = (first + end) / 2
  const late: LateRow[] = []
  const known = new Map<number, Onward>()
  for (let c = 0; c < cases; c++) {
    const own = rows
      .slice(from[c]!, from[c + 1]!)
      .filter((row) => !Number.isNaN(done[row]!))
      .sort((a, b) => done[a]! - done[b]!)
    own.forEach((row, at) => {
      const activity = history.activity.codes[row]!
      const isLast = at === own.length - 1
      if (done[row]! > middle) late.push({ activity, isLast, left: end - done[row]! })
      else {
        const of = known.get(activity) ?? { last: 0, next: [], rest: [] }
        known.set(activity, of)
        if (isLast) of.last++
        else {
          of.next.push(done[own[at + 1]!]! - done[row]!)
          of.rest.push(done[own.at(-1)!]! - done[row]!)
        }
      }
    })
  }
  for (const { next, rest } of known.values()) for (const list of [next, rest]) list.sort((a, b) => a - b)
  return { late, known }
}
