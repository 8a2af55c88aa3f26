import { expect, test } from 'vitest'
import { readNumber } from './read-number.ts'

test.each([
  ['12', 12],
  [' 12,480 ', 12_480],
  ['12 480', 12_480],
  ['1,234,567.5', 1_234_567.5],
  ['.5', 0.5],
  ['−3', -3],
  ['1e6', 1_000_000],
  ['5.', 5],
])('%s is read as %d', (text, value) => expect(readNumber(text, {})).toEqual({ ok: true, value }))

test.each([
  ['', {}, 'Type a number.'],
  ['1,5', {}, '“1,5” is not a number.'],
  ['twelve', {}, '“twelve” is not a number.'],
  ['0x10', {}, '“0x10” is not a number.'],
  ['1e999', {}, 'The number is too large.'],
  ['1.5', { whole: true }, 'Type a whole number.'],
  ['-1', { min: 0 }, 'Type 0 or more.'],
  ['2', { max: 1 }, 'Type 1 or less.'],
])('%s is refused', (text, limits, message) => expect(readNumber(text, limits)).toEqual({ ok: false, message }))

test('an optional number may be empty', () => expect(readNumber('  ', { optional: true })).toEqual({ ok: true, value: null }))
