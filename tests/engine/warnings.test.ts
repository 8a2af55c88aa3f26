import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import type { Report } from '../../src/simulation/report/report.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import { kernelHere } from './kernel-here.ts'
import { kernelLane } from './long-run.ts'

const kernel = await kernelHere()

const line = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
const two = workflow(
  { states: { work: { step: review(['DONE'], ['near', 'far']), on: { DONE: 'end' } }, end: { kind: 'final' } } },
  [],
  ['near', 'far'],
)

type Parts = Parameters<typeof scenario>[0]

/** `search`: the warm-up is found within the run, as for a replay. */
async function report(parts: Parts, replications = 5, of: Workflow = line, search = false): Promise<Report> {
  const given = scenario({ pools: { people: pool(1) }, performance: { work: takes(exponential(60)) }, ...parts })
  const compiled = compile({ workflow: of, scenario: given })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return runExperiment(search ? { ...compiled.program, warmup: 'auto' } : compiled.program, [kernelLane(kernel)], { replications })
}

/** A day with a peak and a night, every day the same. */
const weekly: Scenario['demand'] = {
  kind: 'profile',
  casesPerHour: 20,
  hourOfWeek: Array.from({ length: 168 }, (_, hour) => (hour % 24 < 12 ? 0.5 : 1.5)),
  growthPerMonth: 0,
  noise: null,
  spikes: [],
}

test('a healthy run has no warning: steady or weekly, nearly idle or busy, with its warm-up given or found', async () => {
  expect((await report({ casesPerHour: 30, days: 10, warmup: 1 })).warnings).toEqual([])
  expect((await report({ casesPerHour: 48, days: 10, warmup: 'auto' })).warnings).toEqual([])
  expect((await report({ casesPerHour: 54, days: 40, warmup: 4 })).warnings).toEqual([])
  expect((await report({ casesPerHour: 570, days: 6, warmup: 1, pools: { people: pool(10) } })).warnings).toEqual([])
  expect((await report({ demand: weekly, days: 56, warmup: 'auto' })).warnings).toEqual([])
  expect((await report({ demand: weekly, days: 14, warmup: 7 })).warnings).toEqual([])
})

test('nothing was completed: it says so, and what to do, and no more of lead times', async () => {
  const { warnings } = await report({ casesPerHour: 30, days: 2, warmup: 1, performance: { work: takes(exponential(1e7)) } }, 2)
  expect(warnings).toContainEqual(
    expect.stringMatching(/^No case was completed and counted, and \d+(\.\d)? % are still open at the end: .* Run longer/),
  )
  expect(warnings.join()).not.toMatch(/too low|quantiles/)
})

test('more work than people: said with the load that is offered, which is known though it is never done', async () => {
  const { warnings } = await report({ casesPerHour: 90, days: 4, warmup: 1 })
  const offered = /^Overload of people: (\d+) % of the work that its people can do is asked of them\. People are busy 100 %/.exec(
    warnings[0]!,
  )
  expect(Number(offered?.[1])).toBeGreaterThan(146)
  expect(Number(offered?.[1])).toBeLessThan(154)
  expect(warnings[0]).toContain('Waits grow with the length of the run, so read them as a trend, not as a level.')
  expect(warnings[1]).toMatch(/^3\d(\.\d)? % of the cases are still open at the end/)
})

