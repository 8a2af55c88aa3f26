import { expect } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { test } from './journey.ts'
import { open, watch } from './page.ts'
import { copySample, fileText } from './workspace.ts'

/* SQL over a history in the page: a ready query, one of one's own, what is refused, out as CSV, kept with the workflow and found after a reload. */

const csv = [
  'case_id,activity,start,end,resource,category',
  ...Array.from({ length: 300 }, (_, i) => {
    const hour = `2026-02-${String(2 + Math.floor(i / 24)).padStart(2, '0')}T${String(i % 24).padStart(2, '0')}`
    return `T-${i},Review,${hour}:00:00,${hour}:10:00,${i % 2 ? 'Marlene Quendel' : 'Joost Vink'},spam`
  }),
].join('\n')

test('a ready query is run, edited, saved as CSV and kept; what reaches beyond the rows is refused', async ({ page, request }) => {
  await copySample(request, 'urgent-harm', 'asked')
  const check = watch(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await open(page, 'asked', 'history')
  const bring = async () => {
    await page.locator('input[type=file]').setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('button', { name: /^Read all rows/ }).click()
    await page.getByRole('button', { name: 'Ask the rows' }).click()
  }
  await bring()
  const panel = page.getByRole('region', { name: 'Ask in SQL' })
  const query = panel.getByRole('textbox', { name: 'Query' })
  const result = panel.getByRole('region', { name: 'Result of the query' })
  const run = panel.getByRole('button', { name: 'Run the query' })

  await panel.getByRole('combobox').click()
  await page.getByRole('option', { name: 'Overlap' }).click()
  await expect(query).toHaveValue(/busy_until/)
  await run.click()
  await expect(result.getByRole('row')).toHaveCount(3, { timeout: 60_000 })
  await expect(result).toContainText('person 1')

  await query.fill('select person, count(*) as n, min(start_time) as first from rows\ngroup by person order by person')
  await run.click()
  await expect(result.getByRole('row').nth(1)).toHaveText(/person 11502026-02-02 01:00:00|person 11502026-02-02 00:00:00/)
  const [file] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'Save result (CSV)' }).click()])
  const saved = await readFile(await file.path(), 'utf8')
  expect(saved).toMatch(/^person,n,first\r\nperson 1,150,2026-02-02 0[01]:00:00\r\nperson 2,150,/)
  expect(saved).not.toMatch(/Quendel|Vink/)

  for (const [asked, words] of [
    ["select * from read_csv('/etc/passwd')", 'nothing else'],
    ["select * from read_csv('https://example.com/x.csv')", 'nothing else'],
    ['install httpfs', 'not with “install”'],
    ['select a,\n  b from rows', 'There is no column “a” (line 1, character 8)'],
  ] as const) {
    await query.fill(asked)
    await run.click()
    await expect(panel.getByRole('alert')).toContainText(words)
  }
  await query.fill('select count(*) as n from cases')
  await run.click()
  await expect(result.getByRole('row').nth(1)).toHaveText('300')
  await panel.getByRole('textbox', { name: 'Name' }).fill('How many')
  await panel.getByRole('button', { name: 'Keep with the workflow' }).click()
  await expect.poll(() => fileText(request, 'asked/queries.json')).toContain('How many')

  await page.reload()
  await bring()
  await panel.getByRole('combobox').click()
  await page.getByRole('option', { name: 'How many' }).click()
  await expect(query).toHaveValue('select count(*) as n from cases')
  check()
})
