import { expect, test } from 'vitest'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import { openExperimentWorker } from '../../src/workers/experiment.browser.ts'
import { openLanes, openWorker } from '../../src/workers/lanes.browser.ts'
import { lineProgram, lineScenario, lineWorkflow } from '../engine/fixture.ts'
import { rest } from '../engine/lane-checks.ts'

/** How often: `npm run soak -- ended` does 10 times as an experiment's worker and 40 times as a lane's; a fixed part of it belongs to every test. */
const rounds = Number(import.meta.env['VITE_ENDED'] ?? 1)

/* Real workers that are ended at random moments, some of them the one that leads a run, most of them one that computes. */

const program = lineProgram()
const options = { replications: 4 }

/** Numbers from 0 to 1, the same ones each time. */
function* dice(state: number): Generator<number> {
  for (;;) yield (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

/** Resolves when the worker has said something: one that is ended before is only given up after half a minute. */
function living(worker: Worker): Promise<void> {
  return new Promise((resolve) => worker.addEventListener('message', () => resolve(), { once: true }))
}

test('an experiment worker ended at random moments: each run is taken up again, same digest, and the next run works', async () => {
  const { digest } = await runExperiment({ ...program, replications: 4 }, [laneHere()], options)
  const workers: { worker: Worker; living: Promise<void> }[] = []
  const experiments = openExperimentWorker(() => {
    const worker = new Worker(new URL('../../src/workers/experiment.worker.ts', import.meta.url), { type: 'module' })
    workers.push({ worker, living: living(worker) })
    return worker
  })
  const run = async (lost: string[]) => {
    const prepared = await experiments.adopt({ ...program, replications: 4 }, lineWorkflow, lineScenario)
    if (!prepared.ok) throw new Error('not prepared')
    return experiments.run(
      prepared.job,
      null,
      () => {},
      (why) => lost.push(why),
    )
  }
  await run([])
  const began = performance.now()
  await run([])
  const length = performance.now() - began
  let struck = 0
  const random = dice(7)
  // Goes on until one was struck in its run: else nothing would have been shown.
  for (let round = 0; round < rounds || (struck === 0 && round < 20); round++) {
    const lost: string[] = []
    const ended = run(lost)
    await workers.at(-1)!.living
    await rest(random.next().value! * length)
    await workers.at(-1)!.living
    workers.at(-1)!.worker.terminate()
    const { report, cancelled } = await ended
    expect({ digest: report?.digest, cancelled }).toEqual({ digest, cancelled: false })
    struck += lost.length
    // One that was ended after its run is heard of before the next.
    await rest(20)
  }
  expect((await run([])).report?.digest).toBe(digest)
  expect(struck).toBeGreaterThan(rounds >= 10 ? 2 : 0)
}, 120_000)

test('workers of lanes ended at random moments: replaced, same digest', async () => {
  const { digest } = await runExperiment(program, [laneHere()], options)
  const open = new Set<Worker>()
  const lanes = openLanes(2, (onMessage, onDeath) => {
    const worker = new Worker(new URL('../../src/workers/engine.worker.ts', import.meta.url), { type: 'module' })
    void living(worker).then(() => open.add(worker))
    const thread = openWorker(onMessage, onDeath, () => worker)
    return {
      send: (message) => thread.send(message),
      terminate: () => {
        open.delete(worker)
        thread.terminate()
      },
    }
  })
  const random = dice(11)
  for (let round = 0; round < 4 * rounds; round++) {
    const run = runExperiment(program, lanes, options)
    await rest(random.next().value! * 150)
    const victims = [...open]
    victims[Math.floor(random.next().value! * victims.length)]?.terminate()
    expect((await run).digest).toBe(digest)
  }
  lanes.forEach((lane) => lane.close())
}, 120_000)
