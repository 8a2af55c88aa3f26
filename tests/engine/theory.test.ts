import { describe, expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import type { CompileInput } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import type { Num, Report } from '../../src/simulation/report/report.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import { coverageOf, isPromised, sayCoverage } from './coverage.ts'
import { kernelHere } from './kernel-here.ts'
import { kernelLane } from './long-run.ts'
import { birthDeath, meanOver, queueOfMMc, waitOfServed, waitsWithPriority } from './theory-formulas.ts'
import { theoryModels } from './theory-models.ts'

const kernel = await kernelHere()

describe('theory lies in the 95 % interval in 93 to 97 % of 400 macro-runs', () => {
  test.each(theoryModels().map((model) => [model.title, model] as const))('%s', { timeout: 180_000 }, (_, model) => {
    const found = coverageOf(model, 400, 400_000, 1)
    expect(isPromised(found[0]!.covered), sayCoverage(found[0]!)).toBe(true)
    for (const one of found) {
      // Four and a half standard errors: one figure in 10⁵. Short runs of skewed figures may cover a few points less; `npm run soak -- theory` runs them longer.
      expect(Math.abs(one.standardErrors), sayCoverage(one)).toBeLessThan(4.5)
      expect(one.covered, sayCoverage(one)).toBeGreaterThan(0.87)
    }
  })
})

async function run(input: CompileInput, replications = 12): Promise<Report> {
  const compiled = compile(input)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const report = await runExperiment(compiled.program, [kernelLane(kernel)], { replications })
  expect(report.checks.littlesLaw.ok, `Little's law: ${report.checks.littlesLaw.worst}`).toBe(true)
  expect(report.checks.conservation.difference).toBe(0)
  return report
}

/** Theory lies in the 99.9 % interval: 11 degrees of freedom, t = 4.437 against 2.201 at 95 %. */
function expectWithin(num: Num, theory: number): void {
  const half = ((num.high! - num.low!) / 2) * (4.437 / 2.201)
  expect(Math.abs(num.value - theory), `${num.value} ± ${half} against ${theory}`).toBeLessThan(half)
  expect(half / theory, 'the interval is narrow enough to say something').toBeLessThan(0.15)
}

const oneStep = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
const one = (people: number, casesPerHour: number, days: number, warmup: number) => ({
  workflow: oneStep,
  scenario: scenario({ casesPerHour, days, warmup, pools: { people: pool(people) }, performance: { work: takes(exponential(60)) } }),
})

test('waits of M/M/1 at a load of 0.8, case by case: ρ / (μ - λ), and the whole distribution of the lead time, exponential', async () => {
  const report = await run(one(1, 48, 50, 5))
  expectWithin(report.steps['work']!.wait.mean, 240)
  expectWithin(report.leadTime.mean, 300)
  for (const [key, p] of [
    ['p50', 0.5],
    ['p90', 0.9],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    const { low, high, value } = report.leadTime[key]
    expect(Math.abs(value / (-300 * Math.log(1 - p)) - 1)).toBeLessThan(0.05)
    // The interval is never narrower than what the sketch may be off.
    expect(high! - low!).toBeGreaterThan((2 * value) / 128)
  }
})

test('waits of M/M/8 at a load of 0.9 (bench model B1): Erlang C', async () => {
  const report = await run(one(8, 7.2 * 60, 9, 2))
  expect(queueOfMMc(8, 7.2)).toBeCloseTo(6.3137969, 6)
  expectWithin(report.steps['work']!.wait.mean, (queueOfMMc(8, 7.2) / 7.2) * 60)
  expect(Math.abs(report.leadTime.p95.value / (4.925147 * 60) - 1)).toBeLessThan(0.05)
})

test('waits by priority at a load of 0.8: Cobham, and the cause that is priority', async () => {
  const attributes = [{ name: 'urgent', order: 0, title: 'Urgent', type: 'boolean' as const, default: false }]
  const twoKinds = workflow(
    {
      states: {
        sort: { always: [{ to: 'high', guard: 'urgent' }, 'low'] },
        high: { step: review(['DONE']), on: { DONE: 'end' } },
        low: { step: review(['DONE']), on: { DONE: 'end' } },
        end: { kind: 'final' },
      },
    },
    attributes,
  )
  const report = await run({
    workflow: twoKinds,
    scenario: scenario({
      casesPerHour: 48,
      days: 50,
      warmup: 5,
      mix: [
        { weight: 1, values: { urgent: true } },
        { weight: 2, values: { urgent: false } },
      ],
      pools: { people: pool(1, { kind: 'priority', expression: 'urgent ? 1 : 0' }) },
      performance: { high: takes(exponential(60)), low: takes(exponential(60)) },
    }),
  })
  const [first, second] = waitsWithPriority([0.8 / 180, 1.6 / 180], 60)
  expectWithin(report.steps['high']!.wait.mean, first!)
  expectWithin(report.steps['low']!.wait.mean, second!)
  expect(report.steps['high']!.waitBy.priority).toBeCloseTo(0, 9)
  // Of a low case's wait, the work on urgent cases that came later is λ₁ E[W] E[S]: the share 0.8 / 3 of the wait.
  expect(report.steps['low']!.waitBy.priority / report.steps['low']!.wait.mean.value).toBeCloseTo(0.8 / 3, 1)
})

test('M/M/2 with patience, offered 1.5 times what people can do (Erlang A): the wait of all, and of those who were served and leave a row', async () => {
  const step = { ...review(['DONE']), waitLimit: { event: 'GAVE_UP' } } as const
  const report = await run({
    workflow: workflow({ states: { work: { step, on: { DONE: 'end', GAVE_UP: 'end' } }, end: { kind: 'final' } } }),
    scenario: scenario({
      casesPerHour: 180,
      days: 20,
      warmup: 2,
      pools: { people: pool(2) },
      performance: { work: { ...takes(exponential(60)), patience: [{ distribution: exponential(300) }] } },
    }),
  })
  const inSystem = birthDeath(
    400,
    () => 3 / 60,
    (n) => Math.min(n, 2) / 60 + Math.max(0, n - 2) / 300,
  )
  const queue = meanOver(inSystem, (n) => Math.max(0, n - 2))
  expectWithin(report.steps['work']!.wait.mean, (queue / 3) * 60)
  const served = waitOfServed(inSystem, 2, 2 / 60, 1 / 300)
  expectWithin(report.steps['work']!.waitOfDone!.mean, served)
  expect(served, 'the two are told apart').toBeGreaterThan((1.05 * queue * 60) / 3)
})

test('M/M/1 whose cases also leave by themselves, waiting or served, by a parallel wait: against the birth-death chain', async () => {
  const impatient = workflow({
    states: {
      both: {
        kind: 'parallel',
        states: {
          served: { states: { work: { step: review(['DONE']), on: { DONE: 'end' } } } },
          patience: { states: { waiting: { step: { kind: 'wait', outcomes: [{ event: 'GONE', title: 'Gone' }] }, on: { GONE: 'end' } } } },
        },
      },
      end: { kind: 'final' },
    },
  })
  // Patience here runs on through service, so the system is M/M/1 with departures at rate μ + nθ: θ for each of the n cases in it.
  const report = await run({
    workflow: impatient,
    scenario: scenario({
      casesPerHour: 60,
      days: 40,
      warmup: 4,
      performance: { work: takes(exponential(60)), waiting: takes(exponential(300)) },
    }),
  })
  expect(report.steps['both.served.work']!.interrupted).toBeGreaterThan(0)
  const inSystem = birthDeath(
    400,
    () => 1 / 60,
    (n) => 1 / 60 + n / 300,
  )
  expectWithin(
    report.flow.wip,
    meanOver(inSystem, (n) => n),
  )
  expectWithin(report.pools['people']!.utilization, 1 - inSystem[0]!)
  // Whoever is taken out of a person's hands is not done either; that happens to one as to another, however long they waited.
  expectWithin(report.steps['both.served.work']!.waitOfDone!.mean, waitOfServed(inSystem, 1, 1 / 60 + 1 / 300, 1 / 300))
})
