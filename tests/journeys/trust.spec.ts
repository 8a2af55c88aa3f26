import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { test } from './journey.ts'
import { goTo, leave, open, watch } from './page.ts'
import { copySample, fileText } from './workspace.ts'

const history = 'workflows/appeals/history/2026-04-to-2026-09.csv.gz'
/** Twenty-five of one morning, and one that has waited for two months. */
const open26 = [
  'case_id,state,since,arrived',
  ...Array.from({ length: 25 }, (_, i) => `a${i},Independent review,2026-10-05T0${i % 8}:30,2026-10-04T1${i % 8}:00`),
  'late,Independent review,2026-08-01T08:00,2026-08-01T08:00',
].join('\n')

test('what may be believed of a scenario is measured in History, kept with it, and stands where its figures do', async ({
  page,
  request,
}) => {
  // Two back-tests, two calibrations and three runs: a minute where two such journeys go side by side on two quiet cores.
  test.slow()
  const check = watch(page)
  await copySample(request, 'appeals', 'trusted')
  await open(page, 'trusted')
  await goTo(page, 'History')
  await page.locator('input[type=file]').setInputFiles(history)
  await page.getByRole('button', { name: /^Read all rows/ }).click()
  await page.getByRole('button', { name: 'Use for the scenario' }).click()
  await expect(page.getByText(/A scenario is fitted to the history/)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Measure what it may be used for' }).click()
  const words = page.getByRole('list', { name: 'What it may be used for' })
  await expect(words.getByRole('listitem')).toHaveCount(5, { timeout: 90_000 })
  await expect(words).toContainText('how long cases take')
  await page.screenshot({ path: test.info().outputPath('backtest-light.png'), fullPage: true })

  await page.getByRole('tab', { name: 'Model over history' }).click()
  await page.getByRole('button', { name: 'Lay the model over the history' }).click()
  await expect(page.getByRole('figure')).not.toHaveCount(0)
  await expect(page.getByText(/^Half of the cases took/)).toBeVisible({ timeout: 60_000 })
  await page.getByText(/^Half of the cases took/).scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('overlay-light.png') })

  await page.getByRole('tab', { name: 'A second file' }).click()
  await page.getByRole('tabpanel', { name: 'A second file' }).locator('input[type=file]').setInputFiles(history)
  const off = page.getByRole('region', { name: 'What is off' })
  await expect(off).toContainText('2026-04-to-2026-09.csv.gz', { timeout: 90_000 })
  await expect(page.getByRole('row', { name: /^Lead time (off|as expected)/ })).toBeVisible()
  await page.getByRole('row', { name: /^Cases that come/ }).click()
  await expect(page.getByText(/^u-chart/)).toBeVisible()
  await off.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('drift-light.png') })

  await goTo(page, 'Simulate')
  await page.getByRole('button', { name: /^Run/ }).first().click()
  const badges = page.getByRole('button', { name: /^How far to trust it: \d of 5 questions/ })
  await expect(badges).toHaveCount(2, { timeout: 60_000 })
  await badges.first().click()
  await expect(page.getByText(/^Measured on \d{4}-/)).toBeVisible()
  await leave(page)

  await page.getByRole('button', { name: 'Monday 08:00' }).click()
  await expect(page.getByRole('button', { name: 'Choose the open cases' })).toBeVisible()
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name: 'open.csv', mimeType: 'text/csv', buffer: Buffer.from(open26) })
  await page.getByRole('button', { name: 'Look ahead' }).click()
  await expect(page.getByText(/^26 cases are open; 1 has missed the target already/)).toBeVisible({ timeout: 60_000 })
  await page.screenshot({ path: test.info().outputPath('monday-light.png') })
  await page.getByRole('combobox', { name: 'What if' }).click()
  await page.getByRole('option', { name: /^two more people on every shift of Appeal reviewers/ }).click()
  await expect(page.getByText(/^With two more people on every shift of Appeal reviewers, from the same cases/)).toBeVisible({
    timeout: 60_000,
  })
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save all as CSV' }).click()])
  const lines = (await readFile(await saved.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(27)
  expect(lines[0]).toContain('chance_to_miss')
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('heading', { name: 'When each queue clears' }).scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('monday-dark-1024.png') })

  await goTo(page, 'Improve')
  await expect(badges).toHaveCount(1)

  // The same history, each case with the luck of a past one: the scenario names the past cases, and runs.
  await page.emulateMedia({ colorScheme: 'light' })
  await goTo(page, 'History')
  await page.getByRole('combobox', { name: 'Each case takes its luck from' }).click()
  await page.screenshot({ path: test.info().outputPath('luck-options-light-1024.png') })
  await page.getByRole('option', { name: 'A past case' }).click()
  await page.getByRole('button', { name: 'Use for the scenario' }).click()
  await expect(page.getByRole('progressbar', { name: /^Trying past luck: / })).toHaveAttribute(
    'aria-valuetext',
    /^\d+ of \d+ pieces of work$/,
  )
  await expect(page.getByRole('combobox', { name: 'Each case takes its luck from' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Use for the scenario' })).toBeEnabled({ timeout: 90_000 })
  await page.getByRole('button', { name: /^What was done/ }).click()
  await expect(page.getByText(/^Each case of a run takes its luck from one of/)).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('combobox', { name: 'Each case takes its luck from' }).scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('luck-dark-1024.png') })
  await goTo(page, 'Simulate')
  await page.getByRole('button', { name: /^Run/ }).first().click()
  await expect(page.getByText('Stale results')).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByText('Stale: changed since this run')).toHaveCount(0)
  await expect.poll(() => fileText(request, 'trusted/scenarios/from-history.json')).toContain('"luck": "history"')
  await page.screenshot({ path: test.info().outputPath('luck-run-dark-1024.png') })
  await page.getByRole('button', { name: 'Edit run' }).click()
  await expect(page.getByRole('combobox', { name: 'Each case takes its luck from' })).toHaveAccessibleDescription(
    /^Luck: how long its work/,
  )
  check()
})
