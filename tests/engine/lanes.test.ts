import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import type { Lane } from '../../src/simulation/experiment/lane.ts'
import { openLanes, openThread } from '../../src/workers/lanes.node.ts'
import { Pace } from '../../src/workers/heartbeat.ts'
import { type EngineThread, type LaneHost, RemoteLane } from '../../src/workers/remote-lane.ts'
import { kernelPlugin } from '../../scripts/kernel.mjs'
import { lineDigest, lineProgram } from './fixture.ts'
import { floodedProgram, inAnyOrder, longProgram, rest, withPauses } from './lane-checks.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder = ''
let thread: URL
const opened: Lane[] = []

function threads(count: number): Lane[] {
  const lanes = openLanes(count, thread)
  opened.push(...lanes)
  return lanes
}

const everyMoment: LaneHost['every'] = (milliseconds, call) => {
  const timer = setInterval(call, milliseconds)
  return () => clearInterval(timer)
}

/** A lane with 16 MB on workers of the test's own. */
function laneOn(open: LaneHost['open'], every = everyMoment): Lane {
  const lane = new RemoteLane({ open, every, work: () => 20, pace: new Pace(), allowed: 16 * 2 ** 20 })
  opened.push(lane)
  return lane
}

beforeAll(async () => {
  folder = await mkdtemp(join(root, 'node_modules/.cache-thread-'))
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    plugins: [kernelPlugin()],
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20',
      minify: true,
      rolldownOptions: { input: { 'engine.node': join(root, 'src/workers/engine.node.ts') }, output: { entryFileNames: '[name].mjs' } },
    },
  })
  thread = pathToFileURL(join(folder, 'engine.node.mjs'))
  // The kernel is compiled here when nobody has yet.
}, 60_000)
afterAll(async () => {
  for (const lane of opened) lane.close()
  await rm(folder, { recursive: true, force: true })
})

const program = lineProgram()
const options = { replications: 4 }

test('one digest and one report: this thread, and 1, 2, 4 and 8 threads of Node', async () => {
  const here = await runExperiment(program, [laneHere()], options)
  expect(here.digest).toBe(lineDigest)
  for (const count of [1, 2, 4, 8]) expect(await runExperiment(program, threads(count), options)).toEqual(here)
})

test('the order in which lanes finish does not matter', async () => {
  const slow: Lane = {
    replicate: async (...args) => (await rest(50), laneHere().replicate(...args)),
    close: () => {},
  }
  expect(await runExperiment(program, [slow, laneHere(), laneHere()], options)).toEqual(await runExperiment(program, [laneHere()], options))
})

test('the order in which replications are asked for does not matter', async () => {
  const expected = [0, 1, 2, 3, 4].map((number) => replicate(program, number))
  for (const order of [
    [4, 2, 0, 3, 1],
    [3, 4, 1, 0, 2],
  ])
    expect(await inAnyOrder(program, threads(3), order)).toEqual(expected)
})

test('paused and resumed again and again: nothing moves meanwhile, and the digest is the same', async () => {
  const long = { ...longProgram(), seed: 7 }
  const { digest, pauses, moved } = await withPauses(long, threads(2), 2)
  expect(pauses).toBeGreaterThan(1)
  expect(moved).toBe(0)
  expect(digest).toBe((await runExperiment(long, [laneHere()], { replications: 2 })).digest)
})

test('a run is cancelled in mid-replication at once, the worker stops, lives on and takes the next run', async () => {
  const opened: EngineThread[] = []
  const lane = laneOn((...listeners) => {
    const open = openThread(thread, ...listeners)
    opened.push(open)
    return open
  })
  const cancel = new AbortController()
  const run = runExperiment(longProgram(), [lane], { replications: 5000, signal: cancel.signal })
  await rest(300)
  const told = performance.now()
  cancel.abort()
  await expect(run).rejects.toThrow(/abort/i)
  expect(performance.now() - told).toBeLessThan(100)
  expect((await runExperiment(program, [lane], options)).digest).toBe(lineDigest)
  expect(opened).toHaveLength(1)
})

