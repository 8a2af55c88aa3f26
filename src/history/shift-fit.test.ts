import { expect, test } from 'vitest'
import { shiftsOf } from './shift-fit.ts'

/** Monday to Friday from eight to six, so many people; in the other hours of those days so many. */
const week = (people: number, else_: number) =>
  Array.from({ length: 168 }, (_, hour) => (hour >= 120 ? 0 : hour % 24 >= 8 && hour % 24 < 18 ? people : else_))
const titles = (byHour: readonly number[]) => shiftsOf(byHour).map(({ title, people }) => `${title} ${people}`)

test('hours in which hardly anybody ever is have nobody, and what they had is the next ones’', () => {
  expect(titles(week(3, 0.08))).toEqual(['Mon–Wed 08:00–09:00 1', 'Mon–Fri 08:00–18:00 3'])
})

test('a night for which one is there half of the time, or a tenth of the day’s people, keeps its person-hours', () => {
  const hours = (byHour: readonly number[]) =>
    shiftsOf(byHour).reduce((sum, { people, days, from, to }) => {
      const length = Number(to.slice(0, 2)) - Number(from.slice(0, 2))
      return sum + people * days.length * (length > 0 ? length : length + 24)
    }, 0)
  expect(Math.abs(hours(week(8, 0.5)) - 5 * (80 + 7))).toBeLessThan(5)
  expect(Math.abs(hours(week(2, 0.3)) - 5 * (20 + 4.2))).toBeLessThan(5)
})
