import { expect, test } from 'vitest'
import { compareWithBest } from '../../src/simulation/experiment/compare-best.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import { bestCases, bestTrials } from './best-trials.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import { queueOfMMc } from './theory-formulas.ts'

test.each(bestCases)(
  'intervals beside the best hold together in 95 % and more, with common luck $shared',
  ({ means, shared, replications }) => {
    const { all, kept } = bestTrials(means, shared, replications, 3000)
    // Three standard errors of 3000 trials are 1.2 points.
    expect(all).toBeGreaterThan(0.938)
    expect(kept).toBeGreaterThan(0.938)
  },
)

test('designs of one line with 3, 4, 5 and 6 people: what theory says is worse is shown to be, and theory lies in the intervals', async () => {
  const line = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
  const programs = [3, 4, 5, 6].map((people) => {
    const given = scenario({
      casesPerHour: 150,
      days: 2,
      warmup: 0.1,
      pools: { people: pool(people) },
      performance: { work: takes(exponential(60)) },
    })
    const compiled = compile({ workflow: line, scenario: given })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    return compiled.program
  })
  const measure = { measure: 'wip', where: null } as const
  const progress: number[] = []
  const found = await compareWithBest(programs, [laneHere()], { replications: 10, measure, onProgress: (done) => progress.push(done) })
  const theory = [3, 4, 5, 6].map((people) => queueOfMMc(people, 2.5))
  expect(found.replications).toBe(10)
  expect(progress.at(-1)).toBe(40)
  expect(found.designs.map(({ standing }) => standing)).toEqual(['not best', 'not best', 'not best', 'best'])
  found.designs.forEach(({ behind }, i) => {
    const truth = theory[i]! - Math.min(...theory.filter((_, j) => j !== i))
    expect(behind.low).toBeLessThanOrEqual(truth)
    expect(behind.high).toBeGreaterThanOrEqual(truth)
  })
  // A step that is common to all, an end that is good where there is more, and a place that is nowhere.
  const busy = { measure: 'utilization', where: { kind: 'pool', id: 'people' } } as const
  const most = await compareWithBest(programs.slice(0, 2), [laneHere()], { replications: 4, measure: busy, better: 'more' })
  expect(most.designs.map(({ standing }) => standing)).toEqual(['best', 'not best'])
  const nowhere = { measure: 'wait', where: { kind: 'step', id: 'nowhere' } } as const
  await expect(compareWithBest(programs, [laneHere()], { measure: nowhere })).rejects.toThrow('a design has no wait at the step nowhere')
})
