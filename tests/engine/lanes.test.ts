import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runExperiment } from '../../src/simulation/experiment.ts'
import { laneHere } from '../../src/simulation/lane.ts'
import type { Lane } from '../../src/simulation/lane.ts'
import { openLanes } from '../../src/workers/lanes.node.ts'
import { lineDigest, lineProgram } from './fixture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder = ''
let thread: URL
const opened: Lane[] = []

function threads(count: number): Lane[] {
  const lanes = openLanes(count, thread)
  opened.push(...lanes)
  return lanes
}

beforeAll(async () => {
  folder = await mkdtemp(join(root, 'node_modules/.cache-thread-'))
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20',
      minify: true,
      rolldownOptions: { input: { 'engine.node': join(root, 'src/workers/engine.node.ts') }, output: { entryFileNames: '[name].mjs' } },
    },
  })
  thread = pathToFileURL(join(folder, 'engine.node.mjs'))
})
afterAll(async () => {
  for (const lane of opened) lane.close()
  await rm(folder, { recursive: true, force: true })
})

const program = lineProgram()
const options = { replications: 4 }

test('one digest and one report: this thread, and 1, 2 and 4 threads of Node', async () => {
  const here = await runExperiment(program, [laneHere()], options)
  expect(here.digest).toBe(lineDigest)
  for (const count of [1, 2, 4]) expect(await runExperiment(program, threads(count), options)).toEqual(here)
})

test('the order in which lanes finish does not matter', async () => {
  const slow: Lane = {
    replicate: async (...args) => (await new Promise((resolve) => setTimeout(resolve, 50)), laneHere().replicate(...args)),
    close: () => {},
  }
  expect(await runExperiment(program, [slow, laneHere(), laneHere()], options)).toEqual(await runExperiment(program, [laneHere()], options))
})

test('a run is cancelled in mid-replication, and the lanes work afterwards', async () => {
  const lanes = threads(2)
  const cancel = new AbortController()
  const long = { ...program, horizon: program.horizon }
  const started = performance.now()
  const run = runExperiment(long, lanes, { replications: 5000, signal: cancel.signal })
  setTimeout(() => cancel.abort(), 300)
  await expect(run).rejects.toThrow(/abort/i)
  expect(performance.now() - started).toBeLessThan(3000)
  expect((await runExperiment(program, lanes, options)).digest).toBe(lineDigest)
})

test('progress comes replication by replication, with a report of what is done', async () => {
  const seen: [number, number, number][] = []
  const report = await runExperiment(program, [laneHere(), laneHere()], {
    replications: 3,
    onProgress: (done, planned, partial) => seen.push([done, planned, partial.replications]),
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
  expect(code).not.toMatch(/zod|cel-js/i)
  expect(code.length).toBeLessThan(60_000)
})
