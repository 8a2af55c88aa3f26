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
  expect([profile.resources, profile.resourceCount], 'no figures per person unasked').toEqual([[], 2])
  const figures = profileHistory({ ...history, mapping: { ...history.mapping, people: 'figures' } })
  expect(figures.resources.map((person) => person.name).toSorted()).toEqual(['person 1', 'person 2'])
  expect(figures.notes).toContain('There are figures for each person, under pseudonyms, as the mapping says.')
  const named = profileHistory({ ...history, mapping: { ...history.mapping, people: 'names' } })
  expect(named.resources.map((person) => person.name)).toContain(name)
  expect(named.notes).toContain('People are called by their names, and there are figures for each of them, as the mapping says.')
})

const hours = many(72, (i, two) => `2026-03-${two(2 + Math.floor(i / 24))},${i % 24},${5 + (i % 7)}`)

test('an hour beside its date is not midnight, nor a time of day without its date', async () => {
  const history = await read(['Date,Hour,Calls', ...hours].join('\n'))
  expect(history.mapping).toMatchObject({ columns: { hour: 'Hour', count: 'Calls' }, dates: { hour: 'Date' }, timeFormat: 'yyyy-MM-dd HH' })
  expect([...history.start]).toEqual(Array.from({ length: 72 }, (_, i) => utc('2026-03-02T00:00:00Z') + i * 3600))
  const rows = many(30, (i, two) => `${i};Review;${two(1 + (i % 28))}.03.2026;23:5${i % 10};00:0${i % 10}`)
  const night = await read(['Ticket;Task;Date;Start Time;End Time', ...rows].join('\n'))
  expect(night.mapping.dates).toEqual({ start: 'Date', end: 'Date' })
  expect(new Set([...night.end].map((end, row) => end - night.start[row]!))).toEqual(new Set([600]))
  expect(night.start[0]).toBe(utc('2026-03-01T23:50:00Z'))
  expect(night.reading.notes.join(' ')).toContain('30 times of day before their row’s start were read as those of the next day')
})

test.each([
  ['duration_minutes', '8', 480],
  ['handle time (s)', '480', 480],
  ['duration_ms', '480000', 480],
  ['Dauer', '00:08:00', 480],
  ['duration', 'PT8M', 480],
])('work with one time and a %s of %s took %d s', async (name, text, seconds) => {
  const rows = many(10, (i, two) => `c${i},Review,2026-03-${two(2 + i)}T09:00:00Z,${text}`)
  const history = await read(log(rows, `case_id,activity,start,${name}`))
  expect([...history.end].map((end, row) => end - history.start[row]!)).toEqual(rows.map(() => seconds))
  expect(history.reading.notes.join(' ')).toContain(`When work ended follows from “${name}”`)
})

test.each([
  ['182', 182, ['unit']],
  ['00:03:02', 182, []],
])('a handle time of %s that says no unit is %d s, and asked where it is a number', async (text, seconds, asked) => {
  const history = await read(counts(`7;${text}`).replace('handle_seconds', 'AHT'))
  expect([history.handleSeconds[0], history.questions.map(({ id }) => id), history.mapping.columns.category]).toEqual([
    seconds,
    asked,
    undefined,
  ])
})

test('a count that no row can hold is set aside, and parts of cases are said', async () => {
  const history = await read(counts('1e308;180', '7.5;180'))
  expect([history.rows, history.reading.byReason]).toEqual([12, { count: 12 }])
  expect(history.reading.notes.join(' ')).toContain('12 rows count parts of a case')
})

const pieces = (words: readonly string[], column: string) =>
  log(
    many(30, (i, two) => `${i},Review,${words[0]!},2026-03-${two(1 + (i % 28))}T09:0${Math.floor(i / 28)}:00Z`).flatMap((row) => [
      row,
      row.replace(`,${words[0]!},`, `,${words[1]!},`).replace('T09:', 'T10:'),
    ]),
    `case_id,activity,${column},timestamp`,
  )

test.each([
  ['opened', 'closed'],
  ['IN', 'OUT'],
  ['S', 'E'],
  ['picked up', 'released'],
])('rows of %s and %s are paired', async (...words) => {
  const history = await read(pieces(words, 'what'))
  expect([history.rows, history.end[0]! - history.start[0]!]).toEqual([30, 3600])
  expect(history.mapping.stages).toEqual({ [words[0]!]: 'start', [words[1]!]: 'end' })
})

test('two texts that come in pairs are asked about, and the answer pairs them', async () => {
  const text = pieces(['0', '1'], 'is_end')
  const history = await read(text)
  const question = history.questions.find(({ id }) => id === 'stages')!
  expect([history.rows, question.answers.length]).toEqual([60, 3])
  const paired = await read(text, withAnswer(history.mapping, question.answers[1]!.mapping))
  expect([paired.rows, paired.end[0]! - paired.start[0]!]).toEqual([30, 3600])
})

test.each([
  ['Review started', 'Review completed'],
  ['Review_START', 'Review_COMPLETE'],
  ['Start Review', 'End Review'],
])('activities named %s and %s are one, unless the mapping says otherwise', async (start, end) => {
  const rows = many(12, (i, two) => `${i},${start},2026-03-${two(2 + i)}T09:00:00Z`).flatMap((row) => [
    row,
    row.replace(start, end).replace('09:', '10:'),
  ])
  const history = await read(log(rows, 'case_id,activity,timestamp'))
  expect([history.rows, history.activity.values, history.end[0]! - history.start[0]!]).toEqual([12, ['Review'], 3600])
  const apart = await read(log(rows, 'case_id,activity,timestamp'), withAnswer(history.mapping, { stagesInNames: false }))
  expect([apart.rows, apart.activity.values]).toEqual([24, [start, end]])
})

