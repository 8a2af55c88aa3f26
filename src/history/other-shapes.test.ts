import { expect, test } from 'vitest'
import { arrivalSeries } from './demand.ts'
import { indexCases } from './cases.ts'
import { textAt } from './dictionary.ts'
import { withAnswer } from './mapping.ts'
import type { Mapping } from './mapping.ts'
import { readDuration } from './number-format.ts'
import { readHistory } from './read.ts'

const read = (text: string, mapping: Mapping | null = null) =>
  readHistory(
    (async function* () {
      yield text
    })(),
    mapping,
  )
const lines = (header: string, n: number, row: (i: number) => string) => [header, ...Array.from({ length: n }, (_, i) => row(i))].join('\n')
const date = (i: number) => new Date(Date.UTC(2026, 2, 2) + i * 86_400_000).toISOString().slice(0, 10)
const hourly = async (text: string, mapping: Mapping | null = null) => {
  const history = await read(text, mapping)
  return { history, counts: [...arrivalSeries(history, indexCases(history))!.counts] }
}

test('counts by day, week or month are spread over it, and not all of its first hour', async () => {
  const days = await hourly(lines('day,cases', 14, (i) => `${date(i)},240`))
  expect([days.counts.length, Math.min(...days.counts), Math.max(...days.counts)]).toEqual([14 * 24, 10, 10])
  expect([days.history.mapping.interval, days.history.reading.notes.join()]).toEqual([24, expect.stringContaining('a day apart')])
  const weeks = await hourly(lines('week starting,cases', 6, (i) => `${date(i * 7)},840`))
  expect([weeks.counts.length, ...new Set(weeks.counts.map((count) => Math.round(count * 1e6) / 1e6))]).toEqual([6 * 168, 5])
  const months = await hourly('hour,count\n2026-01-01,744\n2026-02-01,672\n2026-03-01,744\n2026-04-01,720')
  expect([months.counts.length, Math.round(months.counts[0]! * 1e6) / 1e6]).toEqual([120 * 24, 1])
  const hours = await hourly(lines('hour,count', 30, (i) => `${date(0)}T${String(i % 24).padStart(2, '0')}:${i < 24 ? '00' : '30'},3`))
  expect(hours.history.mapping.interval).toBeUndefined()
  const said = await hourly(
    lines('day,cases', 14, (i) => `${date(i)},240`),
    { columns: { hour: 'day', count: 'cases' }, interval: 1 },
  )
  expect(said.counts[0]).toBe(240)
})

test('a category that sums up the others is set aside, unless the mapping says otherwise', async () => {
  const text = (names: readonly string[], last: (i: number) => number) =>
    [
      'hour,queue,count',
      ...Array.from({ length: 48 }, (_, i) =>
        names.map(
          (name, at) =>
            `${date(Math.floor(i / 24))}T${String(i % 24).padStart(2, '0')}:00,${name},${at === names.length - 1 ? last(i) : 2 + ((i + at) % 3)}`,
        ),
      ).flat(),
    ].join('\n')
  const sum = (n: number) => (i: number) => Array.from({ length: n }, (_, at) => 2 + ((i + at) % 3)).reduce((a, b) => a + b, 0)
  for (const [names, others] of [
    [['spam', 'threat', 'Total'], 2],
    [['spam', 'Gesamt'], 1],
    [['spam', 'threat', 'Line 1'], 2],
  ] as const) {
    const history = await read(text(names, sum(others)))
    const total = Array.from({ length: 48 }, (_, i) => sum(others)(i)).reduce((a, b) => a + b, 0)
    expect([history.rows, history.count.reduce((a, b) => a + b, 0), history.reading.byReason.total]).toEqual([48 * others, total, 48])
    const question = history.questions.find(({ id }) => id === 'totals')!
    const kept = await read(text(names, sum(others)), withAnswer(history.mapping, question.answers[1]!.mapping))
    expect([kept.rows, kept.questions.some(({ id }) => id === 'totals')]).toEqual([48 * (others + 1), true])
  }
  const other = await read(text(['spam', 'threat', 'Total'], (i) => i))
  expect(other.rows).toBe(144)
  const twins = await read(text(['spam', 'ham'], sum(1)))
  expect(twins.rows).toBe(96)
})

test('work over midnight under from and to, with one date', async () => {
  const history = await read(lines('case_id,activity,date,from,to,resource', 20, (i) => `N${i},Review,${date(i)},23:50,00:10,ann`))
  expect([history.rows, ...new Set(history.end.map((end, row) => end - history.start[row]!))]).toEqual([20, 1200])
  expect(history.start[0]).toBe(Date.UTC(2026, 2, 2, 23, 50) / 1000)
})

test.each([
  ['1h 20m', 4800],
  ['7m 28s', 448],
  ['2 hours and 5 minutes', 7500],
  ['1 h, 3 min', 3780],
  ['90 sec', 90],
  ['3m 2m', null],
  ['5 cats', null],
  ['1h 20', null],
])('the duration %s', (text, seconds) => {
  expect(readDuration(text)).toBe(seconds)
})

test('how long work took, in words, makes its end', async () => {
  const history = await read(
    lines('ticket,activity,start,time spent,agent', 20, (i) => `T${i},Review,${date(i)}T08:00:00,${i + 1}m 30s,ann`),
  )
  expect([...history.end].map((end, row) => end - history.start[row]!)).toEqual(Array.from({ length: 20 }, (_, i) => (i + 1) * 60 + 30))
})

