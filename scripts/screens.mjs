// `npm run screens`: draws docs/screens/*.png from the running app on a copy of the samples, so that the pictures stay true.
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { browserArgs, findBrowser } from './browser.mjs'
import { buildIfStale } from './build.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'gemba-screens-'))
cpSync(join(root, 'workflows'), folder, { recursive: true })
process.env.GEMBA_WORKFLOWS = folder
await buildIfStale('app')
const { preview } = await import('vite')
const server = await preview({ preview: { port: 4397, strictPort: false } })
const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4397/'
const executablePath = await findBrowser()
const browser = await chromium.launch({ args: browserArgs, ...(executablePath ? { executablePath } : {}) })
mkdirSync(join(root, 'docs/screens'), { recursive: true })

for (const theme of ['light', 'dark']) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: theme, reducedMotion: 'reduce' })
  const shoot = async (name) => {
    await page.mouse.move(720, 899)
    await page.waitForTimeout(600)
    await page.screenshot({ path: join(root, `docs/screens/${name}-${theme}.png`) })
    console.error(`docs/screens/${name}-${theme}.png`)
  }
  const place = (name) => page.getByRole('navigation', { name: 'Places' }).getByText(name, { exact: true }).click()

  await page.goto(address)
  await page.getByRole('link', { name: /User reports of abuse/ }).waitFor()
  await shoot('start')
  await page.getByRole('link', { name: /User reports of abuse/ }).click()
  await page.getByRole('treeitem', { name: /^Arabic review/ }).click()
  await shoot('design')

  await place('Simulate')
  await page.keyboard.press('Control+Enter')
  await page
    .getByRole('row', { name: /Arabic review/ })
    .first()
    .waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Cancel the run', exact: true }).waitFor({ state: 'detached', timeout: 60_000 })
  await page.keyboard.press('Escape')
  await shoot('simulate')

  await place('Improve')
  await page.getByRole('button', { name: /Try every remedy/ }).click()
  await page.getByRole('button', { name: 'Try all again' }).waitFor({ timeout: 180_000 })
  await shoot('improve')

  await place('Review')
  await page
    .getByText(/changes? from/)
    .first()
    .waitFor()
  await shoot('review')
  await place('Runbook')
  await page.frameLocator('iframe').getByText('User reports of abuse').first().waitFor()
  await shoot('runbook')

  await place('History')
  await page.getByRole('button', { name: 'Use the sample’s history' }).click()
  await page
    .getByText(/47,\d{3} cases/)
    .first()
    .waitFor({ timeout: 60_000 })
  await shoot('history')

  await page.goto(`${address}#/urgent-harm/design`)
  await page.getByRole('treeitem', { name: /^Screening/ }).waitFor()
  await page.getByRole('treeitem', { name: /^Screening/ }).focus()
  await page.keyboard.press('w')
  await page.getByRole('button', { name: 'Start the case' }).click()
  await page
    .getByRole('button', { name: /Urgent/ })
    .first()
    .click()
  await shoot('walk')
  await page.close()
}
await browser.close()
await server.close()
