import { guessedScenario } from '../simulation/model/guessed-scenario.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** How long a machine that comes from code is taken to wait for the outside world, in seconds: its users and services answer within the hour. */
const foreignWait = 3600

/** A scenario with which an imported machine can be run at once; every number in it is marked as guessed. `start`: a Monday midnight in `timezone`. */
export function firstScenario(workflow: Workflow, options: Pick<Scenario, 'id' | 'timezone' | 'start'>): Scenario {
  const scenario = guessedScenario(workflow, options)
  const performance = Object.fromEntries(
    Object.entries(scenario.performance).map(([uid, performance]) => [
      uid,
      workflow.states[uid]?.step?.kind === 'wait'
        ? { ...performance, time: [{ distribution: { kind: 'exponential' as const, mean: foreignWait } }] }
        : performance,
    ]),
  )
  const casesPerHour = bearable(workflow)
  const demand = scenario.demand.kind === 'profile' ? { ...scenario.demand, casesPerHour } : scenario.demand
  const origins = {
    ...scenario.origins,
    'demand.casesPerHour': { source: 'guessed' as const, note: 'So few that two people of each pool can do what is asked of them.' },
  }
  return { ...scenario, demand, performance, origins }
}

/** Cases an hour that two people of the pool with most review steps can bear, if a case comes to each step once or twice: at most two. */
function bearable(workflow: Workflow): number {
  const steps = new Map<string, number>()
  for (const { step } of Object.values(workflow.states)) {
    const [pool] = step?.kind === 'review' ? step.pools : []
    if (pool !== undefined) steps.set(pool, (steps.get(pool) ?? 0) + 1)
  }
  return Number(Math.min(2, 1.4 / Math.max(0.7, ...steps.values())).toPrecision(2))
}
