import { expect, test } from 'vitest'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import type { Member } from '../../src/simulation/model/people.ts'
import type { PoolScenario, Scenario } from '../../src/simulation/model/scenario.ts'
import { logHooks } from '../../src/simulation/experiment/trace.ts'
import type { LogRow } from '../../src/simulation/experiment/trace.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import { stintHooks } from './stint-hooks.ts'

/** Every expected value here was worked out by hand. Times are seconds since Monday 2025-01-06 00:00. */
const hour = 3600
const day = 24 * hour
const end = { kind: 'final' } as const
const attributes = [
  { name: 'language', order: 0, title: 'Language', type: 'enum' as const, values: ['en', 'de'], default: 'en' },
  { name: 'harm', order: 1, title: 'Harm', type: 'number' as const, default: 0 },
]
const chartOf = (step: Step, pools: readonly string[] = ['people']): Workflow =>
  workflow({ states: { work: { step, on: { DONE: 'end' } }, end } }, attributes, pools)
const at = (...times: (number | [time: number, values: Arrival['values']])[]): Arrival[] =>
  times.map((given) => (typeof given === 'number' ? { time: given, values: {} } : { time: given[0], values: given[1] }))

const always = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]
const hours = (from: string, to: string, days = [1, 2, 3, 4, 5]) => [{ days, from, to }]
const person = (title: string, more: Partial<Member> = {}): Member => ({ title, shifts: always, ...more })
const crew = (members: Member[], more: Partial<PoolScenario> = {}): Scenario['pools'] => ({
  people: { shifts: [], order: { kind: 'arrival' }, members, ...more },
})

function run(
  given: Workflow,
  parts: Parameters<typeof scenario>[0],
  arrivals: readonly Arrival[],
): { observed: Observations; rows: LogRow[]; spans: unknown[]; visits: LogRow[] } {
  const compiled = compile({ workflow: given, scenario: scenario({ demand: { kind: 'replay' }, days: 1, ...parts }), arrivals })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const rows: LogRow[] = []
  const observed = replicate(
    compiled.program,
    0,
    stintHooks(compiled.program, (row) => rows.push(row)),
  )
  sound(observed)
  const visits: LogRow[] = []
  replicate(
    compiled.program,
    0,
    logHooks(compiled.program, (row) => visits.push(row)),
  )
  return {
    observed,
    rows,
    visits,
    spans: rows.map(({ case_id, start, end: over, resource }) => [case_id, start, over, Number(resource.split('-')[1])]),
  }
}

function sound(observed: Observations): void {
  expect(observed.failure).toBeNull()
  expect(observed.checks.littlesLaw).toBeLessThan(1e-9)
  expect(observed.checks.causes).toBeLessThan(1e-9)
  expect(observed.checks.conservation).toBe(0)
}

const plain = chartOf(review(['DONE']))
const inHundred = { work: takes(100) }

test('skills: a case goes to somebody who can take it, and waits for such a one while others are free', () => {
  const members = [person('German', { takes: 'language == "de"' }), person('English', { takes: 'language == "en"' })]
  const { spans, observed } = run(
    plain,
    { pools: crew(members), performance: inHundred },
    at(0, [1, { language: 'de' }], 2, [3, { language: 'de' }]),
  )
  expect(spans).toEqual([
    [1, 0, 100, 2],
    [2, 1, 101, 1],
    [3, 100, 200, 2],
    [4, 101, 201, 1],
  ])
  expect(observed.leadTimeBy.contention).toBeCloseTo((98 + 98) / 4, 9)
  expect(observed.pools[0]!.crew!.groups.map(({ cases, busy }) => [cases, busy])).toEqual([
    [2, 200],
    [2, 200],
  ])
})

test('while nobody is there who has the skill, the wait is unavailability; then contention', () => {
  const members = [
    person('German', { takes: 'language == "de"', shifts: hours('08:00', '16:00') }),
    person('English', { takes: 'language == "en"' }),
  ]
  const { observed } = run(plain, { pools: crew(members), performance: inHundred }, at([0, { language: 'de' }], [10, { language: 'de' }]))
  expect(observed.leadTimeBy.unavailability).toBeCloseTo((8 * hour + 8 * hour - 10) / 2, 6)
  expect(observed.leadTimeBy.contention).toBeCloseTo(100 / 2, 6)
})

