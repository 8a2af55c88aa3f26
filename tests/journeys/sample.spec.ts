import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { test } from './journey.ts'
import { goTo, saved, watch } from './page.ts'

/* The whole journey on the worked sample: from the start page to the exported runbook. */

test('a newcomer sees the sample, changes it, brings history, runs it, finds the bottleneck, compares and takes away a runbook', async ({
  page,
}) => {
  // A calibration, a run, a search and a comparison: a minute where two such journeys go side by side on two quiet cores.
  test.slow()
  const check = watch(page)
  await page.goto('/')
  await page
    .getByRole('link', { name: /User reports of abuse/ })
    .first()
    .click()
  const canvas = page.locator('.react-flow')
  await expect(canvas.getByText('Automatic triage')).toBeVisible()

  await test.step('change the drawing', async () => {
    await page.getByRole('treeitem', { name: /^Spam lane/ }).click()
    await page.keyboard.press('F2')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Spam closing')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('treeitem', { name: /^Spam closing/ })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByRole('treeitem', { name: /^Spam lane/ })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await expect(page.getByRole('treeitem', { name: /^Spam closing/ })).toBeVisible()
    await saved(page)
  })

  await test.step('bring the history and use it for the scenario', async () => {
    await goTo(page, 'History')
    await page.getByRole('button', { name: 'Use the sample’s history' }).click()
    await expect(page.getByText(/47,\d{3} cases/).first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/duplicate/).first()).toBeVisible()
    await page.getByRole('button', { name: 'Use for the scenario' }).click()
    await expect(page.getByText(/fitted/).first()).toBeVisible({ timeout: 90_000 })
  })

  await test.step('run it', async () => {
    await goTo(page, 'Simulate')
    // Its own: another journey may have left a fitted scenario in the folder, which says “fitted” before this one is there.
    await expect(page.getByRole('combobox', { name: 'Scenario' })).toContainText('From history, 2025-10', { timeout: 60_000 })
    await page.getByRole('button', { name: /^Run/ }).first().click()
    await expect(page.getByRole('row', { name: /Arabic review/ }).first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('Run 1', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  })

  await test.step('one quantity reads the same on the card, in the list and in the table', async () => {
    // All read at one moment: the last figures come one drawing after the run.
    await expect(async () => {
      const [heads = [], cells = []] = await page
        .getByRole('table', { name: 'Steps' })
        .evaluate((table) =>
          [
            table.querySelector('thead tr'),
            [...table.querySelectorAll('tbody tr')].find((row) => row.textContent.startsWith('Arabic review')),
          ].map((row) => [...(row?.children ?? [])].map(({ textContent }) => textContent.trim())),
        )
      const [value = ''] = (cells[heads.findIndex((head) => /^mean wait/i.test(head))] ?? '').split(' ± ')
      expect(value, JSON.stringify([heads, cells])).toMatch(/\d (min|h|d)$/)
      const card = page.locator('.react-flow__node', { has: page.getByRole('group', { name: /^Arabic review/ }) })
      expect(await card.innerText()).toContain(value)
      const list = page.getByRole('list', { name: 'States by number' }).getByRole('listitem').filter({ hasText: 'Arabic review' })
      if (await list.isVisible()) expect(await list.innerText()).toContain(value)
    }).toPass({ timeout: 20_000 })
  })

  await test.step('the planted defects are named', async () => {
    await goTo(page, 'Improve')
    await page.getByRole('button', { name: /Try every remedy/ }).click()
    await expect(page.getByRole('heading', { name: /^Arabic reviewers have too few people/ })).toBeVisible({ timeout: 90_000 })
    await expect(page.getByRole('option', { name: /Escalation round: every two hours/ })).toBeVisible()
  })

  await test.step('compare two versions', async () => {
    await goTo(page, 'Review')
    await expect(page.getByText(/changes? from 1\.1\.0 to draft/)).toBeVisible()
    await expect(page.getByText(/Spam closing/).first()).toBeVisible()
    await page.getByRole('tab', { name: 'Measured effect' }).click()
    await page.getByRole('button', { name: /Measure/ }).click()
    await expect(page.getByText(/no measurable difference|shortens|lengthens|same/i).first()).toBeVisible({ timeout: 60_000 })
  })

  await test.step('publish, and take away the runbook', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('What this version is for').fill('A clearer name for the spam lane.')
    await dialog.getByLabel('Published by').fill('Process design')
    await dialog.getByRole('button', { name: /^Publish \d/ }).click()
    await expect(page.frameLocator('iframe').getByText('A clearer name for the spam lane.').first()).toBeVisible({ timeout: 20_000 })
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'HTML', exact: true }).click()])
    const html = readFileSync(await download.path(), 'utf8')
    expect(html).toContain('Spam closing')
    expect(html).toContain('Content-Security-Policy')
    expect(html).not.toMatch(/<script/i)
  })
  check()
})
