import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { indexCases } from './cases.ts'
import { textAt } from './dictionary.ts'
import { withAnswer } from './mapping.ts'
import type { Mapping } from './mapping.ts'
import { profileHistory } from './profile.ts'
import type { Question } from './question.ts'
import { readHistory } from './read.ts'

const read = (text: string, mapping: Mapping | null = null) =>
  readHistory(
    (async function* () {
      yield text
    })(),
    mapping,
  )
const caseFile = (name: string) => readFileSync(new URL(`../../../shared/cases/${name}`, import.meta.url), 'utf8')
const utc = (text: string) => Date.parse(text) / 1000
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

/** 24 hours of counts in this way of writing. */
const counts = (...written: string[]) =>
  [
    'hour;count;handle_seconds',
    ...Array.from({ length: 24 }, (_, i) => `2026-03-02T${String(i).padStart(2, '0')}:00:00;${written[i % written.length]!}`),
  ].join('\n')

test('c03: numbers of another locale', async () => {
  const history = await read(caseFile('c03-counts-german.csv'))
  expect([sum(history.count), history.handleSeconds[0]]).toEqual([25_664, 182.5])
  expect(profileHistory(history).cases).toBe(25_664)
})

test.each([
  [['987;182', '1,234;182'], 26_652],
  [['987;182', '1.234;182'], 26_652],
  [['987;182', '1 234;182'], 26_652],
  [['987;182', '1\u202f234;182'], 26_652],
  [['987;182', "1'234;182"], 26_652],
  [['987;182', '12.345.678;182'], 12 * 987 + 12 * 12_345_678],
  [['987;182,5', '1.234;182,25'], 26_652],
  [['987;182.5', '1,234;182.25'], 26_652],
  [['1.5;182', '2.25;182'], 45],
  [['0.5;1.234,5', '2;180'], 30],
])('counts %j are %d cases', async (written, cases) => {
  expect(sum((await read(counts(...written))).count)).toBe(cases)
})

test('a number that stays open is asked, and the answer is in the mapping', async () => {
  const text = counts('12;1.234', '13;1.250')
  const failure = await read(text).catch((error: unknown) => error as { questions: Question[]; message: string })
  expect(failure).toMatchObject({ message: expect.stringContaining('Is “1.234” in “handle_seconds” 1.234 or 1,234?') as string })
  const [question] = (failure as { questions: Question[] }).questions
  const { mapping } = await read(counts('12;180', '13;180'))
  const answered = await Promise.all(question!.answers.map(({ mapping: answer }) => read(text, withAnswer(mapping, answer))))
  expect(answered.map((history) => history.handleSeconds[0])).toEqual([1.234, 1234])
})

const log = (rows: readonly string[], header = 'case_id,activity,start,end,resource') => [header, ...rows].join('\n')
const many = (n: number, row: (i: number, two: (value: number) => string) => string) =>
  Array.from({ length: n }, (_, i) => row(i, (value) => String(value).padStart(2, '0')))
const worked = many(
  40,
  (i, two) =>
    `c${i},Review,2026-03-${two(2 + (i % 20))}T${two(8 + (i % 8))}:00:00Z,2026-03-${two(2 + (i % 20))}T${two(8 + (i % 8))}:08:00Z`,
)

test('c07: a word for nothing is nobody, and said', async () => {
  const history = await read(caseFile('c07-resource-null.csv'))
  expect(history.resource.values).toEqual(['ben', 'ann'])
  expect(history.reading.notes.join(' ')).toMatch(/“NULL” \(\d+ times\) in “resource” was read as an empty cell/)
})

test.each(['NULL', 'null', 'N/A', 'n/a', '-', 'none', 'None', '(null)', '#N/A', '–', 'NaN', '\\N', 'nil'])(
  '%s is nobody; a mapping can say that it is somebody',
  async (word) => {
    const text = log(worked.map((row, i) => `${row},${i % 5 === 0 ? word : 'ann'}`))
    const history = await read(text)
    expect(history.resource.values).toEqual(['ann'])
    const question = history.questions.find(({ id }) => id === 'nothing:resource')
    expect(question).toMatchObject({ count: 8, examples: [word], default: 'It stands for nothing' })
    const value = question!.answers.find(({ answer }) => answer === 'It is a value')!
    expect((await read(text, withAnswer(history.mapping, value.mapping))).resource.values).toContain(word)
  },
)

test('“none” is a decision where decisions stand', async () => {
  const history = await read(
    log(
      worked.map((row, i) => `${row},${i % 2 ? 'none' : 'removed'}`),
      'case_id,activity,start,end,action',
    ),
  )
  expect(history.outcome.values).toEqual(['removed', 'none'])
})

