import { expect, test } from 'vitest'
import { meanOf, medianOf, secondMoment } from '../../src/simulation/compile/distribution-facts.ts'
import { gammaQuantiles, lower } from '../../src/simulation/compile/gamma-quantiles.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'
import { kernelHere } from './kernel-here.ts'
import { kernelLane } from './long-run.ts'
import { queueOfMG1 } from './theory-formulas.ts'

test('the incomplete gamma function where it has a closed form', () => {
  for (const x of [1e-6, 0.1, 1, 2.5, 7, 30]) {
    expect(lower(1, x)).toBeCloseTo(1 - Math.exp(-x), 14)
    expect(lower(2, x)).toBeCloseTo(1 - Math.exp(-x) * (1 + x), 13)
    expect(lower(3, x)).toBeCloseTo(1 - Math.exp(-x) * (1 + x + (x * x) / 2), 13)
  }
  // χ² with one degree of freedom within one standard deviation, and with ten at its 95th percentile.
  expect(lower(0.5, 0.5)).toBeCloseTo(0.682689492137086, 14)
  expect(lower(5, 18.307038053275146 / 2)).toBeCloseTo(0.95, 12)
})

test.each([0.2, 0.5, 1, 2, 3, 17.5, 100])('quantiles of shape %d: where they lie, their mean, the mean of their square', (shape) => {
  const quantiles = gammaQuantiles(shape)
  expect(quantiles).toHaveLength(1001)
  for (const share of [1, 10, 500, 900, 999]) expect(lower(shape, quantiles[share]! * shape)).toBeCloseTo(share / 1000, 4)
  const table = { kind: 'empirical' as const, quantiles: [...quantiles] }
  const gamma = { kind: 'gamma' as const, mean: 1, shape }
  expect(meanOf(table)).toBeCloseTo(meanOf(gamma), 12)
  expect(secondMoment(table) / secondMoment(gamma)).toBeCloseTo(1, 2)
  expect(medianOf(table)).toBeCloseTo(medianOf(gamma), 9)
})

test('M/E2/1 at a load of 0.8: the wait of Pollaczek and Khinchine', async () => {
  const line = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
  const given = scenario({
    casesPerHour: 48,
    days: 40,
    warmup: 4,
    pools: { people: pool(1) },
    performance: { work: takes({ kind: 'gamma', mean: 60, shape: 2 }) },
  })
  const compiled = compile({ workflow: line, scenario: given })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const report = await runExperiment(compiled.program, [kernelLane(await kernelHere())], { replications: 20 })
  const theory = (queueOfMG1(48 / 3600, 60, 60 * 60 * 1.5) * 3600) / 48
  const { value, low, high } = report.steps['work']!.wait.mean
  expect(low! <= theory && theory <= high!, `${value} (${low} to ${high}) against ${theory}`).toBe(true)
  expect((high! - low!) / theory).toBeLessThan(0.15)
})
