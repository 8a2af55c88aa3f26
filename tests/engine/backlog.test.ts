import { expect, test } from 'vitest'
import { createActor } from 'xstate'
import { createCaseMachine } from '../../src/machine/implementations.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import type { Backlog } from '../../src/simulation/model/demand.ts'
import { openCases } from '../../src/simulation/engine/backlog.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { findScenarioProblems } from '../../src/simulation/compile/problems.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import { traceHooks } from '../../src/simulation/experiment/trace.ts'
import type { TraceLine } from '../../src/simulation/experiment/trace.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'

const hour = 3600
const constant = (value: number) => ({ kind: 'constant' as const, value })
const open = (state: string, age: number, more: Partial<Backlog> = {}): Backlog => ({
  title: 'Left over',
  state,
  cases: 1,
  age: constant(age),
  ...more,
})
type Parts = Parameters<typeof scenario>[0]
const alone = { casesPerHour: 0, days: 1, performance: { work: takes(hour) } }

function programOf(machine: Workflow, parts: Parts): Program {
  const compiled = compile({ workflow: machine, scenario: scenario(parts) })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.program
}

function run(machine: Workflow, parts: Parts) {
  const program = programOf(machine, parts)
  const lines: TraceLine[] = []
  const observed = replicate(
    program,
    0,
    traceHooks(program, (line) => lines.push(line)),
  )
  expect(observed.failure).toBeNull()
  expect(observed.checks.conservation).toBe(0)
  expect(observed.checks.littlesLaw).toBeLessThan(1e-9)
  return { observed, lines: lines.map(({ time, event, state }) => [time / hour, event, state]), program }
}

const line = workflow({
  states: {
    work: { step: review(['DONE']), on: { DONE: 'done' }, after: { [4 * hour * 1000]: 'late' } },
    done: { kind: 'final' },
    late: { kind: 'final' },
  },
})

test('open cases wait from the start, the oldest first, and their timers have run for as long as they were in the state', () => {
  const backlog = [1, 2.5, 2.9].map((age) => open('work', age * hour, { inState: constant(age * hour) }))
  const { observed, lines } = run(line, { ...alone, backlog })
  expect(lines).toEqual([
    [0, 'gemba.open', 'work'],
    [0, 'gemba.open', 'work'],
    [0, 'gemba.open', 'work'],
    [1, 'DONE', 'done'],
    // In hands since 1:00; four hours less the two and a half that had passed.
    [1.5, expect.stringContaining('after'), 'late'],
    [2.5, 'DONE', 'done'],
  ])
  // Lead times of 3.9, 4 and 3.5 hours: ages 6.4, waits 1 and 1.5, work 1 and 1, half an hour in vain.
  expect(observed.leadTime.mean / hour).toBeCloseTo((3.9 + 4 + 3.5) / 3, 9)
  const by = observed.leadTimeBy
  expect([by.rest, by.contention, by.handling, by.interrupted].map((seconds) => (seconds * 3) / hour)).toEqual(
    [6.4, 2.5, 2, 0.5].map((hours) => expect.closeTo(hours, 9)),
  )
  expect(observed).toMatchObject({ arrived: 3, completed: 3, open: 0, warmup: 0 })
})

test('a timer whose time is past fires at once; without a time in the state it begins at the start', () => {
  const over = run(line, {
    ...alone,
    performance: { work: takes(24 * hour) },
    backlog: [open('work', 9 * hour, { inState: constant(9 * hour) })],
  })
  expect(over.lines.at(-1)).toEqual([0, expect.stringContaining('after'), 'late'])
  const fresh = run(line, { ...alone, performance: { work: takes(24 * hour) }, backlog: [open('work', 9 * hour)] })
  expect(fresh.lines.at(-1)).toEqual([4, expect.stringContaining('after'), 'late'])
})

test('in one region of a parallel state, the other region is at its beginning; entry actions have been', () => {
  const seen = { name: 'seen', order: 0, title: 'Seen', type: 'number' as const, default: 0 }
  const count = { type: 'count' as const, attribute: 'seen', by: 1 }
  const machine = workflow(
    {
      states: {
        first: { step: review(['GO']), on: { GO: 'both' } },
        both: {
          kind: 'parallel',
          entry: [count],
          done: [{ to: 'done', guard: 'seen == 5.0' }],
          states: {
            legal: {
              states: { l1: { step: review(['L']), on: { L: 'l2' } }, l2: { step: review(['M']), on: { M: 'l3' } }, l3: { kind: 'final' } },
            },
            safety: { states: { s1: { step: review(['S']), on: { S: 's2' } }, s2: { kind: 'final' } } },
          },
        },
        done: { kind: 'final' },
      },
    },
    [seen],
  )
  const performance = { first: takes(1), l1: takes(1), l2: takes(hour), s1: takes(hour) }
  const { lines } = run(machine, { ...alone, performance, backlog: [open('l2', hour, { values: { seen: 5 } })] })
  expect(lines).toEqual([
    [0, 'gemba.open', { both: { legal: 'l2', safety: 's1' } }],
    [1, 'M', { both: { legal: 'l3', safety: 's1' } }],
    [2, 'S', 'done'],
  ])
})

