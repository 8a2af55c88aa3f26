import { type ChildProcess, spawn } from 'node:child_process'
import { chromium, expect, type Page } from '@playwright/test'
import { browserArgs, findBrowser } from '../../scripts/browser.mjs'

/** A browser of its own process, so that it can be killed as a crash or a power cut would: no handler of the page runs. */
export async function startBrowser(profile: string): Promise<{ page: Page; kill: () => Promise<void>; close: () => Promise<void> }> {
  const executable = (await findBrowser({ whole: true })) ?? chromium.executablePath()
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
    close: async () => {
      await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => undefined)
      await gone
    },
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

/** Renames the state at a place of the outline by keys, and waits until the outline shows it. */
export async function rename(page: Page, name: string, at = 1): Promise<void> {
  await page
    .getByRole('treeitem', { name: /^(?!from )/ })
    .nth(at)
    .focus()
  await page.keyboard.press('F2')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name: new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) })).toBeVisible()
}
