import { expect, test } from 'vitest'
import { readDays, sayDays } from './days.ts'

test.each([
  [[1, 2, 3, 4, 5], 'Mon–Fri'],
  [[6, 7], 'Sat, Sun'],
  [[1, 2, 3, 4, 5, 6, 7], 'every day'],
  [[1, 3, 4, 5, 7], 'Mon, Wed–Fri, Sun'],
  [[2], 'Tue'],
])('%j is said as %s and read back', (days, said) => {
  expect(sayDays(days)).toBe(said)
  expect(readDays(said)).toEqual({ ok: true, days })
})

test('a range may run over the weekend, in full words', () => {
  expect(readDays('Friday - Monday')).toEqual({ ok: true, days: [1, 5, 6, 7] })
})

test.each(['', 'Someday', 'Mon–Foo', 'M'])('%j is refused', (text) => {
  expect(readDays(text).ok).toBe(false)
})
