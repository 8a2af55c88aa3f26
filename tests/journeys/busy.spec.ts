import { type Browser, expect, type Page } from '@playwright/test'
import { staticAddress } from '../../scripts/ports.mjs'
import { test } from './journey.ts'
import { goTo, open, saved, watch } from './page.ts'
import { copySample } from './workspace.ts'

/*
 * How kind a run is to its page: how long it blocks it, how soon its first figures stand, how fast it is paused and cancelled, and what happens when it would
 * need more memory than there is. The figures are printed; what is asserted of them leaves room for a busy machine.
 */

type Task = { readonly at: number; readonly wall: number; readonly processor: number }

/** How long the machine that the bound of 50 ms is meant for, two quiet cores, takes for one piece of the yardstick, in milliseconds. */
const quietPiece = 1.7

/**
 * A fixed piece of work, done again and again between the page's own tasks while a run is going on: how slow the machine is just now, as a factor of the quiet
 * one and never under 1. The lower quartile, since a piece that had to share its core says nothing of the processor.
 */
async function slownessDuring(page: Page, act: () => Promise<void>): Promise<number> {
  const over = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const pieces: number[] = []
        const piece = () => {
          const began = performance.now()
          const texts = new Map<string, number>()
          for (let number = 0; number < 4000; number++) texts.set(`piece ${(number * 7919) % 4001}`, number)
          ;[...texts].sort(([one], [other]) => (one < other ? -1 : 1))
          pieces.push(performance.now() - began)
          if (document.documentElement.dataset['yardstick'] === 'over') resolve(pieces)
          else setTimeout(piece, 150)
        }
        delete document.documentElement.dataset['yardstick']
        piece()
      }),
  )
  await act()
  await page.evaluate(() => (document.documentElement.dataset['yardstick'] = 'over'))
  const pieces = (await over).toSorted((one, other) => one - other)
  return Math.max(1, pieces[Math.floor(pieces.length / 4)]! / quietPiece)
}

/**
 * What the page's own thread did while `act` ran: its tasks of 50 ms and more on the clock, and the two longest by the processor's time for them alone, as it would be
 * on the quiet machine.
 */
async function tasksDuring(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<{ readonly blocks: readonly Task[]; readonly longest: readonly [number, number]; readonly slowness: number }> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-user_action_samples'] })
  const slowness = await slownessDuring(page, act)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] }
  const main = traceEvents.filter(({ name, args }) => name === 'thread_name' && args['name'] === 'CrRendererMain')
  const tasks = traceEvents
    .filter(
      ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && main.some((thread) => thread.pid === pid && thread.tid === tid),
    )
    .map(({ ts, dur = 0, tdur = 0 }) => ({ at: ts / 1000, wall: dur / 1000, processor: tdur / 1000 }))
  expect(tasks.length).toBeGreaterThan(10)
  const [first = 0, second = 0] = tasks.map(({ processor }) => processor / slowness).toSorted((one, other) => other - one)
  return {
    blocks: tasks.filter(({ wall }) => wall >= 50),
    longest: [first, second],
    slowness,
  }
}

type TraceEvent = {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds; `tdur` of the thread's own processor time. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args: Readonly<Record<string, unknown>>
}

/** At most one task over 50 ms, and none over 100: the browser compiles and tidies up when it likes, once in a while in the midst of ours. */
function expectFree({ longest: [first, second] }: Awaited<ReturnType<typeof tasksDuring>>): void {
  expect(second).toBeLessThanOrEqual(50)
  expect(first).toBeLessThanOrEqual(100)
}

function sayTasks({ blocks, longest, slowness }: Awaited<ReturnType<typeof tasksDuring>>): string {
  const said = blocks.map(({ wall, processor }) => `${Math.round(wall)} ms (${Math.round(processor)} ms of the processor)`).join(', ')
  return `the page blocked for 50 ms or more: ${said || 'never'}; the longest tasks took ${longest.map(Math.round).join(' and ')} ms of the processor of a quiet machine, which this one is ${slowness.toFixed(2)} times slower than`
}

