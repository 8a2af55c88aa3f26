import { expect, test } from 'vitest'
import { arrivalsOf } from '../../src/history/arrivals.ts'
import { calibrate } from '../../src/history/calibrate.ts'
import { checkAgainst } from '../../src/history/observed-times.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import { asReplay } from '../../src/simulation/model/demand.ts'
import { trustOf } from '../../src/simulation/model/trust.ts'
import { historyOf, workflowOf, worldOf } from './world.ts'
import type { World } from './world.ts'

test('a history in which two of three pools cannot do what is asked: the check names both and not the third', async () => {
  const calm = worldOf(1)
  const fewer = ({ shifts, ...pool }: World['pools']['first'], to: string) => ({
    ...pool,
    shifts: shifts.map((shift) => ({ ...shift, people: 1, to })),
  })
  const world = {
    ...calm,
    pools: {
      ...calm.pools,
      first: { ...calm.pools.first, shifts: calm.pools.first.shifts.map((shift) => ({ ...shift, people: 2 })) },
      second: fewer(calm.pools.second, '11:00'),
    },
  }
  const workflow = workflowOf(world)
  const history = await historyOf(world, 1)
  const { scenario, observed } = calibrate({ workflow, history, scenarioId: 'fitted' })
  const compiled = compile({
    workflow,
    scenario: { ...scenario, demand: asReplay(scenario.demand) },
    arrivals: arrivalsOf(history, workflow, { start: scenario.start, timezone: scenario.timezone }),
    run: { days: 70, replications: 2 },
  })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '))
  const check = checkAgainst(observed, scenario, await runExperiment(compiled.program, [laneHere()]))
  expect(check.saturated).toEqual(['first', 'second'])
  expect(trustOf({ ...scenario, check }).sentence).toContain('first, second are at work all the time')
})
