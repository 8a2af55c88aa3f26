// Dragging a card and panning, beside a bare React Flow page with as many cards of the same size, in one Chromium with software rendering.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { browserArgs, findBrowser } from '../browser.mjs'
import { buildIfStale } from '../build.mjs'
import { judge, median, table } from './figures.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const steps = 60

/** A chart of so many states in a grid, each leading to the next: as a workflow with its layout, and as cards with links. */
function chart(count) {
  const across = Math.ceil(Math.sqrt(count / 1.6))
  const cards = Array.from({ length: count }, (_, at) => ({ id: `s${at}`, x: (at % across) * 320, y: Math.floor(at / across) * 160 }))
  const links = cards.slice(1).map(({ id }, at) => [`s${at}`, id])
  const outcomes = [{ event: 'DONE', title: 'Done' }]
  const states = Object.fromEntries(
    cards.map(({ id }, at) => [
      id,
      {
        meta: { uid: id, title: `Step ${at}`, step: { kind: 'automatic', outcomes } },
        ...(at + 1 < count ? { on: { DONE: [{ target: `s${at + 1}`, meta: { uid: `t${at}` } }] } } : {}),
      },
    ]),
  )
  const machine = { id: 'chart', initial: 's0', meta: { uid: 'root' }, states }
  const workflow = {
    gemba: 'workflow',
    format: 1,
    id: 'chart',
    title: `Chart of ${count}`,
    version: null,
    attributes: [],
    pools: [],
    machine,
  }
  const placements = Object.fromEntries(cards.map(({ id, x, y }) => [id, { uid: id, x, y }]))
  return { cards, links, workflow, layout: { gemba: 'layout', format: 1, placements } }
}

/** Steps of a drag before those that are measured: in them it begins, and what is taken is selected. */
const beginning = 6

/** Puts the mouse down on a card in the middle of the window, or on the sheet, and moves it so far that the drag has begun. */
function beginDrag(page, selector) {
  return page.evaluate(
    async ([selector, beginning]) => {
      const onSheet = selector === '.react-flow__pane'
      const subject = [...document.querySelectorAll(selector)].find((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return (
          onSheet || (x > innerWidth * 0.35 && y > innerHeight * 0.35 && x + width < innerWidth * 0.8 && y + height < innerHeight * 0.8)
        )
      })
      const { x, y, width, height } = subject.getBoundingClientRect()
      const [startX, startY] = onSheet ? [x + width * 0.5, y + height - 8] : [x + width / 2, y + height / 2]
      const target = onSheet ? subject : (document.elementFromPoint(startX, startY) ?? subject)
      const send = (type, dx, dy, to) =>
        to.dispatchEvent(
          new MouseEvent(type, {
            bubbles: true,
            cancelable: true,
            view: window,
            button: 0,
            buttons: 1,
            clientX: startX + dx,
            clientY: startY + dy,
          }),
        )
      const moving = onSheet ? document.querySelector('.react-flow__viewport') : subject
      // The task after a frame's callbacks comes when it has been painted. A frame may come before the page has moved what is dragged: then it is not yet the one.
      const painted = (before) =>
        new Promise((resolve) =>
          requestAnimationFrame(function look() {
            if (moving.getAttribute('style') === before) return requestAnimationFrame(look)
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = resolve
            port2.postMessage(null)
          }),
        )
      const step = async (at) => {
        const began = performance.now()
        const before = moving.getAttribute('style')
        send('mousemove', at * 2, Math.round(Math.sin(at / 6) * 40), window)
        await painted(before)
        return performance.now() - began
      }
      const end = async (at) => {
        send('mouseup', at * 2, 0, window)
        await painted(null)
      }
      window.dragged = { step, end }
      send('mousedown', 0, 0, target)
      // The first steps may move nothing: a drag has to begin.
      for (let at = 1; at < beginning; at++) {
        send('mousemove', at * 2, Math.round(Math.sin(at / 6) * 40), window)
        await painted(null)
      }
    },
    [selector, beginning],
  )
}

/** A drag: the milliseconds from each step until the frame in which it is seen was painted, and the page's work for a step. How it begins and ends is not counted. */
async function drag(page, client, selector, count) {
  await beginDrag(page, selector)
  const before = await spent(client)
  const times = await page.evaluate(
    async ([from, count]) => {
      const found = []
      for (let at = from; at < from + count; at++) found.push(await window.dragged.step(at))
      return found
    },
    [beginning, count],
  )
  const work = ((await spent(client)).processor - before.processor) / count
  await page.evaluate((at) => window.dragged.end(at), beginning + count)
  return { times, work }
}

/** Waits in the page until so many cards are drawn and painted; the milliseconds since the page was asked for. */
function whenShown(count) {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelectorAll('.react-flow__node').length < count) return requestAnimationFrame(look)
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
    }
    look()
  })
}

/** Where the stage of the drawing lies in the window, and what it shows. */
function stageOf() {
  const { x, y, width, height } = document.querySelector('.react-flow').getBoundingClientRect()
  const { a, e, f } = new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport')).transform)
  return { x, y, width, height, view: { x: e, y: f, zoom: a } }
}

/** What the page's process has spent so far, in ms of processor time, and its scripts in ms. */
async function spent(client) {
  const { metrics } = await client.send('Performance.getMetrics')
  const of = (wanted) => metrics.find(({ name }) => name === wanted).value * 1000
  return { processor: of('ProcessTime'), script: of('ScriptDuration') }
}