/** Presses a button of the page and says after how many milliseconds such a button, or such words, stood there; both clocks are the page's own. */
function press(page: Page, button: string, shows: string): Promise<number> {
  return page.evaluate(
    ([name, text]) => {
      const buttons = () => [...document.querySelectorAll('button')]
      const named = (label: string) => buttons().find((one) => (one.getAttribute('aria-label') ?? one.textContent) === label)
      const pressed = performance.now()
      const shown = new Promise<number>((resolve) => {
        const look = () => {
          if (named(text!) === undefined && !document.querySelector('main')?.textContent.includes(text!)) return
          observer.disconnect()
          resolve(performance.now() - pressed)
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
      })
      named(name!)!.click()
      return shown
    },
    [button, shows],
  )
}

/** Resolves when there is no progress bar on the page any more. Nothing asks meanwhile, as Playwright's own waiting would: that counts as the page's work. */
function rests(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const busy = () => document.querySelector('[role="progressbar"]') !== null
        let seen = busy()
        const observer = new MutationObserver(() => {
          seen ||= busy()
          if (!seen || busy()) return
          observer.disconnect()
          resolve()
        })
        observer.observe(document.body, { subtree: true, childList: true })
      }),
  )
}

/** Presses Run in the page and says after how many milliseconds the first figures stood: those of a part, or of the whole where that was as fast. */
function run(page: Page, number: number): Promise<number> {
  return page.evaluate(async (expected) => {
    const pressed = performance.now()
    const first = new Promise<number>((resolve) => {
      const results = () => document.querySelector('section[aria-label="Results"]')
      const before = results()?.textContent ?? ''
      const isDone = () => [...document.querySelectorAll('button')].some(({ textContent }) => textContent === `Run ${expected}`)
      const observer = new MutationObserver(() => {
        if ((results()?.querySelector('table') ?? null) === null || (results()?.textContent === before && !isDone())) return
        observer.disconnect()
        resolve(performance.now() - pressed)
      })
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    ;[...document.querySelectorAll('button')].find(({ textContent }) => /^Run( again|Ctrl Enter)?$/.test(textContent ?? ''))?.click()
    return first
  }, number)
}

test('a run leaves the page free, and its first figures come at once', async ({ page, browser }) => {
  const check = watch(page)
  await open(page, 'abuse-reports', 'simulate')
  await expect(page.getByText('Nothing has run yet')).toBeVisible()
  // An analyst reads what stands there; meanwhile the workers are made ready.
  await page.waitForTimeout(2000)
  for (const number of [1, 2]) {
    let first = 0
    const tasks = await tasksDuring(browser, page, async () => {
      first = await run(page, number)
      await page.waitForTimeout(3000)
    })
    await expect(page.getByRole('button', { name: `Run ${number}`, exact: true })).toBeVisible({ timeout: 60_000 })
    console.log(`run ${number}: first figures after ${Math.round(first)} ms; ${sayTasks(tasks)}`)
    expectFree(tasks)
  }
  check()
})

test('a long run is paused, taken up again and cancelled; what was done stays', async ({ page, request, browser }) => {
  const check = watch(page)
  await copySample(request, 'abuse-reports', 'long-run', undefined, (text) =>
    JSON.stringify({ ...JSON.parse(text), run: { days: 365, warmup: 'auto', replications: 300, seed: 1 } }),
  )
  await open(page, 'long-run', 'simulate')
  await page.keyboard.press('ControlOrMeta+Enter')
  const progress = page.getByRole('progressbar', { name: /Simulating|Paused/ }).first()
  const words = page.getByText(/ of 300 replications/).first()
  await expect(words).toContainText(/[1-9]\d* of 300 replications.*events, .* cases open, \d+ MB/, { timeout: 60_000 })

  const tasks = await tasksDuring(browser, page, () => page.waitForTimeout(3000))
  const paused = await press(page, 'Pause', 'Resume')
  await page.waitForTimeout(500)
  const still = await words.textContent()
  await page.waitForTimeout(1000)
  expect(await words.textContent()).toBe(still)
  await expect(progress).toBeVisible()

  const resumed = await press(page, 'Resume', 'Pause')
  await expect(words).not.toHaveText(still ?? '')

  const cancelled = await press(page, 'Cancel', 'days, then cancelled')
  const shown = [paused, resumed, cancelled].map((milliseconds) => `${Math.round(milliseconds)} ms`)
  console.log(`paused, resumed and cancelled in ${shown.join(', ')}; in 3 s of running ${sayTasks(tasks)}`)
  expect(Math.max(paused, resumed, cancelled)).toBeLessThanOrEqual(500)
  await expect(page.getByRole('row', { name: /Arabic review/ }).first()).toBeVisible()
  check()
})

test('the search for remedies and the comparison of two versions leave the page free', async ({ page, browser }) => {
  const check = watch(page)
  await open(page, 'abuse-reports', 'improve')
  const search = page.getByRole('button', { name: /Try every remedy/ })
  await expect(search).toBeVisible()
  const searching = await tasksDuring(browser, page, async () => {
    const over = rests(page)
    await search.click()
    await over
    await page.waitForTimeout(500)
  })
  console.log(`search for remedies: ${sayTasks(searching)}`)
  expectFree(searching)

  await goTo(page, 'Review')
  await page.getByRole('tab', { name: 'Measured effect' }).click()
  const measure = page.getByRole('button', { name: /Measure/ })
  await expect(measure).toBeVisible()
  const comparing = await tasksDuring(browser, page, async () => {
    const over = rests(page)
    await measure.click()
    await over
    await page.waitForTimeout(500)
  })
  console.log(`comparison of versions: ${sayTasks(comparing)}`)
  expectFree(comparing)
  check()
})

test('in the built page the kernel runs in the workers, whatever the page forbids itself', async ({ page, browser }) => {
  await page.goto(`${staticAddress}/#/appeals/simulate`)
  await expect(page.getByText('Nothing has run yet')).toBeVisible()
  await browser.startTracing(page, { categories: ['v8.wasm', 'disabled-by-default-v8.wasm.detailed'] })
  await run(page, 1)
  await page.waitForTimeout(1000)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] }
  const of = (name: string) => traceEvents.filter((event) => event.name === name)
  const compiled = of('wasm.SyncCompile').reduce((sum, { dur = 0 }) => sum + dur / 1000, 0)
  console.log(
    `kernel: ${of('wasm.SyncInstantiate').length} replications run by it; compiling it took ${Math.round(compiled)} ms in all workers`,
  )
  expect(of('wasm.SyncInstantiate').length).toBeGreaterThan(0)
})

test('a run that would need more memory than there is stops in words, and the editor goes on', async ({ page, request }) => {
  const check = watch(page)
  await copySample(request, 'abuse-reports', 'flood', undefined, (text) => {
    const scenario = JSON.parse(text) as { demand: object }
    return JSON.stringify({
      ...scenario,
      demand: { ...scenario.demand, casesPerHour: 20_000 },
      run: { days: 365, warmup: 0, replications: 4, seed: 1 },
    })
  })
  await open(page, 'flood', 'simulate')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText(/stopped before memory ran out/).first()).toBeVisible({ timeout: 90_000 })
  await expect(page.getByText(/of them wait for .* Put more people on shift there/).first()).toBeVisible()
  await goTo(page, 'Design')
  await page.getByRole('treeitem', { name: /^Spam lane/ }).click()
  await page.keyboard.press('F2')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Spam closing')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name: /^Spam closing/ })).toBeVisible()
  await saved(page)
  check()
})
