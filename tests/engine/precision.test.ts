import { expect, test } from 'vitest'
import { leastForPrecision, runExperiment } from '../../src/simulation/experiment.ts'
import { laneHere } from '../../src/simulation/lane.ts'
import type { Lane } from '../../src/simulation/lane.ts'
import type { Observations } from '../../src/simulation/observations.ts'
import { lineProgram } from './fixture.ts'
import { Luck } from './luck.ts'

const program = lineProgram({ days: 1 })

/** A lane whose replications have a normal mean lead time of 1000 s, and nothing else that is new. */
async function lucky(deviation: number, luck: Luck): Promise<Lane> {
  const one: Observations = await laneHere().replicate(program, 0)
  return {
    replicate: (_, replication) =>
      Promise.resolve({ ...one, replication, leadTime: { ...one.leadTime, mean: 1000 + deviation * luck.normal() } }),
    close: () => {},
  }
}

test('who stops at the first narrow interval stops where it is narrow by luck: from ten replications on, 95 % intervals hold in 93 % and more', async () => {
  // The worst case is an end soon after the least number: 5 % asked, and a deviation that needs about 16 replications.
  const lane = await lucky(100, new Luck(11))
  const many = 700
  let [held, replications] = [0, 0]
  for (let i = 0; i < many; i++) {
    const report = await runExperiment(program, [lane], { precision: 0.05, replications: 100 })
    const { low, high } = report.leadTime.mean
    if (low! <= 1000 && 1000 <= high!) held++
    replications += report.replications
    expect(report.replications).toBeGreaterThanOrEqual(leastForPrecision)
    expect(report.precision!.reached).toBeLessThanOrEqual(0.05)
  }
  expect(replications / many).toBeGreaterThan(14)
  // Two and a half standard errors of 700 trials are 2.4 points.
  expect(held / many).toBeGreaterThan(0.93 - 0.024)
})

test('a precision that is reached is written down; one that is not is said; one that cannot be trusted as well', async () => {
  const reached = await runExperiment(program, [await lucky(1, new Luck(1))], { precision: 0.05, replications: 100 })
  expect(reached.replications).toBe(leastForPrecision)
  expect(reached.precision).toMatchObject({ asked: 0.05, least: 10 })
  expect(reached.warnings.join(' ')).not.toContain('precis')
  const missed = await runExperiment(program, [await lucky(300, new Luck(1))], { precision: 0.01, replications: 12 })
  expect(missed.replications).toBe(12)
  expect(missed.warnings.join(' ')).toContain('The precision of 1 % was not reached within 12 replications; the half-width is')
  const few = await runExperiment(program, [await lucky(1, new Luck(1))], { precision: 0.05, replications: 4 })
  expect(few.warnings.join(' ')).toContain('4 replications look precise enough, but fewer than 10 can look so by luck.')
})
