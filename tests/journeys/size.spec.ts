import { expect } from '@playwright/test'
import { budget, initialScripts } from '../../scripts/size.mjs'
import { test } from './journey.ts'

/* How much is fetched before the first page shows. */

test('the JavaScript of the first page keeps its budget, and is what the browser fetches first', async ({ page }) => {
  const scripts = initialScripts()
  const sum = scripts.reduce((total, { bytes }) => total + bytes, 0)
  console.log(`${sum} of ${budget} bytes of JavaScript (gzip) in ${scripts.length} files`)
  expect(sum).toBeLessThanOrEqual(budget)
  await page.goto('/')
  await expect(page.getByRole('link', { name: /User reports of abuse/ }).first()).toBeVisible()
  const fetched = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1) ?? ''))
  expect(fetched).toEqual(expect.arrayContaining(scripts.map(({ name }) => name)))
})
