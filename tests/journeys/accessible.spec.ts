import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { looksRight } from './looks.ts'
import { goTo, leave, open, watch } from './page.ts'
import { copySample } from './workspace.ts'

/* WCAG 2.0 to 2.2, levels A and AA, as far as axe can tell: no violation on any screen, in light and in dark; and every screen fits a small window. */

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
const colours = ['color-contrast', 'link-in-text-block']
const wide = { width: 1440, height: 900 }
const narrow = { width: 1024, height: 768 }

/** Rows like those above them: what is wrong in one is wrong in the first. */
const repeated = ['tbody tr:nth-child(n + 5)', '[role="treeitem"]:nth-child(n + 7):not([aria-selected="true"])']

/** Axe goes through every node of a page twice: on a busy machine that takes its time. */
test.slow()

/**
 * Everything in light and wide; then the colours again in dark, which changes nothing else; then in a small window whether it fits. `within`: the part that
 * can be used, where what is behind it was looked at by itself; `without`: what was looked at elsewhere.
 */
async function scan(page: Page, where: string, within = ':root', without = 'iframe'): Promise<void> {
  await test.step(where, async () => {
    await look(page, `${where}, light`, within, without, { type: 'tag', values: standards })
    await page.emulateMedia({ colorScheme: 'dark' })
    await look(page, `${where}, dark`, within, without, { type: 'rule', values: colours })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(narrow)
    await fits(page, `${where}, 1024 × 768`)
    await looksRight(page, `${where}, 1024 × 768`)
    await page.setViewportSize(wide)
  })
}

const source = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

type Rules = { readonly type: 'tag' | 'rule'; readonly values: string[] }
type Axe = typeof import('axe-core')

async function look(page: Page, where: string, within: string, without: string, rules: Rules): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))))
  // Axe stays in the page: to bring it anew for each look took longer than the look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const said = await page.evaluate(
    async ({ include, exclude, runOnly }) => {
      const { axe } = window as unknown as { axe: Axe }
      // Nothing runs in the runbook's frame, axe neither; its document is scanned on a page of its own.
      // Only what is wrong is told: to say where all is well takes axe a third of its time.
      const { violations } = await axe.run({ include, exclude }, { runOnly, iframes: false, resultTypes: ['violations'] })
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
    },
    { include: [within], exclude: [without, ...repeated], runOnly: rules },
  )
  expect.soft(said, where).toEqual([])
  await fits(page, where)
  await looksRight(page, where)
}

async function fits(page: Page, where: string): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect.soft(beyond, `${where}: pixels that the page is wider than its window`).toBeLessThanOrEqual(0)
}

test('the start page and the places before anything ran', async ({ page }) => {
  const check = watch(page)
  await page.goto('/')
  await expect(page.getByRole('link', { name: /User reports of abuse/ }).first()).toBeVisible()
  await scan(page, 'Start')
  await open(page, 'abuse-reports')
  await page.getByRole('treeitem', { name: /^Second review/ }).click()
  await expect(page.getByRole('complementary').or(page.getByLabel('Inspector')).first()).toBeVisible()
  await scan(page, 'Design')
  for (const place of ['History', 'Simulate', 'Improve', 'Review', 'Runbook']) {
    await goTo(page, place)
    await expect(page.getByRole('link', { name: place, exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('main').first()).not.toBeEmpty()
    // The drawing is that of Design: nothing has run.
    await scan(page, place, ':root', place === 'Runbook' ? 'iframe' : '.react-flow__viewport')
  }
  const frame = await page.locator('iframe').elementHandle()
  const runbook = await page.context().newPage()
  await runbook.setContent((await (await frame?.contentFrame())?.content()) ?? '')
  await expect(runbook.getByRole('heading', { level: 1 })).toBeVisible()
  await scan(runbook, 'The runbook itself')
  check()
})

test('simulate, improve and history with their results', async ({ page }) => {
  const check = watch(page)
  await open(page, 'abuse-reports', 'simulate')
  await page.getByRole('button', { name: /^Run/ }).first().click()
  await expect(page.getByText('Run 1', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await scan(page, 'Simulate after a run')
  await goTo(page, 'Improve')
  await page.getByRole('button', { name: /Try every remedy/ }).click()
  await expect(page.getByRole('button', { name: 'Try all again' })).toBeVisible({ timeout: 60_000 })
  await scan(page, 'Improve after a search')
  await goTo(page, 'History')
  await page.getByRole('button', { name: 'Use the sample’s history' }).click()
  await expect(page.getByRole('button', { name: 'Use for the scenario' })).toBeVisible({ timeout: 30_000 })
  await scan(page, 'History profile')
  check()
})

test('the dialogs', async ({ page, request }) => {
  const check = watch(page)
  await copySample(request, 'abuse-reports', 'accessible', (text) => text.replace('"title": "Spam lane"', '"title": "Spam closing"'))
  await open(page, 'accessible')
  await expect(page.getByRole('treeitem', { name: /^Spam closing/ })).toBeVisible()
  for (const [name, key] of [
    ['Palette', 'ControlOrMeta+k'],
    ['Shortcuts', '?'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await scan(page, name, '[role=dialog]')
    await leave(page)
  }
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await scan(page, 'Publish', '[role=dialog]')
  check()
})
