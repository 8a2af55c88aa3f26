import { expect } from '@playwright/test'
import { folderAddress, staticAddress } from '../../scripts/ports.mjs'
import { rename } from '../keep/browser.ts'
import { killRounds } from '../keep/kills.ts'
import { test } from './journey.ts'
import { open, saved, watch } from './page.ts'
import { copySample } from './workspace.ts'

/* What was said to be saved is there, whatever happens to the browser. */

const homes = [
  { home: 'the workflows folder', address: folderAddress },
  { home: 'browser storage', address: staticAddress },
]

for (const { home, address } of homes) {
  test(`killing the browser at random moments loses no acknowledged edit and asks nothing (${home})`, async () => {
    // Two rounds in the test; `npm run soak -- kills` does many.
    const seen = await killRounds({
      address,
      rounds: Number(process.env['GEMBA_KILLS'] ?? 2),
      seed: Number(process.env['GEMBA_KILLS_SEED'] ?? 20261128),
      log: process.env['GEMBA_KILLS'] !== undefined,
    })
    expect(seen.faults).toEqual([])
    // A slow machine acknowledges few in the time; none would show nothing.
    expect(seen.acknowledged).toBeGreaterThan(0)
  })

  test(`a journal that is older than the file is no edit of anybody (${home})`, async ({ browser }) => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${address}/#/urgent-harm/design`)
    await expect(page.getByRole('treeitem').nth(1)).toBeVisible({ timeout: 20_000 })
    const record = page.evaluate(waitForRecord)
    await rename(page, `Older ${home}`, 3)
    const old = await record
    await saved(page)
    await rename(page, `Newer ${home}`, 3)
    await saved(page)
    await page.evaluate(putRecord, old)
    await page.reload()
    await expect(page.getByRole('treeitem', { name: new RegExp(`^Newer ${home}`) })).toBeVisible()
    await expect(page.locator('[data-save="saved"]')).toBeVisible()
    await expect(page.getByRole('treeitem', { name: new RegExp(`^Older ${home}`) })).toHaveCount(0)
  })

  test(`two tabs on one workflow: different records are merged, and a crash of one loses nothing of it (${home})`, async ({
    browser,
    request,
  }) => {
    // The folder is everybody's: a copy of its own, which no other journey opens.
    const slug = address === folderAddress ? 'two-tabs' : 'abuse-reports'
    if (address === folderAddress) await copySample(request, 'abuse-reports', slug)
    const context = await browser.newContext()
    const [one, other] = [await context.newPage(), await context.newPage()]
    for (const page of [one, other]) {
      await page.goto(`${address}/#/${slug}/design`)
      await expect(page.getByRole('treeitem').nth(1)).toBeVisible({ timeout: 20_000 })
    }
    for (let round = 0; round < 5; round++)
      await Promise.all([rename(one, `One ${round} ${home}`, 1), rename(other, `Other ${round} ${home}`, 3)])
    for (const page of [one, other]) {
      await expect(page.getByRole('treeitem', { name: new RegExp(`^One 4 ${home}`) })).toBeVisible()
      await expect(page.getByRole('treeitem', { name: new RegExp(`^Other 4 ${home}`) })).toBeVisible()
      await expect(page.locator('[data-save="saved"]')).toBeVisible()
    }
    await context.close()
  })
}

/** In the page: the journal's record as soon as there is one. */
async function waitForRecord(): Promise<unknown> {
  for (;;) {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('gemba-journal')
      request.onsuccess = () => resolve(request.result)
    })
    const records = await new Promise<unknown[]>((resolve) => {
      const request = database.transaction('edits').objectStore('edits').getAll()
      request.onsuccess = () => resolve(request.result as unknown[])
    })
    database.close()
    if (records[0]) return records[0]
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** In the page: puts a record into the journal as a crash would leave it. */
async function putRecord(record: unknown): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('gemba-journal')
    request.onsuccess = () => resolve(request.result)
  })
  await new Promise<void>((resolve) => {
    const transaction = database.transaction('edits', 'readwrite')
    transaction.objectStore('edits').put(record)
    transaction.oncomplete = () => resolve()
  })
  database.close()
}

test('a file changed outside is noticed, and is never overwritten', async ({ page, request, baseURL }) => {
  const check = watch(page)
  await open(page, 'urgent-harm')
  await expect(page.getByRole('treeitem', { name: /^Contain/ })).toBeVisible()
  const path = `${baseURL}/api/file/urgent-harm/workflow.json`
  const change = async (from: string, to: string) => {
    const before = await request.get(path)
    const text = (await before.text()).replace(`"title": "${from}"`, `"title": "${to}"`)
    expect(
      (
        await request.put(path, {
          data: Buffer.from(text),
          headers: { 'if-match': before.headers()['etag'] ?? '', origin: String(baseURL) },
        })
      ).status(),
    ).toBe(200)
    return text
  }
  await test.step('with nothing unsaved here, theirs appears', async () => {
    await change('Contain', 'Contain at once')
    await expect(page.getByRole('treeitem', { name: /^Contain at once/ })).toBeVisible()
  })
  check()
  const both = async (mine: string, theirsFrom: string, theirsTo: string) => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/api/file/urgent-harm/workflow.json', async (route) => {
      if (route.request().method() === 'PUT') await held
      await route.continue()
    })
    await page.getByRole('treeitem', { name: /^(Outreach|Reach out)/ }).click()
    await page.keyboard.press('F2')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(mine)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(400)
    const theirs = await change(theirsFrom, theirsTo)
    release()
    return theirs
  }
  await test.step('with an edit of something else on its way, both are kept without a question', async () => {
    await both('Reach out', 'Assess', 'Assess now')
    await expect(page.getByRole('treeitem', { name: /^Assess now/ })).toBeVisible()
    await expect(page.getByRole('treeitem', { name: /^Reach out/ })).toBeVisible()
    await saved(page)
    const text = await (await request.get(path)).text()
    expect([text.includes('"Assess now"'), text.includes('"Reach out"')]).toEqual([true, true])
  })
  await test.step('with an edit of the same on its way, nothing is overwritten and both are offered', async () => {
    const theirs = await both('Mine', 'Reach out', 'Theirs')
    await page.getByRole('button', { name: /Changed outside/ }).click()
    await expect(page.getByRole('button', { name: /load theirs/i })).toBeVisible()
    expect(await (await request.get(path)).text()).toBe(theirs)
    await page.getByRole('button', { name: /load theirs/i }).click()
    await expect(page.getByRole('treeitem', { name: /^Theirs/ })).toBeVisible()
  })
})
