// The built page in a real Chromium: how soon the first figures stand after Run, and how long a long run takes.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { browserArgs, findBrowser } from '../browser.mjs'
import { buildIfStale } from '../build.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Opens the page on a copy of the samples and of `projects` (slug → { workflow, scenario }); null where there is no Chromium. */
export async function openPage(folder, projects) {
  const executablePath = await findBrowser()
  if (executablePath === null) return null
  const workflows = join(folder, 'workflows')
  cpSync(join(root, 'workflows'), workflows, { recursive: true })
  for (const [slug, { workflow, scenario }] of Object.entries(projects)) {
    mkdirSync(join(workflows, slug, 'scenarios'), { recursive: true })
    writeFileSync(join(workflows, slug, 'workflow.json'), workflow)
    writeFileSync(join(workflows, slug, 'scenarios/bench.json'), scenario)
  }
  process.env.GEMBA_WORKFLOWS = workflows
  await buildIfStale('app')
  const { preview } = await import('vite')
  const server = await preview({ root, logLevel: 'error', preview: { port: 4396, strictPort: false } })
  const { chromium } = await import('playwright')
  const browser = await chromium.launch({ args: browserArgs, executablePath })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const address = server.resolvedUrls.local[0]
  return {
    browser,
    page,
    show: async (slug) => {
      await page.goto(`${address}#/${slug}/simulate`)
      await page.getByRole('button', { name: /^Run/ }).first().waitFor()
      await page.waitForTimeout(1500)
    },
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/** Presses Run and answers with the milliseconds until the results hold their first figures. */
export function firstResult(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const results = () => document.querySelector('section[aria-label="Results"]')?.textContent ?? ''
        const before = results()
        // A run like the one before may change no figure: then it is over when the button that shows it is there again.
        const isKept = () => [...document.querySelectorAll('button')].some(({ textContent }) => /^Run \d+$/.test(textContent))
        let isRunning = false
        const pressed = performance.now()
        const observer = new MutationObserver(() => {
          isRunning ||= !isKept()
          if (document.querySelector('section[aria-label="Results"] table') === null) return
          if (results() === before && !(isRunning && isKept())) return
          observer.disconnect()
          resolve(performance.now() - pressed)
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        const press = [...document.querySelectorAll('button')].find((button) =>
          /^Run( again)?(Ctrl Enter)?$/.test(button.textContent ?? ''),
        )
        press?.click()
      }),
  )
}

/** Waits until no run is under way. */
export async function finished(page, minutes) {
  await page.getByRole('button', { name: 'Cancel the run', exact: true }).waitFor({ state: 'detached', timeout: minutes * 60_000 })
}

/** Largest memory so far of the browser's page processes, in bytes: the tab with its workers. Null where the system does not say. */
export async function tabMemory(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id))
  return renderers.some((bytes) => bytes === null) ? null : Math.max(...renderers)
}

function peakOf(id) {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))
    if (found) return Number(found[1]) * 1024
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(id)], { encoding: 'utf8' })) * 1024
  } catch {
    return null
  }
}
