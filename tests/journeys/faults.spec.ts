import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { goTo, open, watch } from './page.ts'
import { copySample, putFile, removeFile } from './workspace.ts'

/* Files that are wrong in every way we could think of: each fault is named, nothing is carried out, the page stands. */

const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>'

/** Also fails if anything of a file came to life: a dialog, or an element that a file brought. */
function guard(page: Page): () => Promise<void> {
  const check = watch(page)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  return async () => {
    expect(dialogs).toEqual([])
    await expect(page.locator('img[src="x"], [onerror], body script, iframe[src^="javascript"]')).toHaveCount(0)
    check()
  }
}

/** Drops a file as from the desktop. */
async function drop(page: Page, name: string, content: string | Buffer): Promise<void> {
  const base64 = Buffer.from(content).toString('base64')
  const transfer = await page.evaluateHandle(
    ([text, fileName]) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(text ?? ''), (character) => character.charCodeAt(0))], fileName ?? ''))
      return data
    },
    [base64, name],
  )
  await page
    .getByText(/^Drop /)
    .first()
    .dispatchEvent('drop', { dataTransfer: transfer })
}

test('a history with every fault: each is listed with line and reason, and the rest is read', async ({ page, request }) => {
  const check = guard(page)
  await copySample(request, 'abuse-reports', 'faulty-history')
  await open(page, 'faulty-history', 'history')
  const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, '0')}:00`
  // Each row with the reason for which it is set aside; null where it is good.
  const rows: readonly (readonly [string, string | null])[] = [
    [`c1;First review;${at(1)};${at(2)};anna;abuse`, null],
    [`c2;First review;${at(2)};${at(5)};=cmd|' /C calc'!A1;spam`, null],
    [`c3;First review;${at(3)};${at(6)};ben;${evil}`, null],
    [`c4;"Second; ""careful"" review";${at(4)};${at(9)};ben;abuse`, null],
    [`c5;"First review;${at(4)};${at(9)};ben;abuse`, 'broken quotes'],
    [`c6;"First" review;${at(4)};${at(9)};ben;abuse`, 'broken quotes'],
    [`c7;First review;${at(4)}`, 'wrong number of fields'],
    [`c8;First review;${at(4)};${at(9)};ben;abuse;more;and more`, 'wrong number of fields'],
    [`c9;First review;yesterday;${at(9)};ben;abuse`, 'unreadable time'],
    [`c10;First review;2026-02-30T10:00:00;${at(9)};ben;abuse`, 'unreadable time'],
    [`c11;First review;2026-03-02T25:61:00;${at(9)};ben;abuse`, 'unreadable time'],
    [`c12;First review;;;ben;abuse`, 'unreadable time'],
    [`c13;First review;2999-03-02T10:00:00;2999-03-02T10:01:00;ben;abuse`, 'impossible year'],
    [`c14;First review;0001-01-01T00:00:00;${at(9)};ben;abuse`, 'impossible year'],
    [`c15;First review;${at(9)};${at(4)};ben;abuse`, 'end before start'],
    [`;First review;${at(4)};${at(9)};ben;abuse`, 'missing case id'],
    [`c17;;${at(4)};${at(9)};ben;abuse`, 'missing activity'],
    [`c18;First\0 review;${at(4)};${at(9)};ben;abuse`, 'control characters'],
    [`c19;First review;${at(4)};${at(9)};${'x'.repeat(100_000)};abuse`, 'field or line too long'],
    [`c1;First review;${at(1)};${at(2)};anna;abuse`, 'duplicate row'],
    // One field short at the end: the missing one is empty, and counted.
    [`${evil};First review;${at(4)};${at(9)};ben`, null],
    [`=HYPERLINK("http://example.org");First review;${at(4)}`, 'broken quotes|wrong number of fields'],
    ['__proto__;constructor;toString;hasOwnProperty;valueOf;__proto__', 'unreadable time'],
    [`__proto__;constructor;${at(7)};${at(8)};hasOwnProperty;__proto__`, null],
    [`c25;First review;${at(7)};${at(8)};ben;abuse`, null],
  ]
  const csv = `\uFEFFcase_id;activity;start;end;resource;category\r\n${rows.map(([row]) => row).join('\r\n')}\r\n\r\n`
  await drop(page, 'faults.csv', csv)
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible()
  await page.getByRole('button', { name: 'Read all rows' }).click()
  await expect(page.getByRole('heading', { name: 'faults.csv' })).toBeVisible()

  const good = rows.filter(([, reason]) => reason === null).length
  await expect(page.getByText(`${good} cases, ${good} rows`)).toBeVisible()
  await expect(page.getByRole('heading', { name: `${rows.length - good} rows of ${rows.length} set aside` })).toBeVisible()
  const table = page.getByRole('region', { name: 'Rows set aside' }).getByRole('row')
  await expect(table).toHaveCount(1 + rows.length - good)
  const listed = new Map((await table.allInnerTexts()).slice(1).map((text) => [Number(/^\s*(\d+)/.exec(text)?.[1]), text]))
  for (const [index, [row, reason]] of rows.entries()) {
    if (reason === null) expect(listed.has(index + 2), row).toBe(false)
    else expect(listed.get(index + 2), `line ${index + 2}: ${row.slice(0, 60)}`).toMatch(new RegExp(reason))
  }
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the list (CSV)' }).click()
  const list = readFileSync(await (await saving).path(), 'utf8')
  expect(list.split('\r\n').filter((line) => line !== '').length).toBe(1 + rows.length - good)
  expect(list).not.toMatch(/(^|,)"?=/m)
  await check()
})

