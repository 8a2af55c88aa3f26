import { expect, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { open, watch } from './page.ts'

/* The worker that leads a run is ended under the page: it is told, the run is begun again, and the next one works. */

/** Ends the worker from within, as a crash would: the page hears of no error. */
async function endExperimentWorker(page: Page): Promise<void> {
  const worker = page.workers().findLast((one) => one.url().includes('experiment'))
  expect(worker).toBeDefined()
  // It answers no more.
  void worker!.evaluate(() => close()).catch(() => {})
}

test('a vanished worker is told, its run taken up again, cancelled at once, and the next run works', async ({ page }) => {
  const check = watch(page)
  await open(page, 'abuse-reports', 'simulate')
  const run = page.getByRole('button', { name: /^Run/ }).first()
  await run.click()
  await expect(page.getByText('Simulating', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  await endExperimentWorker(page)
  await expect(page.getByText(/simulation worker was lost.*begun again/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Run 1', { exact: true }).first()).toBeVisible({ timeout: 90_000 })

  // A whole run takes a second or two: what is waited for here is seen at once, where a sentence would be looked for now and then.
  const cancel = page.getByRole('button', { name: 'Cancel' }).first()
  await run.click()
  await cancel.waitFor()
  await endExperimentWorker(page)
  await cancel.click()
  await expect(page.getByText('Simulating', { exact: true })).toHaveCount(0, { timeout: 5_000 })
  await run.click()
  await expect(page.getByText(/^Run [23]$/).first()).toBeVisible({ timeout: 90_000 })
  check()
})
