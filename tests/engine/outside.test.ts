import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { meanOf } from '../../src/simulation/compile/distribution-facts.ts'
import { Outside } from '../../src/simulation/engine/outside.ts'
import { logHooks } from '../../src/simulation/experiment/trace.ts'
import type { LogRow } from '../../src/simulation/experiment/trace.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import type { Performance, PoolScenario } from '../../src/simulation/model/scenario.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'

/** Expected values were worked out by hand. Times are seconds since the start, Monday 2025-01-06 00:00 unless told. */
const hour = 3600
const at = (...times: number[]): Arrival[] => times.map((time) => ({ time, values: {} }))
const end = { kind: 'final' } as const
const constant = (value: number) => [{ distribution: { kind: 'constant' as const, value } }]
const delayed = (seconds: number, work: number, clock?: string): Performance => ({
  ...takes(work),
  delay: constant(seconds),
  ...(clock === undefined ? {} : { clock: { pool: clock } }),
})
const office = (days: number[], from: string, to: string): PoolScenario => ({
  shifts: [{ title: 'office', people: 1, days, from, to }],
  order: { kind: 'arrival' },
})
const waitStep: Step = { kind: 'wait', outcomes: [{ event: 'DONE', title: 'Done' }] }
const one = (step: Step, pools: string[] = ['people'], after?: Record<number, string>): Workflow =>
  workflow({ states: { work: { step, on: { DONE: 'end' }, ...(after ? { after } : {}) }, late: { kind: 'final' }, end } }, [], pools)

function run(given: Workflow, parts: Parameters<typeof scenario>[0], arrivals: readonly Arrival[]) {
  const compiled = compile({ workflow: given, scenario: scenario({ demand: { kind: 'replay' }, days: 1, ...parts }), arrivals })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const rows: LogRow[] = []
  const observed = replicate(
    compiled.program,
    0,
    logHooks(compiled.program, (row) => rows.push(row)),
  )
  expect(observed.failure).toBeNull()
  expect(observed.checks.littlesLaw).toBeLessThan(1e-9)
  expect(observed.checks.conservation).toBe(0)
  return { observed, rows }
}
const span = (row: LogRow) => [row.case_id, row.enabled, row.start, row.end]

test('a wait on working hours: three hours from Friday 16:00 end on Monday 11:00, from a Sunday on Monday 12:00', () => {
  const friday = 4 * 24 * hour
  const pools = { office: office([1, 2, 3, 4, 5], '09:00', '17:00') }
  const parts = { days: 14, pools, performance: { work: { ...takes(3 * hour), clock: { pool: 'office' } } } }
  const { rows, observed } = run(one(waitStep, ['office']), parts, at(friday + 16 * hour, friday + 50 * hour))
  const monday = 7 * 24 * hour
  expect(rows.map((row) => row.end)).toEqual([monday + 11 * hour, monday + 12 * hour])
  expect(observed.leadTimeBy.external).toBe(observed.leadTime.mean)
})

test('a paced clock: at half the pace from 9 to 10 and at twice the pace after, two hours of delay from 09:00 end at 10:45', () => {
  const pools = { office: office([1, 2, 3, 4, 5], '09:00', '17:00') }
  const pace = Array.from({ length: 168 }, (_, at) => (at % 24 === 9 ? 0.5 : at % 24 > 9 ? 2 : 1))
  const performance = { work: { ...takes(2 * hour), clock: { pool: 'office', pace } } }
  // From 16:30 one hour is counted by 17:00; of the other half of one by 10:00 on Tuesday, the rest in a quarter of an hour.
  const { rows } = run(one(waitStep, ['office']), { days: 14, pools, performance }, at(9 * hour, 16.5 * hour))
  expect(rows.map((row) => row.end)).toEqual([10.75 * hour, 34.25 * hour])
  // After the last day of the run it runs always and evenly.
  const late = run(one(waitStep, ['office']), { days: 1, pools, performance }, at(16.5 * hour))
  expect(late.rows).toEqual([])
  const even = Array.from({ length: 168 }, () => 1)
  const [plain, paced] = [undefined, even].map((each) =>
    run(
      one(waitStep, ['office']),
      { days: 14, pools, performance: { work: { ...takes(20_000), clock: { pool: 'office', ...(each ? { pace: each } : {}) } } } },
      at(5, 40_000.25, 200_000),
    ).rows.map((row) => row.end),
  )
  for (const [i, end] of paced!.entries()) expect(end).toBeCloseTo(plain![i]!, 6)
})

