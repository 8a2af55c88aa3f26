import { expect, test } from 'vitest'
import { recognise } from './recognise.ts'

const rows = (...cells: string[][]) => cells

test('names of other systems', () => {
  const { mapping } = recognise(
    ['case:concept:name', 'concept:name', 'org:resource', 'time:timestamp'],
    rows(['1', 'A', 'ann', '2025-01-01T08:00:00'], ['1', 'B', 'bob', '2025-01-01T09:00:00']),
  )
  expect(mapping).toEqual({
    form: 'events',
    columns: { case_id: 'case:concept:name', activity: 'concept:name', resource: 'org:resource', end: 'time:timestamp' },
    timeFormat: 'iso',
  })
})

test('the usual columns of a ticket export', () => {
  const { mapping, guesses } = recognise(
    ['Ticket ID', 'Created at', 'Resolved at', 'Policy area', 'Action taken'],
    rows(['T1', '13/01/2025 10:00', '14/01/2025 11:00', 'abuse', 'removed']),
  )
  expect(mapping).toEqual({
    form: 'cases',
    timeFormat: 'dd/MM/yyyy HH:mm',
    columns: { case_id: 'Ticket ID', arrived: 'Created at', closed: 'Resolved at', category: 'Policy area', outcome: 'Action taken' },
  })
  expect(guesses.every(({ confidence }) => confidence > 0.5)).toBe(true)
})

test('a time column called Action is not taken for an outcome', () => {
  const { mapping } = recognise(['id', 'task', 'action'], rows(['1', 'Review', '2025-01-01T00:00:00']))
  expect(mapping.columns).toEqual({ case_id: 'id', activity: 'task', end: 'action' })
})

test('who works, in a German export; who a person is in a column of that name is not guessed', () => {
  const resourceOf = (head: string) =>
    recognise(
      ['Vorgang', 'Schritt', 'Beginn', 'Ende', head],
      rows(
        ['1', 'Prüfen', '2025-01-01T08:00:00', '2025-01-01T08:05:00', 'ann'],
        ['2', 'Prüfen', '2025-01-01T09:00:00', '2025-01-01T09:05:00', 'bob'],
      ),
    ).mapping.columns?.resource
  expect(resourceOf('Sachbearbeiter')).toBe('Sachbearbeiter')
  expect(resourceOf('Person')).toBeUndefined()
})

test('when a piece of work could begin says when its case arrived; a switch of that name says nothing', () => {
  const columnsWith = (enabled: string) =>
    recognise(
      ['case_id', 'activity', 'enabled', 'start', 'end'],
      rows(['1', 'Review', enabled, '2025-01-01T08:00:00', '2025-01-01T08:05:00']),
    ).mapping.columns
  const usual = { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end' }
  expect(columnsWith('2025-01-01T07:00:00')).toEqual({ ...usual, arrived: 'enabled' })
  expect(columnsWith('true')).toEqual(usual)
})

test('hourly counts', () => {
  expect(recognise(['Interval', 'Calls', 'AHT'], rows(['2025-01-01T08:00:00', '12', '180'])).mapping).toEqual({
    form: 'volume',
    columns: { hour: 'Interval', count: 'Calls', handle_seconds: 'AHT' },
    timeFormat: 'iso',
  })
})

test('without helpful names, content decides, and is never sure', () => {
  const { mapping, guesses } = recognise(
    ['a', 'b', 'c'],
    rows(['k-1', 'Review', '2025-01-01T00:00:00'], ['k-2', 'Review', '2025-01-01T01:00:00'], ['k-3', 'Triage', '2025-01-01T02:00:00']),
  )
  expect(mapping.columns).toEqual({ end: 'c', case_id: 'a', activity: 'b' })
  expect(guesses.every(({ confidence }) => confidence < 0.5)).toBe(true)
})

test('what stays open is asked', () => {
  const { mapping, questions } = recognise(['case', 'step', 'start', 'end'], rows(['1', 'A', '03/04/2025', '04/04/2025']))
  expect(mapping.timeFormat).toBeUndefined()
  expect(questions).toMatchObject([
    {
      id: 'times',
      text: expect.stringContaining('“dd/MM/yyyy” or “MM/dd/yyyy”') as string,
      default: null,
      answers: [{ mapping: { timeFormat: 'dd/MM/yyyy' } }, { mapping: { timeFormat: 'MM/dd/yyyy' } }],
    },
  ])
  expect(recognise(['x', 'y'], rows(['1', '2'])).questions.length).toBeGreaterThan(0)
})
