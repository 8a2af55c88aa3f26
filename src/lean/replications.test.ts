import { expect, test } from 'vitest'
import type { Lane } from '../simulation/experiment/lane.ts'
import type { Observations } from '../simulation/program/observations.ts'
import type { Program } from '../simulation/program/program.ts'
import { runJobs } from './replications.ts'

const program = {} as Program
const lane = (fail = -1): Lane => ({
  replicate: async (_program, replication, signal) => {
    await Promise.resolve()
    signal?.throwIfAborted()
    if (replication === fail) throw new Error('worker died')
    return { replication } as Observations
  },
  close: () => undefined,
})

test('every job is done once, whatever the number of lanes', async () => {
  for (const lanes of [[lane()], [lane(), lane(), lane()]]) {
    const seen: number[] = []
    await runJobs(
      Array.from({ length: 10 }, (_, replication) => ({ program, replication, done: () => seen.push(replication) })),
      lanes,
      undefined,
    )
    expect(seen.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  }
})

test('a lane that fails stops the rest and is told', async () => {
  const seen: number[] = []
  const jobs = Array.from({ length: 50 }, (_, replication) => ({ program, replication, done: () => seen.push(replication) }))
  await expect(runJobs(jobs, [lane(3), lane(3)], undefined)).rejects.toThrow('worker died')
  expect(seen.length).toBeLessThan(10)
})

test('cancel rejects with its reason', async () => {
  const controller = new AbortController()
  const jobs = Array.from({ length: 50 }, (_, replication) => ({
    program,
    replication,
    done: () => controller.abort(new Error('cancelled')),
  }))
  await expect(runJobs(jobs, [lane()], controller.signal)).rejects.toThrow('cancelled')
})