test('a case that nobody can take waits to the end, and is counted', () => {
  const { observed } = run(plain, { pools: crew([person('German', { takes: 'language == "de"' })]), performance: inHundred }, at(0))
  expect(observed.open).toBe(1)
  expect(observed.pools[0]!.crew!.hopeless).toBe(1)
})

test('the person who has been idle longest is asked first, the first in the list when all are as long', () => {
  const { spans } = run(plain, { pools: crew([person('A'), person('B')]), performance: { work: takes(5) } }, at(0, 10, 20))
  expect(spans).toEqual([
    [1, 0, 5, 1],
    [2, 10, 15, 2],
    [3, 20, 25, 1],
  ])
})

test('pace: 1.25 takes four fifths of the time; new staff begin at half pace and reach full pace evenly', () => {
  const quick = run(plain, { pools: crew([person('Quick', { speed: 1.25 })]), performance: inHundred }, at(0))
  expect(quick.spans).toEqual([[1, 0, 80, 1]])
  const fresh = person('New', { startedOn: '2025-01-06', rampUp: { days: 10, from: 0.5 } })
  const { rows } = run(plain, { days: 15, pools: crew([fresh]), performance: inHundred }, at(0, 5 * day, 10 * day, 12 * day))
  expect(rows.map(({ start, end: over }) => over - start!)).toEqual([200, 100 / 0.75, 100, 100].map((x) => expect.closeTo(x, 6)))
})

test('somebody who starts on Thursday is not there on Wednesday', () => {
  const { spans } = run(plain, { days: 7, pools: crew([person('New', { startedOn: '2025-01-09' })]), performance: inHundred }, at(0))
  expect(spans).toEqual([[1, 3 * day, 3 * day + 100, 1]])
})

const relay = crew([person('A', { shifts: hours('08:00', '09:00') }), person('B', { shifts: hours('09:00', '17:00') })])
const late = 8.5 * hour
const nine = 9 * hour
const handing = (endOfShift: 'finish' | 'restart' | 'resume' | 'hand-over', more = {}) =>
  chartOf({ ...review(['DONE']), endOfShift, ...more } as Step)
const long = { work: takes(2400) }

test('end of shift, finish: the case in hand is finished, and that is overtime', () => {
  const { spans, observed } = run(handing('finish'), { pools: relay, performance: long }, at(late))
  expect(spans).toEqual([[1, late, late + 2400, 1]])
  expect(observed.pools[0]!.crew!.overtime).toBeCloseTo(600, 6)
})

test('end of shift, restart: all over again, and the time spent is interrupted work', () => {
  const { spans, observed } = run(handing('restart'), { pools: relay, performance: long }, at(late))
  expect(spans).toEqual([
    [1, late, nine, 1],
    [1, nine, nine + 2400, 2],
  ])
  expect(observed.steps[0]!.interrupted).toBeCloseTo(1800, 6)
  expect(observed.leadTimeBy).toMatchObject({ handling: 2400, interrupted: 1800, contention: 0 })
  expect(observed.pools[0]!.crew!.overtime).toBe(0)
})

test('end of shift, resume: the rest is done later; a more urgent case goes first, and the wait is the sum of both', () => {
  const urgent = { ...relay['people']!, order: { kind: 'priority' as const, expression: 'harm' } }
  const { spans, observed, rows, visits } = run(
    handing('resume'),
    { pools: { people: urgent }, performance: long },
    at(8.25 * hour, late, [8.975 * hour, { harm: 1 }]),
  )
  const second = nine + 2400
  expect(spans).toEqual([
    [1, 8.25 * hour, 8.25 * hour + 2400, 1],
    [2, 8.25 * hour + 2400, nine, 1],
    [3, nine, nine + 2400, 2],
    [2, second, second + 2100, 2],
  ])
  expect(rows.map(({ enabled }) => enabled)).toEqual([8.25 * hour, late, 8.975 * hour, late])
  // The log has a row for each visit, from its first begin to its last end, by whoever ended it.
  expect(visits.map(({ case_id, enabled, start, end: over, resource }) => [case_id, enabled, start, over, resource])).toEqual([
    [1, 8.25 * hour, 8.25 * hour, 8.25 * hour + 2400, 'people-1'],
    [3, 8.975 * hour, nine, nine + 2400, 'people-2'],
    [2, late, 8.25 * hour + 2400, second + 2100, 'people-2'],
  ])
  // Case 2 waits from 8:30 until 8:55, is worked on for 5 minutes, waits from 9:00 until 9:40.
  expect(observed.steps[0]!.wait.n).toBe(3)
  expect(observed.steps[0]!.wait.mean).toBeCloseTo((0 + (1500 + 2400) + 90) / 3, 6)
  expect(observed.steps[0]!.handle.mean).toBeCloseTo(2400, 6)
  expect(observed.leadTimeBy.interrupted).toBe(0)
})

