import { expect, type Page } from '@playwright/test'
import { readSafetyRules } from '../../src/safety/rule.ts'
import { test } from './journey.ts'
import { open, watch } from './page.ts'
import { copySample, fileText } from './workspace.ts'

/* A rule is made from a template, judged, told with its shortest way, and stands against publishing; what Review must say first stands first. */

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

test('a panel of the first reviewers is said first, breaks a safety rule, and cannot be published', async ({ page, request }) => {
  const check = watch(page)
  const slug = 'safety-rules'
  await copySample(request, 'appeals', slug, (text) => text.replace(/"pools": \[\s*"panel"\s*\]/, '"pools": ["appeal-reviewers"]'))
  await open(page, slug, 'review')
  await expect(page.getByText('After “Unsure” at Independent review the same person may now be asked again')).toBeVisible()

  await page.getByRole('tab', { name: /Safety rules/ }).click()
  await page.getByRole('button', { name: 'Add a safety rule' }).click()
  await choose(page, 'Template', 'Nobody judges the appeal of the own decision')
  await choose(page, 'Decided at', 'Independent review')
  await choose(page, 'Judged at', 'Panel')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('Broken: Nobody who decided at Independent review looks at the same case at Panel')).toBeVisible()
  await expect(page.getByText(/The shortest way against it: Eligibility check, “Eligible” → .* → Panel\./)).toBeVisible()
  await page.getByRole('button', { name: 'Show the way on the drawing' }).click()
  await expect
    .poll(async () => readSafetyRules(await fileText(request, `${slug}/safety.json`)))
    .toMatchObject({
      ok: true,
      rules: [{ template: 'other-judge', blocks: true }],
    })

  await page.getByRole('button', { name: /^Publish/ }).click()
  await page.getByRole('textbox', { name: 'What this version is for' }).fill('The panel is the desk.')
  await page.getByRole('textbox', { name: 'Published by' }).fill('Maria')
  await page.getByRole('button', { name: /^Publish \d/ }).click()
  await expect(page.getByText(/A safety rule stands against it: Nobody who decided at Independent review/)).toBeVisible()
  check()
})
