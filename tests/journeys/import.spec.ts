import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { test } from './journey.ts'
import { goTo, open, saved, watch } from './page.ts'
import { fileText } from './workspace.ts'

/* A team's own machine, from its source in the clipboard to a simulation, and again when the source has changed. */

const source = readFileSync(new URL('../machines/order.ts', import.meta.url), 'utf8')

test('source is pasted, read, made to run, simulated; brought again it keeps what people added', async ({ page, request }) => {
  const check = watch(page)
  await page.goto('/')
  const paste = (text: string) =>
    page.evaluate((pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }))
    }, text)
  await expect(page.getByRole('heading', { name: 'Begin' })).toBeVisible()
  await paste(source)
  await expect(page.getByRole('heading', { name: 'So that it runs' })).toBeVisible()
  await expect(page.getByText('review waits for APPROVE, REJECT; drawn as a review by the team')).toBeVisible()
  const waits = page.getByRole('checkbox', { name: 'A state that waits for events' })
  await waits.click()
  await expect(waits).not.toBeChecked()
  await waits.click()
  await expect(waits).toBeChecked()
  await page.getByRole('button', { name: 'Take it in' }).click()
  await expect(page).toHaveURL(/#\/order\/design/)
  const { placements } = JSON.parse(await fileText(request, 'order/layout.json')) as { placements: Record<string, { y: number }> }
  expect(new Set(Object.values(placements).map(({ y }) => y)).size, 'laid out, not in one row').toBeGreaterThan(1)

  await goTo(page, 'Simulate')
  await page.getByRole('button', { name: /^Run/ }).first().click()
  await expect(page.getByText(/Checks|Little/).first()).toBeVisible({ timeout: 60_000 })

  // A title of one's own, then the source changes and is brought again.
  await goTo(page, 'Design')
  await page.getByRole('treeitem', { name: /^paying/ }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Payment')
  await page.keyboard.press('Enter')
  await saved(page)
  await page.goto('/#/')
  await expect(page.getByRole('heading', { name: 'Begin' })).toBeVisible()
  await paste(source.replace("REJECT: 'cancelled',", "REJECT: 'cancelled', HOLD: 'paying',"))
  await expect(page.getByRole('heading', { name: /was made of it before/ })).toBeVisible()
  await page.getByRole('button', { name: /^Bring it into/ }).click()
  await expect(page).toHaveURL(/#\/order\/design/)
  const file = await fileText(request, 'order/workflow.json')
  expect(file).toContain('"title": "Payment"')
  expect(file).toContain('"HOLD"')
  await open(page, 'order')
  check()
})