test('an open case goes on as an XState actor does that is put into the same state', () => {
  const regions = (name: string) => ({
    states: {
      [`${name}1`]: { step: review(['A', 'B']), on: { A: `${name}2`, B: `${name}3` } },
      [`${name}2`]: { step: review(['A']), on: { A: `${name}3` }, after: { [hour * 1000]: `${name}1` } },
      [`${name}3`]: { kind: 'final' as const },
    },
  })
  const machine = workflow({
    states: {
      both: { kind: 'parallel', done: 'end', after: { [20 * hour * 1000]: 'end' }, states: { x: regions('x'), y: regions('y') } },
      end: { kind: 'final' },
    },
  })
  const shares = takes(exponential(hour), { A: 0.7, B: 0.3 })
  const performance = { x1: shares, y1: shares, x2: takes(exponential(hour)), y2: takes(exponential(hour)) }
  const backlog = ['x2', 'y1', 'y2'].map((state) => open(state, hour, { cases: 20, age: exponential(hour), inState: exponential(hour) }))
  const program = programOf(machine, { casesPerHour: 0, days: 7, performance, backlog, pools: { people: pool(8) } })
  const lines: TraceLine[] = []
  replicate(
    program,
    0,
    traceHooks(program, (one) => lines.push(one)),
  )
  const config = createCaseMachine(machine)
  const numbers = [...new Set(lines.map((one) => one.case))]
  expect(numbers).toHaveLength(60)
  for (const number of numbers) {
    const own = lines.filter((one) => one.case === number)
    expect(own[0]!.event).toBe('gemba.open')
    const snapshot = config.resolveState({ value: own[0]!.state as never, context: {} as never })
    const actor = createActor(config, { snapshot, clock: { setTimeout: () => 0, clearTimeout: () => {} } }).start()
    for (const { event, state } of own.slice(1)) {
      actor.send({ type: event } as never)
      expect(actor.getSnapshot().value).toEqual(state)
    }
    expect(actor.getSnapshot().status).toBe('done')
  }
})

test('who is on shift at the start works at once', () => {
  const shift = { title: 'Day', people: 1, days: [1], from: '09:00', to: '17:00' }
  const people = { ...pool(1), shifts: [shift] }
  const { lines } = run(line, { ...alone, start: '2025-01-06T16:30:00', pools: { people }, backlog: [open('work', hour), open('work', 0)] })
  // The first is finished after the shift; nobody comes for the second before its time is over.
  expect(lines.slice(2)).toEqual([
    [1, 'DONE', 'done'],
    [4, expect.stringContaining('after'), 'late'],
  ])
})

test('open cases have numbers of their own: what arrives has the same luck with and without them', () => {
  const machine = workflow({
    states: { work: { step: { kind: 'wait', outcomes: [{ event: 'DONE', title: '' }] }, on: { DONE: 'done' } }, done: { kind: 'final' } },
  })
  const parts = { days: 7, casesPerHour: 5, performance: { work: takes(exponential(hour)) } }
  const traced = (backlog: readonly Backlog[]) => {
    const program = programOf(machine, { ...parts, backlog: [...backlog] })
    const lines: TraceLine[] = []
    replicate(
      program,
      0,
      traceHooks(program, (one) => lines.push(one)),
    )
    return lines.filter((one) => one.case <= 2 ** 30)
  }
  const few = traced([])
  expect(few.length).toBeGreaterThan(1000)
  expect(traced([open('work', hour, { cases: 50 }), open('work', hour, { cases: 20 })])).toEqual(few)
})

test('a backlog of cases that nobody hinders shrinks exponentially', () => {
  const machine = workflow({
    states: { work: { step: { kind: 'wait', outcomes: [{ event: 'DONE', title: '' }] }, on: { DONE: 'done' } }, done: { kind: 'final' } },
  })
  const program = programOf(machine, {
    casesPerHour: 0,
    days: 1,
    performance: { work: takes(exponential((24 * hour) / Math.LN2)) },
    backlog: [open('work', hour, { cases: 10_000 })],
  })
  // Half of them are gone after a day: 5000, standard deviation 50.
  expect(Math.abs(replicate(program, 0).open - 5000)).toBeLessThan(200)
})

test('ages are drawn as asked, each entry in its own range of numbers, and nobody is longer in a state than there at all', () => {
  const age = { kind: 'uniform' as const, low: 0, high: 10 * hour }
  const program = programOf(line, {
    ...alone,
    backlog: [open('work', 0, { cases: 4000, age, inState: age }), open('work', 0, { cases: 1000, age: exponential(hour) })],
  })
  const cases = openCases(program.backlog!, 1, 0)
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / of.length
  const ages = (entry: number) => cases.filter((one) => one.entry === entry).map((one) => one.age)
  expect(Math.abs(mean(ages(0)) / hour - 5)).toBeLessThan((4 * 10) / Math.sqrt(12 * 4000))
  expect(Math.abs(mean(ages(1)) / hour - 1)).toBeLessThan(4 / Math.sqrt(1000))
  expect(new Set(cases.map(({ id }) => id)).size).toBe(5000)
  expect(cases.every(({ age: there, inState }) => inState <= there)).toBe(true)
  // The smaller of two uniform variables: a third of the range.
  expect(Math.abs(mean(cases.filter(({ entry }) => entry === 0).map(({ inState }) => inState)) / hour - 10 / 3)).toBeLessThan(0.2)
})

test('a run from open cases cuts nothing unless told to, and says so', () => {
  const auto = programOf(line, { ...alone, warmup: 'auto', backlog: [open('work', 0, { cases: 240 })] })
  expect(auto.warmup).toBe(0)
  expect(auto.names.warnings.join()).toMatch('The run begins with 240 open cases')
  expect(programOf(line, { ...alone, warmup: 0.5, backlog: [open('work', 0)] }).warmup).toBe(43_200)
})

test('each fault of a backlog is found', () => {
  const rules = (entry: Backlog) => findScenarioProblems(line, scenario({ ...alone, backlog: [entry] })).map(({ rule }) => rule)
  expect(rules(open('work', 0))).toEqual([])
  expect(rules(open('gone', 0))).toEqual(['unknown-state'])
  expect(rules(open('done', 0))).toEqual(['unknown-state'])
  expect(rules(open('work', 0, { values: { nope: 1 } }))).toEqual(['unknown-attribute'])
})
