import { expect, test } from 'vitest'
import { possibleTimeFormats, timeReader } from './time-format.ts'
import { zoneOf } from '../simulation/model/zone.ts'

const read = (format: string, text: string, zone = 'UTC') => timeReader(format, zoneOf(zone), { gaps: 0, repeats: 0 })(text)
const utc = (text: string) => Date.parse(text) / 1000

test.each([
  ['1999-01-31T08:00:05', '1999-01-31T08:00:05Z'],
  ['1999-01-31 08:00:05.250', '1999-01-31T08:00:05.250Z'],
  ['2024-02-29', '2024-02-29T00:00:00Z'],
  ['2024-02-29T10:00', '2024-02-29T10:00:00Z'],
  ['2024-02-29T10:00:00+05:30', '2024-02-29T04:30:00Z'],
  ['2024-02-29T10:00:00-0800', '2024-02-29T18:00:00Z'],
  ['2024-02-29T10:00:00Z', '2024-02-29T10:00:00Z'],
  ['2024-02-29 24:00:00', '2024-03-01T00:00:00Z'],
])('ISO 8601 %s', (text, expected) => {
  expect(read('iso', text)).toBeCloseTo(utc(expected), 3)
})

test.each([
  '2023-02-29',
  '2024-13-01',
  '2024-01-01T25:00:00',
  '2024-01-01T10:60:00',
  '2024-1-1',
  'yesterday',
  '20240101',
  '2024-0x-01T00:00:00',
  '٢٠٢٤-٠١-٠١',
])('%s is not a time', (text) => {
  expect(read('iso', text)).toBeNaN()
})

test('years before 1970 and after 2100 are impossible', () => {
  expect(read('iso', '0001-01-01')).toBe(Infinity)
  expect(read('iso', '9999-12-31T00:00:00')).toBe(Infinity)
  expect(read('epoch-s', '-5')).toBe(Infinity)
})

test('patterns, in their zone', () => {
  expect(read('dd/MM/yyyy HH:mm', '03/04/2025 09:30')).toBe(utc('2025-04-03T09:30:00Z'))
  expect(read('MM/dd/yyyy hh:mm a', '3/4/2025 9:30 PM')).toBe(utc('2025-03-04T21:30:00Z'))
  expect(read('MM/dd/yyyy hh:mm a', '3/4/2025 12:05 am')).toBe(utc('2025-03-04T00:05:00Z'))
  expect(read('dd.MM.yyyy HH:mm:ss', '15.07.2025 12:00:00', 'Europe/Berlin')).toBe(utc('2025-07-15T10:00:00Z'))
  expect(read('dd/MM/yyyy HH:mm', '31/02/2025 09:30')).toBeNaN()
  expect(read('epoch-s', '1700000000')).toBe(1_700_000_000)
  expect(read('epoch-ms', '1700000000500')).toBe(1_700_000_000.5)
})

test.each(['HH:mm', 'yyyy-MM', 'yyyy-MM-dd yyyy', 'dd/MM/yyyy EEE', 'x'.repeat(50)])('the pattern %s is refused', (pattern) => {
  expect(() => read(pattern, '1')).toThrow(/time format/)
})

test('ambiguous days are shown as ambiguous', () => {
  expect(possibleTimeFormats(['03/04/2025 10:00', '05/06/2025 11:00'])).toEqual(['dd/MM/yyyy HH:mm', 'MM/dd/yyyy HH:mm'])
  expect(possibleTimeFormats(['03/04/2025 10:00', '15/06/2025 11:00'])).toEqual(['dd/MM/yyyy HH:mm'])
  expect(possibleTimeFormats(['1', '2', '30'])).toEqual([])
  expect(possibleTimeFormats(['1700000000'])).toEqual(['epoch-s'])
})
