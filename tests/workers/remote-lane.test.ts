import { expect, test } from 'vitest'
import { Pause } from '../../src/simulation/experiment/pause.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import type { FromEngine, ToEngine } from '../../src/workers/engine-messages.ts'
import { Pace } from '../../src/workers/heartbeat.ts'
import { RemoteLane } from '../../src/workers/remote-lane.ts'
import { FakeClock, settled } from './fake-clock.ts'

/* Lanes on workers that say what a test has them say. */

type FakeWorker = { readonly sent: ToEngine['is'][]; readonly say: (message: FromEngine) => void; readonly die: () => void; ended: boolean }

class FakeHost extends FakeClock {
  readonly workers: FakeWorker[] = []
  readonly pace = new Pace()
  readonly allowed = 2 ** 30

  readonly open = (say: (message: FromEngine) => void, onDeath: (why: string) => void) => {
    const worker: FakeWorker = { sent: [], say, die: () => onDeath('gone'), ended: false }
    this.workers.push(worker)
    return { send: ({ is }: ToEngine) => void worker.sent.push(is), terminate: () => void (worker.ended = true) }
  }
}

const program = { horizon: 100 } as Program
const observations = (replication: number) => ({ replication, events: 5, open: 0 }) as Observations
const done = (replication: number): FromEngine => ({ is: 'done', observations: observations(replication), byKernel: true })
const alive = (slices: number, paused = false): FromEngine => ({
  is: 'alive',
  advance: { replication: 0, events: 1, now: 1, openCases: 0, bytes: 0, over: false },
  slices,
  paused,
})
const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'brought through',
    (error: unknown) => String(error),
  )

test('a worker that does not end a cancelled run is ended itself, and the next run has a new one', async () => {
  const host = new FakeHost()
  const lane = new RemoteLane(host)
  const stop = new AbortController()
  const first = reasonOf(lane.replicate(program, 0, stop.signal))
  await settled()
  stop.abort()
  expect(await first).toMatch(/abort/i)
  expect(host.workers[0]!.sent).toEqual(['load', 'run', 'cancel'])
  const second = lane.replicate(program, 1)
  await settled()
  expect(host.workers[0]!.ended).toBe(false)
  await host.pass(2)
  expect(host.workers[0]!.ended).toBe(true)
  expect(host.workers).toHaveLength(2)
  host.workers[1]!.say(done(1))
  expect(await second).toEqual(observations(1))
  expect(host.running).toBe(0)
})

test('a worker that ends its cancelled run in time stays', async () => {
  const host = new FakeHost()
  const lane = new RemoteLane(host)
  const stop = new AbortController()
  const first = reasonOf(lane.replicate(program, 0, stop.signal))
  await settled()
  stop.abort()
  await first
  host.workers[0]!.say({ is: 'cancelled' })
  const second = lane.replicate(program, 1)
  await host.pass(2)
  host.workers[0]!.say(done(1))
  expect(await second).toEqual(observations(1))
  expect(host.workers).toHaveLength(1)
  expect(host.running).toBe(0)
})

test('a worker that never says anything is given up after half a minute', async () => {
  const host = new FakeHost()
  void new RemoteLane(host).replicate(program, 0)
  await host.pass(31)
  expect(host.workers).toHaveLength(2)
})

test('a silent worker is given up once this thread had time to work, and its replication is done again', async () => {
  const host = new FakeHost()
  const run = new RemoteLane(host).replicate(program, 0)
  await host.pass(29)
  expect(host.workers).toHaveLength(1)
  host.workers[0]!.say(alive(1))
  await host.pass(7)
  expect(host.workers).toHaveLength(1)
  await host.pass(2)
  expect(host.workers.map(({ ended }) => ended)).toEqual([true, false])
  host.workers[1]!.say(done(0))
  expect(await run).toEqual(observations(0))
})

test('a silent worker is given up while another one does many slices, and not while that one starves as well', async () => {
  for (const [slices, opened] of [
    [130, 3],
    [2, 2],
  ] as const) {
    const host = new FakeHost()
    host.slicesPerSecond = 1
    const lanes = [new RemoteLane(host), new RemoteLane(host)] as const
    for (const lane of lanes) void lane.replicate(program, 0)
    await settled()
    host.workers[0]!.say(alive(1))
    await host.pass(9, () => host.workers[1]!.say(alive(slices)))
    expect(host.workers).toHaveLength(opened)
  }
})

test('a busy machine kills no healthy worker: silence alone condemns it after two minutes only', async () => {
  const host = new FakeHost()
  // This thread is so starved that it hardly gets anything done itself.
  host.slicesPerSecond = 0.5
  const run = new RemoteLane(host).replicate(program, 0)
  await settled()
  for (let time = 0; time < 10; time++) {
    await host.pass(110)
    host.workers[0]!.say(alive(1))
  }
  expect(host.workers).toHaveLength(1)
  await host.pass(121)
  expect(host.workers).toHaveLength(2)
  host.workers[1]!.say(done(0))
  await run
})

test('a paused worker may be silent; one that does not go on afterwards is given up', async () => {
  const host = new FakeHost()
  const pause = new Pause()
  const run = new RemoteLane(host).replicate(program, 0, undefined, { pause })
  await settled()
  pause.pause()
  host.workers[0]!.say(alive(1, true))
  await host.pass(300)
  expect(host.workers).toHaveLength(1)
  pause.resume()
  await host.pass(9)
  expect(host.workers.map(({ ended }) => ended)).toEqual([true, false])
  host.workers[1]!.say(done(0))
  expect(await run).toEqual(observations(0))
})

test('three workers that die are enough: the run stops with the reason, and the next one works', async () => {
  const host = new FakeHost()
  const lane = new RemoteLane(host)
  const run = reasonOf(lane.replicate(program, 4))
  for (let death = 0; death < 3; death++) {
    await settled()
    host.workers[death]!.die()
  }
  expect(await run).toMatch(/RunStopped|The run stopped: replication 5 was begun on 3 workers.*gone.*Run it again/)
  const next = lane.replicate(program, 0)
  await settled()
  host.workers[3]!.say(done(0))
  expect(await next).toEqual(observations(0))
})
