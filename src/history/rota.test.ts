import { expect, test } from 'vitest'
import { dutyOfPerson } from './presence.ts'
import type { Span } from './presence.ts'
import { rotaOf } from './rota.ts'
import { patternsOf, workingClock } from './working-clock.ts'

const hour = 3600
const day = 86_400
/** A Monday, 00:00 on the wall clock. */
const monday = 4 * day
const nothing = () => 0

function dice(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

test('five people from 22:00 to 06:00 on weekdays are one line, not pieces cut at midnight', () => {
  const draw = dice(5)
  const patterns = Array.from({ length: 5 }, () => {
    const rows: Span[] = []
    for (let d = 0; d < 70; d++)
      for (let at = monday + d * day + 22 * hour; d % 7 < 5 && at < monday + d * day + 30 * hour; at += hour * (0.2 + draw()))
        rows.push([at, at + 600])
    const duty = dutyOfPerson(rows, nothing)
    expect(duty.days).toBe(50)
    expect(duty.loose.every((seconds) => seconds === 0)).toBe(true)
    return duty.regular.map(({ weekday, from, to }) => ({ weekday, from, to, people: 1 }))
  }).flat()
  expect(rotaOf(patterns)).toEqual([{ title: 'Mon–Fri 22:00–06:00', people: 5, days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00' }])
})

test('a date counts once, however long the pause in it', () => {
  // Each weekday a row at 08:00 and one at 15:00: nine hours of duty at most, not one from each row on.
  const rows = Array.from({ length: 28 }, (_, d) => d)
    .filter((d) => d % 7 < 5)
    .flatMap((d): Span[] => [8, 15].map((at) => [monday + d * day + at * hour, monday + d * day + (at + 1) * hour]))
  const { days, regular } = dutyOfPerson(rows, nothing)
  expect(days).toBe(20)
  expect(regular.map(({ weekday, from, to, days: on }) => [weekday, from / hour, to / hour, on])).toEqual(
    [0, 1, 2, 3, 4].map((weekday) => [weekday, 8, 15, 4]),
  )
})

test('what waits while nobody takes it is not on duty', () => {
  const rows: Span[] = []
  for (let d = 0; d < 5; d++)
    for (let at = 8; at < 16; at++) rows.push([monday + 7 * d * day + at * hour, monday + 7 * d * day + (at + 0.5) * hour])
  // The half hour after each row is waited through.
  const { regular, away } = dutyOfPerson(rows, (from, to) => to - from)
  expect(regular).toEqual([{ weekday: 0, from: 8 * hour, to: 15 * hour, days: 5 }])
  expect(Array.from(away.slice(7, 16))).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 0].map((half) => half * 5 * 1800))
})

test('parts of people add up, and chance between weekdays is evened out', () => {
  const patterns = [3.1, 2.8, 3.2, 2.9, 3].flatMap((people, weekday) => [
    { weekday, from: 8 * hour, to: 16 * hour, people: people - 0.4 },
    { weekday, from: 8.3 * hour, to: 16.2 * hour, people: 0.4 },
  ])
  expect(rotaOf(patterns)).toEqual([{ title: 'Mon–Fri 08:00–16:00', people: 3, days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }])
})

test('a clock: hours with a good share of what begins; single holes are filled; nothing known is always', () => {
  const begins = Array.from({ length: 168 }, (_, at) =>
    at < 120 && at % 24 >= 9 && at % 24 < 17 && at % 24 !== 12 ? 20 : at === 130 ? 1 : 0,
  )
  const clock = workingClock(begins)
  expect(clock.filter(Boolean)).toHaveLength(40)
  expect(rotaOf(patternsOf(clock, 2))).toEqual([
    { title: 'Mon–Fri 09:00–17:00', people: 2, days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  ])
  expect(workingClock(new Float64Array(168)).every(Boolean)).toBe(true)
  expect(
    rotaOf(
      patternsOf(
        clock.map(() => true),
        1,
      ),
    ),
  ).toEqual([{ title: 'Mon–Sun 00:00–24:00', people: 1, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }])
})