test('end of shift, hand over: the next person goes on ahead of everybody', () => {
  const urgent = { ...relay['people']!, order: { kind: 'priority' as const, expression: 'harm' } }
  const { spans } = run(handing('hand-over'), { pools: { people: urgent }, performance: long }, at(late, [8.6 * hour, { harm: 1 }]))
  expect(spans).toEqual([
    [1, late, nine, 1],
    [1, nine, nine + 600, 2],
    [2, nine + 600, nine + 3000, 2],
  ])
})

test('two cases handed over at once go to two people who were idle, the one begun first to the one idle longest', () => {
  const early = person('Early', { count: 2, shifts: hours('08:00', '09:00'), takes: 'language == "de"' })
  const all = person('All', { count: 2, shifts: hours('06:00', '17:00'), takes: 'harm > 5.0' })
  const given: Arrival['values'] = { language: 'de', harm: 9 }
  // Two of another kind keep "All" busy until 8:50.
  const busy = at([8.4 * hour, { harm: 6 }], [8.4 * hour, { harm: 6 }], [late, given], [late + 60, given])
  const performance = {
    work: {
      ...takes(2400),
      time: [{ when: 'language == "en"', distribution: { kind: 'constant' as const, value: 1500 } }, ...takes(2400).time],
    },
  }
  const { spans } = run(handing('hand-over'), { pools: crew([early, all]), performance }, busy)
  expect(spans.slice(2)).toEqual([
    [3, late, nine, 1],
    [4, late + 60, nine, 2],
    [3, nine, nine + 600, 3],
    [4, nine, nine + 660, 4],
  ])
})

test('what is left is done at the pace of who goes on', () => {
  const slow = crew([
    person('A', { shifts: hours('08:00', '09:00'), speed: 2 }),
    person('B', { shifts: hours('09:00', '17:00'), speed: 0.5 }),
  ])
  const { spans } = run(handing('resume'), { pools: slow, performance: { work: takes(4000) } }, at(late))
  // 1800 s at double pace leave 400 s of work, which take 800 s at half pace.
  expect(spans[1]).toEqual([1, nine, expect.closeTo(nine + 800, 6), 2])
})

test('work that ends as the shift ends has ended; people of shifts are told apart where a step asks whose shift ends', () => {
  const shifts = [
    { title: 'early', people: 1, days: [1], from: '08:00', to: '09:00' },
    { title: 'late', people: 1, days: [1], from: '09:00', to: '10:00' },
  ]
  const { spans } = run(
    handing('restart'),
    { pools: { people: { shifts, order: { kind: 'arrival' } } }, performance: { work: takes(1800) } },
    at(late, late + 60),
  )
  expect(spans).toEqual([
    [1, late, nine, 1],
    [2, nine, nine + 1800, 2],
  ])
})

test('a case is cut off by a timer after it was handed back: all work on it was interrupted', () => {
  const step = { ...review(['DONE']), endOfShift: 'resume' as const }
  const impatient = workflow({ states: { work: { step, on: { DONE: 'end' }, after: { 7_200_000: 'late' } }, late: end, end } })
  const pools = crew([person('A', { shifts: hours('08:00', '09:00') })])
  const { observed, visits } = run(impatient, { pools, performance: long }, at(late))
  // Work ended as the shift did; the case was cut off later.
  expect(visits.map(({ enabled, start, end: over, resource }) => [enabled, start, over, resource])).toEqual([
    [late, late, nine, 'people-1'],
  ])
  expect(observed.steps[0]!.interrupted).toBeCloseTo(1800, 6)
  expect(observed.leadTimeBy.interrupted).toBeCloseTo(1800, 6)
  expect(observed.leadTimeBy.unavailability).toBeCloseTo(5400, 6)
})

