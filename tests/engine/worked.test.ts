import { expect, test } from 'vitest'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { logHooks } from '../../src/simulation/experiment/trace.ts'
import type { LogRow } from '../../src/simulation/experiment/trace.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'

/** Every expected value here was worked out by hand from simulation.md. Times are seconds since Monday 00:00. */
const at = (...times: number[]): Arrival[] => times.map((time) => ({ time, values: {} }))
const end = { kind: 'final' } as const

function run(
  given: Workflow,
  parts: Parameters<typeof scenario>[0],
  arrivals: readonly Arrival[],
): { observed: Observations; rows: LogRow[] } {
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
  expect(observed.checks.causes).toBeLessThan(1e-9)
  expect(observed.checks.conservation).toBe(0)
  return { observed, rows }
}

const span = (row: LogRow) => [row.case_id, row.enabled, row.start, row.end]
const oneStep = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end } })

test('one reviewer, three cases: first come, first served', () => {
  const { observed, rows } = run(oneStep, { performance: { work: takes(100) } }, at(0, 10, 20))
  expect(rows.map(span)).toEqual([
    [1, 0, 0, 100],
    [2, 10, 100, 200],
    [3, 20, 200, 300],
  ])
  expect(observed.leadTime.mean).toBeCloseTo((100 + 190 + 280) / 3, 9)
  expect(observed.leadTimeBy).toMatchObject({ handling: 100, contention: 90, unavailability: 0, priority: 0, rest: 0 })
  expect(observed.pools[0]!.utilization).toBeCloseTo(300 / 86400, 9)
  expect(observed.steps[0]!.queueLength).toBeCloseTo(270 / 86400, 9)
  expect(observed.steps[0]!.queueByHour[0]).toBeCloseTo(270 / 3600, 9)
  expect(observed.events).toBe(9)
  expect(observed.costPerCase).toBeCloseTo((30 * 24) / 3, 9)
})

test('a timer takes a waiting case out of the queue, and a case in hands out of them', () => {
  const impatient = workflow({
    states: { work: { step: review(['DONE']), on: { DONE: 'end' }, after: { 150_000: 'late' } }, late: { kind: 'final' }, end },
  })
  const { observed, rows } = run(impatient, { performance: { work: takes(120) } }, at(0, 10, 20, 400))
  // 1: 0 to 120. 2: starts at 120, its timer of 150 s fires at 160. 3: starts at 160, taken out at 170. 4 finds nobody before it.
  expect(rows.map(span)).toEqual([
    [1, 0, 0, 120],
    [2, 10, 120, 160],
    [3, 20, 160, 170],
    [4, 400, 400, 520],
  ])
  expect(observed.steps[0]!.interrupted).toBe(40 + 10)
  expect(observed.leadTimeBy.interrupted).toBe(50 / 4)
  expect(observed.leadTimeBy.handling).toBe(240 / 4)
  expect(observed.leadTimeBy.contention).toBe((110 + 140) / 4)
  expect(Array.from(observed.outcomes)).toEqual([0, 0, 2, 2])
})

test('work that ends at the moment when the timer would fire has ended in time', () => {
  const tie = workflow({
    states: { work: { step: review(['DONE']), on: { DONE: 'end' }, after: { 100_000: 'late' } }, late: { kind: 'final' }, end },
  })
  const { observed } = run(tie, { performance: { work: takes(100) } }, at(0, 500))
  expect(Array.from(observed.outcomes)).toEqual([0, 0, 0, 2])
})

test('shifts: a case waits for the morning, work under way at the end of the shift is finished, the rest waits for the next day', () => {
  const shifts = [{ title: 'day', people: 1, days: [1, 2, 3, 4, 5], from: '08:00', to: '09:00' }]
  const { observed, rows } = run(
    oneStep,
    { days: 3, pools: { people: { shifts, order: { kind: 'arrival' } } }, performance: { work: takes(2400) } },
    at(0, 1, 2),
  )
  const eight = 8 * 3600
  expect(rows.map(span)).toEqual([
    [1, 0, eight, eight + 2400],
    [2, 1, eight + 2400, eight + 4800],
    [3, 2, eight + 86400, eight + 86400 + 2400],
  ])
  const { unavailability, contention } = observed.leadTimeBy
  // Nobody on shift: each until 8:00 of Monday; case 3 again from 9:00 to 8:00 of Tuesday. All the rest of the wait somebody is busy.
  expect(unavailability).toBeCloseTo((eight + (eight - 1) + (eight - 2) + 23 * 3600) / 3, 6)
  expect(contention).toBeCloseTo((2400 + 3600) / 3, 6)
  expect(observed.pools[0]!.people).toBeCloseTo(3 / 72, 9)
  expect(observed.pools[0]!.peopleByHour[8]).toBeCloseTo(1, 9)
})

