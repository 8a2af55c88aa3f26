/*
 * `npm run bench`: how fast the engine is, as ratios to other programs in one run on one machine. Every figure is the median of rounds that go round the programs.
 *
 *   npm run bench -- [--quick] [--cases N] [--rounds N] [--without peers,growth,page]
 *   npm run bench -- --headline     the 224 million reports of half a year, through the moderation line, in a tab
 *   npm run bench -- --canvas       dragging and panning in the drawing, beside React Flow alone, at 50, 500 and 2,000 cards
 */
import { rmSync } from 'node:fs'
import { cpus } from 'node:os'
import process from 'node:process'
import { parseArgs } from 'node:util'
import './setup.mjs'
import { judge, median, roundly, table } from './bench/figures.mjs'
import { benchGemba, findPeers, largerLine, temporaryFolder } from './bench/programs.mjs'
import { buildIfStale } from './build.mjs'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    headline: { type: 'boolean', default: false },
    canvas: { type: 'boolean', default: false },
    cases: { type: 'string' },
    rounds: { type: 'string' },
    without: { type: 'string', default: '' },
  },
})
const cases = Number(values.cases ?? (values.quick ? 1e6 : 1e7))
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
const without = new Set(values.without.split(','))
const few = Math.max(1000, Math.min(1e5, cases / 10))
const folder = temporaryFolder()
const say = (text, always = false) =>
  process.stderr.isTTY ? process.stderr.write(`\r\u001b[2K${text}${always ? '\n' : ''}`) : always && console.error(text)
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

if (values.canvas) {
  const { canvasBench } = await import('./bench/canvas.mjs')
  await canvasBench(folder, values.quick ? { sizes: [50, 500], rounds: 1 } : {}, say)
  process.exit(0)
}
await buildIfStale('cli')
if (values.headline) {
  const { headline } = await import('./bench/headline.mjs')
  await headline(folder, values.quick, say)
} else {
  const judged = [...(await speed()), ...(without.has('growth') ? [] : await growth()), ...(without.has('page') ? [] : await page())]
  say('')
  console.log(`\n${table(['figure', 'found', 'must', 'aim', ''], judged)}`)
}
process.exit(0)

/** B2 on every program that is there; two workers; memory. */
async function speed() {
  const { peers, missing } = without.has('peers') ? { peers: {}, missing: { peers: 'they were left out' } } : findPeers()
  const sizes = { 'cpp-ref': cases, simjs: cases / 10, jaamsim: cases / 10, simpy: few, simmer: few, ciw: few }
  const shown = Object.keys(sizes).filter((name) => Object.hasOwn(peers, name))
  const found = await roundly(
    rounds,
    {
      'gemba, 1 worker': () => benchGemba('line', cases, 1),
      ...Object.fromEntries(shown.map((name) => [name, async (round) => fromPeer(await peers[name]('B2', sizes[name], round + 1))])),
      'gemba, 2 workers': () => benchGemba('line', cases, 2),
      'gemba, TypeScript twin': () => benchGemba('line', cases / 5, 1, '--twin'),
      'gemba, few cases': () => benchGemba('line', few, 1),
      'gemba, M/M/8': () => benchGemba('mmc', cases / 2, 1),
      'gemba, network': () => benchGemba('jackson', cases / 5, 1),
    },
    say,
  )
  const rate = (name) => median((found[name] ?? []).map(({ eventsPerSecond }) => eventsPerSecond))
  const peak = (name) => median((found[name] ?? []).map(({ peakMemoryBytes }) => peakMemoryBytes))
  const ours = rate('gemba, 1 worker')
  const row = (name) => {
    const [first] = found[name]
    if (!first) return [name, 'failed']
    const memory = peak(name)
    return [
      name,
      first.cases.toLocaleString('en'),
      (rate(name) / 1e6).toPrecision(3),
      Number.isFinite(memory) ? (memory / 1e6).toFixed(0) : '',
      name.startsWith('gemba') && name !== 'gemba, 1 worker' ? '' : `${Number((ours / rate(name)).toPrecision(3))} ×`,
    ]
  }
  say('')
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}; medians of ${rounds}; the moderation line (B2) unless another model is named\n`,
  )
  console.log(table(['program', 'cases', 'million events/s', 'peak MB', 'gemba is'], Object.keys(found).map(row)))
  for (const [name, why] of Object.entries(missing)) console.log(`left out: ${name}: ${why}`)
  const against = (name, must, aim) => judge(`B2 against ${name}`, ours / rate(name), '×', '>=', must, aim)
  return [
    against('cpp-ref', 0.4, 0.8),
    against('simpy', 25, 50),
    against('simmer', 25, 50),
    against('ciw', 25, 50),
    against('jaamsim', 6, 12),
    against('simjs', 2, 4),
    judge('kernel against its twin in TypeScript', ours / rate('gemba, TypeScript twin'), '×', '>=', 1.7, 1.7),
    judge('two workers against one', rate('gemba, 2 workers') / ours, '×', '>=', 1.8, 1.9),
    judge(
      `peak memory, ${cases.toLocaleString('en')} cases against ${few.toLocaleString('en')}`,
      peak('gemba, 1 worker') / peak('gemba, few cases'),
      '×',
      '<=',
      1.1,
      1.02,
    ),
  ]
}

function fromPeer(line) {
  return {
    cases: line.n,
    eventsPerSecond: line.events / line.sim_s,
    peakMemoryBytes: line.peak_mb === undefined ? NaN : line.peak_mb * 1e6,
  }
}

/** The same events in a larger chart. */
async function growth() {
  const size = Math.max(1000, cases / 10)
  const flat = [15, 495].map((more) => largerLine(folder, `flat-${more}`, { more }))
  const deep = [15, 495].map((more) => largerLine(folder, `deep-${more}`, { more, levels: 5 }))
  const found = await roundly(
    Math.max(rounds, values.quick ? 2 : 5),
    { flat20: () => flat[0](size), flat500: () => flat[1](size), deep20: () => deep[0](size), deep500: () => deep[1](size) },
    say,
  )
  const ratio = (large, small) => median(found[large]) / median(found[small])
  return [
    judge('time with 500 states against 20, side by side', ratio('flat500', 'flat20'), '×', '<=', 1.5, 1.2),
    judge('time with 500 states against 20, five levels deep', ratio('deep500', 'deep20'), '×', '<=', 1.5, 1.2),
    judge('time five levels deep against side by side, 20 states', ratio('deep20', 'flat20'), '×', '<=', 1.5, 1.2),
  ]
}

/** Time from Run to the first figures in the page, on the sample. */
async function page() {
  const { finished, firstResult, openPage } = await import('./bench/page.mjs')
  const opened = await openPage(folder, {})
  if (opened === null) return [judge('first figures in the page after Run (no Chromium here)', NaN, ' ms', '<=', 300, 100)]
  try {
    const times = []
    await opened.show('abuse-reports')
    for (let round = 0; round < Math.max(3, rounds); round++) {
      say(`first figures in the page, round ${round + 1}`)
      times.push(await firstResult(opened.page))
      await finished(opened.page, 2)
    }
    return [judge('first figures in the page after Run', median(times), ' ms', '<=', 300, 100)]
  } finally {
    await opened.close()
  }
}
