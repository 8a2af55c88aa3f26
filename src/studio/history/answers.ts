import type { DemandShape } from '../../history/demand.ts'
import type { ActivityProfile, Profile } from '../../history/profile.ts'
import { formatMeasured } from '../../words/duration.ts'
import { formatAmount, formatCount, formatNumber, formatShare } from '../../words/number.ts'
import { formatHourOfWeek } from '../../words/week.ts'

/** When in the week cases arrive, in one sentence. */
export function weekAnswer({ hourOfWeek }: DemandShape): string {
  const peak = hourOfWeek.indexOf(Math.max(...hourOfWeek))
  const average = hourOfWeek.reduce((sum, mean) => sum + mean, 0) / 168
  const times = average > 0 ? hourOfWeek[peak]! / average : 0
  return `Most cases arrive ${formatHourOfWeek(peak)}: ${formatNumber(hourOfWeek[peak]!)} an hour, ${formatNumber(times)} times the average hour`
}

/** How demand runs over the days, in one sentence. */
export function dailyAnswer({ daily, gaps, growth }: DemandShape): string {
  const seen = daily.filter(({ observed }) => observed)
  const mean = seen.reduce((sum, { count }) => sum + count, 0) / Math.max(1, seen.length)
  const most = seen.reduce((best, day) => (day.count > best.count ? day : best), seen[0] ?? { date: '', count: 0, observed: true })
  const trend = growth.significant
    ? `, ${growth.estimate > 0 ? 'growing' : 'falling'} ${formatShare(Math.abs(growth.estimate))} a month`
    : ''
  const missing = gaps.reduce((sum, { days }) => sum + days, 0)
  return `${formatNumber(mean)} cases a day${trend}; the most, ${formatCount(most.count)}, on ${most.date}${missing > 0 ? `; ${formatAmount(missing, 'day')} missing from ${gaps[0]!.from}` : ''}`
}

/** Which kinds of case there are, in one sentence. */
export function mixAnswer({ mix }: Profile): string {
  const [first, second] = mix
  if (!first) return 'The history has no categories'
  const rest = second ? `, ${second.value || 'no category'} ${formatShare(second.share)}` : ''
  return `${formatShare(first.share)} of the cases are ${first.value || 'of no category'}${rest}`
}

/** Which activity waits longest, in one sentence. */
export function waitAnswer(activities: readonly ActivityProfile[]): string {
  // A wait of a handful of its rows is no answer.
  const longest = activities.filter(({ wait, rows }) => wait !== null && wait.n >= rows / 20).sort((a, b) => b.wait!.p50 - a.wait!.p50)[0]
  if (!longest?.wait || longest.wait.p90 === 0) return 'Nothing waits: each piece of work starts as soon as it can'
  return `${longest.name} waits longest: half of the cases more than ${formatMeasured(longest.wait.p50)}, one in ten more than ${formatMeasured(longest.wait.p90)}`
}

/** Where the work goes, in one sentence. */
export function handleAnswer(activities: readonly ActivityProfile[]): string {
  const worked = activities.filter(({ handle, resources }) => handle !== null && resources > 0)
  const total = worked.reduce((sum, { handle }) => sum + handle!.mean * handle!.n, 0)
  const most = [...worked].sort((a, b) => b.handle!.mean * b.handle!.n - a.handle!.mean * a.handle!.n)[0]
  if (!most?.handle || total === 0) return 'The history does not tell how long people work'
  return `${most.name} takes ${formatShare((most.handle.mean * most.handle.n) / total)} of all people’s work: half of its cases up to ${formatMeasured(most.handle.p50)}, one in ten over ${formatMeasured(most.handle.p90)}`
}