test('shifts keep the wall clock when it changes: 08:00 in Dublin is an hour less after the start on 30 March 2025', () => {
  const shifts = [{ title: 'day', people: 1, days: [7, 1], from: '08:00', to: '16:00' }]
  const { rows } = run(
    oneStep,
    {
      days: 3,
      timezone: 'Europe/Dublin',
      start: '2025-03-29T00:00:00',
      pools: { people: { shifts, order: { kind: 'arrival' } } },
      performance: { work: takes(60) },
    },
    at(0),
  )
  expect(rows[0]!.start).toBe((24 + 8 - 1) * 3600)
})

test('a night shift over midnight, and two shifts that add up', () => {
  const shifts = [
    { title: 'night', people: 1, days: [7], from: '22:00', to: '02:00' },
    { title: 'early', people: 2, days: [1], from: '01:00', to: '03:00' },
  ]
  const { observed } = run(oneStep, { pools: { people: { shifts, order: { kind: 'arrival' } } }, performance: { work: takes(1) } }, at(0))
  expect(Array.from(observed.pools[0]!.peopleByHour.slice(0, 4))).toEqual([1, 3, 2, 0])
})

test('priority: the urgent case goes first; the wait of the other is shared between contention and priority by who was worked on', () => {
  const attributes = [{ name: 'urgent', order: 0, title: 'Urgent', type: 'boolean' as const, default: false }]
  const urgentFirst = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end } }, attributes)
  const arrivals = [
    { time: 0, values: {} },
    { time: 10, values: {} },
    { time: 20, values: { urgent: true } },
  ]
  const { observed, rows } = run(
    urgentFirst,
    { pools: { people: pool(1, { kind: 'priority', expression: 'urgent ? 1 : 0' }) }, performance: { work: takes(100) } },
    arrivals,
  )
  expect(rows.map(span)).toEqual([
    [1, 0, 0, 100],
    [3, 20, 100, 200],
    [2, 10, 200, 300],
  ])
  // Case 2 waits 190 s: 90 while case 1 is worked on, 100 while case 3, which joined later, is.
  expect(observed.leadTimeBy.priority * 3).toBeCloseTo(100, 9)
  expect(observed.leadTimeBy.contention * 3).toBeCloseTo(90 + 80, 9)
})

test('two pools in order of preference: the second takes what the first cannot, and a freed person of either takes the next', () => {
  const shared = workflow(
    { states: { work: { step: review(['DONE'], ['own', 'other']), on: { DONE: 'end' } }, end } },
    [],
    ['own', 'other'],
  )
  const { rows } = run(shared, { pools: { own: pool(1), other: pool(1) }, performance: { work: takes(100) } }, at(0, 10, 20, 30))
  expect(rows.map((row) => [row.case_id, row.start, row.resource])).toEqual([
    [1, 0, 'own-1'],
    [2, 10, 'other-1'],
    [3, 100, 'own-1'],
    [4, 110, 'other-1'],
  ])
})

test('a batch moves on when it is full, when its oldest case is old enough, and at its time of the week', () => {
  const batch = (step: object) =>
    workflow({ states: { gather: { step: { kind: 'batch', outcomes: [{ event: 'GO', title: 'Go' }], ...step }, on: { GO: 'end' } }, end } })
  const ends = (given: Workflow, ...times: number[]) => run(given, {}, at(...times)).rows.map(({ case_id, end: time }) => [case_id, time])
  expect(ends(batch({ size: 3 }), 0, 10, 20, 30)).toEqual([
    [1, 20],
    [2, 20],
    [3, 20],
  ])
  expect(ends(batch({ size: 3, age: 'PT1M' }), 0, 10, 100, 110, 120)).toEqual([
    [1, 60],
    [2, 60],
    [3, 120],
    [4, 120],
    [5, 120],
  ])
  expect(ends(batch({ at: ['mon 00:05', 'mon 06:00'] }), 0, 200, 301)).toEqual([
    [1, 300],
    [2, 300],
    [3, 21600],
  ])
  const { observed } = run(batch({ size: 2 }), {}, at(0, 40, 50))
  expect(observed.steps[0]!.batching).toBe(40)
  expect([observed.completed, observed.open]).toEqual([2, 1])
})

