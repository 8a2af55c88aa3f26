import { expect, test } from 'vitest'
import { readDuration } from '../workflow/read-duration.ts'
import { formatDuration, formatMeasured } from './duration.ts'
import { formatMeasuredInterval, formatInterval, formatShareInterval, keepUnits, valueAlone } from './interval.ts'
import { formatAmount, formatCompact, formatCount, formatNumber, formatShare, formatSigned } from './number.ts'
import { formatHourOfWeek, formatShift } from './week.ts'

const minute = 60
const hour = 3600
const day = 86_400

test.each([
  [0, '0 s'],
  [0.0001, '0 s'],
  [0.012, '0.012 s'],
  [0.4, '0.4 s'],
  [9.96, '10 s'],
  [42.3, '42.3 s'],
  [90, '90 s'],
  [119, '119 s'],
  [119.7, '119.7 s'],
  [150, '2 min 30 s'],
  [240, '4 min'],
  [10 * minute, '10 min'],
  [59.7 * minute, '59 min 42 s'],
  [day, '1 d'],
  [90 * minute, '1 h 30 min'],
  [117 * minute, '1 h 57 min'],
  [119.98, '2 min'],
  [4 * hour + 20 * minute, '4 h 20 min'],
  [11.6 * hour, '11 h 36 min'],
  [30 * hour, '1 d 6 h'],
  [47.9 * hour, '1 d 23 h 54 min'],
  [3 * day + 4 * hour, '3 d 4 h'],
  [13 * day + 1, '13 d 1 s'],
  [1450 * day, '1,450 d'],
  [-90, '−90 s'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
])('the duration %d s reads %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))

test('what is shown of a duration that was set can be typed again, and is the same to a tenth of a second', () => {
  for (const seconds of [0.4, 59.9, 90, 119.9, 121, 3599, 5400, 86_399, 90_061, 1_209_601]) {
    const read = readDuration(formatDuration(seconds))
    expect([seconds, read.ok && read.seconds]).toEqual([seconds, seconds])
  }
})

test('a duration never shows 60 s, 60 min as a rest, or 24 h', () => {
  for (let seconds = 1; seconds < 20 * day; seconds += 37) expect(formatDuration(seconds)).not.toMatch(/ (60 s|60 min|24 h)$/)
})

test.each([
  [0, '0'],
  [0.0612, '0.061'],
  [8, '8'],
  [1.234, '1.23'],
  [12.44, '12.4'],
  [431.4, '431'],
  [9999, '9,999'],
  [12_480.2, '12,480'],
  [-3.14159, '−3.14'],
  [-0.0000001, '0'],
  [1_234_567, '1,234,567'],
])('the number %d reads %s', (value, text) => expect(formatNumber(value)).toBe(text))

test.each([
  [950, '950'],
  [9999, '9,999'],
  [12_440, '12.4 k'],
  [431_000, '431 k'],
  [3_140_000, '3.1 M'],
])('%d reads %s where there is little room', (value, text) => expect(formatCompact(value)).toBe(text))

test.each([
  [0, '0 %'],
  [1, '100 %'],
  [0.6212, '62 %'],
  [0.0431, '4.3 %'],
  [0.0012, '0.12 %'],
  [0.00001, '< 0.01 %'],
  [0.0996, '10 %'],
  [-0.04, '−4.0 %'],
])('the share %d reads %s', (share, text) => expect(formatShare(share)).toBe(text))

test('an interval is written to the precision that it has', () => {
  expect(formatInterval({ value: 4.234, low: 3.93, high: 4.54 })).toBe('4.2 ± 0.3')
  expect(formatInterval({ value: 431.4, low: 401, high: 461 })).toBe('431 ± 30')
  expect(formatInterval({ value: 0.061, low: 0.057, high: 0.065 })).toBe('0.061 ± 0.004')
  expect(formatInterval({ value: 12.5, low: null, high: null })).toBe('12.5')
  expect(formatInterval({ value: 12.5, low: 12.5, high: 12.5 })).toBe('12.5')
  expect(formatInterval({ value: 94.12, low: 94.119, high: 94.121 })).toBe('94.1 ± < 0.1')
  expect(formatMeasuredInterval({ value: 4.2 * hour, low: 3.9 * hour, high: 4.5 * hour })).toBe('4.2 h ± 0.3')
  expect(formatMeasuredInterval({ value: 90, low: 88, high: 92 })).toBe('90 s ± 2')
  expect(formatShareInterval({ value: 0.941, low: 0.935, high: 0.947 })).toBe('94.1 % ± 0.6')
})

test('a column keeps one unit', () => {
  expect(formatMeasured(90, { name: 'h', seconds: hour })).toBe('0.025 h')
  expect(formatMeasured(4.2 * hour)).toBe('4.20 h')
})

test('numbers stay with their units where lines break', () => {
  expect(keepUnits('no 96 %, from 1 d to 4 h 20 min, 3 hours')).toBe('no 96\u00a0%, from 1\u00a0d to 4\u00a0h 20\u00a0min, 3 hours')
})

test('signs, words and the week', () => {
  expect(formatSigned(1.4)).toBe('+1.40')
  expect(formatSigned(-720, formatDuration)).toBe('−12 min')
  expect(formatSigned(0)).toBe('0')
  expect([formatAmount(1, 'case'), formatAmount(44_812, 'case'), formatCount(2), formatAmount(2, 'day')]).toEqual([
    '1 case',
    '44,812 cases',
    '2',
    '2 days',
  ])
  expect([formatHourOfWeek(0), formatHourOfWeek(38), formatHourOfWeek(167)]).toEqual(['Mon 00:00', 'Tue 14:00', 'Sun 23:00'])
})

test('days of a shift in a row are told by the first and the last, over the end of the week as well', () => {
  const shift = (...days: number[]) => formatShift({ days, from: '08:00', to: '16:00' })
  expect(shift(1, 2, 3, 4, 5)).toBe('Mon–Fri 08:00–16:00')
  expect(shift(7, 1, 2, 3, 4)).toBe('Sun–Thu 08:00–16:00')
  expect(shift(1, 3, 5)).toBe('Mon, Wed, Fri 08:00–16:00')
  expect(shift(2, 1)).toBe('Mon, Tue 08:00–16:00')
  expect(shift(1, 2, 3, 4, 5, 6, 7)).toBe('daily 08:00–16:00')
})

test('a value alone keeps the rounding that its interval gives it', () => {
  expect(valueAlone(formatMeasuredInterval({ value: 15_660, low: 13_860, high: 17_460 }))).toBe('4.3 h')
  expect(valueAlone(formatShareInterval({ value: 0.4312, low: 0.41, high: 0.45 }))).toBe('43 %')
  expect(valueAlone('0 s')).toBe('0 s')
})