const unreadable: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ['empty.csv', '', /The file is empty/],
  ['blank.csv', '\r\n \r\n', /The file is empty/],
  ['picture.csv', Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 131) % 256)), /not a text file/],
  ['list.csv', '[1, 2]', /no list of records/],
  ['book.csv', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200)]), /zip file is broken/],
  ['cut.csv.gz', Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(40, 7)]), /compressed|gzip|unpack/i],
  ['header.csv', 'case_id,activity,start,end\r\n', /header and no rows/],
  [
    'no-header.csv',
    'c1,Review,2026-03-02T10:00:00,2026-03-02T10:01:00\nc2,Review,2026-03-02T10:00:00,2026-03-02T10:01:00\n',
    /looks like data/,
  ],
]

test('files that are no history are refused with a sentence', async ({ page, request }) => {
  const check = guard(page)
  await copySample(request, 'appeals', 'no-history')
  await open(page, 'no-history', 'history')
  for (const [name, content, message] of unreadable) {
    await test.step(name, async () => {
      await drop(page, name, content)
      await expect(page.getByText(`${name} could not be read`)).toBeVisible()
      await expect(page.getByText(message).first()).toBeVisible()
      await page.getByRole('button', { name: 'Choose another file' }).click()
    })
  }
  await check()
})

const deep = (levels: number): object => (levels === 0 ? {} : { initial: 'a', states: { a: deep(levels - 1) } })
const refused: readonly (readonly [string, string, RegExp])[] = [
  ['not JSON', '<machine/>', /not JSON.*line 1/],
  ['cut in the middle', '{"states": {"a": ', /ends too early/],
  ['a list', '[1, 2]', /JSON object/],
  ['no machine', '{"name": "x"}', /no "states"/],
  ['a __proto__ property', '{"id": "m", "initial": "a", "states": {"__proto__": {}, "a": {}}}', /__proto__/],
  ['a property twice', '{"id": "m", "initial": "a", "states": {"a": {}, "a": {}}}', /twice/],
  ['too deep', JSON.stringify(deep(500)), /nesting is deeper/],
  ['deeper than states may be', JSON.stringify(deep(80)), /deeper than/],
  ['a state that is a number', '{"initial": "a", "states": {"a": 5}}', /not an object/],
  ['a target that is not there', '{"initial": "a", "states": {"a": {"on": {"GO": "nowhere"}}}}', /nowhere/],
]

/** What a hostile hand would write and XState's syntax allows. */
const hostile = {
  id: 'hostile',
  initial: 'nowhere',
  context: { constructor: 1, toString: 'x', reports: 3, text: evil },
  on: { '*': { target: '.a' } },
  states: {
    'a.b.c': { on: { 'GO.ON': 'constructor' } },
    a: { id: 'same', meta: { title: evil, uid: '__proto__' }, description: evil, on: { GO: '0', [evil]: 'b' } },
    b: { id: 'same', always: { target: 'a2' } },
    a2: { always: { target: 'b' } },
    '0': { after: { 1: 'b', forever: 'a' }, entry: [{ type: evil }, 'log'], invoke: { src: 'javascript:alert(1)' } },
    '1': { type: 'parallel', states: { x: {}, y: { initial: 'z', states: { z: { type: 'final' } } } } },
    constructor: { on: { GO: { target: 'toString', guard: evil } } },
    toString: { type: 'final' },
    ['😀 with a very long name '.repeat(40)]: { type: 'history' },
    [evil]: { tags: [evil] },
  },
}

