import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { History } from '../src/history/history.ts'
import type { Mapping } from '../src/history/mapping.ts'
import { readHistory } from '../src/history/read.ts'
import { openSource } from '../src/history/sources/open-source.ts'

const shared = (path: string) => readFileSync(new URL(`../../shared/${path}`, import.meta.url))

async function read(bytes: Uint8Array, mapping: Mapping | null = null, size = 4096): Promise<History> {
  const source = await openSource(
    (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })(),
    { decoders: (encoding, fatal) => new TextDecoder(encoding, { fatal }), sheet: mapping?.sheet },
  )
  return readHistory(source.chunks, mapping, { source })
}

const csv = [
  'case_id,activity,start,end,resource',
  '1,Prüfung,2026-03-02T09:00:00,2026-03-02T09:08:00,Jörg',
  '2,Prüfung,2026-03-02T10:00:00,2026-03-02T10:08:00,Zoë',
].join('\n')
const same = (history: History) => [history.rows, history.activity.values, history.resource.values, history.start[0]]
const wanted = [2, ['Prüfung'], ['Jörg', 'Zoë'], Date.UTC(2026, 2, 2, 9) / 1000]
const utf16 = (text: string, mark: boolean, big: boolean) => {
  const buffer = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le')
  return new Uint8Array(big ? buffer.swap16() : buffer)
}

test.each([
  ['UTF-8', new Uint8Array(Buffer.from(csv)), ''],
  ['UTF-8 with its mark', new Uint8Array(Buffer.from(`\ufeff${csv}`)), ''],
  ['UTF-16', utf16(csv, true, false), 'UTF-16'],
  ['UTF-16, big end first', utf16(csv, true, true), 'UTF-16'],
  ['UTF-16 without a mark', utf16(csv, false, false), 'UTF-16'],
  ['Windows-1252', new Uint8Array(Buffer.from(csv, 'latin1')), 'Windows-1252'],
])('%s is read, and said where it is unusual', async (_, bytes, said) => {
  for (const size of [1, 37, 100_000]) {
    const history = await read(bytes, null, Math.max(4, size))
    expect(same(history)).toEqual(wanted)
    expect(history.reading.notes.some((note) => note.includes('is written in') && note.includes(said))).toBe(said !== '')
  }
})

test('JSON lines, with nothing lost', async () => {
  const lines = csv
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const text = lines
    .map(([id, activity, start, end, resource]) =>
      JSON.stringify({ case_id: Number(id), activity, start, end, resource, more: { kind: 'a' } }),
    )
    .join('\n')
  const history = await read(strToU8(text))
  expect(same(history)).toEqual(wanted)
  expect([...history.attributes.keys()]).toEqual(['more.kind'])
  await expect(read(strToU8('{\n"a": 1\n}'))).rejects.toThrow('one object a line')
  const broken = await read(strToU8(`${text}\n{"case_id": 3, oops\n`))
  expect(broken.reading).toMatchObject({ read: 3, good: 2, bad: 1 })
})

test('XES: the help desk log has the cases, events and people that its own text has', { timeout: 60_000 }, async () => {
  const bytes = gunzipSync(shared('data/raw/helpdesk.xes.gz'))
  const text = bytes.toString()
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const history = await read(bytes, null, 65_536)
  expect(history.reading.read).toBe(count(/<event>/g))
  expect(history.caseId.values.length).toBe(count(/<trace>/g))
  const kept = { ...history.mapping, keepRepeats: true, keepFar: true }
  expect((await read(bytes, kept, 65_536)).rows).toBe(count(/<event>/g))
  expect(history.mapping.columns).toMatchObject({
    case_id: 'case:concept:name',
    activity: 'concept:name',
    end: 'time:timestamp',
    resource: 'org:resource',
  })
})

