import { afterAll, expect, test } from 'vitest'
import { exp, log, normalQuantile } from '../src/simulation/engine/elementary.ts'
import { runExperiment } from '../src/simulation/experiment/experiment.ts'
import { laneHere } from '../src/simulation/experiment/lane.ts'
import type { Lane } from '../src/simulation/experiment/lane.ts'
import { replicate } from '../src/simulation/experiment/replicate.ts'
import type { FromEngine } from '../src/workers/engine-messages.ts'
import { openLanes, openWorker } from '../src/workers/lanes.browser.ts'
import { elementaryDigest, elementaryDigestOf } from './engine/elementary-digest.ts'
import { lineDigest, lineProgram } from './engine/fixture.ts'
import { floodedProgram, inAnyOrder, longProgram, rest, withPauses } from './engine/lane-checks.ts'

const program = lineProgram()
const options = { replications: 4 }
const opened: Lane[] = []
const open = (...asked: Parameters<typeof openLanes>) => {
  const lanes = openLanes(...asked)
  opened.push(...lanes)
  return lanes
}
afterAll(() => opened.forEach((lane) => lane.close()))

test('Chromium gives the digest of Node, on the page and on 1 and 3 workers', async () => {
  expect((await runExperiment(program, [laneHere()], options)).digest).toBe(lineDigest)
  for (const count of [1, 3]) expect((await runExperiment(program, open(count), options)).digest).toBe(lineDigest)
})

test('a worker in Chromium runs the kernel, and it brings what the engine in TypeScript brings', async () => {
  const brought = await new Promise<FromEngine>((resolve, reject) => {
    const worker = openWorker(
      (message) => {
        if (message.is === 'alive') return
        worker.terminate()
        resolve(message)
      },
      (why) => reject(new Error(why)),
    )
    worker.send({ is: 'load', program, allowed: 2 ** 28 })
    worker.send({ is: 'run', replication: 0, paused: false })
  })
  expect(brought).toEqual({ is: 'done', observations: replicate(program, 0), byKernel: true })
})

test('the order in which replications are asked for does not matter', async () => {
  expect(await inAnyOrder(program, open(2), [2, 0, 1])).toEqual([0, 1, 2].map((number) => replicate(program, number)))
})

test('paused and resumed again and again: nothing moves meanwhile, and the digest is the same', async () => {
  const long = longProgram()
  const lanes = open(2)
  const { digest, pauses, moved } = await withPauses(long, lanes, 2)
  expect(pauses).toBeGreaterThan(0)
  expect(moved).toBe(0)
  expect(digest).toBe((await runExperiment(long, lanes, { replications: 2 })).digest)
})

test('a worker that hangs is given up, one that dies is replaced, and the digest is the same', async () => {
  const hanging = URL.createObjectURL(
    new Blob(['postMessage({ is: "cancelled" }); onmessage = () => { for (;;); }'], { type: 'text/javascript' }),
  )
  const dying = URL.createObjectURL(new Blob(['onmessage = () => { throw new Error("gone") }'], { type: 'text/javascript' }))
  const scripts = [hanging, dying]
  const lanes = open(1, (onMessage, onDeath) => {
    const script = scripts.shift()
    if (script === undefined) return openWorker(onMessage, onDeath)
    const worker = new Worker(script)
    worker.addEventListener('message', ({ data }) => onMessage(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      onDeath(event.message)
    })
    return { send: (message) => worker.postMessage(message), terminate: () => worker.terminate() }
  })
  expect((await runExperiment(program, lanes, options)).digest).toBe(lineDigest)
  expect(scripts).toEqual([])
})

test('cancelled at once, and the lane takes the next run', async () => {
  const lanes = open(2)
  const cancel = new AbortController()
  const run = runExperiment(longProgram(), lanes, { replications: 500, signal: cancel.signal })
  await rest(300)
  const told = performance.now()
  cancel.abort()
  await expect(run).rejects.toThrow(/abort/i)
  expect(performance.now() - told).toBeLessThan(200)
  expect((await runExperiment(program, lanes, options)).digest).toBe(lineDigest)
})

test('a queue without end is stopped in words before memory runs out', async () => {
  await expect(runExperiment(floodedProgram(), open(16), { replications: 1 })).rejects.toThrow(/before memory ran out.*wait for Tier1/i)
})

test('logarithm, exponential and normal quantile are the same to the last bit as in Node', () => {
  expect(elementaryDigestOf({ log, exp, normalQuantile })).toBe(elementaryDigest)
})
