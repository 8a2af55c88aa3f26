import { expect, test } from 'vitest'
import { isZone, zoneOf } from './zone.ts'

const local = (text: string) => Date.parse(`${text}Z`) / 1000

test('wall clock to instant and back in Dublin, winter and summer', () => {
  const zone = zoneOf('Europe/Dublin')
  expect(zone.toEpoch(local('2025-01-15T12:00:00'))).toBe(Date.parse('2025-01-15T12:00:00Z') / 1000)
  expect(zone.toEpoch(local('2025-07-15T12:00:00'))).toBe(Date.parse('2025-07-15T11:00:00Z') / 1000)
  expect(zone.toLocal(Date.parse('2025-07-15T11:00:00Z') / 1000)).toBe(local('2025-07-15T12:00:00'))
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

test('moments: a time that the clock skips is the moment of the change, whether by an hour or by half of one', () => {
  const moment = (name: string, text: string) => zoneOf(name).momentOf(local(text))
  const utc = (text: string) => Date.parse(text) / 1000
  expect(moment('Europe/Dublin', '2025-01-06T09:00:00')).toBe(utc('2025-01-06T09:00:00Z'))
  expect(moment('Europe/Dublin', '2025-07-07T09:00:00')).toBe(utc('2025-07-07T08:00:00Z'))
  expect(moment('Europe/Dublin', '2025-03-30T01:30:00')).toBe(utc('2025-03-30T01:00:00Z'))
  expect(moment('Europe/Dublin', '2025-10-26T01:30:00')).toBe(utc('2025-10-26T00:30:00Z'))
  expect(moment('Australia/Lord_Howe', '2025-10-05T02:15:00')).toBe(utc('2025-10-04T15:30:00Z'))
  expect(moment('Asia/Kolkata', '2025-01-06T09:00:00')).toBe(utc('2025-01-06T03:30:00Z'))
  expect(moment('America/New_York', '2025-11-02T09:00:00')).toBe(utc('2025-11-02T14:00:00Z'))
})

test('an unknown zone says what to write', () => {
  expect(() => zoneOf('Europe/Dubln')).toThrow('Write one like Europe/Dublin')
  expect([isZone('Europe/Dublin'), isZone('Europe/Dubln')]).toEqual([true, false])
})
