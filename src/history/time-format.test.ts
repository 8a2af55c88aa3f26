import { expect, test } from 'vitest'
import { timeReader } from './time-format.ts'
import { possibleTimeFormats } from './time-shape.ts'
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

/** The same moment in writings that exports have, with the format found and what it reads. */
test.each([
  ['02-Mar-2026 09:00:00', 'dd-MMM-yyyy HH:mm:ss'],
  ['02/Mar/26 09:00 AM', 'dd/MMM/yy hh:mm a'],
  ['02/Mar/2026:09:00:00 +0000', 'dd/MMM/yyyy:HH:mm:ss'],
  ['2. März 2026 09:00', 'dd. MMM yyyy HH:mm'],
  ['2 de marzo de 2026, 9:00', "dd 'de' MMMM 'de' yyyy, HH:mm"],
  ['2 mars 2026 09:00', 'dd MMM yyyy HH:mm'],
  ['Mar 2, 2026 9:00 AM', 'MMM dd, yyyy hh:mm a'],
  ['March 2, 2026, 9:00:00 a.m.', 'MMMM dd, yyyy, hh:mm:ss a'],
  ['Mon, 02 Mar 2026 10:00:00 +0100', 'dd MMM yyyy HH:mm:ss'],
  ['Mon, 02 Mar 2026 09:00:00 GMT', 'dd MMM yyyy HH:mm:ss'],
  ['Mon Mar 02 2026 10:00:00 GMT+0100 (Central European Standard Time)', 'MMM dd yyyy HH:mm:ss'],
  ['Mon Mar  2 09:00:00 2026', 'MMM dd HH:mm:ss yyyy'],
  ['20260302T090000Z', 'yyyyMMddTHHmmss'],
  ['20260302090000', 'yyyyMMddHHmmss'],
  ['2026/03/02 09:00', 'yyyy/MM/dd HH:mm'],
  ['2026-3-2 9:00', 'yyyy-MM-dd HH:mm'],
  ['2026-03-02T10:00:00+01:00[Europe/Paris]', 'iso'],
  ['2026-03-02 04:00:00 EST', 'iso'],
  ['46083.375', 'excel'],
  ['46083,375', 'excel'],
  ['1772442000', 'epoch-s'],
  ['1772442000000', 'epoch-ms'],
  ['1772442000000000', 'epoch-us'],
  ['1772442000000000000', 'epoch-ns'],
])('%s is found to be %s', (text, format) => {
  expect(possibleTimeFormats([text])).toEqual([format])
  expect(read(format, text)).toBe(utc('2026-03-02T09:00:00Z'))
})

test('two-digit years: points put the day first, slashes are asked, a year first is seen by what it leaves', () => {
  expect(possibleTimeFormats(['02.03.26 09:00', '06.03.26 13:19'])).toEqual(['dd.MM.yy HH:mm'])
  expect(possibleTimeFormats(['02/03/26 09:00', '06/03/26 13:19'])).toEqual(['dd/MM/yy HH:mm', 'MM/dd/yy HH:mm'])
  expect(possibleTimeFormats(['26-03-14 09:00', '26-03-31 09:00', '26-04-02 10:00'])).toEqual(['yy-MM-dd HH:mm'])
  expect(read('dd.MM.yy', '02.03.99')).toBe(utc('1999-03-02T00:00:00Z'))
})

test('a clock that says pm after noon on twenty-four hours', () => {
  expect(possibleTimeFormats(['13/03/2026 09:00 AM', '13/03/2026 14:05 PM'])).toEqual(['dd/MM/yyyy HH:mm a'])
  expect(read('dd/MM/yyyy HH:mm a', '13/03/2026 14:05 PM')).toBe(utc('2026-03-13T14:05:00Z'))
})

test.each(['2025-01-06T09:00:00+99:99', '2025-01-06T09:00:00+15:00', '2025-01-06T09:00:00+01:07'])(
  '%s has an offset that no clock has',
  (text) => {
    expect(read('iso', text)).toBeNaN()
  },
)

test('ids, amounts and words are no times', () => {
  for (const texts of [['20260001', '20269999'], ['120', '95'], ['Review', 'March'], ['10.5', '3.25'], ['1.2.3.4'], ['12-34-56']])
    expect(possibleTimeFormats(texts)).toEqual([])
})
