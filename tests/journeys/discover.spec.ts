import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from './journey.ts'
import { goTo, saved, watch } from './page.ts'

/** A log of reports: triage, two checks side by side, a decision that one in four times is made again. */
function logOfReports(): string {
  const time = (minute: number) => new Date(Date.UTC(2025, 0, 6, 8) + minute * 60_000).toISOString().slice(0, 19)
  const lines = Array.from({ length: 60 }, (_, i) => {
    const row = (activity: string, from: number, to: number, person: string) =>
      `r${i},${activity},${time(i * 20 + from)},${time(i * 20 + to)},${person}`
    const rows = [
      row('Triage', 0, 4, `desk-${i % 3}`),
      row('Check identity', 5, 14, `desk-${i % 3}`),
      row('Check content', 6, 16, 'reviewer-1'),
      row('Decide', 20, 25, 'lead-1'),
    ]
    return i % 4 === 0 ? [...rows, row('Decide', 40, 44, 'lead-1')] : rows
  })
  return `case_id,activity,start,end,resource\n${lines.flat().join('\n')}\n`
}

test('a log without a workflow: dropped on the start page it is drawn, laid out, fitted and drawn again from History', async ({ page }) => {
  test.setTimeout(180_000)
  const check = watch(page)
  const file = join(mkdtempSync(join(tmpdir(), 'gemba-discover-')), 'reports.csv')
  writeFileSync(file, logOfReports())
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/')
  await page.locator('input[type=file]').setInputFiles(file)

  await expect(page).toHaveURL(/#\/reports(-\d+)?\/design$/, { timeout: 60_000 })
  for (const name of [/^Triage, review/, /^Side by side: Check identity, Check content/, /^Decide, review/, /^Done, end/])
    await expect(page.getByRole('treeitem', { name })).toBeVisible()
  await expect(page.getByRole('application').getByText('Triage', { exact: true }).first()).toBeVisible()
  await saved(page)
  await page.screenshot({ path: 'node_modules/.cache/discover-1440.png' })
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.screenshot({ path: 'node_modules/.cache/discover-1024.png' })
  await page.setViewportSize({ width: 1440, height: 900 })

  await goTo(page, 'History')
  await page.getByRole('button', { name: 'Use reports.csv, from which this was drawn' }).click()
  await expect(page.getByText('All 4 activities are steps of the drawing')).toBeVisible({ timeout: 30_000 })
  await page.getByText('A workflow as this history shows it').click()
  await page.screenshot({ path: 'node_modules/.cache/discover-history.png' })
  await page.getByRole('button', { name: 'Draw it from the history' }).click()
  await expect(page).toHaveURL(/#\/reports-\d+\/design$/, { timeout: 60_000 })
  check()
})