test('times far away in a small file, and many of them, rule nothing; what could be meant is asked about', async () => {
  const small = await read(
    log([...worked.slice(0, 12), 'x,Review,2062-03-02T09:00:00Z,2062-03-02T09:08:00Z'], 'case_id,activity,start,end'),
  )
  expect([small.rows, small.reading.byReason]).toEqual([12, { far: 1 }])
  const far = many(3, (i) => `f${i},Review,2062-03-0${i + 1}T09:00:00Z,2062-03-0${i + 1}T09:08:00Z`)
  expect((await read(log([...worked, ...far], 'case_id,activity,start,end'))).reading.byReason).toEqual({ far: 3 })
  const late = await read(log([...worked, 'x,Review,2026-05-12T09:00:00Z,2026-05-12T09:08:00Z'], 'case_id,activity,start,end'))
  expect(late.questions.find(({ id }) => id === 'far')).toMatchObject({ count: 1, default: 'Use them' })
  expect(
    (
      await read(
        log([...worked, 'x,Review,2026-05-12T09:00:00Z,2026-05-12T09:08:00Z'], 'case_id,activity,start,end'),
        withAnswer(late.mapping, { keepFar: false }),
      )
    ).rows,
  ).toBe(40)
})

test('columns of times that nothing was taken for are asked about, by name', async () => {
  const rows = many(
    12,
    (i, two) => `T${i},2026-03-${two(2 + i)} 09:00,2026-03-${two(2 + i)} 09:05,2026-03-${two(2 + i)} 09:20,2026-03-${two(2 + i)} 10:00`,
  )
  const history = await read(log(rows, 'Ticket,Created,Triaged,Reviewed,Closed'))
  expect(history.questions.map(({ id }) => id)).toEqual(['steps', 'unused:Triaged', 'unused:Reviewed'])
  const twice = await read(log(worked, 'case_id,activity,time,time'))
  const start = twice.questions
    .find(({ id }) => id === 'unused:time (2)')!
    .answers.find(({ mapping }) => mapping.columns?.start !== undefined)!
  expect(start.mapping.columns).toEqual({ start: 'time (2)' })
})

test('the zone that a column names is the clock of the times; several are asked about', async () => {
  const rows = (zone: (i: number) => string) => many(12, (i, two) => `${i},Review,2026-01-${two(2 + i)}T09:00:00,${zone(i)}`)
  const history = await read(
    log(
      rows(() => 'America/New_York'),
      'case_id,activity,start,tz',
    ),
  )
  expect(history.start[0]).toBe(utc('2026-01-02T14:00:00Z'))
  await expect(
    read(
      log(
        rows((i) => (i % 2 ? 'Asia/Tokyo' : 'Europe/Berlin')),
        'case_id,activity,start,tz',
      ),
    ),
  ).rejects.toThrow('several zones')
})

test('activities that differ by case or blanks are asked about and joined by the answer', async () => {
  const text = log(
    worked.map((row, i) => row.replace('Review', ['Review', 'review', 'REVIEW', 'Re-view'][i % 4]!)),
    'case_id,activity,start,end',
  )
  const history = await read(text)
  const question = history.questions.find(({ id }) => id === 'same-activity')!
  expect([history.activity.values.length, question.count, question.default]).toEqual([4, 30, 'Keep them apart'])
  expect((await read(text, withAnswer(history.mapping, question.answers[0]!.mapping))).activity.values).toEqual(['Review', 'Re-view'])
})

test.each(['unknown', 'SYSTEM', '00000000-0000-0000-0000-000000000000'])(
  '%s may be nobody: asked, and the answer takes it away',
  async (word) => {
    const text = log(worked.map((row, i) => `${row},${i % 5 === 0 ? word : 'ann'}`))
    const history = await read(text)
    const question = history.questions.find(({ id }) => id === 'nobody')!
    expect([question.count, question.default]).toEqual([8, 'They are people'])
    expect(profileHistory(history).questions.find(({ id }) => id === 'nobody')!.text).toContain(word)
    expect((await read(text, withAnswer(history.mapping, question.answers[1]!.mapping))).resource.values).toEqual(['ann'])
  },
)

test.each(['not assigned', '<none>', '#REF!', 'n. a.', '(leer)', 'N.N.', 'no one'])('%s is nobody', async (word) => {
  expect((await read(log(worked.map((row, i) => `${row},${i % 5 === 0 ? word : 'ann'}`)))).resource.values).toEqual(['ann'])
})

test.each(['9999-12-31T23:59:59Z', '0000-00-00 00:00:00'])('an end of %s is no end, and said', async (word) => {
  const history = await read(
    log(
      worked.map((row, i) => (i % 5 === 0 ? row.replace(/[^,]*$/, word) : row)),
      'case_id,activity,start,end',
    ),
  )
  expect([history.rows, history.end.filter(Number.isNaN).length]).toEqual([40, 8])
  expect(history.questions.find(({ id }) => id === 'nothing:end')).toMatchObject({ count: 8, examples: [word] })
})

test.each([
  ['name,day,from,to', 'ann,Mon,08:00,16:00'],
  ['date,shift_start,shift_end,agents', '2026-03-02,08:00,16:00,3'],
  ['id,employee,from,to', '7,ann,2026-03-02 08:00,2026-03-02 16:00'],
])('a roster (%s) is not read as work or cases, and called one', async (header, row) => {
  await expect(read(log([row, row.replace('08', '09'), row.replace('08', '10')], header))).rejects.toThrow('This looks like a roster')
})
