import { expect, test } from 'vitest'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { ordinaryGoal, reachedBy } from '../../src/simulation/experiment/goal.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import type { Num, Report } from '../../src/simulation/report/report.ts'
import { lineProgram } from './fixture.ts'

const program = { ...lineProgram({ days: 2 }), replications: 4 }
const halfOf = ({ low, high }: Num) => (high! - low!) / 2
const targets = ({ segments }: Report) => Object.values(segments).flatMap(({ sla }) => (sla.met ? [halfOf(sla.met)] : []))
const fixed = (replications: number) => runExperiment(program, [laneHere()], { replications })

test('an ordinary run goes on until its own intervals are narrow enough, and not one replication longer', async () => {
  const goal = { precision: 0.08, points: 0.01, mostEvents: 1e9 }
  const report = await runExperiment(program, [laneHere()], { goal })
  expect(targets(report).length).toBeGreaterThan(0)
  expect(report.precision).toMatchObject({ ended: 'precise', asked: 0.08, points: { asked: 0.01 } })
  expect(halfOf(report.leadTime.mean) / report.leadTime.mean.value).toBeLessThanOrEqual(0.08)
  expect(Math.max(...targets(report))).toBeLessThanOrEqual(0.01)
  expect(report.warnings.join(' ')).not.toContain('precision')
  const before = await fixed(report.replications - 1)
  expect(halfOf(before.leadTime.mean) / before.leadTime.mean.value > 0.08 || Math.max(...targets(before)) > 0.01).toBe(true)
})

test('the limit is counted in events, so that it falls on the same replication wherever it runs; so many replications repeat it to the last bit', async () => {
  const goal = { precision: 0.001, points: 0.001, mostEvents: (await fixed(12)).events - 1 }
  const one = await runExperiment(program, [laneHere()], { goal })
  const three = await runExperiment(program, [laneHere(), laneHere(), laneHere()], { goal })
  expect(one).toMatchObject({ replications: 12, precision: { ended: 'events' } })
  expect([three.replications, three.digest]).toEqual([12, one.digest])
  expect((await fixed(12)).digest).toBe(one.digest)
  expect(one.warnings.join(' ')).toContain('The precision of 0.1 % and 0.1 points was not reached within 12 replications')
})

test('a run never has fewer replications than its scenario says, and the forecast ends where the run does', async () => {
  const forecasts: number[] = []
  const report = await runExperiment({ ...program, replications: 15 }, [laneHere()], {
    goal: { precision: 10, mostEvents: 1 },
    onProgress: (done, planned) => forecasts.push(planned - done),
  })
  expect(report.replications).toBe(15)
  expect(forecasts.every((left) => left >= 0)).toBe(true)
  expect(forecasts.at(-1)).toBe(0)
})

test('where no case is ever completed, more replications would bring nothing', async () => {
  const report = await runExperiment({ ...program, warmup: program.horizon }, [laneHere()], { goal: ordinaryGoal })
  expect(report).toMatchObject({ replications: 10, precision: { ended: 'nothing', reached: null } })
})

test('a segment that is seen only once is not known; one that is never seen is not asked', () => {
  const one = replicate(program, 0)
  const withMet = (met: number): Observations => ({ ...one, segments: one.segments.map((segment) => ({ ...segment, met })) })
  expect(reachedBy([withMet(0.9), withMet(NaN), withMet(NaN)]).points).toBe(Infinity)
  expect(reachedBy([withMet(NaN), withMet(NaN)]).points).toBe(0)
  expect(reachedBy([withMet(0.9), withMet(0.9)]).points).toBe(0)
})
