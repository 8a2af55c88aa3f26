import { expect, test } from 'vitest'
import { uniform } from '../simulation/engine/chance.ts'
import { closedOf } from './closed-hours.ts'

const hour = 3600
/** Monday 2026-03-02. */
const monday = Date.UTC(2026, 2, 2) / 1000
const weekdayAt = (time: number) => Math.floor((time - monday) / 86_400) % 7
/** Somebody is there from eight to five, Monday to Friday. */
const worked = (from: number, to: number) => {
  let sum = 0
  for (let at = from; at < to; at += 60) {
    const ofDay = ((at - monday) % 86_400) / hour
    if (weekdayAt(at) < 5 && ofDay >= 8 && ofDay < 17) sum += Math.min(60, to - at)
  }
  return sum
}

/** Cases that come round the clock, and are taken up one after another, ten minutes each, from an hour of the day on. */
function queue(opens: number, perDay: number) {
  const found: { from: number; to: number }[] = []
  let free = monday
  for (let n = 0; n < 84 * perDay; n++) {
    const from = monday + Math.floor(((n + uniform(1, 1, n, 0)) * 86_400) / perDay)
    let to = Math.max(from, free)
    while (weekdayAt(to) > 4 || (to - monday) % 86_400 < opens * hour || (to - monday) % 86_400 >= 17 * hour)
      to = monday + Math.floor((to - monday) / hour + 1) * hour
    free = to + 600
    found.push({ from, to })
  }
  return found
}

test('the hour from eight to nine is closed where people are there and what came overnight is taken up from nine on, and open where it is taken up at eight', () => {
  const hours = (closed: readonly boolean[]) => closed.flatMap((isClosed, at) => (isClosed ? [at] : []))
  const late = closedOf(queue(9, 12), worked)
  expect(hours(late.closed)).toEqual([0, 1, 2, 3, 4].map((weekday) => weekday * 24 + 8))
  expect(late.n).toBeGreaterThan(0)
  expect(closedOf(queue(8, 12), worked)).toEqual({ closed: Array.from({ length: 168 }, () => false), n: 0 })
  // Nor where they have more than they can do, and the week begins with all of Saturday and Sunday.
  expect(closedOf(queue(8, 38), worked).n).toBe(0)
})

test('an hour in which nobody waited is not closed, though hardly anything begins in it', () => {
  const quiet = queue(8, 12).filter(({ to }) => (to - monday) % 86_400 < 16 * hour)
  expect(closedOf(quiet, worked).closed[16]).toBe(false)
})
