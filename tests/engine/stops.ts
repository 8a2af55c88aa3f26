import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import type { Lane } from '../../src/simulation/experiment/lane.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import { Luck } from './luck.ts'

/** A lane whose replications have normal mean lead times around 1000 s, and nothing else that is new. */
export async function luckyLane(program: Program, deviation: number, seed: number): Promise<Lane> {
  const luck = new Luck(seed)
  const one: Observations = await laneHere().replicate(program, 0)
  return {
    replicate: (_, replication) =>
      Promise.resolve({ ...one, replication, leadTime: { ...one.leadTime, mean: 1000 + deviation * luck.normal() } }),
    close: () => {},
  }
}

/**
 * Experiments that stop when they are precise to 5 %, with a deviation that needs about 16 replications: the worst case, an end soon after the least number.
 * The share of 95 % intervals that hold, and the mean and least number of replications.
 */
export async function stops(program: Program, experiments: number, seed: number): Promise<{ held: number; mean: number; least: number }> {
  const lane = await luckyLane(program, 100, seed)
  let [held, mean, least] = [0, 0, Infinity]
  for (let i = 0; i < experiments; i++) {
    const { leadTime, replications } = await runExperiment(program, [lane], { goal: { precision: 0.05 }, replications: 100 })
    if (leadTime.mean.low! <= 1000 && 1000 <= leadTime.mean.high!) held += 1 / experiments
    mean += replications / experiments
    least = Math.min(least, replications)
  }
  return { held, mean, least }
}
