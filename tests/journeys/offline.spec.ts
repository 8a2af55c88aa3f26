import { expect, type Page } from '@playwright/test'
import { staticAddress } from '../../scripts/ports.mjs'
import { test } from './journey.ts'
import { goTo, saved } from './page.ts'

/* The static build with no server behind it: everything works, and everything is kept in the browser. */

test.use({ baseURL: staticAddress })

/** As `watch`, for this address; and nothing may be asked of a server that is not there. */
function watchStatic(page: Page): () => void {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`))
  page.on('console', (message) => {
    // Without a network a shipped runbook cannot be fetched and is written anew; the browser says so of the file.
    if (message.type() === 'error' && !message.text().includes('ERR_INTERNET_DISCONNECTED')) faults.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (![staticAddress, 'data:', 'blob:'].some((own) => request.url().startsWith(own))) faults.push(`outside request: ${request.url()}`)
    else if (request.method() !== 'GET') faults.push(`${request.method()} ${request.url()}`)
  })
  return () => expect(faults).toEqual([])
}

test('the static build: samples, an edit that outlives a reload, a run without a network', async ({ page }) => {
  const check = watchStatic(page)
  await page.goto('/')
  for (const title of [/User reports of abuse/, /Appeals/, /Urgent harm/])
    await expect(page.getByRole('link', { name: title }).first()).toBeVisible()
  await page
    .getByRole('link', { name: /Urgent harm/ })
    .first()
    .click()

  await test.step('an edit is there after a reload', async () => {
    await page.getByRole('treeitem', { name: /^Screening,/ }).focus()
    await page.keyboard.press('F2')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('First look')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('treeitem', { name: /^First look,/ })).toBeVisible()
    await saved(page)
    // Headless Chromium keeps nothing for good, and the page says so.
    const mayGo = await page.evaluate(async () => !(await navigator.storage.persisted()))
    await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText(
      mayGo ? 'in this browser, which may clear it' : 'in this browser',
    )
    await page.reload()
    await expect(page.getByRole('treeitem', { name: /^First look,/ })).toBeVisible()
  })

  await test.step('a new workflow is listed beside the samples', async () => {
    await page.goto('/#/')
    await page.getByLabel('Name of a new workflow').fill('Kept here')
    await page.getByRole('button', { name: 'New workflow' }).click()
    await expect(page.getByRole('heading', { name: 'Kept here', level: 1 })).toBeVisible()
    await saved(page)
    await page.goto('/#/')
    await page.reload()
    await expect(page.getByRole('link', { name: /Kept here/ })).toBeVisible()
    await expect(page.getByRole('link', { name: /Urgent harm/ }).first()).toBeVisible()
  })

  await test.step('it simulates; with the network gone each place still shows', async () => {
    await page.goto('/#/urgent-harm/design')
    await expect(page.getByRole('treeitem', { name: /^First look,/ })).toBeVisible()
    await page.getByRole('button', { name: /^Run/ }).first().click()
    await expect(page.getByText('Run 1', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('row', { name: /First look/ }).first()).toBeVisible()
    // The code of all places is fetched while nothing else is to do.
    const fetched = () =>
      page.evaluate(() => new Set(performance.getEntriesByType('resource').flatMap(({ name }) => /place-[^/]*\.js$/.exec(name) ?? [])).size)
    await expect.poll(fetched).toBe(6)
    await page.context().setOffline(true)
    await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('Offline')
    for (const place of ['Improve', 'Review', 'Runbook', 'History', 'Design']) {
      await goTo(page, place)
      await expect(page.getByRole('link', { name: place, exact: true })).toHaveAttribute('aria-current', 'page')
      await expect(page.getByText(/does not work now/)).toHaveCount(0)
    }
  })
  check()
})