test('holidays: nobody comes on them but those who are to; alike and one by one', () => {
  const shifts = [{ title: 'day', people: 1, days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }]
  const people = { shifts, order: { kind: 'arrival' as const }, holidays: ['2025-01-07'] }
  const alike = run(plain, { days: 4, pools: { people }, performance: inHundred }, at(20 * hour))
  expect(alike.rows[0]!.start).toBe(2 * day + 8 * hour)
  const members = [person('A', { shifts: hours('08:00', '16:00') })]
  const one = run(plain, { days: 4, holidays: ['2025-01-07'], pools: crew(members), performance: inHundred }, at(20 * hour))
  expect(one.rows[0]!.start).toBe(2 * day + 8 * hour)
  const onDuty = [...members, person('B', { shifts: [{ ...hours('10:00', '12:00')[0]!, onHolidays: true }] })]
  const cover = run(plain, { days: 4, holidays: ['2025-01-07'], pools: crew(onDuty), performance: inHundred }, at(20 * hour))
  expect(cover.spans).toEqual([[1, day + 10 * hour, day + 10 * hour + 100, 2]])
})

test('shifts of members keep the wall clock of their zone when it changes', () => {
  const members = [person('A', { shifts: hours('08:00', '16:00', [7, 1]) })]
  const dublin = { days: 3, timezone: 'UTC', start: '2025-03-29T00:00:00' }
  const { rows, observed } = run(plain, { ...dublin, pools: crew(members, { timezone: 'Europe/Dublin' }), performance: inHundred }, at(0))
  expect(rows[0]!.start).toBe((24 + 8 - 1) * hour)
  expect(observed.pools[0]!.people).toBeCloseTo(16 / 72, 9)
  // A night over the change is an hour shorter.
  const night = crew([person('N', { shifts: hours('22:00', '06:00', [6]) })], { timezone: 'Europe/Dublin' })
  expect(run(plain, { ...dublin, pools: night, performance: inHundred }, at(0)).observed.pools[0]!.people).toBeCloseTo(7 / 72, 9)
})

test('scheduled absences take people alike out of the number on shift, and are paid', () => {
  const shifts = [{ title: 'day', people: 4, days: [1], from: '08:00', to: '16:00' }]
  const training = { kind: 'scheduled' as const, title: 'Training', days: [1], from: '10:00', to: '12:00', share: 0.6 }
  const people = { shifts, order: { kind: 'arrival' as const }, absences: [training], costPerHour: 30, costPerCase: 2 }
  const { observed } = run(plain, { pools: { people }, performance: inHundred }, at(9 * hour))
  // 2.4 people are two.
  expect(Array.from(observed.pools[0]!.peopleByHour.slice(7, 17))).toEqual([0, 4, 4, 2, 2, 4, 4, 4, 4, 0])
  expect(observed.pools[0]!.cost).toBeCloseTo(4 * 8 * 30 + 2, 6)
})

test('scheduled absences of people one by one go round; a person at work goes when the case is done', () => {
  const meeting = { kind: 'scheduled' as const, title: 'Meeting', days: [1, 2, 3], from: '10:00', to: '11:00', people: 1 }
  const members = [person('A'), person('B')]
  const { spans, observed } = run(
    plain,
    { days: 3, pools: crew(members, { absences: [meeting], costPerHour: 10 }), performance: inHundred },
    at(10 * hour - 50, 10.5 * hour, day + 10.5 * hour, 2 * day + 10.5 * hour),
  )
  expect(spans.map((span) => (span as number[])[3])).toEqual([1, 2, 1, 2])
  expect(spans[0]).toEqual([1, 10 * hour - 50, 10 * hour + 50, 1])
  expect(observed.pools[0]!.people).toBeCloseTo((2 * 72 - 3) / 72, 9)
  expect(observed.pools[0]!.cost).toBeCloseTo(2 * 72 * 10, 6)
})

test('drawn absences: people are there for mean up over mean up and mean down of the time (renewal theory)', () => {
  const coaching = {
    kind: 'drawn' as const,
    title: 'Coaching',
    every: exponential(8000),
    lasts: { kind: 'uniform' as const, low: 0, high: 4000 },
  }
  const { observed } = run(
    plain,
    { days: 1000, pools: crew([person('A', { count: 10 })], { absences: [coaching] }), performance: inHundred },
    at(0),
  )
  expect(observed.pools[0]!.people / 10).toBeCloseTo(0.8, 2)
  expect(Math.abs(observed.pools[0]!.people / 10 - 0.8)).toBeLessThan(0.003)
})