test('working hours go by the wall clock: the night in which Dublin puts the clock forward has an hour less', () => {
  const pools = { office: office([7, 1], '00:00', '08:00') }
  const performance = { work: { ...takes(8 * hour), clock: { pool: 'office' } } }
  const { rows } = run(
    one(waitStep, ['office']),
    { days: 4, timezone: 'Europe/Dublin', start: '2025-03-29T00:00:00', pools, performance },
    at(0),
  )
  // Sunday 00:00 to 08:00 has seven hours; the eighth is Monday's first, which begins after 47 hours.
  expect(rows[0]!.end).toBe(48 * hour)
})

test('holidays and the members one by one count; a wait of no time takes none at night either', () => {
  const member = { title: 'Ann', shifts: [{ days: [1, 2], from: '09:00', to: '10:00' }] }
  const pools = { office: { shifts: [], members: [member], order: { kind: 'arrival' as const }, holidays: ['2025-01-06'] } }
  const clock = { clock: { pool: 'office' } }
  const given = one(waitStep, ['office'])
  expect(run(given, { days: 3, pools, performance: { work: { ...takes(600), ...clock } } }, at(0)).rows[0]!.end).toBe(33 * hour + 600)
  expect(run(given, { days: 3, pools, performance: { work: { ...takes(0), ...clock } } }, at(5)).rows[0]!.end).toBe(5)
})

test('the clock against counting minute by minute', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 8 }),
      fc.integer({ min: 0, max: 320 }),
      fc.integer({ min: 1, max: 200 }),
      (bounds, now, minutes) => {
        const sorted = bounds.toSorted((a, b) => a - b).slice(0, bounds.length - (bounds.length % 2))
        const turns = [...Array.from({ length: sorted.length / 2 }, (_, i) => [sorted[2 * i]!, sorted[2 * i + 1]!]), [320, Infinity]]
        let sum = 0
        const worked = turns.map(([from, to]) => (sum += to! - from!) - (to! - from!))
        worked[worked.length - 1] = turns.slice(0, -1).reduce((total, [from, to]) => total + to! - from!, 0)
        const table = (pace: number) => ({
          delaysAt: new Int32Array(2),
          purpose: new Int32Array(1),
          clock: Int32Array.of(0),
          opens: Float64Array.from(turns, ([from]) => from!),
          closes: Float64Array.from(turns, ([, to]) => to!),
          pace: Float64Array.from(turns, () => pace),
          worked: Float64Array.from(worked, (seconds) => seconds * pace),
          turnsAt: Int32Array.of(0, turns.length),
        })
        let [time, left] = [now, minutes]
        for (; left > 0; time++) if (turns.some(([from, to]) => from! <= time && time < to!)) left--
        for (const pace of [1, 0.5, 4]) expect(new Outside({ outside: table(pace) } as Program).until(0, now, minutes * pace)).toBe(time)
      },
    ),
  )
})

test('a delay before a review: external until the case asks, then the queue; who asks first is served first', () => {
  const performance = {
    work: { ...takes(100), delay: [{ when: 'slow', distribution: { kind: 'constant' as const, value: 80 } }, ...constant(50)] },
  }
  const attributes = [{ name: 'slow', order: 0, title: 'Slow', type: 'boolean' as const, default: false }]
  const given = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end } }, attributes)
  const arrivals = [
    { time: 0, values: { slow: true } },
    { time: 10, values: {} },
    { time: 20, values: {} },
  ]
  const { observed, rows } = run(given, { performance }, arrivals)
  // They ask at 80, 60 and 70, and are worked on from 260, 60 and 160 on.
  expect(rows.map(span)).toEqual([
    [2, 10, 60, 160],
    [3, 20, 160, 260],
    [1, 0, 260, 360],
  ])
  expect(observed.leadTimeBy).toMatchObject({ external: 60, contention: (0 + 90 + 180) / 3, handling: 100, unavailability: 0, rest: 0 })
  const [work] = observed.steps
  expect(work!.wait.mean).toBe((260 + 50 + 140) / 3)
  expect(work!.external + work!.contention).toBe(450)
  // The queue is of those who have asked: 90 s and 180 s of a day.
  expect(work!.queueLength).toBeCloseTo(270 / 86400, 9)
  expect(observed.pools[0]!.wait).toBe(270 / 3)
})

test('a limit on waiting begins when the case asks, and so does the age of a batch', () => {
  const limited: Step = { ...review(['DONE']), waitLimit: { event: 'GONE', after: 'PT30S' } } as Step
  const given = workflow({ states: { work: { step: limited, on: { DONE: 'end', GONE: 'late' } }, late: { kind: 'final' }, end } })
  const { rows } = run(given, { performance: { work: delayed(50, 100) } }, at(0, 10, 120))
  // 1 asks at 50; 2 asks at 60 and gives up at 90; 3 asks at 170.
  expect(rows.map(span)).toEqual([
    [2, 10, null, 90],
    [1, 0, 50, 150],
    [3, 120, 170, 270],
  ])
  const batch: Step = { kind: 'batch', age: 'PT60S', outcomes: [{ event: 'DONE', title: 'Done' }] }
  const performance = { work: { time: [], outcomes: [], delay: constant(50) } }
  const batched = run(one(batch), { performance }, at(0, 30, 100))
  // The first asks at 50, so it and the second, there since 80, go at 110; the third asks at 150.
  expect(batched.rows.map((row) => row.end)).toEqual([110, 110, 210])
  expect(batched.observed.leadTimeBy).toMatchObject({ external: 50, batching: (60 + 30 + 60) / 3 })
})

