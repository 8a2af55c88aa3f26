import { expect, test } from 'vitest'
import { clockTable } from '../compile/clock-table.ts'
import { zoneOf } from '../model/zone.ts'
import { Hours } from './clock.ts'

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Hour of the week and minute of the hour as the machine's own calendar says. */
function shown(zone: string, instant: number): { hour: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant * 1000)
  const part = (type: string) => parts.find((one) => one.type === type)!.value
  return { hour: days.indexOf(part('weekday')) * 24 + Number(part('hour')), minute: Number(part('minute')) }
}

test.each([
  ['Europe/Dublin', '2025-03-24T00:00:00Z', 14],
  ['Europe/Dublin', '2025-10-20T00:00:00Z', 14],
  ['Australia/Lord_Howe', '2025-04-01T00:00:00Z', 10],
  ['Asia/Kolkata', '2025-01-06T00:00:00Z', 3],
])('%s from %s: every hour is the one that the calendar shows, from its first moment to its last', (name, from, count) => {
  const start = Date.parse(from) / 1000
  const horizon = count * 86400
  const hours = new Hours(clockTable(zoneOf(name), start, horizon))
  let last = 0
  while (hours.from < horizon) {
    expect(hours.from).toBe(last)
    expect(hours.next).toBeGreaterThan(hours.from)
    const middles = [hours.from, (hours.from + hours.next) / 2, hours.next - 1]
    for (const time of middles) expect(shown(name, start + time).hour).toBe(hours.hourOfWeek)
    last = hours.next
    hours.advance()
    expect(shown(name, start + last).minute === 0 || last - hours.from === 0).toBe(true)
  }
})

test('a day on which the clock is put forward has 23 hours, one on which it is put back 25', () => {
  const hoursOf = (from: string) => {
    const hours = new Hours(clockTable(zoneOf('Europe/Dublin'), Date.parse(from) / 1000, 7 * 86400))
    const seen: number[] = []
    while (hours.hourOfWeek >= 6 * 24) hours.advance()
    for (; hours.hourOfWeek < 6 * 24; hours.advance());
    for (; hours.hourOfWeek >= 6 * 24; hours.advance()) seen.push(hours.hourOfWeek % 24)
    return seen
  }
  expect(hoursOf('2025-03-24T00:00:00Z')).toEqual([0, ...Array.from({ length: 22 }, (_, i) => i + 2)])
  expect(hoursOf('2025-10-19T23:00:00Z')).toEqual([0, 1, 1, ...Array.from({ length: 22 }, (_, i) => i + 2)])
})
