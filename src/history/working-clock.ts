import type { Pattern } from './presence.ts'

/** An hour is worked with so large a share of what begins in the busiest hours. */
const worked = 0.15
const busiest = 20

/** The hours of the week (168 flags) in which a pool works, from what begins in each: calibration.md 4.2. All where nothing stands out. */
export function workingClock(begins: ArrayLike<number>): boolean[] {
  const order = Array.from(begins).sort((a, b) => b - a)
  const usual = order.slice(0, busiest).reduce((sum, n) => sum + n, 0) / busiest
  const on = Array.from(begins, (n) => n > 0 && n >= worked * usual)
  const filled = on.map((flag, hour) => flag || (on[(hour + 167) % 168]! && on[(hour + 1) % 168]!))
  return filled.some(Boolean) ? filled : filled.map(() => true)
}

/** The clock as hours that so many people keep. */
export function patternsOf(clock: readonly boolean[], people: number): Pattern[] {
  if (clock.every(Boolean)) return Array.from({ length: 7 }, (_, weekday) => ({ weekday, from: 0, to: 86_400, people }))
  const patterns: Pattern[] = []
  for (let hour = 0; hour < 168; hour++) {
    if (!clock[hour] || clock[(hour + 167) % 168]) continue
    let length = 1
    while (clock[(hour + length) % 168]) length++
    const weekday = Math.floor(hour / 24)
    const from = (hour % 24) * 3600
    // Longer than a day: one stretch a day.
    for (let done = 0; done < length; done += 24)
      patterns.push({ weekday: (weekday + done / 24) % 7, from, to: from + Math.min(24, length - done) * 3600, people })
  }
  return patterns
}
