const week = 604_800

/** Seconds of the week, from a fixed moment of it. */
export function timeOfWeek(local: number): number {
  return ((local % week) + week) % week
}

/** The n-th nearest (from 0) to the time of the week of a moment, of cases in order of theirs; `local`: by case, in seconds. */
export function nearestInWeek(local: Float64Array, cases: readonly number[], moment: number, n: number): number {
  const { length } = cases
  const time = timeOfWeek(moment)
  const caseAt = (place: number) => cases[(place + length) % length]!
  const away = (place: number) => {
    const apart = Math.abs(timeOfWeek(local[caseAt(place)]!) - time)
    return Math.min(apart, week - apart)
  }
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeOfWeek(local[cases[middle]!]!) < time) low = middle + 1
    else high = middle
  }
  let [before, after] = [low - 1, low]
  for (let found = 0; ; found++) {
    const place = away(before) < away(after) ? before-- : after++
    if (found === n) return caseAt(place)
  }
}
