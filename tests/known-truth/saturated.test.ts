import { expect, test } from 'vitest'
import { arrivalsOf } from '../../src/history/arrivals.ts'
import { calibrate } from '../../src/history/calibrate.ts'
import { checkAgainst, checkRun } from '../../src/history/observed-times.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import { isOff } from '../../src/simulation/model/check.ts'
import { asReplay } from '../../src/simulation/model/demand.ts'
import { trustOf } from '../../src/simulation/model/trust.ts'
import { historyOf, workflowOf, worldOf } from './world.ts'
import type { World } from './world.ts'

const calm = worldOf(1)

/** What the self-check says of a scenario that is calibrated from a history of the world. */
async function checkOf(world: World) {
  const workflow = workflowOf(world)
  const history = await historyOf(world, 1)
  const { scenario, observed } = calibrate({ workflow, history, scenarioId: 'fitted' })
  const compiled = compile({
    workflow,
    scenario: { ...scenario, demand: asReplay(scenario.demand) },
    arrivals: arrivalsOf(history, workflow, { start: scenario.start, timezone: scenario.timezone }),
    run: { ...checkRun(observed), replications: 2 },
  })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '))
  const check = checkAgainst(observed, scenario, await runExperiment(compiled.program, [laneHere()]))
  return { check, trust: trustOf({ ...scenario, check }) }
}

test('a history in which two of three pools cannot do what is asked: the check names both and not the third, and its queue that grows comes back', async () => {
  const fewer = ({ shifts, ...pool }: World['pools']['first'], to: string) => ({
    ...pool,
    shifts: shifts.map((shift) => ({ ...shift, people: 1, to })),
  })
  const { check, trust } = await checkOf({
    ...calm,
    pools: {
      ...calm.pools,
      first: { ...calm.pools.first, shifts: calm.pools.first.shifts.map((shift) => ({ ...shift, people: 2 })) },
      second: fewer(calm.pools.second, '11:00'),
    },
  })
  expect(check.saturated).toEqual(['first', 'second'])
  expect(trust.sentence).toContain('first, second are at work all the time')
  // Had the run's beginning been cut, in which the queue is short, its mean wait would be a third longer than the history's.
  expect(check.rows.filter(isOff)).toEqual([])
})

test('demand that grows until the middle of the year is the last that people can do: the pools are named though they had time before', async () => {
  const { check } = await checkOf({ ...calm, demand: { ...calm.demand, growthPerMonth: 0.06 } })
  expect(check.saturated).toEqual(['first'])
})

test('a history in which everybody keeps up: no pool is named', async () => {
  expect((await checkOf(calm)).check.saturated).toEqual([])
})