test('hostile machines on the start page are refused with a sentence, or opened with their problems named', async ({ page, request }) => {
  const check = guard(page)
  await page.goto('/')
  for (const [name, text, message] of refused) {
    await test.step(name, async () => {
      await drop(page, `${name}.json`, text)
      await expect(page.getByText(message).first()).toBeVisible()
      expect(page.url()).toMatch(/\/(#\/)?$/)
    })
  }
  await test.step('the hostile one is opened', async () => {
    await drop(page, 'hostile.json', JSON.stringify(hostile))
    await expect(page.getByRole('heading', { name: 'How it was read' })).toBeVisible()
    await page.getByRole('button', { name: 'Take it in' }).click()
    // Laid out first, which takes a while on a busy machine.
    await expect(page.getByRole('treeitem').nth(3)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText(/error/)
    await page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: /error/ }).click()
    await expect(page.getByRole('list', { name: 'Problems' }).getByRole('listitem').first()).toBeVisible()
    for (const place of ['History', 'Simulate', 'Improve', 'Review', 'Runbook', 'Design']) {
      await goTo(page, place)
      await expect(page.getByRole('link', { name: place, exact: true })).toHaveAttribute('aria-current', 'page')
      await page.waitForTimeout(300)
      await expect(page.getByText(/does not work now/)).toHaveCount(0)
    }
  })
  await test.step('an endless loop of its automatic ways does not hang a walked case', async () => {
    await page.getByRole('button', { name: 'Walk a case' }).click()
    await page.getByRole('button', { name: 'Start the case' }).click()
    await expect(page.getByText(/cannot run yet|cannot go on|Now in|Ended in/).first()).toBeVisible()
  })
  await test.step('it opens again', async () => {
    const { slug } = /#\/(?<slug>[^/]+)\//.exec(page.url())?.groups ?? {}
    await page.goto('/#/')
    await page.reload()
    await expect(page.getByRole('link', { name: /User reports of abuse/ }).first()).toBeVisible()
    await page.locator(`a[href="#/${slug}/design"]`).click()
    // Laid out first, which takes a while on a busy machine.
    await expect(page.getByRole('treeitem').nth(3)).toBeVisible({ timeout: 30_000 })
    await check()
    await page.goto('about:blank')
    for (const file of ['workflow.json', 'layout.json']) await removeFile(request, `${slug}/${file}`)
  })
})

test('a workflow of a newer format and one with conflict markers: said why, and the others work', async ({ page, request }) => {
  const check = guard(page)
  const sample = readFileSync(new URL('../../workflows/appeals/workflow.json', import.meta.url), 'utf8')
  const broken = {
    newer: sample.replace('"format": 1', '"format": 99'),
    conflicted: sample.replace('  "title"', '<<<<<<< HEAD\n  "title"').replace('  "owner"', '=======\n  "owner"'),
    nothing: '',
  }
  expect(new Set([sample, ...Object.values(broken)]).size).toBe(4)
  for (const [slug, text] of Object.entries(broken)) await putFile(request, `${slug}/workflow.json`, text)
  await page.goto('/')
  await expect(page.getByText('newer cannot be opened')).toBeVisible()
  await expect(page.getByText(/has format 99.*Update Gemba/)).toBeVisible()
  await expect(page.getByText('conflicted cannot be opened')).toBeVisible()
  await expect(page.getByText(/conflicted\/workflow\.json:.*line \d+/)).toBeVisible()
  await expect(page.getByText('nothing cannot be opened')).toBeVisible()
  await page.goto('/#/newer/design')
  await expect(page.getByText(/has format 99/)).toBeVisible()
  await page.getByRole('button', { name: 'Back to the start page' }).click()
  await page
    .getByRole('link', { name: /User reports of abuse/ })
    .first()
    .click()
  await expect(page.getByRole('treeitem', { name: /^Specialist review/ })).toBeVisible()
  await check()
  for (const slug of Object.keys(broken)) await removeFile(request, `${slug}/workflow.json`)
})

test('a worker whose code cannot be fetched is told, and works once it can', async ({ page, request }) => {
  const thrown: string[] = []
  page.on('pageerror', (error) => thrown.push(error.message))
  await copySample(request, 'appeals', 'no-workers')
  await page.route(/worker[^/]*\.js$/, (route) => route.abort())
  await open(page, 'no-workers', 'history')
  const csv = `case_id,activity,start,end\nc1,Review,2026-03-02T10:00:00,2026-03-02T10:01:00\n`
  await drop(page, 'one.csv', csv)
  await expect(page.getByText(/code could not be fetched/).first()).toBeVisible()
  await goTo(page, 'Simulate')
  await page.getByRole('button', { name: /^Run/ }).first().click()
  await expect(page.getByText(/code could not be fetched/).first()).toBeVisible()
  await goTo(page, 'Design')
  await page.getByRole('button', { name: 'Tidy the drawing' }).click()
  await expect(page.getByText(/could not be laid out/)).toBeVisible()

  await page.unroute(/worker[^/]*\.js$/)
  await goTo(page, 'History')
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await drop(page, 'one.csv', csv)
  await page.getByRole('button', { name: 'Read all rows' }).click()
  await expect(page.getByText('1 case, 1 row')).toBeVisible()
  await goTo(page, 'Simulate')
  await page.getByRole('button', { name: /^Run/ }).first().click()
  await expect(page.getByText('Run 1', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  expect(thrown).toEqual([])
})
