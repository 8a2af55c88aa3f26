import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { benchProgram } from '../../src/cli/bench/model.ts'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { Replication, replicate } from '../../src/simulation/experiment/replicate.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { KernelRun } from '../../src/simulation/kernel/kernel-run.ts'
import type { Kernel } from '../../src/simulation/kernel/kernel.ts'
import type { Lane } from '../../src/simulation/experiment/lane.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import { readScenario } from '../../src/simulation/model/scenario-file.ts'
import type { Step } from '../../src/workflow/step.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import { lineDigest, lineProgram } from './fixture.ts'
import { kernelHere } from './kernel-here.ts'
import { machineInKernel } from './kernel-machines.ts'

// The engine in TypeScript is the kernel's oracle: everything that a replication observes must be the same, to the last bit.
let kernel: Kernel
beforeAll(async () => {
  kernel = await kernelHere()
}, 120_000)

const both = (program: Program, number: number) =>
  [replicate(program, number), replicate(program, number, undefined, false, kernel)] as const

test.each(['mmc', 'line', 'jackson'] as const)('%s: 20,000 cases are the same in the kernel', (model) => {
  const program = benchProgram(model, 20_000, 7)
  expect(KernelRun.of(program, 0, kernel)).not.toBeNull()
  const [here, there] = both(program, 3)
  expect(there).toEqual(here)
  expect(here.completed).toBe(20_000)
})

test('generated machines with everything: each replication is the same', () => {
  const counted = { machines: 0, batches: 0, events: 0 }
  for (let seed = 0; seed < 300; seed++) expect(machineInKernel(seed, kernel, 12_000, counted), `machine ${seed}`).toBeNull()
  expect(counted.machines).toBeGreaterThan(90)
  expect(counted.batches).toBeGreaterThan(10)
  expect(counted.events).toBeGreaterThan(100_000)
})

const laneInKernel: Lane = {
  replicate: async (program, number) => replicate(program, number, undefined, false, kernel),
  close: () => {},
}

test('a bit of everything on a moderation line: the digest of all who run it', async () => {
  const program = lineProgram()
  expect(KernelRun.of(program, 0, kernel)).not.toBeNull()
  const [here, there] = both(program, 2)
  expect(there).toEqual(here)
  expect((await runExperiment(program, [laneInKernel], { replications: 4 })).digest).toBe(lineDigest)
})

type Review = Extract<Step, { kind: 'review' }>
const impatient = (outcomes: string[], pools: string[], more: Pick<Review, 'waitLimit' | 'overflow'>): Step => ({
  ...(review(outcomes, pools) as Review),
  ...more,
})

