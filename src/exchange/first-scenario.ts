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
  const demand = scenario.demand.kind === 'profile' ? { ...scenario.demand, casesPerHour: 2 } : scenario.demand
  const origins = {
    ...scenario.origins,
    'demand.casesPerHour': { source: 'guessed' as const, note: 'Two an hour, so few that two people can do what is asked of them.' },
  }
  return { ...scenario, demand, performance, origins }
}
