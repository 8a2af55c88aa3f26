import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textAt } from './dictionary.ts'
import type { Mapping } from './mapping.ts'
import { readHistory } from './read.ts'

const events: Mapping = {
  columns: { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end', resource: 'resource', category: 'category' },
}
const header = 'case_id,activity,start,end,resource,category'
const good = (i: number) =>
  `c${i},Review,2025-01-0${1 + (i % 9)}T08:00:00,2025-01-0${1 + (i % 9)}T08:01:${String(i % 60).padStart(2, '0')},ann,abuse`

async function* chunksOf(text: string, size = 7): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
const readText = (text: string, mapping: Mapping | null = events, size = 64) => readHistory(chunksOf(text, size), mapping)

test('an event log, by hand', async () => {
  const history = await readText(
    `${header}\na,Triage,2025-01-01T08:00:00,2025-01-01T08:00:05,,abuse\na,Review,,2025-01-01T09:00:00,ann,abuse\n`,
  )
  expect(history.form).toBe('events')
  expect(history.rows).toBe(2)
  expect([...history.start]).toEqual([Date.UTC(2025, 0, 1, 8) / 1000, NaN])
  expect(history.end[1]).toBe(Date.UTC(2025, 0, 1, 9) / 1000)
  expect([textAt(history.activity, 1), textAt(history.resource, 0), textAt(history.resource, 1)]).toEqual(['Review', '', 'ann'])
  expect([...history.line]).toEqual([2, 3])
})

test('a case table and hourly volume', async () => {
  const cases = await readText('Ticket,Opened,Closed,Result\n1,2025-01-01,2025-01-03,removed\n2,2025-01-02,,\n', null)
  expect([cases.form, cases.rows, cases.mapping.columns.arrived]).toEqual(['cases', 2, 'Opened'])
  expect(cases.end[1]).toBeNaN()
  const volume = await readText('hour;count;category\n2025-01-01T08:00:00;12;abuse\n2025-01-01T09:00:00;x;abuse\n', null)
  expect([volume.form, volume.rows, volume.count[0], volume.reading.byReason.count]).toEqual(['volume', 1, 12, 1])
})

test('every fault has its line, its reason and an excerpt', async () => {
  const rows = [
    [good(1), null],
    ['c2,Review,2025-01-01T08:00:00', 'fields'],
    [`${good(3)},more`, 'fields'],
    [`${good(4)},,`, null],
    [',Review,2025-01-01T08:00:00,2025-01-01T08:01:00,ann,abuse', 'case'],
    ['c6,,2025-01-01T08:00:00,2025-01-01T08:01:00,ann,abuse', 'activity'],
    ['c7,Review,soon,2025-01-01T08:01:00,ann,abuse', 'time'],
    ['c8,Review,2025-02-30T08:00:00,2025-01-01T08:01:00,ann,abuse', 'time'],
    ['c9,Review,,,ann,abuse', 'time'],
    ['c10,Review,1900-01-01T00:00:00,2025-01-01T08:01:00,ann,abuse', 'year'],
    ['c11,Review,2025-01-01T08:01:00,2025-01-01T08:00:00,ann,abuse', 'order'],
    [good(1), 'duplicate'],
    ['c13,Rev\u0000iew,2025-01-01T08:01:00,2025-01-01T08:02:00,ann,abuse', 'control'],
    [`c14,${'x'.repeat(40_000)},2025-01-01T08:01:00,2025-01-01T08:02:00,ann,abuse`, 'long'],
    ['c15,"Review"x,2025-01-01T08:01:00,2025-01-01T08:02:00,ann,abuse', 'quotes'],
    ['c16,"Review, second",2025-01-01T08:01:00,2025-01-01T08:02:00,"O""Neill",abuse', null],
    ['c17,"Review,2025-01-01T08:01:00,2025-01-01T08:02:00,ann,abuse', 'quotes'],
    [good(18), null],
    ['__proto__,constructor,2025-01-01T08:01:00,2025-01-01T08:02:00,ann,abuse', null],
  ] as const
  const history = await readText([header, ...rows.map(([text]) => text)].join('\r\n'), events, 1000)
  expect(history.reading.listed.map(({ line, reason }) => [line, reason])).toEqual(
    rows.flatMap(([, reason], i) => (reason ? [[i + 2, reason]] : [])),
  )
  expect(history.reading).toMatchObject({ read: rows.length, good: 5, bad: rows.length - 5 })
  expect(history.reading.listed.find(({ reason }) => reason === 'control')?.excerpt).toContain('Rev·iew')
  expect(history.activity.values).toContain('Review, second')
  expect(history.resource.values).toContain('O"Neill')
  expect(history.caseId.values).toContain('__proto__')
})

test('a stray quote costs one row, also when a later one seems to close it', async () => {
  const text = [
    header,
    good(1),
    '"broken,Review,2025-01-01T08:00:00,,ann,abuse',
    good(2),
    good(3),
    '"broken too,Review,2025-01-01T08:00:00,,ann,abuse',
    good(4),
  ].join('\n')
  for (const size of [1, 5, 10_000]) {
    const { reading } = await readText(text, events, size)
    expect([reading.good, reading.byReason.quotes]).toEqual([4, 2])
  }
})

test('a quoted field may hold line breaks, and lines are still counted', async () => {
  const history = await readText(
    `${header}\nc1,"Review\nof two lines",2025-01-01T08:00:00,,ann,abuse\n\n  \nc2,,2025-01-01T08:00:00,,ann,abuse\n`,
  )
  expect(history.activity.values).toEqual(['Review\nof two lines'])
  expect(history.reading.listed[0]).toMatchObject({ line: 6, reason: 'activity' })
  expect(history.reading.blankLines).toBe(2)
})

test('rows are conserved: good and bad add up to what was written, whatever the chunks', async () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'x', 'c1', '2025-01-01T08:00:00', '2025-01-01T09:00:00', '9999-01-01', 'a b'),
    fc.string({ maxLength: 6 }).map((text) => text.replace(/[",\r\n]/g, '_')),
  )
  const line = fc.array(cell, { minLength: 1, maxLength: 8 }).map((cells) => cells.join(','))
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 50 }), async (lines, size) => {
      const written = lines.filter((text) => text.trim() !== '')
      fc.pre(written.length > 0)
      const { reading, rows } = await readText([header, ...lines].join('\n'), events, size)
      expect(reading.read).toBe(written.length)
      expect(reading.good + reading.bad).toBe(reading.read)
      expect(rows).toBe(reading.good)
      expect(Object.values(reading.byReason).reduce((sum, n) => sum + n, 0)).toBe(reading.bad)
    }),
    { numRuns: 200 },
  )
})

