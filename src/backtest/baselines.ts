import { day, week, weekdayOf } from './distances.ts'
import { EventLog } from './event-log.ts'
import type { EventRow } from './event-log.ts'

/** History replay: the last cases of train, as many as the test has, moved by whole weeks to where the test begins. */
export function replay(train: EventLog, test: EventLog): EventLog {
  const last = train.only(new Set(train.byStart().slice(-test.cases.size)))
  return last.shifted(Math.round((firstStart(test) - firstStart(last)) / week) * week)
}

/** The noise floor: every second case of the test, to be measured against the others. */
export function halves(test: EventLog): readonly [real: EventLog, simulated: EventLog] {
  const order = test.byStart()
  return [test.only(new Set(order.filter((_, i) => i % 2 === 1))), test.only(new Set(order.filter((_, i) => i % 2 === 0)))]
}

/**
 * Whole days drawn anew: each date of the test takes the cases of a past date of the same weekday, whole. `chance` gives numbers from 0 to below 1.
 * `weeks`: how far back from the end of train; Infinity: all.
 */
export function resampledDays(train: EventLog, test: EventLog, weeks: number, chance: () => number): EventLog {
  const casesOn = new Map<number, string[]>()
  let last = -Infinity
  for (const [id, start] of train.starts) {
    const date = Math.floor(start / day)
    casesOn.set(date, [...(casesOn.get(date) ?? []), id])
    last = Math.max(last, date)
  }
  const first = Math.max(Math.floor(firstStart(train) / day), last - weeks * 7 + 1)
  const dates = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const rows: EventRow[] = []
  let lastTest = -Infinity
  for (const start of test.starts.values()) lastTest = Math.max(lastTest, start)
  for (let date = Math.floor(firstStart(test) / day); date <= Math.floor(lastTest / day); date++) {
    const alike = dates.filter((other) => weekdayOf(other * day) === weekdayOf(date * day))
    const drawn = alike[Math.floor(chance() * alike.length)]
    if (drawn === undefined) continue
    for (const id of casesOn.get(drawn) ?? [])
      for (const row of train.cases.get(id)!)
        rows.push({ ...row, case: `${date} ${id}`, start: row.start + (date - drawn) * day, end: row.end + (date - drawn) * day })
  }
  // Before the first case of the test nothing is asked.
  const drawn = new EventLog(rows)
  const from = firstStart(test)
  return drawn.only(new Set([...drawn.starts].filter(([, start]) => start >= from && start <= lastTest).map(([id]) => id)))
}

function firstStart(log: EventLog): number {
  let first = Infinity
  for (const start of log.starts.values()) first = Math.min(first, start)
  return first
}
