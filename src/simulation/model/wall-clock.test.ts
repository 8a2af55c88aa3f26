import { expect, test } from 'vitest'
import { hourOfWeek, localSeconds, localText, wallClock } from './wall-clock.ts'
import { zoneOf } from './zone.ts'

const utc = (text: string) => Date.parse(text) / 1000

test('a run of a year in Berlin: seconds since the start and back, through both changes of the clock', () => {
  const start = utc('2025-01-01T00:00:00Z')
  const clock = wallClock(zoneOf('Europe/Berlin'), start)
  expect(clock.toSeconds(localSeconds('2025-01-01T01:00'))).toBe(0)
  expect(clock.toSeconds(localSeconds('2025-07-01T12:00'))).toBe(utc('2025-07-01T12:00:00+02:00') - start)
  expect(clock.toSeconds(localSeconds('2025-03-30T02:30'))).toBe(utc('2025-03-30T01:00:00Z') - start)
  expect(clock.toSeconds(localSeconds('2025-10-26T02:30'))).toBe(utc('2025-10-26T00:30:00Z') - start)
  expect(clock.toLocal(clock.toSeconds(localSeconds('2025-06-01T12:00')))).toBe(localSeconds('2025-06-01T12:00'))
})

test('local times as text, with and without seconds', () => {
  expect(localText(localSeconds('2025-06-01T12:00'))).toBe('2025-06-01T12:00:00')
  expect(localText(localSeconds('2025-06-01T12:00:30') + 0.9)).toBe('2025-06-01T12:00:30')
})

test('the week starts on Monday at midnight', () => {
  expect(hourOfWeek(localSeconds('2025-01-06T00:00'))).toBe(0)
  expect(hourOfWeek(localSeconds('2025-01-12T23:59:59'))).toBe(167)
  expect(hourOfWeek(localSeconds('1969-12-31T23:00'))).toBe(2 * 24 + 23)
})
