import { expect, test } from 'vitest'
import { besideBest } from '../../src/simulation/best.ts'
import { compareWithBest } from '../../src/simulation/compare-best.ts'
import { compile } from '../../src/simulation/compile.ts'
import { laneHere } from '../../src/simulation/lane.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import { Luck } from './luck.ts'
import { queueOfMMc } from './theory-formulas.ts'

/** Share of trials in which all intervals beside the best hold at once, and in which the first, a best one, may be best. */
function trials(means: readonly number[], shared: number, replications: number, many: number): { all: number; kept: number } {
  const luck = new Luck(7)
  const truth = means.map((mean, i) => mean - Math.min(...means.filter((_, j) => j !== i)))
  let [all, kept] = [0, 0]
  for (let trial = 0; trial < many; trial++) {
    const common = Array.from({ length: replications }, () => luck.normal() * Math.sqrt(shared))
    const values = means.map((mean) => common.map((z) => mean + z + luck.normal() * Math.sqrt(1 - shared)))
    const beside = besideBest(values)
    if (beside.every(({ behind }, i) => behind.low <= truth[i]! && truth[i]! <= behind.high)) all++
    if (beside[0]!.standing !== 'not best') kept++
  }
  return { all: all / many, kept: kept / many }
}

test.each([
  { means: [0, 0.5, 1], shared: 0, replications: 10 },
  { means: [0, 0.3, 0.3, 1, 2], shared: 0.8, replications: 8 },
  { means: [0, 0, 0, 0], shared: 0.5, replications: 6 },
])('intervals beside the best hold together in 95 % and more, with common luck $shared', ({ means, shared, replications }) => {
  const { all, kept } = trials(means, shared, replications, 3000)
  // Three standard errors of 3000 trials are 1.2 points.
  expect(all).toBeGreaterThan(0.938)
  expect(kept).toBeGreaterThan(0.938)
})

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
