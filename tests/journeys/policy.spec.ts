import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, type Worker } from '@playwright/test'
import { folderAddress, folderPort, staticAddress } from '../../scripts/ports.mjs'
import { test } from './journey.ts'
import { open, watch } from './page.ts'
import { copySample, fileText } from './workspace.ts'

/* Who may hold the page, and what it may do: the policy in the headers, which rules the workers too. */

test('under the served headers the kernel runs, not the engine that stands in for it', async ({ page }) => {
  const check = watch(page)
  await page.goto('/')
  await page.evaluate(() => localStorage.clear())
  await open(page, 'appeals', 'simulate')
  const leader = await experimentWorker(page)
  // What its lanes tell it passes through here: who brought each replication.
  await leader.evaluate(() => {
    const seen: boolean[] = ((globalThis as unknown as { byKernel: boolean[] }).byKernel = [])
    const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!
    Object.defineProperty(MessageEvent.prototype, 'data', {
      ...data,
      get(this: MessageEvent) {
        const value = data.get!.call(this) as { is?: string; byKernel?: boolean } | null
        if (value?.is === 'done') seen.push(value.byKernel === true)
        return value
      },
    })
  })
  await page.getByRole('button', { name: /^Run/ }).first().click()
  await expect(page.getByText('Run 1', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  const byKernel = await leader.evaluate(() => (globalThis as unknown as { byKernel: boolean[] }).byKernel)
  expect(byKernel.length).toBeGreaterThanOrEqual(10)
  expect(byKernel).not.toContain(false)
  check()
})

test('every answer of the server says that no page may frame it, read it or guess at it', async ({ request }) => {
  for (const path of [
    '/',
    '/inspect.html',
    '/nothing-here',
    '/samples/index.json',
    '/api/files',
    '/api/file/appeals/workflow.json',
    '/api/nothing',
  ]) {
    const headers = (await request.get(folderAddress + path, { headers: { origin: folderAddress } })).headers()
    expect(headers, path).toMatchObject({
      'content-security-policy': expect.stringMatching(/frame-ancestors 'none'/),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  }
  const foreign = { origin: 'http://localhost:9', 'access-control-request-method': 'PUT' }
  for (const path of ['/', '/api/file/appeals/workflow.json', '/samples/index.json']) {
    const preflight = await request.fetch(folderAddress + path, { method: 'OPTIONS', headers: foreign })
    expect(
      Object.keys(preflight.headers()).filter((name) => name.startsWith('access-control')),
      path,
    ).toEqual([])
  }
})

test('a page of another origin frames neither the app nor the static build, and its clicks change nothing', async ({
  page,
  request,
  violations,
}) => {
  await copySample(request, 'urgent-harm', 'framed')
  const before = await fileText(request, 'framed/workflow.json')
  const server = createServer((asked, response) => {
    const home = asked.url === '/static' ? staticAddress : folderAddress
    const slug = asked.url === '/static' ? 'urgent-harm' : 'framed'
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<iframe width=1400 height=800 src="${home}/#/${slug}/design"></iframe>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    await page.goto(`${address}/folder`)
    await expect(page.frameLocator('iframe').getByRole('treeitem')).toHaveCount(0)
    await page.mouse.click(150, 300)
    await page.keyboard.press('Delete')
    await page.goto(`${address}/static`)
    const frame = page.frameLocator('iframe')
    await expect(frame.getByRole('link', { name: 'Open it in a tab of its own' })).toHaveAttribute(
      'href',
      `${staticAddress}/#/urgent-harm/design`,
    )
    await expect(frame.getByRole('treeitem')).toHaveCount(0)
  } finally {
    server.close()
    server.closeAllConnections()
  }
  expect(await fileText(request, 'framed/workflow.json')).toBe(before)
  // That the frame was refused is reported, and is all that is.
  expect((await violations()).filter((violation) => !violation.includes('frame-ancestors'))).toEqual([])
})

test('what the policy forbids is refused and counted, in the page and in its workers', async ({ page, violations }) => {
  await open(page, 'appeals', 'simulate')
  const leader = await experimentWorker(page)
  const elsewhere = 'http://127.0.0.1:1/'
  const act = {
    markup: () => page.evaluate(() => void (document.createElement('div').innerHTML = '<b>x</b>')),
    'a worker from text': () => page.evaluate(() => void new Worker(URL.createObjectURL(new Blob(['1'], { type: 'text/javascript' })))),
    'a worker from a file of the workspace': () => page.evaluate(() => void new Worker('/api/file/appeals/workflow.json')),
    'a request of a worker to elsewhere': () => leader.evaluate((address) => fetch(address).then(() => undefined), elsewhere),
  }
  for (const [what, attempt] of Object.entries(act)) {
    expect(
      await attempt().then(
        () => 'done',
        () => 'refused',
      ),
      what,
    ).toBe('refused')
    await expect.poll(async () => (await violations()).length, { message: what }).toBeGreaterThan(0)
  }
})

test('npm start on a port that is taken says so: a named one is refused, for the usual one it takes another', async () => {
  expect(await start('--port', String(folderPort))).toMatch(/Port \d+ is taken by another program. Name another/)
  expect(await start('--port', 'x')).toMatch(/--port takes a number/)
  const usual = createServer(() => undefined).listen(4321, '127.0.0.1')
  // Taken by this test or by whoever else: it is taken.
  await new Promise((resolve) => usual.once('listening', resolve).once('error', resolve))
  try {
    expect(await start()).toMatch(/Port 4321 is taken[\s\S]*Gemba is at http:\/\/127.0.0.1:(?!4321)/)
  } finally {
    usual.close()
  }
})

/** What `npm start` says until it serves or ends. */
function start(...words: string[]): Promise<string> {
  const child = spawn(process.execPath, ['scripts/start.mjs', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve) => {
    let said = ''
    const hear = (part: Buffer) => {
      said += part.toString()
      if (/Stop with Ctrl/.test(said)) child.kill()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('close', () => resolve(said))
  })
}

function experimentWorker(page: Page): Promise<Worker> {
  const found = page.workers().find((worker) => worker.url().includes('experiment'))
  return found ? Promise.resolve(found) : page.waitForEvent('worker', (worker) => worker.url().includes('experiment'))
}
