import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow } from '../../machine/workflow-file.ts'
import { calibrate } from '../calibrate.ts'
import type { Mapping } from '../mapping.ts'
import { readHistory } from '../read.ts'
import { readRoster } from './read-roster.ts'
import { poolsOfRoster } from './roster-shifts.ts'

/* Rosters as people keep them, each beside the shifts that were worked out by hand. */

const read = readWorkflow(readFileSync(new URL('../../../../shared/cases/one-step.json', import.meta.url), 'utf8'))
if (!read.ok) throw new Error(read.message)
const { workflow } = read
const pool = Object.values(workflow.pools)[0]!.id
const csv = (...lines: readonly string[]) => lines.join('\n')

/** Shifts of the one pool as `people days from-to`. */
function shiftsOf(text: string, mapping: Mapping['roster'] = {}): string[] {
  const { pools } = poolsOfRoster(readRoster(text, mapping), workflow, mapping, () => null)
  return pools.get(pool)!.shifts.map(({ people, days, from, to }) => `${people} ${days.join('')} ${from}-${to}`)
}

const weeklyPersons = csv(
  'Name,Day,From,To',
  'Ann Other,Mon-Fri,08:00,16:00',
  'Bo Ek,Mon,08:00,16:00',
  'Bo Ek,Tue,22:00,06:00',
  'Cy Low,Sat,9,13',
)

test.each([
  ['weekly, persons', weeklyPersons, ['2 1 08:00-16:00', '1 2345 08:00-16:00', '1 6 09:00-13:00', '1 2 22:00-06:00']],
  [
    'weekly, numbers',
    csv('Wochentag;Von;Bis;Anzahl', 'Montag;08:00;16:00;3', 'Dienstag;08:00;16:00;3', 'Sa, So;10.00;18.00;1'),
    ['3 12 08:00-16:00', '1 67 10:00-18:00'],
  ],
  // Two weeks: Ann on both Mondays, Bo on the first alone, both on the second Tuesday; a mean of 1.5 people on Mondays and 1 on Tuesdays.
  [
    'dated, persons',
    csv(
      'employee,shift start,shift end',
      'ann,2026-03-02 08:00,2026-03-02 16:00',
      'bo,2026-03-02 08:00,2026-03-02 16:00',
      'ann,2026-03-09 08:00,2026-03-09 16:00',
      'ann,2026-03-10 08:00,2026-03-10 16:00',
      'bo,2026-03-10 08:00,2026-03-10 16:00',
      'cy,2026-03-08 22:00,2026-03-09 06:00',
      'cy,2026-03-15 22:00,2026-03-16 06:00',
    ),
    ['2 1 08:00-16:00', '1 2 08:00-16:00', '1 7 22:00-06:00'],
  ],
  ['dated, numbers', csv('Date,Hours,Agents', '02.03.2026,8am - 4pm,4', '03.03.2026,8am - 4pm,5'), ['4 1 08:00-16:00', '5 2 08:00-16:00']],
  [
    'a column for each day, persons',
    csv('Reviewer,Mon,Tue,Wed', 'ann,08:00-16:00,off,08:00-16:00', 'bo,8-16,,frei'),
    ['2 1 08:00-16:00', '1 3 08:00-16:00'],
  ],
  [
    'a column for each day, numbers',
    csv('Shift,Mo,Di,Mi,Do,Fr', '06:00-14:00,3,3,3,3,2', '14:00-22:00,2,2,2,2,2'),
    ['3 1234 06:00-14:00', '2 5 06:00-14:00', '2 12345 14:00-22:00'],
  ],
])('%s', (_, text, expected) => {
  expect(shiftsOf(text)).toEqual(expected)
})

test('every row is used, off, or set aside with its line and what is wrong', () => {
  const { rows, notes } = readRoster(
    csv('name,day,from,to', 'ann,Mon,08:00,16:00', 'ann,Mon,08:00,16:00', 'bo,Tue,off,off', 'cy,Someday,08:00,16:00', 'di,Wed,early,late'),
  )
  expect([rows.read, rows.used, rows.off, rows.aside.length]).toEqual([5, 2, 1, 2])
  expect(rows.aside.map(({ line, detail }) => `${line}: ${detail}`)).toEqual([
    '5: “Someday” is no day of the week.',
    '6: “early” is no time such as 08:00.',
  ])
  expect(notes).toContain('1 shift stands there twice for the same person and counted once.')
})

test('what the roster leaves in doubt is asked, and each answer reads it so', () => {
  const dates = csv('name,date,from,to', 'ann,03/04/2026,08:00,16:00', 'ann,04/04/2026,08:00,16:00')
  const asked = readRoster(dates).questions
  expect(asked.map(({ id }) => id)).toEqual(['roster:dates'])
  const kinds = asked[0]!.answers.map(({ mapping }) => shiftsOf(dates, mapping.roster)[0])
  // 3 and 4 April 2026 are a Friday and a Saturday; 4 March and 4 April a Wednesday and a Saturday, with 31 days between.
  expect(new Set(kinds).size).toBe(2)
  const later = csv('name,date,from,to', 'ann,03/04/2026,08:00,16:00', 'ann,25/04/2026,08:00,16:00')
  expect(readRoster(later).questions, 'a later row tells').toEqual([])
  expect(readRoster(csv('Wer,day,from,to', 'ann,Mon,8:00,16:00')).questions).toMatchObject([{ id: 'roster:who', default: 'People' }])
})

