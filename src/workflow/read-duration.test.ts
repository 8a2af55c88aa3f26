import { expect, test } from 'vitest'
import { readDuration } from './read-duration.ts'

test.each([
  ['24h', 86_400],
  ['PT24H', 86_400],
  ['pt24h', 86_400],
  ['1 d 4 h', 100_800],
  ['90 s', 90],
  ['2.5 hours', 9000],
  ['2,5 h', 9000],
  ['1 day and 2 hours', 93_600],
  ['1d, 2h', 93_600],
  ['15 min', 900],
  ['P30D', 2_592_000],
  ['1 w', 604_800],
])('%s is %d seconds', (text, seconds) => {
  expect(readDuration(text)).toEqual({ ok: true, seconds })
})

test.each([
  ['', 'Write a duration'],
  ['24', '24 what?'],
  ['3 fortnights', 'no unit'],
  ['soon', 'Write a duration'],
  ['4 h later!', 'Write a duration'],
  ['-4 h', 'Write a duration'],
])('%j is refused and says why', (text, why) => {
  const read = readDuration(text)
  expect(read.ok).toBe(false)
  expect(read.ok ? '' : read.message).toContain(why)
})
