import { hourOfWeek } from '../simulation/model/wall-clock.ts'

/** A wait from when to when, in seconds on the wall clock; `ended`: it ended then and was not cut off. */
export type Stretch = { readonly from: number; readonly to: number; readonly weight: number; readonly ended: boolean }

/** What is asked of the working hours: how fast they run at a time, and how much of an interval they hold. */
type Hours = { readonly onAt: (local: number) => number; readonly worked: (from: number, to: number) => number }

/** So many ends as expected are added to those of each hour, so that few waits make an even pace. */
const prior = 10
/** Beyond so many hours a wait tells nothing more. */
const mostHours = 1440
/** All waits, the last half or quarter is tried on the last fifth of them. */
const shares = [1, 0.5, 0.25]
const held = 0.2
/** Fewer ends than this in the part that is tried say nothing of the hours of a week. */
const fewest = 100
/** The natural logarithm of the odds by which a pace must foretell those hours better than an even one. */
const clear = 3

/** Rounds of the fit. */
const turns = 8
const bands = 40
const cells = 168 * bands

/**
 * How fast the outside world works by the hour of the week (Monday 00:00 first), 1 on average over the hours in which the clock runs: the waits that ended in an hour over those that would have ended at an
 * even pace. What is expected goes by how long each has waited by then (a log-linear model of hour and length; Poisson), so that waits of minutes, which end in the hour in which they began, do not pass for haste.
 * Of all waits, the last half or quarter, as foretells the hours of the last fifth best (log-likelihood). Null where none does so clearly better than an even pace, or there are too few.
 */
export function paceOf(waits: readonly Stretch[], hours: Hours): number[] | null {
  const order = [...waits].sort((a, b) => a.from - b.from)
  const cut = Math.floor(order.length * (1 - held))
  const [before, after] = [order.slice(0, cut), tallyOf(order.slice(cut), hours)]
  if (after.ended.reduce((sum, n) => sum + n, 0) < fewest) return null
  let best: { share: number; gain: number } | null = null
  for (const share of shares) {
    const part = before.slice(Math.floor(before.length * (1 - share)))
    const gain = gainOf(after, paceIn(tallyOf(part, hours), hours))
    if (gain > (best?.gain ?? clear)) best = { share, gain }
  }
  if (best === null) return null
  const chosen = paceIn(tallyOf(order.slice(Math.floor(order.length * (1 - best.share))), hours), hours)
  return chosen.map((pace) => Math.max(1, Math.round(pace * 1000)) / 1000)
}

/** By hour of the week and how long they had waited: the waits that ended, and the seconds that were waited. */
type Tally = { readonly ended: Float64Array; readonly waited: Float64Array }

function tallyOf(waits: readonly Stretch[], { worked }: Hours): Tally {
  const [ended, waited] = [new Float64Array(cells), new Float64Array(cells)]
  for (const { from, to, weight, ended: isOver } of waits) {
    let [age, last, count] = [0, -1, 0]
    for (let at = from; at < to && count < mostHours; count++) {
      const end = Math.min(to, (Math.floor(at / 3600) + 1) * 3600)
      const hour = hourOfWeek(at)
      for (let left = worked(at, end); left > 1e-6;) {
        const band = bandOf(age)
        const part = Math.min(left, 60 * 2 ** band - age)
        last = hour * bands + band
        waited[last]! += part * weight
        age += part
        left -= part
      }
      at = end
    }
    if (isOver && last >= 0 && count < mostHours) ended[last]! += weight
  }
  return { ended, waited }
}

/** A minute and less, up to two, four, eight … minutes. */
function bandOf(age: number): number {
  return age < 60 ? 0 : Math.min(bands - 1, 1 + Math.floor(Math.log2(age / 60)))
}

/** How likely a pace makes the ends of a tally against an even one, in logarithms of odds; how long waits take is what makes them likeliest. */
function gainOf({ ended, waited }: Tally, pace: readonly number[]): number {
  let gain = 0
  for (let band = 0; band < bands; band++) {
    let [ends, time, paced] = [0, 0, 0]
    for (let hour = 0; hour < 168; hour++) {
      const at = hour * bands + band
      ends += ended[at]!
      time += waited[at]!
      paced += waited[at]! * pace[hour]!
      gain += ended[at]! * Math.log(pace[hour]!)
    }
    if (ends > 0) gain -= ends * Math.log(paced / time)
  }
  return gain
}

/** By hour of the week the ends, and how many there would be at an even pace, where the rates of each length of wait are those of a pace. */
function byHour({ ended, waited }: Tally, pace: readonly number[]): { ends: number; expected: number }[] {
  const rates = Array.from({ length: bands }, (_, band) => {
    let [ends, time] = [0, 0]
    for (let hour = 0; hour < 168; hour++) {
      ends += ended[hour * bands + band]!
      time += waited[hour * bands + band]! * pace[hour]!
    }
    return time > 0 ? ends / time : 0
  })
  return Array.from({ length: 168 }, (_, hour) => {
    let [ends, expected] = [0, 0]
    for (let band = 0; band < bands; band++) {
      ends += ended[hour * bands + band]!
      expected += waited[hour * bands + band]! * rates[band]!
    }
    return { ends, expected }
  })
}

/** The pace of each hour of the week, drawn to that of its hour of the day on weekdays or weekends, and that to 1; pace and rates in turns, as a log-linear model is fitted. */
function paceIn(tally: Tally, hours: Hours): number[] {
  let pace = Array.from({ length: 168 }, () => 1)
  for (let turn = 0; turn < turns; turn++) {
    const counts = byHour(tally, pace)
    const days = Array.from({ length: 48 }, (_, day) => {
      const own = counts.filter((_one, hour) => dayOf(hour) === day)
      return paceFrom(
        own.reduce((sum, { ends }) => sum + ends, 0),
        own.reduce((sum, { expected }) => sum + expected, 0),
        1,
      )
    })
    pace = evened(
      counts.map(({ ends, expected }, hour) => paceFrom(ends, expected, days[dayOf(hour)]!)),
      hours,
    )
  }
  return pace
}

/** Hour of the day on weekdays, 24 later on weekends. */
function dayOf(hour: number): number {
  return (hour >= 120 ? 24 : 0) + (hour % 24)
}

/** The same, 1 on average over the hours in which the clock runs. */
function evened(pace: readonly number[], { onAt }: Hours): number[] {
  let [sum, time] = [0, 0]
  for (let minute = 0; minute < 168 * 60; minute++) {
    // 1970 began on a Thursday.
    const on = onAt((minute - 3 * 1440) * 60)
    sum += on * pace[Math.floor(minute / 60)]!
    time += on
  }
  return pace.map((one) => (one * time) / sum)
}

function paceFrom(ends: number, expected: number, usual: number): number {
  return (ends + prior * usual) / (expected + prior)
}
