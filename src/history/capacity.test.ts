import { expect, test } from 'vitest'
import { capacityOf } from './capacity.ts'
import type { Asking } from './capacity.ts'
import type { Span } from './presence.ts'

const hour = 3600
/** A generator of its own for the truth (Lehmer). */
function dice(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** Monday 10:00 to 11:00 of many weeks (1970-01-05 was one): calls at random, `servers(week)` people, first come first served. */
function line(weeks: number, servers: (week: number) => number, perHour: number, seconds: number): { work: Span[]; asking: Asking[] } {
  const u = dice(11)
  const [work, asking]: [Span[], Asking[]] = [[], []]
  for (let week = 0; week < weeks; week++) {
    const from = (4 + 7 * week) * 86_400 + 10 * hour
    const free = Array.from({ length: servers(week) }, () => from)
    for (let at = from; ;) {
      at -= (Math.log(u()) * hour) / perHour
      if (at >= from + hour) break
      const next = free.indexOf(Math.min(...free))
      const begin = Math.max(at, free[next]!)
      free[next] = begin - Math.log(u()) * seconds
      work.push([begin, free[next]!])
      asking.push({ at, until: begin })
    }
  }
  return { work, asking }
}

test('of eight people seen on duty five take up work: so many come back, whether they are always busy or seldom', () => {
  for (const perHour of [60, 85, 110]) {
    const { work, asking } = line(150, () => 5, perHour, 180)
    const onDuty = Array.from({ length: 168 }, (_, at) => (at === 10 ? 8 : 0))
    const found = capacityOf(work, asking, onDuty)
    expect(Math.abs(found[10]! - 5)).toBeLessThan(0.35)
    expect(found.filter((people) => people > 0)).toHaveLength(1)
  }
})

test('where the number changes from week to week its mean comes back, and not that of the weeks in which something waits', () => {
  const servers = (week: number) => 4 + (week % 3) * 2
  const { work, asking } = line(300, servers, 85, 180)
  const onDuty = Array.from({ length: 168 }, () => 9)
  const found = capacityOf(work, asking, onDuty)
  expect(Math.abs(found[10]! - 6)).toBeLessThan(0.6)
})

test('where nothing ever waits all on duty are there', () => {
  const onDuty = Array.from({ length: 168 }, () => 2.4)
  const found = capacityOf([[0, 600]], [{ at: 300, until: 300 }], onDuty)
  expect(found.every((people) => Math.abs(people - 2.4) < 1e-9)).toBe(true)
})

test('a case that waits for somebody who knows its kind, while others are taken up at once, does not make the line short of people', () => {
  const { work, asking } = line(150, () => 5, 60, 180)
  const special: Asking[] = Array.from({ length: 150 }, (_, week) => {
    const at = (4 + 7 * week) * 86_400 + 10 * hour + 900
    return { at, until: at + 1200 }
  })
  const onDuty = Array.from({ length: 168 }, () => 8)
  expect(Math.abs(capacityOf(work, [...asking, ...special], onDuty)[10]! - 5)).toBeLessThan(0.35)
})