test('two experiments share their lanes and take turns', async () => {
  const lanes = threads(2)
  const other = { ...program, seed: 99 }
  const cancel = new AbortController()
  const long = { ...longProgram(), seed: 3 }
  const third = runExperiment(long, lanes, { replications: 50, signal: cancel.signal }).catch((error: unknown) => String(error))
  setTimeout(() => cancel.abort(), 100)
  const [one, two] = await Promise.all([runExperiment(program, lanes, options), runExperiment(other, lanes, options)])
  expect(await third).toMatch(/abort/i)
  expect(one.digest).toBe(lineDigest)
  expect(two.digest).toBe((await runExperiment(other, [laneHere()], options)).digest)
})

test('a thread killed in mid-run is replaced, its replication done again, and the digest is the same', async () => {
  const workers: Worker[] = []
  const lane = laneOn((onMessage, onDeath) => {
    const worker = new Worker(thread)
    workers.push(worker)
    worker.on('message', onMessage)
    // Its first message is a sign of life in mid-run.
    if (workers.length === 1) worker.once('message', () => void worker.terminate())
    worker.once('exit', () => onDeath('killed'))
    return { send: (message) => worker.postMessage(message), terminate: () => void worker.terminate() }
  })
  const long = { ...longProgram(400), seed: 7 }
  const run = await runExperiment(long, [lane, ...threads(1)], { replications: 2 })
  expect(run.digest).toBe((await runExperiment(long, threads(2), { replications: 2 })).digest)
  expect(workers).toHaveLength(2)
})

test('a thread that never gives a sign of life is given up after half a minute, and its replication done again', async () => {
  let opened = 0
  const ticks: (() => void)[] = []
  const every: LaneHost['every'] = (milliseconds, call) => {
    if (milliseconds === 1000) ticks.push(call)
    return () => void ticks.splice(0)
  }
  const lane = laneOn((...listeners) => {
    // The first one hears nothing and says nothing.
    return ++opened === 1 ? { send: () => {}, terminate: () => {} } : openThread(thread, ...listeners)
  }, every)
  const run = runExperiment(program, [lane], options)
  await rest(0)
  for (let second = 0; second < 30; second++) {
    expect(opened).toBe(1)
    ticks[0]?.()
  }
  expect((await run).digest).toBe(lineDigest)
  expect(opened).toBe(2)
})

test('a queue without end is stopped before memory runs out, and says whose queue it is; the lane lives on', async () => {
  const lane = laneOn((...listeners) => openThread(thread, ...listeners))
  const run = runExperiment(floodedProgram(), [lane], { replications: 1 })
  await expect(run).rejects.toThrow(/before memory ran out: after [\d.,]+ of 2,0(00|28) simulated days it holds [\d,]+ open cases/)
  await expect(run).rejects.toThrow(/wait for Tier1.*every simulated day adds.*Put more people on shift/i)
  expect((await runExperiment(program, [lane], options)).digest).toBe(lineDigest)
})

test('a run whose tables alone are too big does not begin', async () => {
  const time = new Float64Array(2_000_000)
  const big = { ...program, demand: { kind: 'replay' as const, time, values: new Float64Array(6_000_000) } }
  const lane = laneOn((...listeners) => openThread(thread, ...listeners))
  await expect(runExperiment(big as never, [lane], options)).rejects.toThrow(
    /too big to begin.*61 MB in each worker, and 16 MB are allowed/,
  )
})

test('progress comes replication by replication, with a report of what is done', async () => {
  const seen: [number, number, number][] = []
  const report = await runExperiment(program, [laneHere(), laneHere()], {
    replications: 3,
    onProgress: (done, planned, partial) => seen.push([done, planned, partial().replications]),
  })
  expect(seen).toEqual([
    [1, 3, 1],
    [2, 3, 2],
    [3, 3, 3],
  ])
  expect(report.replications).toBe(3)
})

test('what a worker loads is small and without Zod', async () => {
  const code = await readFile(thread, 'utf8')
  // Any three letters may stand in the kernel, which is text in base 64.
  expect(code.replaceAll(/[\w+/=]{1000,}/g, '')).not.toMatch(/zod|cel-js/i)
  expect(code.length).toBeLessThan(160_000)
})
