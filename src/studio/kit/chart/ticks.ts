/** Round numbers from `low` to `high` at steps of 1, 2 or 5 times a power of ten, about `count` of them; the first is at or below `low`, the last at or above `high`. */
export function ticksBetween(low: number, high: number, count = 4): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || high <= low) return [low, low + 1]
  const step = stepNear((high - low) / count)
  return spread(low, high, step)
}

// Seconds are read in clock units: steps that people know, not 5,000 s.
const clockSteps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800, 432_000, 604_800,
]

/** The same for an axis of durations in seconds: steps of whole minutes, hours and days. */
export function durationTicks(low: number, high: number, count = 4): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || high <= low) return [low, low + 1]
  const wanted = (high - low) / count
  if (wanted < 1) return ticksBetween(low, high, count)
  const step = clockSteps.find((known) => known >= wanted) ?? stepNear(wanted / 604_800) * 604_800
  return spread(low, high, step)
}

const roundDurations = [1, 5, 15, 60, 300, 900, 3600, 14_400, 43_200, 86_400, 259_200, 604_800, 2_592_000, 7_776_000, 31_536_000]

/** Durations in seconds that people know, from `low` to `high`, for a log axis: `60`, `300`, `3600`, `86400`. */
export function roundDurationsBetween(low: number, high: number): number[] {
  return roundDurations.filter((seconds) => seconds >= low && seconds <= high)
}

function stepNear(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const leading = rough / power
  return (leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10) * power
}

function spread(low: number, high: number, step: number): number[] {
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/**
 * Where an axis of days is marked: at the first of each month, as many as about `most` have room for; where less than two months begin, at Mondays. `dates`
 * are days in order, as `2026-03-31`; the marks are their places among them.
 */
export function dayTicks(dates: readonly string[], most = 6): number[] {
  const at = (test: (date: string) => boolean) => dates.flatMap((date, index) => (test(date) ? [index] : []))
  const months = at((date) => date.endsWith('-01'))
  const marks = months.length > 1 ? months : at((date) => new Date(`${date}T00:00:00Z`).getUTCDay() === 1)
  const every = Math.max(1, Math.ceil(marks.length / most))
  return marks.filter((_, index) => index % every === 0)
}
