import { expect, test } from 'vitest'
import { hourOfWeek, localText, zoneOf } from './zone.ts'

const local = (text: string) => Date.parse(`${text}Z`) / 1000

test('wall clock to instant and back in Dublin, winter and summer', () => {
  const zone = zoneOf('Europe/Dublin')
  expect(zone.toEpoch(local('2025-01-15T12:00:00'))).toBe(Date.parse('2025-01-15T12:00:00Z') / 1000)
  expect(zone.toEpoch(local('2025-07-15T12:00:00'))).toBe(Date.parse('2025-07-15T11:00:00Z') / 1000)
  expect(localText(zone.toLocal(Date.parse('2025-07-15T11:00:00Z') / 1000))).toBe('2025-07-15T12:00:00')
})

test('a time in the spring gap moves on by the gap and is counted', () => {
  const faults = { gaps: 0, repeats: 0 }
  const epoch = zoneOf('Europe/Berlin').toEpoch(local('2025-03-30T02:30:00'), faults)
  expect(epoch).toBe(Date.parse('2025-03-30T03:30:00+02:00') / 1000)
  expect(faults).toEqual({ gaps: 1, repeats: 0 })
})

test('of a time that exists twice in autumn the first is taken, and counted', () => {
  const faults = { gaps: 0, repeats: 0 }
  const epoch = zoneOf('America/New_York').toEpoch(local('2025-11-02T01:30:00'), faults)
  expect(epoch).toBe(Date.parse('2025-11-02T01:30:00-04:00') / 1000)
  expect(faults).toEqual({ gaps: 0, repeats: 1 })
})

test('every hour of two years comes back, outside of the repeats', () => {
  for (const name of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']) {
    const zone = zoneOf(name)
    const lost = []
    for (let epoch = Date.UTC(2024, 0, 1) / 1000; epoch < Date.UTC(2026, 0, 1) / 1000; epoch += 1800)
      if (zone.toEpoch(zone.toLocal(epoch)) !== epoch) lost.push(epoch)
    expect(lost.length).toBeLessThanOrEqual(4)
  }
})

test('the week starts on Monday at midnight', () => {
  expect(hourOfWeek(local('2025-01-06T00:00:00'))).toBe(0)
  expect(hourOfWeek(local('2025-01-12T23:59:59'))).toBe(167)
  expect(hourOfWeek(local('1969-12-31T23:00:00'))).toBe(2 * 24 + 23)
})

test('an unknown zone says what to write', () => {
  expect(() => zoneOf('Europe/Dubln')).toThrow('Write one like Europe/Dublin')
})
