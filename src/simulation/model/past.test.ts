import { expect, test } from 'vitest'
import { sha256 } from '../../workflow/hash.ts'
import { readPast, writePast } from './past.ts'
import type { Past } from './past.ts'

const header = {
  gemba: 'past' as const,
  format: 1 as const,
  workflow: 'desk',
  timezone: 'Europe/Dublin',
  from: '2025-01-06',
  to: '2025-01-07',
  attributes: ['urgent'],
  steps: ['review'],
  events: ['DONE'],
  cases: 2,
  history: 'a'.repeat(64),
  tables: {},
}
const past: Past = {
  header,
  cases: [
    { at: 3600, values: [true], complete: true, visits: [[0, 0, 12.5, 60, 0, null]] },
    { at: 172_799, values: [null], complete: false, visits: [] },
  ],
}
const first = JSON.stringify(header)
const lines = ['[3600,[true],true,[[0,0,12.5,60,0,null]]]', '[172799,[null],false,[]]']

test('what is written is read again, and is the form of the design', () => {
  expect(writePast(past)).toBe(`${[first, ...lines].join('\n')}\n`)
  expect(readPast(writePast(past))).toEqual({ ok: true, past: { ...past, hash: sha256(writePast(past)) } })
})

test.each([
  ['no file', '', /The first line/],
  ['another kind of file', '{"gemba":"scenario"}\n', /first line .*gemba/],
  ['fewer cases than it says', [first, lines[0]].join('\n'), /it names 2 cases, but 1 follow/],
  ['out of order', [first, lines[1], lines[0]].join('\n'), /Line 3 .*order of time/],
  ['after its last date', [first, lines[0], '[172800,[null],false,[]]'].join('\n'), /Line 3 .*after 2025-01-07/],
  ['a value too many', [first, lines[0], '[172799,[null,1],false,[]]'].join('\n'), /Line 3 .*2 values for 1 attribute/],
  ['a step that is not named', [first, lines[0], '[172799,[null],false,[[1,null,null,null,null,null]]]'].join('\n'), /Line 3 .*step/],
  ['a time below 0', [first, lines[0], '[172799,[null],false,[[0,null,-1,null,null,null]]]'].join('\n'), /Line 3 .*>=0/],
  ['a time beyond all numbers', [first, lines[0], '[172799,[null],false,[[0,null,1e999,null,null,null]]]'].join('\n'), /Line 3 /],
  ['an outcome that is not named', [first, lines[0], '[172799,[null],false,[[0,1,null,null,null,null]]]'].join('\n'), /Line 3 .*outcome/],
  ['a visit too long', [first, lines[0], '[172799,[null],false,[[0,null,null,null,null,null,0]]]'].join('\n'), /Line 3 /],
  [
    'visits without end',
    [first, lines[0], `[172799,[null],false,[${Array(10_001).fill('[0,0,0,0,0,0]').join()}]]`].join('\n'),
    /Line 3 .*10000/,
  ],
  ['a table of no step', first.replace('"tables":{}', '"tables":{"constructor":1}'), /first line .*tables/],
  [
    'a table with the name of a prototype',
    first.replace('"tables":{}', '"tables":{"__proto__":{"time":[],"outcomes":[]}}'),
    /first line .*__proto__/,
  ],
  ['not JSON', [first, lines[0], '[1,'].join('\n'), /Line 3 .*not JSON/],
  ['days the wrong way round', first.replace('2025-01-07', '2025-01-05'), /hold no day/],
])('refused: %s', (_, text, message) => {
  const read = readPast(text)
  expect(read.ok ? '' : read.message).toMatch(message)
})
