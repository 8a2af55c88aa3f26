import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { logHooks } from '../../src/simulation/experiment/trace.ts'
import type { LogRow } from '../../src/simulation/experiment/trace.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import type { Performance } from '../../src/simulation/model/scenario.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { review, scenario, takes, workflow } from './build.ts'

/** Expected values were worked out by hand, in seconds since the start; one person on all day. */
const at = (...times: number[]): Arrival[] => times.map((time) => ({ time, values: {} }))
const leftOpen = (work: number, rest: NonNullable<Performance['rest']>): Performance => ({ ...takes(work), rest })
const always = (value: number) => [{ share: 1, distribution: { kind: 'constant' as const, value } }]
const one = (after?: Record<number, string>): Workflow =>
  workflow(
    {
      states: {
        work: { step: review(['DONE']), on: { DONE: 'end' }, ...(after ? { after } : {}) },
        late: { kind: 'final' },
        end: { kind: 'final' },
      },
    },
    [],
    ['people'],
  )

function run(given: Workflow, performance: Performance, arrivals: readonly Arrival[]) {
  const compiled = compile({
    workflow: given,
    scenario: scenario({ demand: { kind: 'replay' }, days: 1, performance: { work: performance } }),
    arrivals,
  })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const rows: LogRow[] = []
  const observed = replicate(
    compiled.program,
    0,
    logHooks(compiled.program, (row) => rows.push(row)),
  )
  expect(observed.failure).toBeNull()
  expect(observed.checks.littlesLaw).toBeLessThan(1e-9)
  expect(observed.checks.conservation).toBe(0)
  return { observed, rows }
}

test('work left open: the person is free when the work is done and takes the next case, the case goes on when the rest is over', () => {
  const { rows, observed } = run(one(), leftOpen(100, always(1000)), at(0, 10))
  expect(rows.map(({ case_id, start, end, resource }) => [case_id, start, end, resource])).toEqual([
    [1, 0, 1100, 'people-1'],
    [2, 100, 1200, 'people-1'],
  ])
  // Lead times 1100 and 1190: work 100 each, the queue 90 for the second, and the rest is the outside world's.
  const { mean, handling, contention, external } = { mean: observed.leadTime.mean, ...observed.leadTimeBy }
  expect([mean, handling, contention, external]).toEqual([1145, 100, 45, 1000])
})

test('a timer that fires while a visit is left open takes the case away; its row ends then, and the work that was done counts', () => {
  const { rows } = run(one({ 500_000: 'late' }), leftOpen(100, always(1000)), at(0, 10))
  expect(rows.map(({ start, end }) => [start, end])).toEqual([
    [0, 500],
    [100, 510],
  ])
})

test('of many visits the share that is told stays open, for times of the distribution that is told; the others end with their work', () => {
  const arrivals = at(...Array.from({ length: 800 }, (_, i) => i * 100))
  const { rows } = run(one(), leftOpen(10, [{ share: 0.25, distribution: { kind: 'uniform', low: 1000, high: 3000 } }]), arrivals)
  const rests = rows.map(({ start, end }) => end - start! - 10)
  const open = rests.filter((rest) => rest > 1e-6)
  // Standard error of the share 0.015, of the mean of 200 uniform times about 41.
  expect(Math.abs(open.length / rows.length - 0.25)).toBeLessThan(0.05)
  expect(Math.min(...open)).toBeGreaterThanOrEqual(1000)
  expect(Math.max(...open)).toBeLessThanOrEqual(3000)
  expect(Math.abs(open.reduce((sum, rest) => sum + rest, 0) / open.length - 2000)).toBeLessThan(140)
  expect(rests.filter((rest) => rest <= 1e-6).length + open.length).toBe(rows.length)
})
