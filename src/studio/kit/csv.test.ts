import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('what is written is read back by another program', () => {
  const table = {
    columns: ['Step', 'Wait, h'],
    rows: [
      ['Tier 1 "abuse"', 4.2],
      ['two\nlines', -3],
      ['', null],
    ],
  } as const
  expect(Papa.parse(csvOf(table).trimEnd(), { newline: '\r\n' }).data).toEqual([
    ['Step', 'Wait, h'],
    ['Tier 1 "abuse"', '4.2'],
    ['two\nlines', '-3'],
    ['', ''],
  ])
})

test('a text that a spreadsheet would run is made harmless', () => {
  expect(csvOf({ columns: ['a'], rows: [['=HYPERLINK("http://x")'], ['@sum'], ['-2 people'], [-2]] })).toBe(
    `a\r\n"'=HYPERLINK(""http://x"")"\r\n'@sum\r\n'-2 people\r\n-2\r\n`,
  )
})