test.each([
  ['c08-month-names.csv', '2026-03-02T09:00:00Z', 'dd-MMM-yyyy HH:mm:ss'],
  ['c08-month-names-short-year.csv', '2026-03-02T09:00:00Z', 'dd/MMM/yy hh:mm a'],
  ['c08-two-digit-year.csv', '2026-03-02T09:00:00Z', 'dd.MM.yy HH:mm'],
])('c08: %s is read', async (name, first, format) => {
  const history = await read(caseFile(name))
  expect([history.rows, history.start[0], history.mapping.timeFormat]).toEqual([40, utc(first), format])
  expect(history.questions.map(({ id }) => id)).toEqual(name.includes('two-digit') ? ['times'] : [])
})

test('a column called start that no format reads is named with its value', async () => {
  await expect(read('case_id,activity,start\n1,Review,KW 12 Di\n2,Review,KW 13 Mi\n')).rejects.toThrow(
    '“start” is called like a time, but “KW 12 Di” is in no format that is known',
  )
  const beside = await read('case_id,activity,start,end\n1,Review,soon,2026-03-02\n2,Review,later,2026-03-03\n')
  expect(beside.questions).toMatchObject([{ id: 'format:start', column: 'start', examples: ['soon', 'later'] }])
})

test('start and end in different formats, each with its own in the mapping', async () => {
  const history = await read(
    'case_id,activity,start,end\n1,Review,02.03.2026 09:00,2026-03-02T09:10:00\n2,Review,22.03.2026 09:00,2026-03-22T09:10:00\n',
  )
  expect(history.mapping.formats).toEqual({ start: 'dd.MM.yyyy HH:mm', end: 'iso' })
  expect([...history.end].map((end, row) => end - history.start[row]!)).toEqual([600, 600])
})

test('the zone follows from offsets, and is said; a mapping overrides it', async () => {
  const rows = [
    '1,Review,2026-01-05T09:00:00+01:00,2026-01-05T09:05:00+01:00',
    '2,Review,2026-07-06T09:00:00+02:00,2026-07-06T09:05:00+02:00',
  ]
  const history = await read(log(rows, 'case_id,activity,start,end'))
  expect(history.timezone).toBe('Europe/Berlin')
  expect(history.reading.notes.join(' ')).toContain('(+01:00, +02:00); hours are those of the clock of Europe/Berlin')
  expect((await read(log(rows, 'case_id,activity,start,end'), { ...history.mapping, timezone: 'UTC' })).timezone).toBe('UTC')
  const york = await read(log(['1,Review,2026-01-05T09:00:00-05:00,', '2,Review,2026-07-06T09:00:00-04:00,'], 'case_id,activity,start,end'))
  expect(york.timezone).toBe('America/New_York')
})

test('offsets on some rows only are asked', async () => {
  const text = log(['1,Review,2026-01-05T09:00:00+01:00', '2,Review,2026-01-06T09:00:00'], 'case_id,activity,start')
  await expect(read(text)).rejects.toThrow('1 times say their offset (+01:00), 1 do not (“2026-01-06T09:00:00”)')
  const history = await read(text, { columns: { case_id: 'case_id', activity: 'activity', start: 'start' }, timezone: 'Europe/Berlin' })
  expect([...history.start]).toEqual([utc('2026-01-05T08:00:00Z'), utc('2026-01-06T08:00:00Z')])
})

