import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile.ts'
import type { CompileInput } from '../../src/simulation/compile.ts'
import { runExperiment } from '../../src/simulation/experiment.ts'
import { laneHere } from '../../src/simulation/lane.ts'
import type { Num, Report } from '../../src/simulation/report.ts'
import type { Scenario } from '../../src/simulation/scenario.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'

async function run(input: CompileInput, replications = 12): Promise<Report> {
  const compiled = compile(input)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const report = await runExperiment(compiled.program, [laneHere()], { replications })
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
const one = (time: Scenario['performance'][string], people: number, casesPerHour: number, more: Parameters<typeof scenario>[0] = {}) => ({
  workflow: oneStep,
  scenario: scenario({ casesPerHour, days: 50, warmup: 5, pools: { people: pool(people) }, performance: { work: time }, ...more }),
})

test('M/M/1 at a load of 0.8: mean wait ρ/(μ-λ), queue, utilisation and the whole distribution of the lead time', async () => {
  const report = await run(one(takes(exponential(60)), 1, 48))
  const { wait, queueLength } = report.steps['work']!
  expectWithin(wait.mean, 240)
  expectWithin(queueLength, 3.2)
  expectWithin(report.pools['people']!.utilization, 0.8)
  expectWithin(report.leadTime.mean, 300)
  for (const [key, p] of [
    ['p50', 0.5],
    ['p90', 0.9],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    const theory = -300 * Math.log(1 - p)
    expect(Math.abs(report.leadTime[key].value / theory - 1)).toBeLessThan(0.05)
  }
})

test('M/M/8 at a load of 0.9 (bench model B1): Erlang C', async () => {
  const report = await run(one(takes(exponential(60)), 8, 7.2 * 60, { days: 20 }))
  expectWithin(report.steps['work']!.wait.mean, 0.8769162 * 60)
  expectWithin(report.steps['work']!.queueLength, 6.3137969)
  expectWithin(report.pools['people']!.utilization, 0.9)
  expect(Math.abs(report.leadTime.p95.value / (4.925147 * 60) - 1)).toBeLessThan(0.05)
})

test('M/G/1 with a log-normal and with a constant time: Pollaczek-Khinchine', async () => {
  const sigma = 0.8
  const median = 60 / Math.exp((sigma * sigma) / 2)
  const second = 3600 * Math.exp(sigma * sigma)
  const lognormal = await run(one(takes({ kind: 'lognormal', median, sigma }), 1, 42))
  expect(lognormal.replications).toBe(12)
  expectWithin(lognormal.steps['work']!.wait.mean, ((42 / 3600) * second) / (2 * (1 - 0.7)))
  const constant = await run(one(takes(60), 1, 42))
  expectWithin(constant.steps['work']!.wait.mean, ((42 / 3600) * 3600) / (2 * (1 - 0.7)))
})

test('non-pre-emptive priority M/M/1 (Cobham): each class waits as theory says, and priority shows as a cause', async () => {
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
  const residual = 0.8 * 60
  const first = 0.8 / 3
  expectWithin(report.steps['high']!.wait.mean, residual / (1 - first))
  expectWithin(report.steps['low']!.wait.mean, residual / ((1 - first) * (1 - 0.8)))
  expect(report.steps['high']!.waitBy.priority).toBeCloseTo(0, 9)
  // Of a low case's wait, the work on urgent cases that came later is λ₁ E[W] E[S]: the share 0.8 / 3 of the wait.
  expect(report.steps['low']!.waitBy.priority / report.steps['low']!.wait.mean.value).toBeCloseTo(first, 1)
})

test('a tandem of two steps with feedback: a Jackson network', async () => {
  const tandem = workflow(
    {
      states: {
        first: { step: review(['NEXT'], ['a']), on: { NEXT: 'second' } },
        second: { step: review(['BACK', 'DONE'], ['b']), on: { BACK: 'first', DONE: 'end' } },
        end: { kind: 'final' },
      },
    },
    [],
    ['a', 'b'],
  )
  const report = await run({
    workflow: tandem,
    scenario: scenario({
      casesPerHour: 30,
      days: 50,
      warmup: 5,
      pools: { a: pool(1), b: pool(2) },
      performance: { first: takes(exponential(75)), second: takes(exponential(120), { BACK: 0.2, DONE: 0.8 }) },
    }),
  })
  expect(report.steps['first']!.rework).toBeGreaterThan(0)
  const rate = 30 / 0.8 / 3600
  const [loadA, loadB] = [rate * 75, (rate * 120) / 2]
  expectWithin(report.pools['a']!.utilization, loadA)
  expectWithin(report.pools['b']!.utilization, loadB)
  expectWithin(report.pools['a']!.queueLength, (loadA * loadA) / (1 - loadA))
  expectWithin(report.pools['b']!.queueLength, (2 * loadB ** 3) / (1 - loadB * loadB))
  const network = (loadA / (1 - loadA) + (2 * loadB) / (1 - loadB * loadB)) / (30 / 3600)
  expectWithin(report.leadTime.mean, network)
  expectWithin(report.flow.firstPassYield, 0.8)
})

test('M/M/1 whose cases also leave by themselves, waiting or served, after an exponential patience: against the birth-death chain', async () => {
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
  let [sum, mean, weight] = [1, 0, 1]
  for (let n = 1; n < 400; n++) {
    weight *= 1 / 60 / (1 / 60 + n / 300)
    sum += weight
    mean += n * weight
  }
  expectWithin(report.flow.wip, mean / sum)
  expectWithin(report.pools['people']!.utilization, 1 - 1 / sum)
})