test('merged cells: rows under an id are of its case; where ids come again, an empty one is a row without its case', async () => {
  const text = lines(
    'case_id,activity,start,end,category',
    20,
    (i) => `${i % 2 ? '' : `C${i}`},${i % 2 ? 'Decide' : 'Review'},${date(i)}T08:00:00,${date(i)}T08:05:00,${i % 2 ? '' : 'spam'}`,
  )
  const history = await read(text)
  expect([history.rows, history.caseId.values.length, textAt(history.caseId, 1), textAt(history.category, 1)]).toEqual([
    20,
    10,
    'C0',
    'spam',
  ])
  expect(history.mapping.fillDown).toEqual(['case_id', 'category'])
  const question = history.questions.find(({ id }) => id === 'merged')!
  const aside = await read(text, withAnswer(history.mapping, question.answers[1]!.mapping))
  expect([aside.rows, aside.reading.byReason.case]).toEqual([10, 10])
  const missing = await read(
    lines(
      'case_id,activity,start,end',
      20,
      (i) => `${i % 3 ? `C${i % 4}` : i === 0 ? 'C1' : ''},Review,${date(i)}T08:00:00,${date(i)}T08:05:00`,
    ),
  )
  expect([missing.mapping.fillDown, missing.reading.byReason.case]).toEqual([undefined, 6])
})

test('ids that a spreadsheet has rounded, and cells with several people, are asked about', async () => {
  const ids = await read(lines('case_id,activity,start,end', 20, (i) => `4.12345E+15,Review,${date(i)}T08:00:00,${date(i)}T08:05:00`))
  expect(ids.questions.find(({ id }) => id === 'rounded-ids')).toMatchObject({ count: 20, examples: ['4.12345E+15'] })
  const people = await read(
    lines(
      'case_id;activity;start;end;agent',
      20,
      (i) => `C${i};Review;${date(i)}T08:00:00;${date(i)}T08:05:00;${['ann', 'ann, bob', 'cem / bob'][i % 3]}`,
    ),
  )
  expect(people.questions.find(({ id }) => id === 'several-people')).toMatchObject({ count: 7 })
  const last = await read(
    lines(
      'case_id;activity;start;end;agent',
      20,
      (i) => `C${i};Review;${date(i)}T08:00:00;${date(i)}T08:05:00;${['Planck, Max', 'Curie, Marie'][i % 2]}`,
    ),
  )
  expect(last.questions.some(({ id }) => id === 'several-people')).toBe(false)
})

test('a rate is no kind of case; a nested name ends in what it is', async () => {
  const rates = await read(
    lines(
      'hour,calls offered,abandon rate,AHT',
      48,
      (i) => `${date(Math.floor(i / 24))}T${String(i % 24).padStart(2, '0')}:00,20,3.5%,00:05:30`,
    ),
  )
  expect([rates.mapping.columns.category, rates.mapping.columns.count]).toEqual([undefined, 'calls offered'])
  const nested = await read(
    lines('case.id,event.name,event.start,event.end,user.name', 20, (i) => `C${i},Review,${date(i)}T08:00:00Z,${date(i)}T08:05:00Z,ann`),
  )
  expect(nested.mapping.columns).toMatchObject({ start: 'event.start', end: 'event.end', resource: 'user.name' })
})

test('an end that is a day alone is said', async () => {
  const history = await read(lines('case_id,activity,start,end', 20, (i) => `C${i},Review,${date(i)}T08:00:00,${date(i)}`))
  expect(history.reading.listed[0]?.detail).toContain('a day without a time of day')
})

test('a case table with a column for each step is asked about, and read as those steps when answered', async () => {
  const text = lines('ticket,created,assigned_at,review_started,review_done,closed,priority', 20, (i) =>
    [
      `T${i}`,
      `${date(i)}T08:00:00`,
      `${date(i)}T08:01:00`,
      `${date(i)}T08:05:00`,
      i === 3 ? '' : `${date(i)}T08:${15 + i}:00`,
      i === 3 ? '' : `${date(i)}T09:00:00`,
      'high',
    ].join(','),
  )
  const cases = await read(text)
  const question = cases.questions.find(({ id }) => id === 'steps')!
  expect([cases.form, cases.rows, question.default]).toEqual(['cases', 20, 'The case alone'])
  const history = await read(text, withAnswer(cases.mapping, question.answers[1]!.mapping))
  expect([history.form, history.reading.bad, ...history.activity.values]).toEqual(['events', 0, 'assigned_at', 'review', 'closed'])
  const reviews = [...history.end].flatMap((end, row) => (textAt(history.activity, row) === 'review' ? [end - history.start[row]!] : []))
  expect(reviews.filter((seconds) => !Number.isNaN(seconds))).toEqual(
    Array.from({ length: 20 }, (_, i) => (10 + i) * 60).filter((_, i) => i !== 3),
  )
  expect(new Set(history.arrived)).toEqual(new Set(Array.from({ length: 20 }, (_, i) => Date.parse(`${date(i)}T08:00:00Z`) / 1000)))
  const again = await read(text, history.mapping)
  expect([again.rows, again.mapping]).toEqual([history.rows, history.mapping])
  await expect(read(text, { ...history.mapping, steps: ['gone'] })).rejects.toThrow('names the step “gone”')
})