test('XES with a lifecycle: starts and completes are paired, in any case of chunks', { timeout: 60_000 }, async () => {
  const bytes = gunzipSync(shared('data/raw/BPIC2012_W_Two_TS.xes.gz'))
  const part = strToU8(`${bytes.toString('utf8', 0, 400_000).replace(/<trace>(?![\s\S]*<\/trace>)[\s\S]*$/, '')}</log>`)
  const count = (pattern: RegExp) => Buffer.from(part).toString().match(pattern)?.length ?? 0
  const starts = count(/lifecycle:transition" value="start"/g)
  const history = await read(part, null, 1009)
  const timed = history.start.filter((start, row) => history.end[row]! >= start).length
  expect(history.reading.read).toBe(count(/<event>/g))
  expect(timed).toBeGreaterThan(starts * 0.98)
  expect(history.timezone).not.toBe('UTC')
})

const xes = (body: string) => strToU8(`<?xml version="1.0"?>\n${body}`)
test.each([
  ['a document type', '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log></log>', 'document type'],
  ['a web page', '<html><body>no</body></html>', 'no XES log'],
  ['an end that is missing', '<log><trace><event></event>', 'breaks off'],
  ['a tag closed twice', '<log></trace></log>', 'closed where it is not open'],
  ['a tag without end', `<log><string key="${'x'.repeat(1_100_000)}`, 'longer than a million'],
])('hostile XES: %s is refused', async (_, body, message) => {
  await expect(read(xes(body))).rejects.toThrow(message)
})

test('XES: traces without a name are cases of their own', async () => {
  const event = (name: string, at: string) =>
    `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${at}"/></event>`
  const trace = (name: string, hour: number) =>
    `<trace>${name}${event('A', `2026-03-02T0${hour}:00:00Z`)}${event('B', `2026-03-02T0${hour}:30:00Z`)}</trace>`
  const history = await read(strToU8(`<log>${trace('<string key="concept:name" value="x"/>', 1)}${trace('', 2)}${trace('', 3)}</log>`))
  expect([history.rows, history.caseId.values]).toEqual([6, ['x', 'trace 2', 'trace 3']])
  expect(history.reading.notes.join(' ')).toContain('2 traces have no concept:name')
})

test('XES: what is quoted, nested or escaped', async () => {
  const event = (id: string, time: string) =>
    `<event><string value='a &gt; b &amp; &#x41;' key="concept:name"><string key="inner" value="x"/></string><!-- <event> --><date key="time:timestamp" value="${time}"/></event><!-- ${id} -->`
  const history = await read(
    xes(
      `<xes:log><trace><string key="concept:name" value="1"/>${event('1', '2026-03-02T09:00:00Z')}</trace><trace><string key="concept:name" value="2>"/>${event('2', '2026-03-03T09:00:00Z')}</trace></xes:log>`,
    ),
  )
  expect([history.rows, history.activity.values, history.caseId.values]).toEqual([2, ['a > b & A'], ['1', '2>']])
})

/** A workbook as Excel writes it: dates are numbers with a style. */
function workbook(): Uint8Array {
  const cell = (ref: string, value: string | number, style = 0) =>
    typeof value === 'number'
      ? `<c r="${ref}" s="${style}"><v>${value}</v></c>`
      : `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
  const rows = [
    ['case_id', 'activity', 'start', 'end', 'resource'],
    ['1', 'Prüfung', 46_083.375, 46_083.380_555_555_6, 'Jörg'],
    ['2', 'Prüfung', 46_083.416_666_666_7, 46_083.422_222_222_2, 'Zoë'],
  ]
  const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (row, y) =>
        `<row r="${y + 1}">${row.map((value, x) => cell(`${'ABCDE'[x]!}${y + 1}`, value, typeof value === 'number' ? 1 : 0)).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Notes" sheetId="1" r:id="rId1"/><sheet name="Log" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData/></worksheet>`),
    'xl/worksheets/sheet2.xml': strToU8(sheet),
  })
}

test('an Excel workbook: the sheet with rows, its dates as the clock on the wall', async () => {
  const history = await read(workbook())
  expect(same(history)).toEqual(wanted)
  expect(history.end[0]! - history.start[0]!).toBe(480)
  expect(history.reading.notes.join(' ')).toContain('The sheet “Log” of the workbook was read')
  await expect(read(workbook(), { ...history.mapping, sheet: 'Sheet9' })).rejects.toThrow('no sheet “Sheet9”. It has Notes, Log.')
})

