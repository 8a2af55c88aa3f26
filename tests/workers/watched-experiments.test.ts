import { expect, test } from 'vitest'
import type { Prepared, RunEnd, RunProgress } from '../../src/workers/experiment-messages.ts'
import { type ExperimentThread, WatchedExperiments } from '../../src/workers/watched-experiments.ts'
import { FakeClock, settled } from './fake-clock.ts'

/* The experiment worker under watch, on workers that do what a test has them do. */

type Call = { readonly progress: (progress: RunProgress) => void; readonly end: (end: RunEnd) => void }

/** A worker that prepares at once, runs until a test ends it, and can be made deaf (it hangs) or die. */
class FakeWorker {
  readonly heard: string[] = []
  readonly runs: Call[] = []
  deaf = false
  ended = false
  readonly die: (why: string) => void

  constructor(die: (why: string) => void) {
    this.die = die
  }

  private answer<T>(word: string, value: T): Promise<T> {
    if (this.deaf || this.ended) return new Promise(() => {})
    this.heard.push(word)
    return Promise.resolve(value)
  }

  readonly thread: ExperimentThread = {
    service: {
      prepare: () => this.answer<Prepared>('prepare', { ok: true, job: 1, replications: 3 }),
      adopt: () => this.answer<Prepared>('adopt', { ok: true, job: 1, replications: 3 }),
      run: (_, __, progress) => {
        if (!this.deaf) this.heard.push('run')
        return new Promise((end) => this.runs.push({ progress, end }))
      },
      pause: () => this.answer('pause', undefined),
      resume: () => this.answer('resume', undefined),
      cancel: () => this.answer('cancel', undefined),
      alive: () => (this.deaf || this.ended ? new Promise(() => {}) : Promise.resolve()),
    },
    terminate: () => void (this.ended = true),
  }
}

class FakeHost extends FakeClock {
  readonly workers: FakeWorker[] = []
  readonly open = (onDeath: (why: string) => void) => {
    const worker = new FakeWorker(onDeath)
    this.workers.push(worker)
    return worker.thread
  }
}

const report = (replications: number) => ({ replications }) as RunEnd['report']
const whole: RunEnd = { report: report(3), cancelled: false }
const input = {} as Parameters<WatchedExperiments['prepare']>[0]

async function prepared(): Promise<{ host: FakeHost; experiments: WatchedExperiments; job: number }> {
  const host = new FakeHost()
  const experiments = new WatchedExperiments(host)
  const answer = await experiments.prepare(input)
  if (!answer.ok) throw new Error('not prepared')
  return { host, experiments, job: answer.job }
}

/** Starts a run; what it ended with, and why it was lost. */
function start(experiments: WatchedExperiments, job: number) {
  const lost: string[] = []
  const end = experiments
    .run(
      job,
      null,
      () => {},
      (why) => lost.push(why),
    )
    .catch((error: unknown) => String(error))
  return { lost, end }
}

test('a worker that dies in mid-run is told of, and its run taken up again on another, as often as once', async () => {
  const { host, experiments, job } = await prepared()
  const run = start(experiments, job)
  await settled()
  host.workers[0]!.die('it ended by itself')
  await settled()
  expect(run.lost).toEqual([expect.stringContaining('it ended by itself')])
  expect(host.workers[1]!.heard).toEqual(['prepare', 'run'])
  host.workers[1]!.runs[0]!.end(whole)
  expect(await run.end).toEqual(whole)
  await host.pass(2)
  expect(host.running).toBe(0)
})

test('lost twice, the run is refused with the reason, and the next one works', async () => {
  const { host, experiments, job } = await prepared()
  const run = start(experiments, job)
  await settled()
  host.workers[0]!.die('gone')
  await settled()
  host.workers[1]!.die('gone as well')
  expect(await run.end).toMatch(/lost: gone as well.*begun twice.*run it again/i)
  expect(run.lost).toHaveLength(1)
  const next = start(experiments, job)
  await settled()
  host.workers[2]!.runs[0]!.end(whole)
  expect(await next.end).toEqual(whole)
  expect(next.lost).toEqual([])
})

test('a worker that hangs is given up while this thread had time to work, and not on a starved machine', async () => {
  const { host, experiments, job } = await prepared()
  host.slicesPerSecond = 0.5
  const run = start(experiments, job)
  await settled()
  host.workers[0]!.deaf = true
  await host.pass(100)
  expect(host.workers).toHaveLength(1)
  host.workers[0]!.deaf = false
  await host.pass(100)
  expect(run.lost).toEqual([])
  host.slicesPerSecond = 30
  host.workers[0]!.deaf = true
  await host.pass(12)
  expect(run.lost).toHaveLength(1)
  host.workers[1]!.runs[0]!.end(whole)
  expect(await run.end).toEqual(whole)
})

test('cancelled while the worker hangs: the run ends with what it had, and the next one works', async () => {
  const { host, experiments, job } = await prepared()
  const run = start(experiments, job)
  await settled()
  host.workers[0]!.runs[0]!.progress({ report: report(2) } as RunProgress)
  host.workers[0]!.deaf = true
  void experiments.cancel()
  await host.pass(3)
  expect(await run.end).toEqual({ report: report(2), cancelled: true })
  const next = start(experiments, job)
  await settled()
  host.workers[1]!.runs[0]!.end(whole)
  expect(await next.end).toEqual(whole)
})

test('a paused run that is lost rests where it begins again', async () => {
  const { host, experiments, job } = await prepared()
  const run = start(experiments, job)
  await settled()
  await experiments.pause()
  host.workers[0]!.die('gone')
  await settled()
  expect(host.workers[1]!.heard).toEqual(['prepare', 'run', 'pause'])
  await experiments.resume()
  host.workers[1]!.runs[0]!.end(whole)
  expect(await run.end).toEqual(whole)
})

test('a worker lost while it prepares is replaced, and a second run asked for meanwhile is the one that goes on', async () => {
  const { host, experiments, job } = await prepared()
  const first = start(experiments, job)
  await settled()
  const second = start(experiments, job)
  await settled()
  host.workers[0]!.die('gone')
  await settled()
  expect(await first.end).toEqual({ report: null, cancelled: true })
  expect(host.workers[1]!.runs).toHaveLength(1)
  host.workers[1]!.runs[0]!.end(whole)
  expect(await second.end).toEqual(whole)
})
