import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import type { Num } from '../../src/simulation/report/report.ts'
import { kernelHere } from './kernel-here.ts'
import { kernelLane } from './long-run.ts'
import type { Step } from '../../src/workflow/step.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'

const holds = ({ low, high }: Num, value: number) => low! <= value && value <= high!

test('served within the target: 1 - exp(-(μ - λ) T) of an M/M/1, nothing without a target, and who leaves the queue is not served', async () => {
  const report = async (step: Step) => {
    const line = workflow({
      states: { work: { step, on: { DONE: 'end', GONE: 'gone' } }, end: { kind: 'final' }, gone: { kind: 'final' } },
    })
    const given = scenario({ casesPerHour: 48, days: 20, warmup: 2, performance: { work: takes(exponential(60)) } })
    const compiled = compile({ workflow: line, scenario: given })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    return runExperiment(compiled.program, [kernelLane(await kernelHere())], { replications: 20 })
  }
  const { inTime } = (await report({ ...review(['DONE']), target: 'PT10M' })).steps['work']!
  expect(holds(inTime, 1 - Math.exp(-(1 / 60 - 48 / 3600) * 600)), JSON.stringify(inTime)).toBe(true)
  expect(inTime.high! - inTime.low!).toBeLessThan(0.05)
  expect((await report(review(['DONE']))).steps['work']!.inTime.value).toBeNaN()
  // Nobody waits longer than a minute and nobody is served within a second: all are over, hardly one in time.
  const impatient = (target: string) =>
    report({ ...(review(['DONE']) as Step & { kind: 'review' }), target, waitLimit: { after: 'PT1M', event: 'GONE' } })
  expect((await impatient('PT1S')).steps['work']!.inTime.value).toBeLessThan(0.02)
  // Within an hour everybody is over; served are those who did not leave.
  const { steps, outcomes } = await impatient('PT1H')
  expect(outcomes['gone']).toBeGreaterThan(0.2)
  expect(steps['work']!.inTime.value).toBeCloseTo(1 - outcomes['gone']!, 2)
})

test('shares with intervals hold what theory says: who must wait (Erlang C), how cases end, and work done again', async () => {
  const line = workflow({
    states: {
      work: {
        step: review(['DONE', 'BACK']),
        on: { DONE: 'end', BACK: { to: 'work', reenter: true } },
      },
      end: { kind: 'final' },
    },
  })
  // Three in four visits end the case: four visits in three are the offered load of 1.5 for two people, and a quarter of the visits are repeats.
  const given = scenario({
    casesPerHour: 4.5,
    days: 40,
    warmup: 5,
    pools: { people: pool(2) },
    performance: { work: takes(exponential(900), { DONE: 0.75, BACK: 0.25 }) },
  })
  const compiled = compile({ workflow: line, scenario: given })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const report = await runExperiment(compiled.program, [laneHere()], { replications: 20 })
  const work = report.steps['work']!
  // Erlang C with two servers and 1.5 erlangs: (1.5²/2 · 2/(2-1.5)) / (1 + 1.5 + 1.5²/2 · 2/(2-1.5)) = 9/14.
  expect(holds(work.waits, 9 / 14)).toBe(true)
  expect(work.waits.high! - work.waits.low!).toBeLessThan(0.06)
  expect(holds(work.reworkShare, 0.25)).toBe(true)
  expect(work.reworkShare.value).toBeCloseTo(work.rework, 2)
  expect(report.outcomeShares).toEqual({ end: { value: 1, low: 1, high: 1 } })
})