test('several files are one log, by the names of their columns; files of other logs are refused', async () => {
  const other = [
    'Resource;end;start;activity;more;case_id',
    'Zoë;2026-03-03T09:08:00;2026-03-03T09:00:00;"Prüf;ung";x;3',
    'Jörg;late;2026-03-03T10:00:00;Prüfung;x;4',
    'too short',
  ].join('\n')
  const both = await read(zipSync({ 'b.csv': strToU8(other), 'a.csv': strToU8(csv) }))
  expect([both.rows, both.caseId.values, both.activity.values]).toEqual([3, ['1', '2', '3'], ['Prüfung', 'Prüf;ung']])
  expect([both.resource.values, both.end[2]! - both.start[2]!]).toEqual([['Jörg', 'Zoë'], 480])
  expect(both.reading.listed.map(({ line, reason }) => [line, reason])).toEqual([
    [5, 'time'],
    [6, 'fields'],
  ])
  expect(both.reading.notes.join(' ')).toContain('“b.csv” is lines 4 to 6 of all files together')
  expect(both.reading.notes.join(' ')).toContain('“more” in “b.csv” is not in the first file and was left out')
  const titled = await read(zipSync({ 'a.csv': strToU8(csv), 'b.csv': strToU8(`Report of March\n\n${csv.replace('\n1,', '\n5,')}`) }))
  expect([titled.rows, titled.reading.notes.join(' ')]).toEqual([
    3,
    expect.stringContaining('“b.csv”: 2 lines above the header (“Report of March”)'),
  ])
  const twice = await read(zipSync({ 'a.csv': strToU8(csv), 'b.csv': strToU8(csv) }))
  expect([twice.rows, twice.reading.byReason.duplicate]).toEqual([2, 2])
  await expect(read(zipSync({ 'a.csv': strToU8(csv), 'b.csv': strToU8('day,staff\n1,2') }))).rejects.toThrow(
    '“b.csv” has other columns (day, staff)',
  )
})

test('JSON documents: a list of objects, or the longest list in an object, on one line or many', async () => {
  const list = csv
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([id, activity, start, end, resource]) => ({ case: { id }, event: { activity, times: { start, end } }, resource }))
  for (const value of [list, { exported: 'now', total: 2, data: list }, { meta: { tags: [{ a: 1 }] }, body: { rows: list } }])
    for (const indent of [0, 2]) {
      const history = await read(strToU8(JSON.stringify(value, null, indent)))
      expect([...same(history), history.end[0]! - history.start[0]!]).toEqual([...wanted, 480])
    }
  await expect(read(strToU8('{"a":[1,2],\n"b":2}'))).rejects.toThrow('holds no list of records')
  for (const alone of ['{"id": 7}', '{"id": 7}\n'])
    await expect(read(strToU8(alone))).rejects.toThrow('one object with one field: that is no history')
  await expect(read(strToU8('[{"a":1},'))).rejects.toThrow('looks like JSON and is none')
})

test('zip files: one history in them, or a clear word', async () => {
  expect(same(await read(zipSync({ 'folder/log.csv': strToU8(csv), '__MACOSX/._log.csv': strToU8('x') })))).toEqual(wanted)
  const bomb = zipSync({ 'bomb.csv': new Uint8Array(1e6) }, { level: 9 })
  const entry = Buffer.from(bomb).indexOf('PK\u0001\u0002')
  new DataView(bomb.buffer).setUint32(entry + 24, 1.9e9, true)
  await expect(read(bomb)).rejects.toThrow('which no history does')
  await expect(read(strToU8('PK\u0003\u0004 nothing more'))).rejects.toThrow('broken')
})

test('Parquet, written by another program', async () => {
  const history = await read(readFileSync(new URL('./samples/log.parquet', import.meta.url)))
  expect(same(history)).toEqual(wanted)
})
