import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvLine, csvOf, unguarded } from './csv.ts'

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

test('numbers stay numbers, as numbers and as texts', () => {
  expect(csvLine([-5, '-5', '+3.5', '-1e6', '-5 people', '+49 30 1234', null])).toBe("-5,-5,+3.5,-1e6,'-5 people,'+49 30 1234,")
})

test('a guard is taken off again, and only a guard', () => {
  for (const text of ['=1+1', '@x', '-x', '\tx', "'=x", "''@x", "'tis", "o'clock", '-5', "'-5", '', "'"]) {
    const { data } = Papa.parse<string[]>(csvLine([text, 'end']), { delimiter: ',' })
    expect(unguarded(data[0]![0]!)).toBe(text)
  }
})
