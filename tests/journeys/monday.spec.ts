import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { goTo, open, saved, watch } from './page.ts'
import { copySample, fileText } from './workspace.ts'

/* A Monday: what is wrong, a remedy tried, reviewed by a second person, published from a day, and taken back; every number on the way held against the run or the files. */

type Num = { value: number; low: number | null; high: number | null }
type Shift = { people: number; days: number[]; from: string; to: string }
type Scenario = { id: string; title: string; inForceFrom?: string; pools: Record<string, { shifts: Shift[] }> }
type Diff = {
  impact: {
    replications: number
    text: string[]
    measures: Record<string, { base: Num; head: Num; difference: Num }>
    parts?: Record<string, Num>
  }
}

const gemba = fileURLToPath(new URL('../../scripts/gemba.mjs', import.meta.url))

/** What the command line prints for these files. */
async function commandLine(texts: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-monday-'))
  try {
    for (const [path, text] of Object.entries(texts)) writeFileSync(join(folder, path), text)
    return await new Promise((resolve, reject) =>
      execFile(process.execPath, [gemba, ...words], { cwd: folder, maxBuffer: 1e8 }, (error, out, err) =>
        error ? reject(new Error(err)) : resolve(out),
      ),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const seconds: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400 }
/** A duration with its half width as it is written on screen: `3.0 h ± 0.4` or, in words with another unit, `1.19 h ± 25.2 min`. Half of the last digit may be rounded. */
function read(words: string): { value: number; half: number; last: number } {
  const [, value = '', unit = '', half = ''] = /(\d[\d.,]*)\s(s|min|h|d)(?:\s±\s(\d[\d.]*))?/.exec(words) ?? []
  const length = seconds[unit] ?? NaN
  const digits = value.split('.')[1]?.length ?? 0
  return { value: Number(value) * length, half: Number(half) * length, last: 10 ** -digits * length }
}
const plain = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()

/** The numbers behind the figure of Improve, by remedy. */
async function remedies(page: Page): Promise<Map<string, readonly string[]>> {
  await page.getByRole('button', { name: 'Show as table' }).last().click()
  const rows = await page.getByRole('table').last().getByRole('row').all()
  const cells = await Promise.all(rows.map(async (row) => (await row.getByRole('cell').allInnerTexts()).map(plain)))
  await page.getByRole('button', { name: 'Show as table' }).last().click()
  return new Map(cells.flatMap(([name = '', ...rest]) => (rest.length > 0 ? [[name, rest] as const] : [])))
}
const amount = (text: string | undefined) => Number((text ?? '').replace(/[^\d.−-]/g, '').replace('−', '-'))

/** Hours a week of the Arabic reviewers. */
function hoursOf({ pools }: Scenario): number {
  const at = (clock: string) => Number(clock.slice(0, 2)) + Number(clock.slice(3)) / 60
  return pools['arabic']!.shifts.reduce(
    (sum, { people, days, from, to }) => sum + people * days.length * ((at(to) - at(from) + 24) % 24 || 24),
    0,
  )
}

test('a Monday: verdict, remedy, review by a second person, approval, publication, runbook, and back', async ({ page, request }) => {
  test.slow()
  const check = watch(page)
  await copySample(
    request,
    'abuse-reports',
    'monday',
    (text) => text.replace('"title": "User reports of abuse"', '"title": "Reports on a Monday"'),
    (text) => text.replace('"days": 28', '"days": 14'),
  )
  const staffedText = await fileText(request, 'monday/scenarios/october.json')
  const asStaffed = JSON.parse(staffedText) as Scenario
  await open(page, 'monday', 'improve')
  let label = ''

  await test.step('the verdict, and each number of it in the table behind', async () => {
    await page.getByRole('button', { name: /Try every remedy/ }).click()
    await expect(page.getByRole('heading', { name: /^Arabic reviewers have too few people/ })).toBeVisible({ timeout: 90_000 })
    await expect(page.getByRole('button', { name: 'Try all again' })).toBeVisible({ timeout: 90_000 })
    const rest = plain(
      await page
        .getByText(/shortens the lead time by/)
        .first()
        .textContent(),
    )
    const behind = await remedies(page)
    const [, name = '', gain = '', share, more, cost] =
      /^(.+?) shortens the lead time by (.+?) \((\d[\d.]*) %\); (\d+) more hours a week, costing ([\d,]+) a week/.exec(rest) ?? []
    label = name
    const row = behind.get(name) ?? []
    const { value, half, last } = read(gain)
    expect(Math.abs(value - amount(row[0])), `${gain} is ${row[0]} s`).toBeLessThanOrEqual(last / 2 + 1)
    expect(Math.abs(half - amount(row[1])), `${gain}, half width ${row[1]} s`).toBeLessThanOrEqual(last / 2 + 1)
    expect(Math.abs(Number(share) / 100 - amount(row[2]))).toBeLessThan(0.006)
    expect([Number(more), amount(cost)]).toEqual([amount(row[3]), amount(row[4])])
    expect(amount(row[5])).toBeCloseTo(amount(row[0]) / Number(more), 0)
    expect(row[9]).toBe('better')
  })

  await test.step('the first remedy and one of the workflow make one proposal', async () => {
    await page.getByRole('button', { name: 'Try it in the draft' }).click()
    await expect(page.getByRole('button', { name: `Proposal: ${label}` })).toBeVisible()
    await page.getByRole('option', { name: /Escalation round: every two hours/ }).click()
    await page.getByRole('button', { name: 'Try it in the draft' }).click()
    await saved(page)
  })
  const proposed = JSON.parse(await fileText(request, 'monday/scenarios/october.json')) as Scenario
  const arabic = { before: hoursOf(asStaffed), after: hoursOf(proposed) }

  await test.step('review: every sentence of the effect is that of the same comparison on the command line, and its numbers are those measured', async () => {
    await goTo(page, 'Review')
    const staffing = page.getByRole('listitem').filter({ hasText: /Arabic reviewers: one person more/ })
    await expect(staffing).toContainText(`+${arabic.after - arabic.before} h a week (${arabic.before} → ${arabic.after})`)
    await page.getByRole('tab', { name: 'Measured effect' }).click()
    await page.getByRole('button', { name: /^Measure/ }).click()
    await expect(page.getByText(/^The draft (shortens|lengthens|makes no)/).first()).toBeVisible({ timeout: 60_000 })
    const told = (await page.getByRole('tabpanel').getByRole('paragraph').allTextContents()).map(plain)
    const files = {
      '1.1.0.json': await fileText(request, 'monday/revisions/1.1.0.json'),
      'workflow.json': await fileText(request, 'monday/workflow.json'),
      'before.json': staffedText,
      'after.json': await fileText(request, 'monday/scenarios/october.json'),
    }
    const out = await commandLine(
      files,
      'diff',
      '1.1.0.json',
      'workflow.json',
      '--scenario',
      'before.json',
      '--head-scenario',
      'after.json',
      '--json',
    )
    const { impact } = JSON.parse(out) as Diff
    for (const sentence of impact.text) expect(told).toContain(plain(sentence))
    const lead = told.find((text) => text.startsWith('The draft shortens')) ?? ''
    const { difference, base, head } = impact.measures['leadTimeMean']!
    const { value, half, last } = read(lead)
    expect(Math.abs(value + difference.value)).toBeLessThanOrEqual(last / 2 + 1e-6)
    expect(Math.abs(half - (difference.high! - difference.value))).toBeLessThanOrEqual(last / 2 + 1e-6)
    const [, was = '', is = ''] = /\(from (.+?) to (.+?)\)/.exec(lead) ?? []
    expect(Math.abs(read(was).value - base.value)).toBeLessThanOrEqual(read(was).last / 2 + 1e-6)
    expect(Math.abs(read(is).value - head.value)).toBeLessThanOrEqual(read(is).last / 2 + 1e-6)
    expect(impact.parts!['workflow']!.value + impact.parts!['scenario']!.value).toBeCloseTo(difference.value, 6)
  })

  await test.step('a second person remarks on a place and approves', async () => {
    await page.getByRole('tab', { name: 'Proposal' }).click()
    await page.getByLabel('Remark on the whole').fill('Ask the site in Amman first.')
    await page.getByLabel('By', { exact: true }).fill('Second person')
    await page.getByRole('button', { name: 'Add the remark' }).click()
    await page.getByLabel('Decided by').fill('Second person')
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(page.getByRole('list', { name: 'Decisions' })).toContainText('approved Second person')
  })

  await test.step('published from a day: what the version does not hold is named, in hours that are those of the file', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('Approved by Second person')).toBeVisible()
    await expect(dialog.getByRole('region', { name: 'Not in the version' })).toContainText(
      `+${arabic.after - arabic.before} h a week (${arabic.before} → ${arabic.after})`,
    )
    await dialog.getByLabel('In force from').fill('2026-12-01')
    await dialog.getByLabel('What this version is for').fill('Arabic reports wait less.')
    await dialog.getByLabel('Published by').fill('Process design')
    await dialog.getByRole('button', { name: 'Publish 1.2.0' }).click()
    await expect(page.frameLocator('iframe').getByText('Arabic reports wait less.').first()).toBeVisible({ timeout: 20_000 })
    await saved(page)
    await expect(page.getByRole('contentinfo', { name: 'Status' })).not.toContainText('changed outside')
    expect(JSON.parse(await fileText(request, 'monday/scenarios/october.json'))).toEqual(asStaffed)
    const successor = JSON.parse(await fileText(request, 'monday/scenarios/october-from-2026-12-01.json')) as Scenario
    expect(successor).toMatchObject({ title: 'As staffed from 1 December 2026', inForceFrom: '2026-12-01', pools: proposed.pools })
  })

  await test.step('what is downloaded is what was published, byte for byte', async () => {
    for (const [button, ending] of [
      ['Markdown', 'md'],
      ['HTML', 'html'],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()])
      expect(readFileSync(await download.path(), 'utf8')).toBe(await fileText(request, `monday/runbooks/1.2.0.${ending}`))
    }
  })

  await test.step('and back: 1.1.0 becomes the open proposal', async () => {
    await goTo(page, 'Review')
    await page.getByRole('button', { name: /^1\.1\.0/ }).click()
    await page.getByRole('button', { name: 'Make 1.1.0 the open proposal' }).click()
    await expect(page.getByRole('button', { name: 'Proposal: Back to 1.1.0' })).toBeVisible()
    await expect(page.getByRole('heading', { name: /from 1\.2\.0 to draft/ })).toBeVisible()
    await saved(page)
    const now = JSON.parse(await fileText(request, 'monday/workflow.json')) as { machine: object }
    const then = JSON.parse(await fileText(request, 'monday/revisions/1.1.0.json')) as { workflow: { machine: object } }
    expect(now.machine).toEqual(then.workflow.machine)
  })
  check()
})
