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

/** Moves the mouse in steps with its button down, and answers with the milliseconds from each step until its frame was painted. */
function drag(page, selector, count) {
  return page.evaluate(
    async ([selector, count]) => {
      const subject = [...document.querySelectorAll(selector)].find((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return (
          element.matches('.react-flow__pane') ||
          (x > innerWidth * 0.35 && y > innerHeight * 0.35 && x + width < innerWidth * 0.8 && y + height < innerHeight * 0.8)
        )
      })
      const { x, y, width, height } = subject.getBoundingClientRect()
      const [startX, startY] = subject.matches('.react-flow__pane') ? [x + width * 0.5, y + height - 8] : [x + width / 2, y + height / 2]
      const target = subject.matches('.react-flow__pane') ? subject : (document.elementFromPoint(startX, startY) ?? subject)
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
      // The task after a frame's callbacks comes when it has been painted.
      const painted = () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = resolve
            port2.postMessage(null)
          }),
        )
      send('mousedown', 0, 0, target)
      const found = []
      for (let step = 1; step <= count; step++) {
        const began = performance.now()
        send('mousemove', step * 2, Math.round(Math.sin(step / 6) * 40), window)
        await painted()
        if (step > 5) found.push(performance.now() - began)
      }
      send('mouseup', count * 2, 0, window)
      await painted()
      return found
    },
    [selector, count],
  )
}

/** Measures at each size, both pages in turn, and prints the ratios with what they must be. */
export async function canvasBench(folder, { sizes = [50, 500, 2000], rounds = 5 }, say) {
  const executablePath = await findBrowser()
  if (executablePath === null)
    return console.log('There is no Chromium here: `npx playwright install chromium`, or CHROMIUM_PATH names one.')
  const { build, preview } = await import('vite')
  const [workflows, bareFolder] = [join(folder, 'workflows'), join(folder, 'bare')]
  process.env.GEMBA_WORKFLOWS = workflows
  for (const size of sizes) {
    const { workflow, layout } = chart(size)
    mkdirSync(join(workflows, `chart-${size}`), { recursive: true })
    writeFileSync(join(workflows, `chart-${size}/workflow.json`), JSON.stringify(workflow))
    writeFileSync(join(workflows, `chart-${size}/layout.json`), JSON.stringify(layout))
  }
  await buildIfStale('app')
  say('building React Flow alone')
  await build({
    root: join(root, 'scripts/bench/bare'),
    configFile: false,
    base: './',
    logLevel: 'error',
    build: { outDir: bareFolder, emptyOutDir: true, target: 'esnext' },
  })
  const app = await preview({ root, logLevel: 'error', preview: { port: 4394, strictPort: false } })
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
      writeFileSync(join(bareFolder, 'cards.json'), JSON.stringify({ cards, links }))
      const addresses = { gemba: `${app.resolvedUrls.local[0]}#/chart-${size}/design`, bare: bare.resolvedUrls.local[0] }
      const found = { gemba: { drag: [], slow: [], pan: [] }, bare: { drag: [], slow: [], pan: [] } }
      for (let round = 0; round < rounds; round++)
        for (const [name, address] of Object.entries(addresses)) {
          say(`${size} cards, ${name}, round ${round + 1} of ${rounds}`)
          const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
          await page.goto(address)
          await page.locator('.react-flow__node').first().waitFor({ timeout: 60_000 })
          await page.waitForTimeout(1500)
          const dragged = await drag(page, '.react-flow__node', steps)
          const panned = await drag(page, '.react-flow__pane', steps)
          found[name].drag.push(median(dragged))
          found[name].slow.push(dragged.toSorted((a, b) => a - b)[Math.floor(dragged.length * 0.95)])
          found[name].pan.push(median(panned))
          await page.close()
        }
      const ratio = (part) => median(found.gemba[part]) / median(found.bare[part])
      const both = (part) => `${median(found.gemba[part]).toFixed(1)} ms beside ${median(found.bare[part]).toFixed(1)}`
      rows.push(judge(`${size} cards: a drag step (${both('drag')})`, ratio('drag'), '×', '<=', 1.3, 1.3))
      rows.push(judge(`${size} cards: its 95th percentile (${both('slow')})`, ratio('slow'), '×', '<=', 1.5, 1.5))
      rows.push(judge(`${size} cards: a pan step (${both('pan')})`, ratio('pan'), '×', '<=', 1.1, 1.1))
    }
    say('')
    console.log(`\n${table(['figure', 'found', 'must', 'aim', ''], rows)}`)
  } finally {
    await browser.close()
    await app.close()
    await bare.close()
  }
}
