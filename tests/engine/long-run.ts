import { readFileSync } from 'node:fs'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import type { Goal } from '../../src/simulation/experiment/goal.ts'
import type { Lane } from '../../src/simulation/experiment/lane.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Kernel } from '../../src/simulation/kernel/kernel.ts'
import { readScenario } from '../../src/simulation/model/scenario-file.ts'
import type { Program } from '../../src/simulation/program/program.ts'

/**
 * The mean lead time of the abuse sample without growth in the long run, in hours: 160 replications of 1,820 days, of which the first 56 do not count, give
 * 10.64 ± 0.04. `npm run soak -- longrun` measures it again.
 */
export const longRunHours = 10.64

/** The abuse sample without growth (else there would be no long run), with the run that is asked for in place of its own. */
export function steadySample(folder: string, run: { days?: number; warmup?: number } = {}): Program {
  const text = (path: string) => readFileSync(`${folder}/abuse-reports/${path}`, 'utf8')
  const [workflow, scenario] = [readWorkflow(text('workflow.json')), readScenario(text('scenarios/october.json'))]
  if (!workflow.ok || !scenario.ok || scenario.scenario.demand.kind !== 'profile') throw new Error('the abuse sample cannot be read')
  const compiled = compile({
    workflow: workflow.workflow,
    scenario: { ...scenario.scenario, demand: { ...scenario.scenario.demand, growthPerMonth: 0, spikes: [] } },
    run,
  })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
  return compiled.program
}

/** A lane in this thread whose replications run in the kernel. */
export function kernelLane(kernel: Kernel): Lane {
  return { replicate: (program, number) => Promise.resolve(replicate(program, number, undefined, false, kernel)), close: () => {} }
}

/** Of runs that end by the goal, one for each seed: the share whose interval holds the long-run mean, the mean of their means over it, and of their replications. */
export async function longRunHeld(
  program: Program,
  lane: Lane,
  goal: Goal,
  seeds: readonly number[],
): Promise<{ held: number; ratio: number; replications: number }> {
  let [held, ratio, replications] = [0, 0, 0]
  for (const seed of seeds) {
    const { leadTime, replications: done } = await runExperiment(program, [lane], { seed, goal })
    const { value, low, high } = leadTime.mean
    held += Number(low! <= longRunHours * 3600 && longRunHours * 3600 <= high!) / seeds.length
    ratio += value / (longRunHours * 3600) / seeds.length
    replications += done / seeds.length
  }
  return { held, ratio, replications }
}