test('an absence that is due while a person is at work begins when the case is done; it ends with the shift at the latest', () => {
  const pause = {
    kind: 'drawn' as const,
    title: 'Break',
    every: { kind: 'constant' as const, value: 1800 },
    lasts: { kind: 'constant' as const, value: 2 * hour },
  }
  const members = [person('A', { shifts: hours('08:00', '10:00') })]
  const { spans, observed } = run(
    plain,
    { days: 2, pools: crew(members, { absences: [pause] }), performance: long },
    at(8 * hour, 8 * hour + 60),
  )
  // Due at 8:30, away from 8:40 until the shift ends; the next half hour on shift begins on Tuesday.
  expect(spans).toEqual([
    [1, 8 * hour, 8 * hour + 2400, 1],
    [2, day + 8 * hour, day + 8 * hour + 2400, 1],
  ])
  expect(observed.pools[0]!.people).toBeCloseTo((2400 + 2400) / (2 * day), 9)
  expect(observed.pools[0]!.utilization).toBeCloseTo(1, 9)
})

const seen = (endOfShift: 'finish' | 'resume' | 'hand-over') => handing(endOfShift, { sensitive: true })
const inSix = { work: takes(400) }

test('exposure: with the budget used up no sensitive case is begun; one in hand is finished where the step says so', () => {
  const members = [person('A', { shifts: hours('08:00', '16:00') })]
  const { spans, observed } = run(
    seen('finish'),
    { days: 2, pools: crew(members, { exposure: { perShift: 'PT10M' } }), performance: inSix },
    at(8 * hour, 8 * hour, 8 * hour),
  )
  expect(spans).toEqual([
    [1, 8 * hour, 8 * hour + 400, 1],
    [2, 8 * hour + 400, 8 * hour + 800, 1],
    [3, day + 8 * hour, day + 8 * hour + 400, 1],
  ])
  expect(observed.pools[0]!.crew).toMatchObject({ mostInShift: 800, budgetsReached: 1 })
})

test('exposure: the case is handed over when the budget is reached, to the second; other work goes on', () => {
  const both = workflow({
    states: {
      first: { step: { ...review(['DONE']), sensitive: true, endOfShift: 'hand-over' } as Step, on: { DONE: 'second' } },
      second: { step: review(['OVER']), on: { OVER: 'end' } },
      end,
    },
  })
  const members = [person('A', { shifts: hours('08:00', '16:00') })]
  const { spans, observed } = run(
    both,
    { days: 2, pools: crew(members, { exposure: { perShift: 'PT10M' } }), performance: { first: takes(400), second: takes(1000) } },
    at(8 * hour, 8 * hour),
  )
  const eight = 8 * hour
  expect(spans).toEqual([
    [1, eight, eight + 400, 1],
    [2, eight + 400, eight + 600, 1],
    [1, eight + 600, eight + 1600, 1],
    [2, day + eight, day + eight + 200, 1],
    [2, day + eight + 200, day + eight + 1200, 1],
  ])
  expect(observed.pools[0]!.crew!.mostInShift).toBeCloseTo(600, 6)
})

test('exposure: a budget of the week begins anew on Monday of the wall clock', () => {
  const weekly = crew([person('A', { exposure: { perWeek: 'PT10M' } })], { timezone: 'America/New_York' })
  const { spans, observed } = run(seen('resume'), { days: 10, pools: weekly, performance: { work: takes(800) } }, at(day, day))
  const monday = 7 * day + 5 * hour
  expect(spans).toEqual([
    [1, day, day + 600, 1],
    [1, monday, monday + 200, 1],
    [2, monday + 200, monday + 600, 1],
  ])
  expect(observed.pools[0]!.crew!.mostInWeek).toBeCloseTo(600, 6)
  expect(observed.open).toBe(1)
})

const ordered = (order: PoolScenario['order'], arrivals: readonly Arrival[], parts: Partial<Scenario> = {}) => {
  const when = { when: 'language == "de"', distribution: { kind: 'constant' as const, value: 300 } }
  const performance = { work: { ...inHundred.work, time: [when, ...inHundred.work.time] } }
  return ['alike', 'one by one'].map((kind) => {
    const people = kind === 'alike' ? pool(1, order) : { ...crew([person('A')])['people']!, order }
    const { rows } = run(plain, { pools: { people }, performance, ...parts }, arrivals)
    return rows.map(({ case_id }) => case_id)
  })
}
const twice = (order: number[]) => [order, order]

