import { mean } from './quantile.ts'
import { wideningOf } from './widening.ts'

/** How many people of a pool were at work on a date, in days since 1970 on the wall clock. */
export type Attendance = { readonly date: number; readonly people: number }

/**
 * So many standard errors is what the date that tells most apart has to tell apart: without a change one world in a hundred has such a date (Andrews 1993, no change being looked for in
 * the first and the last 15 %), as for one date that was fixed before 2.58 would be.
 */
const clear = 3.5
const trimmed = 0.15
/** Before and after so many dates at least. */
const fewest = 10
/** And after it so many days: the hours that people keep on a weekday take four of its dates to tell (presence.ts). */
const fewestDays = 28
/** And by so much of the people who are there: a smaller change is not worth the days that were before it. */
const material = 0.05

/** Since which date so many people are there as now, by its days alone; null where that did not change. Dates in order, on which somebody was there. */
export function changedSince(days: readonly Attendance[]): number | null {
  let since: number | null = null
  for (let later = days; ;) {
    const place = changeOf(later)
    if (place === null) return since
    since = later[place]!.date
    later = later.slice(place)
  }
}

/** Where the mean number of people over what is usual on the weekday changes most, if that stands clear of chance: a test for one change at an unknown time. */
function changeOf(days: readonly Attendance[]): number | null {
  const n = days.length
  const byWeekday = Array.from({ length: 7 }, (_, weekday) => days.filter(({ date }) => date % 7 === weekday))
  const usual = byWeekday.map((same) => mean(same.map(({ people }) => people)))
  const over = days.map(({ date, people }) => people - usual[date % 7]!)
  const least = Math.max(fewest, Math.ceil(trimmed * n))
  let [best, contrast, sum, sumAtBest] = [0, -1, 0, 0]
  for (let place = 1; place <= n - least; place++) {
    sum += over[place - 1]!
    if (place < least || days[n - 1]!.date - days[place]!.date < fewestDays - 1) continue
    const found = (sum * sum) / (place * (n - place))
    if (found > contrast) [best, contrast, sumAtBest] = [place, found, sum]
  }
  if (contrast < 0) return null
  const [before, after] = [sumAtBest / best, -sumAtBest / (n - best)]
  const errors = over.map((value, i) => value - (i < best ? before : after))
  const squares = errors.reduce((all, error) => all + error * error, 0)
  const free = n - byWeekday.filter((same) => same.length > 0).length - 1
  const error = Math.sqrt((squares / free) * (1 / best + 1 / (n - best))) * wideningOf(errors)
  const change = Math.abs(after - before)
  return change >= material * mean(days.map(({ people }) => people)) && change > clear * error ? best : null
}
