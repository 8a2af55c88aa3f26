import { expect } from '@playwright/test'
import { test } from './journey.ts'
import { goTo, open, watch } from './page.ts'
import { copySample } from './workspace.ts'

test('what may be believed of a scenario is measured in History, kept with it, and stands where its figures do', async ({
  page,
  request,
}) => {
  const check = watch(page)
  await copySample(request, 'appeals', 'trusted')
  await open(page, 'trusted')
  await goTo(page, 'History')
  await page.locator('input[type=file]').setInputFiles('workflows/appeals/history/2026-04-to-2026-09.csv.gz')
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

  await goTo(page, 'Simulate')
  await page.getByRole('button', { name: /^Run/ }).first().click()
  const badges = page.getByRole('button', { name: /^How far to trust it: \d of 5 questions/ })
  await expect(badges).toHaveCount(2, { timeout: 60_000 })
  await badges.first().click()
  await expect(page.getByText(/^Measured on \d{4}-/)).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('badge-light.png') })
  await page.keyboard.press('Escape')
  await goTo(page, 'Improve')
  await expect(badges).toHaveCount(1)
  check()
})