test('the second reading of an hour that comes twice, where the first would end before the start', async () => {
  const history = await read(log(['1,Review,2026-10-25T02:55:00,2026-10-25T02:05:00'], 'case_id,activity,start,end'), {
    columns: { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end' },
    timezone: 'Europe/Berlin',
  })
  expect(history.end[0]! - history.start[0]!).toBe(600)
})

test('c04: one impossible time rules nothing: named with line and value, left out of the period', async () => {
  const history = await read(caseFile('c04-one-row-in-2062.csv'))
  const profile = profileHistory(history)
  expect(profile.period.to).toMatch(/^2026-/)
  expect(history.reading.byReason).toEqual({ far: 1 })
  expect(history.reading.listed).toMatchObject([{ reason: 'far', detail: expect.stringMatching(/“start” is 2062-/) as string }])
  const question = history.questions.find(({ id }) => id === 'far')!
  expect(question.text).toContain(`line ${history.reading.listed[0]!.line}: start 2062-`)
  const kept = await read(caseFile('c04-one-row-in-2062.csv'), withAnswer(history.mapping, question.answers[1]!.mapping))
  expect([kept.rows, kept.reading.bad]).toEqual([history.rows + 1, 0])
})

test.each([
  ['1970-01-01T00:00:00Z,1970-01-01T00:08:00Z', 'start'],
  ['2026-03-05T08:00:00Z,2036-03-05T08:00:00Z', 'end'],
  ['2016-03-05T08:00:00Z,2026-03-05T08:00:00Z', 'start'],
  ['2027-03-05T08:00:00Z,2027-03-05T08:00:00Z', 'start'],
])('a row of %s among rows of one month is set aside', async (times, column) => {
  const history = await read(log([...worked, `odd,Review,${times}`], 'case_id,activity,start,end'))
  expect(history.reading).toMatchObject({
    read: 41,
    good: 40,
    bad: 1,
    listed: [{ line: 42, reason: 'far', detail: expect.stringContaining(column) as string }],
  })
  expect([history.rows, indexCases(history).cases]).toEqual([40, 40])
})

test('two years of rows, and a handful of rows, have no far times', async () => {
  const years = many(730, (i) => `c${i},Review,${new Date(Date.UTC(2024, 0, 1 + i)).toISOString()}`)
  expect((await read(log(years, 'case_id,activity,end'))).reading.bad).toBe(0)
  expect((await read(log(['a,Review,2020-01-01', 'b,Review,2026-01-01'], 'case_id,activity,end'))).reading.bad).toBe(0)
})

test('c05: rows of starts and ends are paired', async () => {
  const history = await read(caseFile('c05-lifecycle.csv'))
  const profile = profileHistory(history)
  expect([history.rows, profile.activities[0]!.handle!.p50, profile.activities[0]!.handle!.mean]).toEqual([80, 480, 480])
  expect(history.reading).toMatchObject({ read: 160, good: 160, bad: 0 })
  expect(history.reading.notes.join(' ')).toContain('160 rows are 80 pieces of work')
})

test('lifecycles: ready, paused, gone on, ended by another, and what never began or ended', async () => {
  const row = (id: string, stage: string, time: string, who = 'ann') => `${id},Review,${stage},2026-03-02T${time}:00Z,${who}`
  const history = await read(
    log(
      [
        row('1', 'schedule', '08:00', ''),
        row('1', 'start', '09:00'),
        row('1', 'suspend', '09:05'),
        row('1', 'resume', '09:25'),
        row('1', 'complete', '09:30'),
        row('2', 'start', '10:00'),
        row('2', 'complete', '10:10', 'ben'),
        row('3', 'start', '11:00'),
        row('4', 'complete', '12:00'),
        row('5', 'start', '13:00'),
        row('5', 'start', '13:05'),
        row('5', 'complete', '13:07'),
        row('5', 'complete', '13:12'),
        row('6', 'assign', '14:00'),
      ],
      'case_id,activity,transition,time,resource',
    ),
  )
  const pieces = Array.from({ length: history.rows }, (_, i) => [textAt(history.caseId, i), history.end[i]! - history.start[i]!])
  expect(pieces.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
    ['1', 600],
    ['2', 600],
    ['3', NaN],
    ['4', NaN],
    ['5', 420],
    ['5', 420],
  ])
  expect(indexCases(history).arrived[history.caseId.values.indexOf('1')]).toBe(utc('2026-03-02T08:00:00Z'))
  expect(history.reading).toMatchObject({ read: 14, good: 13, bad: 1, listed: [{ line: 15, reason: 'lifecycle' }] })
})

test('a date of the case is never the start of its rows', async () => {
  const rows = many(
    30,
    (i, two) =>
      `c${i % 10},${i < 10 ? 'Open' : i < 20 ? 'Work' : 'Close'},2026-03-${two(2 + (i % 10))}T08:00:00,2026-04-${two(1 + (i % 28))}T${two(9 + Math.floor(i / 10))}:00:00`,
  )
  for (const name of ['case:start_date', 'start_date']) {
    const history = await read(log(rows, `case_id,activity,${name},timestamp`))
    expect([history.mapping.columns.start, history.mapping.columns.end]).toEqual([undefined, 'timestamp'])
  }
})

test('counts by event are counts', async () => {
  const rows = many(48, (i, two) => `2026-03-${two(2 + Math.floor(i / 24))}T${two(i % 24)}:00:00Z,${i % 2 ? 'edit' : 'block'},${100 + i}`)
  const history = await read(log(rows, 'hour_utc,event,count'))
  expect([history.form, sum(history.count), history.category.values]).toEqual(['volume', 48 * 100 + (47 * 48) / 2, ['block', 'edit']])
  const bins = await read(log(['2026-03-02T08:00,2026-03-02T08:06,3', '2026-03-02T08:06,2026-03-02T08:12,4'], 'from,to,count'))
  expect([bins.form, sum(bins.count)]).toEqual(['volume', 7])
})