test('automatic steps: without a limit all at once, with slots one after another', () => {
  const system = workflow({
    states: { scan: { step: { kind: 'automatic', outcomes: [{ event: 'OK', title: 'OK' }] }, on: { OK: 'end' } }, end },
  })
  const free = run(system, { performance: { scan: takes(50) } }, at(0, 10, 20))
  expect(free.rows.map(({ end: time }) => time)).toEqual([50, 60, 70])
  const slots: Scenario['performance'] = { scan: { ...takes(50), slots: 2 } }
  expect(run(system, { performance: slots }, at(0, 10, 20)).rows.map(({ end: time }) => time)).toEqual([50, 60, 100])
})

test('parallel work: the case waits for both, and leaving the parent cancels what is under way', () => {
  const both = workflow(
    {
      states: {
        together: {
          kind: 'parallel',
          done: 'end',
          after: { 500_000: 'end' },
          states: {
            legal: { states: { l1: { step: review(['L'], ['a']), on: { L: 'l2' } }, l2: end } },
            safety: { states: { s1: { step: review(['S'], ['b']), on: { S: 's2' } }, s2: end } },
          },
        },
        end,
      },
    },
    [],
    ['a', 'b'],
  )
  const pools = { a: pool(1), b: pool(1) }
  expect(run(both, { pools, performance: { l1: takes(100), s1: takes(300) } }, at(0)).observed.leadTime.mean).toBe(300)
  const cut = run(both, { pools, performance: { l1: takes(100), s1: takes(900) } }, at(0))
  expect(cut.observed.leadTime.mean).toBe(500)
  expect(cut.observed.steps[1]!.interrupted).toBe(500)
})

test('rework and first-pass yield: the second visit is rework, and its draws are its own', () => {
  const twice = workflow(
    {
      states: {
        first: { step: review(['ON']), on: { ON: 'second' } },
        second: {
          step: review(['ON']),
          on: {
            ON: [
              { to: 'end', guard: 'seen > 0.0' },
              { to: 'first', actions: [{ type: 'count', attribute: 'seen', by: 1 }] },
            ],
          },
        },
        end,
      },
    },
    [{ name: 'seen', order: 0, title: 'Seen', type: 'number', default: 0 }],
  )
  const { observed } = run(twice, { performance: { first: takes(10), second: takes(20) } }, at(0))
  expect(observed.leadTime.mean).toBe(60)
  expect(observed.firstPassYield).toBe(0)
  expect(observed.steps.map(({ visits, rework }) => [visits, rework])).toEqual([
    [2, 1],
    [2, 1],
  ])
  expect(observed.processCycleEfficiency).toBe(1)
})

test('a service target counts open cases that have missed it', () => {
  const { observed } = run(
    oneStep,
    { performance: { work: takes(80_000) }, segments: [{ title: 'All', target: 'PT22H13M20S' }] },
    at(0, 10, 20),
  )
  // 80,000 s is exactly the target: case 1 meets it; case 2 and 3 are open at the end, both older than the target.
  expect(observed.segments[0]!.met).toBeCloseTo(1 / 3, 9)
})

test('a loop of "always" and an outcome that nobody takes stop the run with state, case and reason', () => {
  const loop = workflow({ states: { a: { always: 'b' }, b: { always: 'a' }, end } })
  const stopped = (given: Workflow, performance = {}) => {
    const compiled = compile({ workflow: given, scenario: scenario({ demand: { kind: 'replay' }, performance }), arrivals: at(5) })
    return compiled.ok ? replicate(compiled.program, 0).failure : null
  }
  expect(stopped(loop)).toMatchObject({ case: 1, time: 5, reason: expect.stringContaining('always') })
  const untaken = workflow({ states: { work: { step: review(['DONE']), on: { OTHER: 'end' } }, end } })
  expect(stopped(untaken, { work: takes(10) })).toEqual({
    case: 1,
    time: 15,
    state: 'work',
    reason: 'no transition takes the outcome "DONE"',
  })
})

test('draws follow their shares and an edit elsewhere does not move them', () => {
  const attributes = [{ name: 'kind', order: 0, title: 'Kind', type: 'enum' as const, values: ['a', 'b'], default: 'a' }]
  const drawn = workflow(
    {
      states: {
        start: {
          entry: [{ type: 'draw', attribute: 'kind', shares: { a: 0.3, b: 0.7 } }],
          always: [{ to: 'isA', guard: 'kind == "a"' }, 'isB'],
        },
        isA: end,
        isB: end,
      },
    },
    attributes,
  )
  const { observed } = run(drawn, {}, at(...Array.from({ length: 10_000 }, (_, i) => i)))
  expect(observed.outcomes[2]! / 10_000).toBeCloseTo(0.3, 1)
  expect(observed.outcomes[2]! + observed.outcomes[3]!).toBe(10_000)
})