const two = { ...workflow, pools: { ...workflow.pools, other: { ...workflow.pools[pool]!, id: 'other', title: 'Other' } } }

test.each([
  ['a history', csv('case_id,activity,start,end', '1,Review,2026-03-02T08:00:00,2026-03-02T08:10:00'), 'looks like a history'],
  ['no hours', csv('name,day,shift', 'ann,Mon,Early'), 'from when to when a shift goes'],
  ['no day', csv('name,from,to', 'ann,8:00,16:00'), 'nor'],
  ['a team of another house', csv('team,day,from,to,people', 'Night crew,Mon,08:00,16:00,2'), 'Say which in a mapping file'],
])('%s is refused in a sentence', (_, text, words) => {
  expect(() => poolsOfRoster(readRoster(text), two, {}, () => null)).toThrow(words === 'nor' ? 'does not tell its day' : words)
})

test('a fitted scenario has its shifts from the roster, and says so; a person’s pool is where they worked', async () => {
  const digits = (value: number) => String(value).padStart(2, '0')
  const rows = Array.from({ length: 200 }, (_, i) => {
    const at = (minute: number) => `2026-03-${digits(2 + Math.floor(i / 8))}T${digits(8 + (i % 8))}:${digits(minute)}:00`
    return `c${i},Review,${at(0)},${at(20)},${i % 2 ? 'Ann Other' : 'Bo Ek'}`
  })
  const chunks = async function* () {
    yield csv('case_id,activity,start,end,resource', ...rows)
  }
  const history = await readHistory(chunks(), null)
  const fitted = calibrate({ history, workflow, scenarioId: 'fitted', roster: readRoster(weeklyPersons) })
  expect(fitted.scenario.pools[pool]!.shifts.map(({ people, days, from, to }) => `${people} ${days.join('')} ${from}-${to}`)).toEqual([
    '2 1 08:00-16:00',
    '1 2345 08:00-16:00',
    '1 6 09:00-13:00',
    '1 2 22:00-06:00',
  ])
  expect(fitted.scenario.origins[`pools.${pool}.shifts`]).toEqual({
    source: 'typed',
    n: 8,
    note: 'From the roster: 3 people, 60 person-hours a week, from the week of the roster.',
  })
  expect(JSON.stringify(fitted)).not.toMatch(/Ann Other|Bo Ek|Cy Low/)
  expect(calibrate({ history, workflow, scenarioId: 'fitted' }).scenario.pools[pool]!.shifts).not.toEqual(
    fitted.scenario.pools[pool]!.shifts,
  )
})

test.each([
  ['02/03/2026,03/03/2026,04/03/2026', ['1 13 08:00-16:00', '1 2 22:00-06:00']],
  ['2026-03-02,2026-03-03,2026-03-04', ['1 13 08:00-16:00', '1 2 22:00-06:00']],
  ['Mon 2 Mar 2026,Tue 3 Mar 2026,Wed 4 Mar 2026', ['1 13 08:00-16:00', '1 2 22:00-06:00']],
])('a column for each date: %s', (dates, shifts) => {
  const roster = readRoster(csv(`Name,${dates}`, 'Ann Other,08:00-16:00,off,8-16', 'Bo Ek,,22:00-06:00,-'))
  const monday = Date.UTC(2026, 2, 2) / 86_400_000
  expect(roster.shifts.map(({ day, from, to, person }) => [day, from / 3600, to / 3600, person])).toEqual([
    [{ date: monday }, 8, 16, 'Ann Other'],
    [{ date: monday + 2 }, 8, 16, 'Ann Other'],
    [{ date: monday + 1 }, 22, 30, 'Bo Ek'],
  ])
  expect([roster.kind, roster.questions]).toEqual(['dated', []])
  expect(shiftsOf(csv(`Name,${dates}`, 'Ann Other,08:00-16:00,off,8-16', 'Bo Ek,,22:00-06:00,-'))).toEqual(shifts)
})

test('dates above the columns: numbers of people, an order that is asked, and no year', () => {
  const numbers = csv('Shift,2026-03-02,2026-03-03', '08:00-16:00,3,3', '16:00-24:00,2,0')
  expect(readRoster(numbers).shifts.map(({ people, from }) => [people, from / 3600])).toEqual([
    [3, 8],
    [3, 8],
    [2, 16],
  ])
  const open = csv('Name,02/04/2026,03/05/2026', 'Ann Other,8-16,8-16')
  const question = readRoster(open).questions[0]
  expect(question?.id).toBe('roster:dates')
  for (const { answer, mapping } of question?.answers ?? [])
    expect(readRoster(open, mapping.roster).shifts[0]!.day).toEqual({
      date: Date.UTC(2026, ...(answer.startsWith('dd') ? ([3, 2] as const) : ([1, 4] as const))) / 86_400_000,
    })
  const yearless = readRoster(csv('Name;Mo 02.03.;Di 03.03.', 'Ann Other;8-16;8-16'))
  expect([yearless.kind, yearless.notes.join(' ')]).toEqual(['weekly', expect.stringContaining('say no year')])
})