test('exact repeats are shown, and kept where somebody says so', async () => {
  const text = log([...worked, worked[3]!, worked[4]!], 'case_id,activity,start,end')
  const history = await read(text)
  const question = history.questions.find(({ id }) => id === 'repeats')!
  expect(question).toMatchObject({
    count: 2,
    default: 'Set them aside',
    examples: [expect.stringContaining('line 42: c3,Review') as string],
  })
  expect((await read(text, withAnswer(history.mapping, question.answers[1]!.mapping))).rows).toBe(42)
})

test('rows that only mark where a case begins or ends are named, and set aside where somebody says so', async () => {
  const rows = many(
    10,
    (i, two) =>
      `${i},Start,2026-03-02T${two(8 + i)}:00:00\n${i},Review,2026-03-02T${two(8 + i)}:10:00\n${i},End,2026-03-02T${two(8 + i)}:30:00`,
  )
  const text = log(rows, 'case_id,activity,timestamp')
  const history = await read(text)
  const question = history.questions.find(({ id }) => id === 'marks')!
  expect(question).toMatchObject({ count: 20, examples: ['Start', 'End'], default: 'They are work' })
  const without = await read(text, withAnswer(history.mapping, question.answers[0]!.mapping))
  expect([without.activity.values, without.reading.byReason]).toEqual([['Review'], { mark: 20 }])
  expect(indexCases(without).arrived[0]).toBe(utc('2026-03-02T08:00:00Z'))
})

test('c09: a header longer than all rows is refused with the first rows; a separator at the end of every line is no column', async () => {
  const history = await read(caseFile('c09-header-comma.csv'))
  expect(() => profileHistory(history)).toThrow(/None of the 8 rows.*line 2: wrong number of fields/)
  const ended = await read(
    log(
      worked.map((row) => `${row},`),
      'case_id,activity,start,end,',
    ),
  )
  expect([ended.rows, ended.header]).toEqual([40, ['case_id', 'activity', 'start', 'end']])
})

test('title and comment lines above the header, the separator of the rows, short rows filled up', async () => {
  const titled = await read(
    `Export of March; all teams\n# made by a tool, with commas, many\n\n${log(worked, 'case_id,activity,start,end').replaceAll(',', ';')}\n`,
  )
  expect([titled.rows, titled.mapping.columns.start, titled.line[0]]).toEqual([40, 'start', 5])
  expect(titled.reading.notes.join(' ')).toContain('above the header')
  const commas = await read(
    log(
      worked.map((row) => `${row.replaceAll(',', ';')};a, b, c, d`),
      'case_id;activity;start;end;notes, free',
    ),
  )
  expect([commas.rows, commas.header.length]).toEqual([40, 5])
  const short = await read(log([...worked.map((row) => `${row},ann`), 'last,Review,2026-03-21T08:00:00Z,2026-03-21T08:01:00Z']))
  expect([short.rows, short.reading.padded]).toEqual([41, 1])
  const slashes = await read(log(['1,"Review \\"twice\\", then",2026-03-02', '2,Check,2026-03-03'], 'case_id,activity,end'))
  expect([...slashes.activity.values]).toEqual(['Review "twice", then', 'Check'])
})

test('every answer to every question makes a mapping that reads the file', async () => {
  for (const name of ['c04-one-row-in-2062.csv', 'c05-lifecycle.csv', 'c07-resource-null.csv', 'c08-two-digit-year.csv']) {
    const { questions, mapping } = await read(caseFile(name))
    for (const { answers } of questions)
      for (const { mapping: answer } of answers) expect((await read(caseFile(name), withAnswer(mapping, answer))).rows).toBeGreaterThan(0)
    const again = await read(caseFile(name), mapping)
    expect([again.rows, again.mapping]).toEqual([(await read(caseFile(name))).rows, mapping])
  }
})

test('no planted name leaves a history, but by a deliberate word in the mapping', async () => {
  const name = 'Zebulon Planted-Name'
  const text = log(
    [
      ...worked.map((row, i) => `${row},${i % 2 ? name : 'Ann Other'},x,${name}`),
      `bad,Review,soon,2026-03-02T09:00:00Z,${name},y,`,
      `${worked[1]!},${name},x,${name}`,
    ],
    'case_id,activity,start,end,reviewer,category,assigned_to',
  )
  const history = await read(text)
  expect(history.resource.values).toContain(name)
  const profile = profileHistory(history)
  expect(JSON.stringify(profile)).not.toMatch(/Zebulon|Planted|Ann Other/)
  expect(profile.resources.map((person) => person.name).toSorted()).toEqual(['person 1', 'person 2'])
  const named = profileHistory({ ...history, mapping: { ...history.mapping, people: 'names' } })
  expect(named.resources.map((person) => person.name)).toContain(name)
  expect(named.notes).toContain('People are called by their names, as the mapping says.')
})
