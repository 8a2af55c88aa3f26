import { expect, test } from 'vitest'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { leastForPrecision } from '../../src/simulation/experiment/goal.ts'
import { lineProgram } from './fixture.ts'
import { luckyLane, stops } from './stops.ts'

const program = lineProgram({ days: 1 })

test('who stops at the first narrow interval stops where it is narrow by luck: from ten replications on, 95 % intervals hold in 93 % and more', async () => {
  const { held, mean, least } = await stops(program, 700, 11)
  expect(least).toBeGreaterThanOrEqual(leastForPrecision)
  expect(mean).toBeGreaterThan(14)
  // Two and a half standard errors of 700 experiments are 2.4 points.
  expect(held).toBeGreaterThan(0.93 - 0.024)
})

test('a precision that is reached is written down; one that is not is said; one that cannot be trusted as well', async () => {
  const reached = await runExperiment(program, [await luckyLane(program, 1, 1)], { goal: { precision: 0.05 }, replications: 100 })
  expect(reached.replications).toBe(leastForPrecision)
  expect(reached.precision).toMatchObject({ asked: 0.05, least: 10 })
  expect(reached.warnings.join(' ')).not.toContain('precis')
  const missed = await runExperiment(program, [await luckyLane(program, 300, 1)], { goal: { precision: 0.01 }, replications: 12 })
  expect(missed.replications).toBe(12)
  expect(missed.warnings.join(' ')).toContain('The precision of 1 % was not reached within 12 replications; the half-width is')
  const few = await runExperiment(program, [await luckyLane(program, 1, 1)], { goal: { precision: 0.05 }, replications: 4 })
  expect(few.warnings.join(' ')).toContain('4 replications look precise enough, but fewer than 10 can look so by luck.')
})
