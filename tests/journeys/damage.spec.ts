import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { staticAddress } from '../../scripts/ports.mjs'
import { rename, startBrowser } from '../keep/browser.ts'
import { damages } from '../keep/damage.ts'
import { test } from './journey.ts'

/* Storage that a disk or a cleaning program has damaged is noticed and put back: never taken for a first visit, never silent. */

const asked = process.env['GEMBA_DAMAGES']
const shares = [0.5, ...(asked === undefined ? [] : [0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])]
const names = asked === undefined ? ['log cut', 'MANIFEST garbage', 'folder gone'] : Object.keys(damages)

test('damaged browser storage is put back from its second copy', async () => {
  test.setTimeout(asked === undefined ? 180_000 : 0)
  const profile = mkdtempSync(join(tmpdir(), 'gemba-whole-'))
  const whole = await startBrowser(profile)
  await whole.page.goto(`${staticAddress}/#/appeals/design`)
  await whole.page.getByRole('treeitem').nth(1).waitFor({ timeout: 20_000 })
  for (let edit = 0; edit < 6; edit++) {
    await rename(whole.page, `Kept ${edit}`)
    await whole.page.locator('[data-save="saved"]').waitFor()
  }
  // The second copy follows a moment later.
  await whole.page.waitForTimeout(1000)
  await whole.close()
  const faults: string[] = []
  let cases = 0
  let told = 0
  for (const name of names)
    for (const share of /log cut|zeroed|turned/.test(name) ? shares : [0.5]) {
      cases++
      const damaged = mkdtempSync(join(tmpdir(), 'gemba-damaged-'))
      cpSync(profile, damaged, { recursive: true })
      damages[name]?.(damaged, share)
      const { page, kill } = await startBrowser(damaged)
      await page.goto(`${staticAddress}/#/appeals/design`)
      const shown = await page
        .getByRole('treeitem', { name: /^Kept 5/ })
        .waitFor({ timeout: 10_000 })
        .then(
          () => true,
          () => false,
        )
      if (!shown) faults.push(`${name} at ${share}: ${(await page.locator('body').innerText()).slice(0, 300)}`)
      await page.goto(`${staticAddress}/#/`)
      const said = await page
        .getByText(/put back as of/)
        .first()
        .waitFor({ timeout: 3000 })
        .then(
          () => true,
          () => false,
        )
      if (said) told++
      // What the browser itself repairs needs no sentence: a log cut or a bit turned near its end.
      else if (!/log|bit/.test(name)) faults.push(`${name}: put back in silence`)
      await kill()
      discard(damaged)
    }
  discard(profile)
  console.log(`${cases} damages, ${faults.length} faults, ${told} said`)
  expect(faults).toEqual([])
})

test('storage that is emptied under the open page is put back before the next save', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${staticAddress}/#/urgent-harm/design`)
  await page.getByRole('treeitem').nth(1).waitFor({ timeout: 20_000 })
  await rename(page, 'Before', 1)
  await page.locator('[data-save="saved"]').waitFor()
  await page.waitForTimeout(800)
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin: staticAddress, storageTypes: 'indexeddb' })
  await rename(page, 'After', 2)
  await page.locator('[data-save="saved"]').waitFor()
  await page.reload()
  await expect(page.getByRole('treeitem', { name: /^After/ })).toBeVisible()
  await expect(page.getByRole('treeitem', { name: /^Before/ })).toBeVisible()
  await page.context().close()
})

/** The processes of a killed browser may still write for a moment; what is left goes with the machine's temporary files. */
function discard(profile: string): void {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })
  } catch {}
}
