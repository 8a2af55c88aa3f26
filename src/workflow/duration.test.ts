import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoDuration, isDuration, parseDuration } from './duration.ts'
import { sha256 } from './hash.ts'

test.each([
  ['PT4H', 14400],
  ['PT90S', 90],
  ['P30D', 2592000],
  ['P1DT4H', 100800],
  ['P2W', 1209600],
  ['PT0.5S', 0.5],
  ['PT1H30M', 5400],
])('%s is %d s', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds)
})

test.each(['', 'P', 'PT', '4H', 'P1M', 'P1Y', 'PT-4H', 'PT4', 'pt4h'])('%s is no duration', (text) => {
  expect(isDuration(text)).toBe(false)
  expect(() => parseDuration(text)).toThrow('not a duration')
})

test.each([
  [14400, 'PT4H'],
  [129600, 'P1DT12H'],
  [0, 'PT0S'],
  [90.5, 'PT1M30.5S'],
  [2592000, 'P30D'],
])('%d s is written %s', (seconds, text) => {
  expect(isoDuration(seconds)).toBe(text)
})

test('every duration to the millisecond reads back as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (ms) => {
      expect(Math.round(parseDuration(isoDuration(ms / 1000)) * 1000)).toBe(ms)
    }),
  )
})

test('sha256 gives the published digest of the empty and of a non-ASCII text', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
