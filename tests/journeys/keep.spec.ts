import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Page, test } from '@playwright/test'
import { browserArgs, findBrowser } from '../../scripts/browser.mjs'
import { folderAddress, staticAddress } from '../../scripts/ports.mjs'
import { open, saved, watch } from './page.ts'

/* What was said to be saved is there, whatever happens to the browser. */

/** A browser of its own process, so that it can be killed as a crash or a power cut would: no handler of the page runs. */
async function startBrowser(profile: string): Promise<{ page: Page; kill: () => Promise<void> }> {
  const executable = (await findBrowser()) ?? chromium.executablePath()
  const child = spawn(
    executable,
    [...browserArgs, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const browser = await chromium.connectOverCDP(await debuggerOf(child))
  const context = browser.contexts()[0] ?? (await browser.newContext())
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

function debuggerOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`The browser ended: ${said}`)))
  })
}

async function rename(page: Page, name: string): Promise<void> {
  await page.getByRole('treeitem').nth(1).focus()
  await page.keyboard.press('F2')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name })).toBeVisible()
}

const homes = [
  { home: 'the workflows folder', address: folderAddress },
  { home: 'browser storage', address: staticAddress },
]

for (const { home, address } of homes) {
  test(`killing the browser in mid-edit loses no acknowledged edit (${home})`, async () => {
    const profile = mkdtempSync(join(tmpdir(), 'gemba-profile-'))
    for (let round = 0; round < 4; round++) {
      const { page, kill } = await startBrowser(profile)
      await page.goto(`${address}/#/appeals/design`)
      await expect(page.getByRole('treeitem').nth(1)).toBeVisible({ timeout: 20_000 })
      if (round > 0) await expect(page.getByRole('treeitem', { name: `Round ${round - 1} edit ${round - 1}` })).toBeVisible()
      for (let edit = 0; edit <= round; edit++) await rename(page, `Round ${round} edit ${edit}`)
      await saved(page)
      await page.keyboard.press('F2')
      await page.keyboard.type('typed but not entered')
      await kill()
    }
  })
}

test('a file changed outside is noticed, and is never overwritten', async ({ page, request, baseURL }) => {
  const check = watch(page)
  await open(page, 'urgent-harm')
  await expect(page.getByRole('treeitem', { name: /Contain/ })).toBeVisible()
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
    await expect(page.getByRole('treeitem', { name: /Contain at once/ })).toBeVisible()
  })
  check()
  await test.step('with an edit on its way, nothing is overwritten and both are offered', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/api/file/urgent-harm/workflow.json', async (route) => {
      if (route.request().method() === 'PUT') await held
      await route.continue()
    })
    await page.getByRole('treeitem', { name: /Outreach/ }).click()
    await page.keyboard.press('F2')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Reach out')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(400)
    const theirs = await change('Assess', 'Assess now')
    release()
    await page.getByRole('button', { name: /Changed outside/ }).click()
    await expect(page.getByRole('button', { name: /load theirs/i })).toBeVisible()
    expect(await (await request.get(path)).text()).toBe(theirs)
    await page.getByRole('button', { name: /load theirs/i }).click()
    await expect(page.getByRole('treeitem', { name: /Assess now/ })).toBeVisible()
  })
})