test('separators, byte order mark, sep= line, double column names', async () => {
  for (const delimiter of [';', '\t', '|']) {
    const history = await readText(`\ufeff${header}\n${good(1)}\n`.replaceAll(',', delimiter))
    expect([history.rows, history.reading.notes[0]]).toEqual([1, expect.stringContaining('byte order mark')])
  }
  expect((await readText(`sep=;\r\n${header}\r\n${good(1)}\r\n`.replaceAll(',', ';'))).line[0]).toBe(3)
  const double = await readText(`${header},category\n${good(1)},x\n`)
  expect([...double.attributes.keys()]).toEqual(['category (2)'])
})

test.each([
  ['', 'The file is empty.'],
  ['\n\n  \n', 'The file is empty.'],
  [header, 'has a header and no rows'],
  [`${good(1)}\n${good(2)}\n`, 'looks like data'],
  ['PK\u0003\u0004 whatever', 'Excel'],
  ['\u0000a\u0000b\u0000c\u0000d', 'UTF-16'],
  ['\ufffd\u0001\u0002\ufffdabcdefgh', 'not a text file'],
  ['{"a": 1}', 'JSON'],
  ['Ticket,Step,When\n1,Review,2025-01-01\n', 'names the column “case_id”'],
])('%j is refused with a message', async (text, message) => {
  await expect(readText(text)).rejects.toThrow(message)
})

test.each([
  ['within the first rows', 300],
  ['after the first rows', 1000],
  ['far behind the start of the file', 6_000],
])('a later row tells the day from the month: %s', async (_, rows) => {
  const two = (value: number) => String(value).padStart(2, '0')
  const lines = Array.from(
    { length: rows },
    (_, i) => `c${i},Review,${two(1 + (i % 12))}/05/2025 ${two(8 + (i % 9))}:00,a note of no account`,
  )
  const text = (last: string) => ['case,activity,end,note', ...lines, last, ''].join('\n')
  const [day, month] = await Promise.all([
    readText(text('z,Review,25/05/2025 09:00,x'), null),
    readText(text('z,Review,05/25/2025 09:00,x'), null),
  ])
  expect([day.mapping.timeFormat, month.mapping.timeFormat]).toEqual(['dd/MM/yyyy HH:mm', 'MM/dd/yyyy HH:mm'])
  expect([day.rows, day.reading.bad, month.rows, month.reading.bad]).toEqual([rows + 1, 0, rows + 1, 0])
  await expect(readText(text('z,Review,04/05/2025 09:00,x'), null)).rejects.toThrow('dd/MM/yyyy')
})

test('ambiguous days are asked, not guessed', async () => {
  await expect(readText('case,activity,end\n1,Review,03/04/2025\n2,Review,05/06/2025\n', null)).rejects.toThrow('dd/MM/yyyy')
})

test('replacement characters are counted, the row is kept', async () => {
  const history = await readText(`${header}\nc1,R\ufffdview,2025-01-01T08:00:00,,J\ufffdrg,abuse\n`)
  expect([history.rows, history.reading.replacementCharacters]).toEqual([1, 2])
})

test('reading can be cancelled', async () => {
  const stop = new AbortController()
  const endless = (async function* () {
    yield `${header}\n`
    for (let i = 0; ; i++) yield `${good(i)}${'\n'.repeat(1 + (i % 2))}`
  })()
  const reading = readHistory(endless, events, {
    signal: stop.signal,
    onProgress: ({ rows }) => (rows > 2000 ? stop.abort(new Error('cancelled')) : undefined),
  })
  await expect(reading).rejects.toThrow('cancelled')
})

test('300,000 rows stream through in bounded memory', { timeout: 90_000 }, async () => {
  const total = 300_000
  const rows = async function* () {
    yield `${header}\n`
    for (let at = 0; at < total; at += 1000) {
      let text = ''
      for (let i = at; i < at + 1000; i++)
        text += `case-number-${i >> 1},Review,2025-01-0${1 + (i % 9)}T08:00:00,2025-01-0${1 + (i % 9)}T09:0${i % 10}:00,agent-${i % 300},cat-${i % 12}\n`
      yield text
    }
  }
  const before = process.memoryUsage()
  const history = await readHistory(rows(), events)
  const after = process.memoryUsage()
  expect(history.reading).toMatchObject({ good: total, bad: 0 })
  expect(history.caseId.values.length).toBe(total / 2)
  expect((after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20).toBeLessThan(150)
})
