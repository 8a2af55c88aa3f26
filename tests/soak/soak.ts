import { availableParallelism } from 'node:os'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { alarms } from './alarms.ts'
import { causes } from './causes.ts'
import { charts } from './charts.ts'
import { diagrams } from './diagrams.ts'
import { forecast } from './forecast.ts'
import { fuzz } from './fuzz.ts'
import { imports } from './imports.ts'
import { judge } from './judge.ts'
import { gains } from './gains.ts'
import { kernel } from './kernel.ts'
import { longrun } from './long-run.ts'
import { oracle } from './oracle.ts'
import type { Counted, Section, Task, Verdict } from './section.ts'
import { samples } from './samples.ts'
import { scripts } from './scripts.ts'
import { statistics } from './statistics.ts'
import { theory } from './theory.ts'
import { truth } from './truth.ts'

/*
 * The long correctness script: sections by name, each split over threads. To add one, write a Section beside this file and name it here.
 * It prints how far it is, then the figures, and ends with 1 when anything is wrong.
 */
const sections: Readonly<Record<string, Section>> = {
  oracle,
  kernel,
  theory,
  statistics,
  alarms,
  longrun,
  forecast,
  fuzz,
  causes,
  gains,
  judge,
  imports,
  truth,
  samples,
  scripts,
  charts,
  diagrams,
}

type Sizes = Pick<Task, 'machines' | 'cases' | 'events' | 'macroRuns' | 'mutations' | 'charts' | 'seed' | 'part' | 'parts'>
type Order = Sizes & { readonly section: string; readonly until: number }
type Message = { readonly share: number; readonly counted: Counted } | { readonly verdict: Verdict }

if (isMainThread) process.exit(await main())
else await work(workerData as Order)

/** A part on its thread. */
async function work({ section, until, ...sizes }: Order): Promise<void> {
  const task: Task = {
    ...sizes,
    isOver: () => Date.now() > until,
    progress: (share, counted) => parentPort!.postMessage({ share, counted } satisfies Message),
  }
  parentPort!.postMessage({ verdict: await sections[section]!.run(task) } satisfies Message)
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      machines: { type: 'string', default: '10000' },
      cases: { type: 'string', default: '100' },
      events: { type: 'string', default: '50' },
      'macro-runs': { type: 'string', default: '400' },
      mutations: { type: 'string', default: '2000' },
      charts: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1000' },
      minutes: { type: 'string', default: '100000' },
      threads: { type: 'string', default: String(availableParallelism()) },
    },
  })
  const asked = positionals.length === 0 || positionals.includes('all') ? Object.keys(sections) : positionals
  const sizes = {
    machines: Number(values.machines),
    cases: Number(values.cases),
    events: Number(values.events),
    macroRuns: Number(values['macro-runs']),
    mutations: Number(values.mutations),
    charts: Number(values.charts),
    seed: Number(values.seed),
  }
  const [minutes, threads] = [Number(values.minutes), Number(values.threads)]
  const unknown = asked.filter((name) => !Object.hasOwn(sections, name))
  if (unknown.length > 0 || [...Object.values(sizes), minutes, threads].some((size) => !(size >= 0))) {
    console.error(
      `Usage: npm run soak -- [${Object.keys(sections).join('|')}|all] [--machines N] [--cases N] [--events N] [--macro-runs N] [--mutations N] [--charts N] [--seed N] [--minutes M] [--threads N]`,
    )
    return 2
  }
  let wrong = 0
  for (const name of asked) wrong += await runSection(name, sizes, minutes, threads)
  console.log(wrong === 0 ? 'Nothing is wrong.' : `${wrong} wrong.`)
  return wrong === 0 ? 0 : 1
}

/** Runs a section on its threads; how many things are wrong. */
async function runSection(name: string, sizes: Omit<Sizes, 'part' | 'parts'>, minutes: number, threads: number): Promise<number> {
  const began = Date.now()
  console.log(`${name}: ${sections[name]!.title}`)
  const shares = Array.from({ length: threads }, () => 0)
  const counts: Counted[] = shares.map(() => ({}))
  const print = setInterval(() => {
    const done = shares.reduce((sum, share) => sum + share, 0) / threads
    console.log(`  ${(done * 100).toFixed(1)} % after ${seconds(began)} s: ${say(sum(counts))}`)
  }, 10_000)
  const verdicts = await Promise.all(
    shares.map((_, part) =>
      inThread({ ...sizes, section: name, part, parts: threads, until: began + minutes * 60_000 }, (share, counted) => {
        shares[part] = share
        counts[part] = counted
      }),
    ),
  )
  clearInterval(print)
  for (const line of verdicts.flatMap(({ lines = [] }) => lines)) console.log(`  ${line}`)
  const wrong = verdicts.flatMap((verdict) => verdict.wrong)
  for (const line of wrong) console.log(`  WRONG ${line}`)
  console.log(`  in ${seconds(began)} s: ${say(sum(verdicts.map(({ counted }) => counted)))}`)
  return wrong.length
}

function inThread(order: Order, onProgress: (share: number, counted: Counted) => void): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: order })
    worker.on('message', (message: Message) => {
      if ('verdict' in message) resolve(message.verdict)
      else onProgress(message.share, message.counted)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`a thread ended with ${code}`)))
  })
}

function sum(counts: readonly Counted[]): Counted {
  const all: Record<string, number> = {}
  for (const counted of counts) for (const [what, count] of Object.entries(counted)) all[what] = (all[what] ?? 0) + count
  return all
}

function say(counted: Counted): string {
  return Object.entries(counted)
    .map(([what, count]) => `${what} ${count.toLocaleString('en')}`)
    .join(', ')
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000)
}