test('weekly demand, noise, spikes, thinning, scores drawn at arrival, priorities of many values, limits, overflow, patience, warm-up', () => {
  const flow = workflow(
    {
      states: {
        scan: { step: { kind: 'automatic', outcomes: [{ event: 'LOOK', title: 'Look' }] }, on: { LOOK: 'first' } },
        first: {
          step: impatient(['DONE', 'UP'], ['a', 'b'], {
            waitLimit: { after: 'PT1H', event: 'LATE' },
            overflow: { after: 'PT10M', queue: 12 },
          }),
          on: { DONE: 'end', UP: 'second', LATE: 'second' },
        },
        second: {
          step: impatient(['DONE', 'BACK'], ['c'], { waitLimit: { event: 'GONE' } }),
          on: { DONE: 'end', BACK: 'first', GONE: 'left' },
        },
        end: { kind: 'final' },
        left: { kind: 'final' },
      },
    },
    [{ name: 'score', order: 0, title: 'Score', type: 'number', default: 0 }],
    ['a', 'b', 'c'],
  )
  const at = (people: number) => ({ title: 'day', people, days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' })
  const compiled = compile({
    workflow: flow,
    scenario: scenario({
      start: '2025-03-24T00:00:00',
      timezone: 'Europe/Dublin',
      days: 35,
      warmup: 'auto',
      demand: {
        kind: 'profile',
        casesPerHour: 40,
        hourOfWeek: Array.from({ length: 168 }, (_, hour) => (hour % 24 < 8 ? 0.4 : 1.3)),
        growthPerMonth: 0.1,
        noise: { variation: 0.6, correlation: 0.6 },
        spikes: [{ title: 'News', from: '2025-04-02T12:00:00', halfLife: 'PT12H', factor: 3 }],
        thinning: { keep: 'score > 0.1', share: 0.9 },
      },
      mix: [
        { weight: 2, values: {}, numbers: { score: { kind: 'uniform', low: 0, high: 1 } } },
        { weight: 1, values: { score: 0.7 } },
      ],
      pools: {
        a: { ...pool(0), shifts: [at(3)], order: { kind: 'priority', expression: 'score' } },
        b: { ...pool(1), order: { kind: 'deadline' } },
        c: { ...pool(0), shifts: [at(2)], order: { kind: 'value', expression: 'score * 10' } },
      },
      performance: {
        scan: { ...takes({ kind: 'rare', share: 0.1, quantiles: [60, 600, 1800] }), slots: 2 },
        first: takes({ kind: 'lognormal', median: 240, sigma: 0.8 }, { DONE: 0.8, UP: 0.2 }),
        second: {
          ...takes({ kind: 'empirical', quantiles: [60, 300, 600, 1800] }, { DONE: 0.9, BACK: 0.1 }),
          patience: [{ distribution: exponential(7200) }],
        },
      },
      segments: [
        { title: 'All', target: 'PT4H' },
        { title: 'High', when: 'score > 0.9 || (score < 0.2 && score * 2 >= 0.3)', target: 'PT1H' },
      ],
    }),
  })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  expect(KernelRun.of(compiled.program, 0, kernel)).not.toBeNull()
  for (const number of [0, 1]) {
    const [here, there] = both(compiled.program, number)
    expect(there).toEqual(here)
    expect(here.arrived).toBeGreaterThan(20_000)
  }
})

test('three times the load: long queues of many priorities, behind parallel work whose timers stop', () => {
  const flow = workflow(
    {
      states: {
        both: {
          kind: 'parallel',
          done: 'look',
          after: { 7_200_000: 'look' },
          states: {
            left: {
              states: { ask: { step: review(['A'], ['a']), on: { A: 'told' }, after: { 3_600_000: 'told' } }, told: { kind: 'final' } },
            },
            right: {
              states: {
                scan: { step: { kind: 'automatic', outcomes: [{ event: 'B', title: 'B' }] }, on: { B: 'seen' } },
                seen: { kind: 'final' },
              },
            },
          },
        },
        look: { step: review(['C'], ['b', 'a']), on: { C: 'end' }, after: { 259_200_000: 'end' } },
        end: { kind: 'final' },
      },
    },
    [{ name: 'score', order: 0, title: 'Score', type: 'number', default: 0 }],
    ['a', 'b'],
  )
  const compiled = compile({
    workflow: flow,
    scenario: scenario({
      days: 14,
      casesPerHour: 60,
      mix: Array.from({ length: 40 }, (_, i) => ({ weight: 1 + (i % 3), values: { score: i } })),
      pools: {
        a: { ...pool(2), order: { kind: 'priority', expression: 'score > 20 ? 1 : 0' } },
        b: { ...pool(1), order: { kind: 'priority', expression: 'score' } },
      },
      performance: { ask: takes(exponential(120)), scan: { ...takes(exponential(30)), slots: 1 }, look: takes(exponential(600)) },
    }),
  })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const [here, there] = both(compiled.program, 5)
  expect(there).toEqual(here)
  expect(here.open).toBeGreaterThan(1000)
})

const sampleOf = (path: string) => readFileSync(new URL(`../../workflows/${path}`, import.meta.url), 'utf8')

test.each([
  ['abuse-reports', 'october'],
  ['appeals', 'october'],
  ['urgent-harm', 'on-call'],
])('the sample %s, %s', (slug, name) => {
  const flow = readWorkflow(sampleOf(`${slug}/workflow.json`))
  const given = readScenario(sampleOf(`${slug}/scenarios/${name}.json`))
  if (!flow.ok || !given.ok) throw new Error(JSON.stringify([flow, given]))
  const compiled = compile({ workflow: flow.workflow, scenario: given.scenario })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  expect(KernelRun.of(compiled.program, 0, kernel)).not.toBeNull()
  const [here, there] = both(compiled.program, 1)
  expect(there).toEqual(here)
  expect(here.completed).toBeGreaterThan(100)
})

test('slices do not matter, and a case that cannot go on is told of as ever', () => {
  const program = lineProgram({ days: 14 })
  const sliced = [0, 1].map((number) => new Replication(program, number, undefined, false, kernel))
  for (let length = 1; !sliced.map((one) => one.advance(1 + (length % 97))).every(Boolean); length += 31);
  expect(sliced.map((one) => one.observations())).toEqual([0, 1].map((number) => replicate(program, number)))
  const stuck = workflow({ states: { work: { step: review(['A', 'B']), on: { A: 'end' } }, end: { kind: 'final' } } })
  const compiled = compile({ workflow: stuck, scenario: scenario({ performance: { work: takes(60, { A: 0.5, B: 0.5 }) } }) })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const [here, there] = both(compiled.program, 0)
  expect(there.failure).toEqual(here.failure)
  expect(here.failure).not.toBeNull()
})