/** Milliseconds of script a key, typed into the title of a state in the inspector. */
async function typing(page, client) {
  await page.evaluate(() => {
    const card = document.querySelector('.react-flow__node')
    for (const type of ['mousedown', 'mouseup', 'click'])
      card.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, button: 0 }))
  })
  await page.locator('[data-region="right"]').getByRole('textbox').first().click()
  const before = await spent(client)
  const text = 'checked again by two'
  for (const letter of text) {
    await page.keyboard.press(letter)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))))
  }
  return ((await spent(client)).script - before.script) / text.length
}

/** One visit of a page: what opening it, dragging a card and panning cost. */
async function visit(page, address, size) {
  await page.goto(address, { waitUntil: 'commit' })
  const opened = await page.evaluate(whenShown, size)
  await page.waitForTimeout(1500)
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable')
  const stage = await page.evaluate(stageOf)
  const dragged = await drag(page, client, '.react-flow__node', steps)
  await page.waitForTimeout(500)
  const panned = await drag(page, client, '.react-flow__pane', steps)
  return {
    stage,
    client,
    open: opened,
    drag: median(dragged.times),
    slow: dragged.times.toSorted((a, b) => a - b)[Math.floor(steps * 0.95)],
    pan: median(panned.times),
    dragWork: dragged.work,
    panWork: panned.work,
  }
}

const parts = ['drag', 'slow', 'pan', 'open', 'dragWork', 'panWork', 'key']

/**
 * Measures at each size, both pages in turn, and prints the ratios with what they must be. The bare page has its stage in the same place of the
 * window, as large, and shows the same part of the same cards at the same zoom: the browser has as much to paint. Work is processor time of the page's
 * process (scripts, style, layout, painting): it says the same on a busy machine.
 */
export async function canvasBench(folder, { sizes = [50, 500, 2000], rounds = 5, built }, say) {
  const executablePath = await findBrowser()
  if (executablePath === null)
    return console.log('There is no Chromium here: `npx playwright install chromium`, or CHROMIUM_PATH names one.')
  const { build, preview } = await import('vite')
  const [workflows, bareFolder] = [join(folder, 'workflows'), join(folder, 'bare')]
  // Before the charts stand for the workflows: a build takes those along as its samples.
  if (!built) await buildIfStale('app')
  process.env.GEMBA_WORKFLOWS = workflows
  for (const size of sizes) {
    const { workflow, layout } = chart(size)
    mkdirSync(join(workflows, `chart-${size}`), { recursive: true })
    writeFileSync(join(workflows, `chart-${size}/workflow.json`), JSON.stringify(workflow))
    writeFileSync(join(workflows, `chart-${size}/layout.json`), JSON.stringify(layout))
  }
  say('building React Flow alone')
  await build({
    root: join(root, 'scripts/bench/bare'),
    configFile: false,
    base: './',
    logLevel: 'error',
    build: { outDir: bareFolder, emptyOutDir: true, target: 'esnext' },
  })
  const app = await preview({
    root,
    logLevel: 'error',
    preview: { port: 4394, strictPort: false },
    ...(built ? { build: { outDir: built } } : {}),
  })
  const bare = await preview({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { outDir: bareFolder },
    preview: { port: 4390, strictPort: false },
  })
  const { chromium } = await import('playwright')
  const browser = await chromium.launch({ args: [...browserArgs, '--disable-frame-rate-limit'], executablePath })
  try {
    const rows = []
    for (const size of sizes) {
      const { cards, links } = chart(size)
      const addresses = { gemba: `${app.resolvedUrls.local[0]}#/chart-${size}/design`, bare: bare.resolvedUrls.local[0] }
      const found = Object.fromEntries(Object.keys(addresses).map((name) => [name, Object.fromEntries(parts.map((part) => [part, []]))]))
      for (let round = 0; round < rounds; round++)
        for (const [name, address] of Object.entries(addresses)) {
          say(`${size} cards, ${name}, round ${round + 1} of ${rounds}`)
          const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
          const { stage, client, ...figures } = await visit(page, address, size)
          if (name === 'gemba') writeFileSync(join(bareFolder, 'cards.json'), JSON.stringify({ cards, links, stage }))
          if (name === 'gemba' && size >= 2000) found[name].key.push(await typing(page, client))
          for (const [part, figure] of Object.entries(figures)) found[name][part].push(figure)
          await page.close()
        }
      const row = (what, part, must) => {
        const [ours, alone] = [median(found.gemba[part]), median(found.bare[part])]
        rows.push(judge(`${size} cards: ${what} (${ours.toFixed(1)} ms beside ${alone.toFixed(1)})`, ours / alone, '×', '<=', must, must))
      }
      row('a drag step', 'drag', 1.3)
      row('its 95th percentile', 'slow', 1.5)
      row('its work', 'dragWork', 1.3)
      row('a pan step', 'pan', 1.1)
      row('its work', 'panWork', 1.1)
      if (size < 2000) continue
      row('opened, until all are shown', 'open', 0.5)
      rows.push(judge(`${size} cards: script for a key typed in the inspector`, median(found.gemba.key), ' ms', '<=', 16, 16))
    }
    say('')
    console.log(`\n${table(['figure', 'found', 'must', 'aim', ''], rows)}`)
  } finally {
    await browser.close()
    await app.close()
    await bare.close()
  }
}