test('what comes over a weekend is no queue without a level: three people on weekdays are asked 93 % and keep up; 103 % they do not', async () => {
  const weekdays = { ...pool(3), shifts: [{ title: 'Weekdays', people: 3, days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] }
  const asked = (share: number) =>
    report(
      {
        casesPerHour: 2,
        days: 364,
        warmup: 28,
        pools: { people: weekdays },
        performance: { work: takes(exponential((share * 120 * 3600) / 336)) },
      },
      4,
    )
  const { pools, warnings } = await asked(0.93)
  // More than fifty for each of the 120 / 168 people that are there on average over all hours, and a day's work for those who come.
  expect(pools['people']!.queueLength.value).toBeGreaterThan((50 * 120) / 168)
  expect(pools['people']!.utilization.value).toBeGreaterThan(0.9)
  expect([pools['people']!.overloaded, warnings]).toEqual([false, []])
  expect((await asked(1.03)).pools['people']!.overloaded).toBe(true)
})

test('pools that help each other are judged together', async () => {
  const both = (casesPerHour: number) => report({ casesPerHour, days: 5, warmup: 1, pools: { near: pool(1), far: pool(1) } }, 5, two)
  expect((await both(96)).warnings).toEqual([])
  expect((await both(150)).warnings[0]).toMatch(/^Overload of near and far: 12\d % of the work/)
})

test('an overload that gives up: the queue has a level, and why is said', async () => {
  const impatient = workflow({
    states: {
      work: { step: review(['DONE']), on: { DONE: 'done' }, after: { 600_000: 'gone' } },
      done: { kind: 'final' },
      gone: { kind: 'final' },
    },
  })
  const { warnings } = await report({ casesPerHour: 90, days: 6, warmup: 1 }, 5, impatient)
  expect(warnings.join('\n')).toContain('Only cases that leave the queue unserved keep it from growing.')
})

test('too short: less than a week of a weekly rhythm, a few lead times, a warm-up that takes it all or cannot be found', async () => {
  const said = async (parts: Parts) => (await report(parts)).warnings.join('\n')
  expect(await said({ demand: weekly, days: 4 })).toContain(
    'The run measures 4 d, but demand or shifts change over the week: it says nothing of the days that are missing.',
  )
  expect(await said({ casesPerHour: 30, days: 0.5, pools: { people: pool(200) }, performance: { work: takes(7200) } })).toContain(
    'The run measures 12 h and a case takes 2 h on average: fewer than ten lead times follow each other; run longer.',
  )
  expect(await said({ casesPerHour: 30, days: 1, warmup: 1 })).toContain('The warm-up takes the whole run, so nothing was measured')
  expect((await report({ demand: weekly, days: 21, warmup: 0 }, 5, line, true)).warnings.join('\n')).toContain(
    'The run is too short to find a warm-up',
  )
})

test('a warm-up that was not found: the number of cases still climbs in the second half', async () => {
  const { warnings, period } = await report({ casesPerHour: 90, days: 4, warmup: 0 }, 5, line, true)
  expect(warnings.join('\n')).toMatch(/In \d of 5 replications the run had not settled by its middle/)
  expect(period.warmups).toHaveLength(5)
  expect(period.warmupsFound).toBeLessThan(5)
})

test('too few cases: for anything, for far quantiles, in a segment; one replication gives no interval', async () => {
  const few = await report({ casesPerHour: 0.5, days: 2 })
  expect(few.warnings.join('\n')).toMatch(/Only \d+ cases were completed and counted; quantiles need some hundreds\./)
  const some = await report({ casesPerHour: 20, days: 1 })
  expect(some.warnings.join('\n')).toMatch(/A replication counts \d+ cases, so that fewer than five lie beyond its 99 % quantile/)
  const kinds = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } }, [
    { name: 'rare', order: 0, title: 'Rare', type: 'boolean' as const, default: false },
  ])
  const rare = await report(
    {
      casesPerHour: 30,
      days: 4,
      mix: [
        { weight: 1, values: { rare: true } },
        { weight: 999, values: { rare: false } },
      ],
      segments: [{ title: 'Rare', when: 'rare', target: 'PT1H' }],
    },
    2,
    kinds,
  )
  expect(rare.warnings).toEqual([expect.stringMatching(/^Only \d+ cases of Rare were completed and counted/)])
  expect((await report({ casesPerHour: 30, days: 4 }, 1)).warnings).toEqual(['One replication gives no interval; run at least five.'])
})