test('patience from a curve: those who wait for ever give up as its quantiles say, counted from when they ask', () => {
  const limited: Step = { ...review(['DONE']), waitLimit: { event: 'GONE' } } as Step
  const given = workflow({ states: { work: { step: limited, on: { DONE: 'end', GONE: 'late' } }, late: { kind: 'final' }, end } })
  const curve = { kind: 'empirical' as const, quantiles: [0, 30, 60, 300, 3000] }
  const performance = { work: { ...delayed(500, 1), patience: [{ distribution: curve }] } }
  const pools = { people: office([7], '09:00', '10:00') }
  const { rows } = run(given, { pools, performance }, at(...Array.from({ length: 4000 }, (_, i) => i)))
  const waited = rows.map(({ enabled, end: to }) => to - enabled - 500)
  // A quarter each below 30, 60, 300 s and the rest, ± 4 standard deviations of a share of 4,000.
  for (const [seconds, share] of [
    [0, 0],
    [30, 0.25],
    [60, 0.5],
    [180, 0.625],
    [300, 0.75],
    [3000, 1],
  ] as const)
    expect(Math.abs(waited.filter((time) => time <= seconds).length / 4000 - share)).toBeLessThan(
      4 * Math.sqrt((share * (1 - share)) / 4000) + 1e-9,
    )
})

test('a rare delay: none for most, and for its share of the cases as its quantiles say', () => {
  const rare = { kind: 'rare' as const, share: 0.002, quantiles: [3600, 3600, 36_000] }
  const performance = { work: { ...delayed(0, 0), delay: [{ distribution: rare }] } }
  const { rows } = run(one(review(['DONE'])), { performance, days: 8 }, at(...Array.from({ length: 50_000 }, (_, i) => i * 10)))
  const delays = rows.map(({ enabled, end: to }) => to - enabled).filter((time) => time > 0)
  // 100 of 50,000, half of them an hour long, the others evenly between one hour and ten; ± 4 standard deviations.
  expect(Math.abs(delays.length - 100)).toBeLessThan(40)
  expect(Math.min(...delays)).toBe(3600)
  expect(Math.abs(delays.filter((time) => time === 3600).length / delays.length - 0.5)).toBeLessThan(0.2)
  expect(Math.abs(meanOf(rare) - 0.002 * (0.5 * 3600 + 0.5 * 19_800))).toBeLessThan(1e-9)
})

test('further pools are asked so long after the case has asked', () => {
  const step: Step = { ...review(['DONE'], ['first', 'second']), overflow: { after: 'PT20S' } } as Step
  const given = workflow({ states: { work: { step, on: { DONE: 'end' } }, end } }, [], ['first', 'second'])
  const pools = { first: office([1], '23:00', '24:00'), second: pool(1) }
  expect(run(given, { pools, performance: { work: delayed(50, 100) } }, at(0)).rows.map(span)).toEqual([[1, 0, 70, 170]])
})

test('slots: a case takes one when its delay is over', () => {
  const automatic: Step = { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }] }
  const { observed, rows } = run(one(automatic), { performance: { work: { ...delayed(50, 100), slots: 1 } } }, at(0, 10))
  expect(rows.map(span)).toEqual([
    [1, 0, 50, 150],
    [2, 10, 150, 250],
  ])
  expect(observed.leadTimeBy).toMatchObject({ external: 50, contention: 45 })
})

test('a timer of the state runs from entry and ends a delay; the case never asked', () => {
  const given = one(review(['DONE']), ['people'], { 70_000: 'late' })
  const { observed, rows } = run(given, { performance: { work: delayed(90, 100) } }, at(0, 200))
  expect(rows.map(span)).toEqual([
    [1, 0, null, 70],
    [2, 200, null, 270],
  ])
  expect(observed.leadTimeBy).toMatchObject({ external: 70, contention: 0, interrupted: 0 })
  expect(observed.pools[0]!.utilization).toBe(0)
})

test('a case that is handed back waits in the queue, without a second delay', () => {
  const step: Step = { ...review(['DONE']), endOfShift: 'resume' } as Step
  const pools = { people: office([1, 2], '08:00', '09:00') }
  const { observed, rows } = run(one(step), { days: 3, pools, performance: { work: delayed(8.5 * hour, hour) } }, at(0))
  // It asks at 8:30, half is done at 9:00, the rest from 8:00 of the next day on.
  expect(rows.map(span)).toEqual([[1, 0, 8.5 * hour, 32.5 * hour]])
  expect(observed.leadTimeBy).toMatchObject({ external: 8.5 * hour, unavailability: 23 * hour, handling: hour })
  expect(observed.pools[0]!.wait).toBe(23 * hour)
})