test('orders: earliest deadline, shortest expected and largest harm per minute of work, for people alike and one by one', () => {
  const segments = [
    { title: 'All', target: 'PT10M' },
    { title: 'German', when: 'language == "de"', target: 'PT2M' },
  ]
  // Deadlines: 2 at 610, 3 at 140, 4 at 630.
  expect(ordered({ kind: 'deadline' }, at(0, 10, [20, { language: 'de' }], 30), { segments })).toEqual(twice([1, 3, 2, 4]))
  expect(ordered({ kind: 'deadline' }, at(0, 10, [20, { language: 'de' }]), { segments: segments.slice(1) })).toEqual(twice([1, 3, 2]))
  expect(ordered({ kind: 'shortest' }, at(0, [10, { language: 'de' }], 20, 30))).toEqual(twice([1, 3, 4, 2]))
  const harm = at(0, [10, { harm: 1 }], [20, { harm: 2, language: 'de' }], [30, { harm: 4, language: 'de' }])
  // Per second of work: 2 has 1 / 100, 3 has 2 / 300, 4 has 4 / 300.
  expect(ordered({ kind: 'value', expression: 'harm' }, harm)).toEqual(twice([1, 4, 2, 3]))
})

test('no order knows of cases that have not arrived: what is begun by a time is the same without the cases after it', () => {
  const orders: PoolScenario['order'][] = [
    { kind: 'arrival' },
    { kind: 'priority', expression: 'harm' },
    { kind: 'deadline' },
    { kind: 'shortest' },
    { kind: 'value', expression: 'harm' },
  ]
  const segments = [{ title: 'Harm', when: 'harm > 4.0', target: 'PT30M' }]
  let seed = 7
  const dice = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  const arrivals: Arrival[] = []
  for (let time = 0; time < 12 * hour; time += -70 * Math.log(dice()))
    arrivals.push({ time, values: { harm: Math.floor(dice() * 9), language: dice() < 0.4 ? 'de' : 'en' } })
  const cut = 6 * hour
  const times = [{ when: 'language == "de"', distribution: exponential(200) }, { distribution: exponential(90) }]
  for (const order of orders) {
    for (const people of [pool(2, order), { ...crew([person('A', { takes: 'language == "en"' }), person('B')])['people']!, order }]) {
      const parts = { pools: { people }, segments, performance: { work: { ...inHundred.work, time: times } } }
      const begun = (cases: readonly Arrival[]) =>
        run(plain, parts, cases)
          .rows.filter(({ start }) => start! < cut)
          .map((row) => [row.case_id, row.start, row.end])
      const whole = begun(arrivals)
      expect(whole.length).toBeGreaterThan(100)
      expect(begun(arrivals.filter(({ time }) => time < cut))).toEqual(whole)
    }
  }
})

test('people one by one who are all the same serve as people alike do: same starts, same causes of waiting', () => {
  let seed = 11
  const dice = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  const arrivals: Arrival[] = []
  for (let time = 0; time < 20 * hour; time += -60 * Math.log(dice()))
    arrivals.push({ time, values: { harm: Math.floor(dice() * 4), language: dice() < 0.4 ? 'de' : 'en' } })
  const shifts = [
    { title: 'early', people: 3, days: [1], from: '06:00', to: '12:00' },
    { title: 'late', people: 4, days: [1], from: '12:00', to: '22:00' },
  ]
  for (const order of [{ kind: 'arrival' as const }, { kind: 'priority' as const, expression: 'harm' }]) {
    const performance = { work: takes(exponential(150)) }
    const alike = run(plain, { performance, pools: { people: { shifts, order } } }, arrivals)
    // A budget that is never reached makes them people one by one.
    const told = run(plain, { performance, pools: { people: { shifts, order, exposure: { perWeek: 'PT999H' } } } }, arrivals)
    const when = ({ rows }: typeof alike) =>
      rows.filter(({ start }) => start! < 12 * hour - 3000).map((row) => [row.case_id, row.start, row.end])
    expect(when(told).length).toBeGreaterThan(300)
    expect(when(told)).toEqual(when(alike))
    const [one, other] = [alike.observed.leadTimeBy, told.observed.leadTimeBy]
    expect(Math.abs(other.unavailability - one.unavailability)).toBeLessThan(1)
    expect(Math.abs(other.priority - one.priority) / Math.max(1, one.priority)).toBeLessThan(0.02)
    expect(other.priority > 0).toBe(order.kind === 'priority')
  }
})
