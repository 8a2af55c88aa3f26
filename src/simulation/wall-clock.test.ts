import { expect, test } from 'vitest'
import { clockBetween, hourOfWeek, instantOf, isZone, localSeconds } from './wall-clock.ts'

const utc = (text: string) => Date.parse(text) / 1000

test('local times become moments, through both changes of the clock in Dublin', () => {
  expect(instantOf('Europe/Dublin', localSeconds('2025-01-06T09:00'))).toBe(utc('2025-01-06T09:00:00Z'))
  expect(instantOf('Europe/Dublin', localSeconds('2025-07-07T09:00'))).toBe(utc('2025-07-07T08:00:00Z'))
  expect(instantOf('Europe/Dublin', localSeconds('2025-03-30T01:30'))).toBe(utc('2025-03-30T01:00:00Z'))
  expect(instantOf('Europe/Dublin', localSeconds('2025-10-26T01:30'))).toBe(utc('2025-10-26T00:30:00Z'))
  expect(instantOf('Asia/Kolkata', localSeconds('2025-01-06T09:00'))).toBe(utc('2025-01-06T03:30:00Z'))
  expect(instantOf('America/New_York', localSeconds('2025-11-02T09:00'))).toBe(utc('2025-11-02T14:00:00Z'))
})

test('a clock over a span agrees with single conversions, and there and back is the same', () => {
  const start = utc('2025-01-01T00:00:00Z')
  const clock = clockBetween('Europe/Berlin', start, utc('2026-01-01T00:00:00Z'), start)
  for (let hours = 0; hours < 24 * 360; hours += 7) {
    const local = localSeconds('2025-01-02T00:00') + hours * 3600
    expect(clock.toSeconds(local) + start).toBe(instantOf('Europe/Berlin', local))
  }
  expect(clock.toLocal(clock.toSeconds(localSeconds('2025-06-01T12:00')))).toBe(localSeconds('2025-06-01T12:00'))
})

test('hours of the week and zones', () => {
  expect(hourOfWeek(localSeconds('2025-01-06T00:00'))).toBe(0)
  expect(hourOfWeek(localSeconds('2025-01-12T23:59'))).toBe(167)
  expect([isZone('Europe/Dublin'), isZone('Mars/Base')]).toEqual([true, false])
})
