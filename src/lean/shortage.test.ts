import { expect, test } from 'vitest'
import { twoPoolsReport } from '../../tests/samples/two-pools.ts'
import { findShortages, sayWeek } from './shortage.ts'

const { arabic, english, specialists } = twoPoolsReport.pools as Required<typeof twoPoolsReport.pools>
const week = (value: (hour: number, day: number) => number) =>
  Array.from({ length: 168 }, (_, hour) => value(hour % 24, Math.floor(hour / 24)))

test('the evening of every day', () => {
  expect(findShortages(arabic!)).toEqual([{ kind: 'short', from: 18, to: 23, days: [1, 2, 3, 4, 5, 6, 7] }])
  expect(sayWeek('Arabic tier 1', findShortages(arabic!))).toBe('Arabic tier 1 is short of people from 18:00 to 23:00 every day')
})

test('a queue under one case is no shortage', () => {
  expect(sayWeek('English tier 1', findShortages(english!))).toBe('English tier 1 has people enough at every hour of the week')
})

test('nobody at weekends', () => {
  expect(findShortages(specialists!)).toEqual([{ kind: 'nobody', from: 0, to: 24, days: [6, 7] }])
})

test('over midnight, on weekdays only, with ragged edges on one day', () => {
  const short = (hour: number, day: number) => (day < 5 && hour >= 22) || (day > 0 && day < 6 && hour < 2) || (day === 2 && hour === 21)
  const pool = {
    ...arabic!,
    queueByHour: week((hour, day) => (short(hour, day) ? 5 : 0)),
    busyByHour: week(() => 2),
    peopleByHour: week(() => 2),
  }
  expect(findShortages(pool)).toEqual([{ kind: 'short', from: 22, to: 2, days: [1, 2, 3, 4, 5] }])
  expect(sayWeek('Night', findShortages(pool))).toBe('Night is short of people from 22:00 to 02:00 from Monday to Friday')
})

test('people with time to spare are not short, whatever waits', () => {
  const pool = { ...arabic!, queueByHour: week(() => 9), busyByHour: week(() => 1), peopleByHour: week(() => 4) }
  expect(findShortages(pool)).toEqual([])
})