test('a delay is what a wait step before the step would be: queues by priority, slots and shifts of many drawn scenarios', () => {
  const attributes = [{ name: 'size', order: 0, title: 'Size', type: 'number' as const, default: 1 }]
  const automatic: Step = { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }] }
  const drawn = fc.record({
    arrivals: fc.array(fc.record({ time: fc.integer({ min: 0, max: 50_000 }), size: fc.integer({ min: 1, max: 5 }) }), {
      minLength: 1,
      maxLength: 30,
    }),
    people: fc.integer({ min: 1, max: 3 }),
    slots: fc.integer({ min: 1, max: 2 }),
    onClock: fc.boolean(),
    byPriority: fc.boolean(),
  })
  fc.assert(
    fc.property(drawn, ({ arrivals, people, slots, onClock, byPriority }) => {
      const moments = [...new Set(arrivals.map(({ time }) => time))]
      const cases = arrivals.filter(({ time }, i) => moments[i] === time || arrivals.findIndex((other) => other.time === time) === i)
      const given = cases.toSorted((a, b) => a.time - b.time).map(({ time, size }) => ({ time, values: { size } }))
      const bySize = (unit: number) =>
        [1, 2, 3, 4, 5].map((size) => ({ when: `size == ${size}.0`, distribution: { kind: 'constant' as const, value: size * unit } }))
      const work = { time: [...bySize(911.5), ...constant(1)], outcomes: [] }
      const scan = { ...work, slots }
      const outside = [...bySize(1234.25), ...constant(1)]
      const clock = onClock ? { clock: { pool: 'people' } } : {}
      const order = byPriority ? ({ kind: 'priority', expression: 'size' } as const) : ({ kind: 'arrival' } as const)
      const shifts = [{ title: 'day', people, days: [1, 2, 3, 4, 5, 6, 7], from: '06:30', to: '15:15' }]
      const pools = { people: { shifts, order } }
      const within = workflow(
        { states: { scan: { step: automatic, on: { DONE: 'look' } }, look: { step: review(['DONE']), on: { DONE: 'end' } }, end } },
        attributes,
      )
      const before = workflow(
        {
          states: {
            first: { step: waitStep, on: { DONE: 'scan' } },
            scan: { step: automatic, on: { DONE: 'second' } },
            second: { step: waitStep, on: { DONE: 'look' } },
            look: { step: review(['DONE']), on: { DONE: 'end' } },
            end,
          },
        },
        attributes,
      )
      const a = run(
        within,
        { days: 9, pools, performance: { scan: { ...scan, delay: outside, ...clock }, look: { ...work, delay: outside, ...clock } } },
        given,
      )
      const wait = { time: outside, outcomes: [], ...clock }
      const b = run(before, { days: 9, pools, performance: { first: wait, second: wait, scan, look: work } }, given)
      const worked = (rows: readonly LogRow[]) =>
        rows.filter(({ activity }) => ['scan', 'look'].includes(activity)).map((row) => [row.activity, row.case_id, row.start, row.end])
      expect(worked(a.rows)).toEqual(worked(b.rows))
      expect(sums(a.observed)).toEqual(sums(b.observed))
    }),
    { numRuns: 40 },
  )
})

/** What must agree however the waits are drawn, to a millionth of a second. */
function sums({ leadTime, leadTimeBy, pools }: Observations) {
  const rounded = (x: number) => Math.round(x * 1e6) / 1e6
  return [
    leadTime.mean,
    ...Object.values(leadTimeBy),
    ...pools.map(({ wait }) => wait),
    ...pools.map(({ queueLength }) => queueLength),
  ].map(rounded)
}

test('what has nothing to act on is said, and a clock that never runs refused', () => {
  const problemsOf = (step: Step, performance: Performance) => {
    const compiled = compile({
      workflow: one(step, ['people', 'nobody']),
      scenario: scenario({ pools: { people: pool(1), nobody: { ...pool(1), shifts: [] } }, performance: { work: performance } }),
    })
    return compiled.ok ? [] : compiled.problems.map(({ rule }) => rule)
  }
  expect(problemsOf(review(['DONE']), delayed(1, 1, 'people'))).toEqual([])
  expect(problemsOf(review(['DONE']), delayed(1, 1, 'nobody'))).toEqual(['clock-never-runs'])
  expect(problemsOf(waitStep, { ...takes(1), clock: { pool: 'gone' } })).toEqual(['unknown-pool'])
})
