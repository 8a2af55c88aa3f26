import { expect, test } from 'vitest'
import { readOpenCases } from '../../src/history/open-cases.ts'
import { review, workflow } from '../engine/build.ts'

const machine = workflow(
  {
    states: {
      triage: { step: review(['DONE']), on: { DONE: 'second' } },
      second: { step: review(['DONE']), on: { DONE: 'end' } },
      end: { kind: 'final' },
    },
  },
  [
    { name: 'severity', order: 0, title: 'Severity', type: 'number', default: 2 },
    { name: 'language', order: 1, title: 'Language', type: 'enum', values: ['German', 'Arabic'], default: 'German' },
  ],
)
const read = (text: string) => readOpenCases(text, machine, 'Europe/Dublin')
const seconds = (text: string) => Date.parse(text) / 1000

test('times on the wall clock and with an offset, states by any name, attributes by name or title, what is missing said', () => {
  const { cases, notes } = read(
    'Case ID,State,Since,Arrived,Language,colour\nA,Second,2026-07-01 09:00,2026-07-01T07:30:00Z,arabic,red\n"B",TRIAGE,2026-07-01,,,\n',
  )
  expect(cases).toEqual([
    {
      id: 'A',
      state: 'second',
      since: seconds('2026-07-01T08:00:00Z'),
      arrived: seconds('2026-07-01T07:30:00Z'),
      values: { language: 'Arabic' },
    },
    { id: 'B', state: 'triage', since: seconds('2026-06-30T23:00:00Z'), arrived: seconds('2026-06-30T23:00:00Z'), values: {} },
  ])
  expect(notes).toEqual([
    'Columns that are no attribute of the workflow are not used: colour.',
    'Open cases do not say “severity”; 2 is taken for all of them.',
  ])
})

test.each([
  ['', 'empty'],
  ['case_id,queue\nA,triage\n', 'lacks since'],
  ['case_id,state,since\nA,nowhere,2026-07-01\n', 'Line 2: no state, or more than one, is called “nowhere”'],
  ['case_id,state,since\nA,triage,yesterday\n', 'Line 2: “yesterday” is no time such as'],
  ['case_id,state,since\nA,triage,2026-13-01\n', 'is no time'],
  ['case_id,state,since\nA,triage,\n', 'neither since when'],
  ['case_id,state,since,arrived\nA,triage,2026-07-01,2026-07-02\n', 'arrived after it came'],
  ['case_id,state,since\nA,triage,2026-07-01\nA,triage,2026-07-01\n', 'Line 3: the case A stands on an earlier line'],
  ['case_id,state,since,severity\nA,triage,2026-07-01,high\n', '“high” is no number for “severity”'],
  ['case_id,state,since,language\nA,triage,2026-07-01,Welsh\n', 'is no value of “language” (German, Arabic)'],
  [`case_id,state,since\n${'A,nowhere,2026-07-01\n'.repeat(9)}`, 'And 4 more.'],
])('a file that is not understood is refused by line: %j', (text, message) => {
  expect(() => read(text)).toThrow(message)
})
