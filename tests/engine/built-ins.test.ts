import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { findScenarioProblems } from '../../src/simulation/compile/problems.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { logHooks } from '../../src/simulation/experiment/trace.ts'
import type { LogRow } from '../../src/simulation/experiment/trace.ts'
import type { Performance } from '../../src/simulation/model/scenario.ts'
import type { Attribute } from '../../src/workflow/attribute.ts'
import type { Step } from '../../src/workflow/step.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'

const end = { kind: 'final' } as const
const constant = (value: number) => ({ kind: 'constant' as const, value })
const automatic: Step = { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }] }
/** `look` goes to `fix` and comes back, until it says DONE. */
const loop = (attributes: Attribute[] = []) =>
  workflow(
    {
      states: {
        enter: { step: automatic, on: { DONE: 'look' } },
        look: { step: review(['BACK', 'DONE']), on: { BACK: 'fix', DONE: 'end' } },
        fix: { step: automatic, on: { DONE: 'look' } },
        end,
      },
    },
    attributes,
  )

function run(performance: Record<string, Performance>, times: readonly number[], attributes: Attribute[] = []) {
  const given = scenario({ demand: { kind: 'replay' }, days: 1, pools: { people: pool(9) }, performance })
  const compiled = compile({ workflow: loop(attributes), scenario: given, arrivals: times.map((time) => ({ time, values: {} })) })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const rows: LogRow[] = []
  const observed = replicate(
    compiled.program,
    0,
    logHooks(compiled.program, (row) => rows.push(row)),
  )
  expect(observed.failure).toBeNull()
  return { rows, observed, program: compiled.program }
}

test('visits, prev, prev2 and age as times, delays and outcomes see them, worked out by hand', () => {
  const { rows, program } = run(
    {
      enter: takes(10),
      look: {
        // The first visit comes from entering; the second from fixing, with the first look before it.
        time: [
          { when: 'prev == "enter" && prev2 == ""', distribution: constant(100) },
          { when: 'prev == "fix" && prev2 == "look" && visits("look") == 2', distribution: constant(200) },
          { distribution: constant(400) },
        ],
        delay: [{ when: 'visits("fix") > 0', distribution: constant(7) }, { distribution: constant(0) }],
        outcomes: [
          { when: 'visits("look") < 3', shares: { BACK: 1 } },
          { when: 'age > 700 && prev == "fix"', shares: { DONE: 1 } },
          { shares: { BACK: 1 } },
        ],
      },
      fix: { time: [{ when: 'age >= 300', distribution: constant(5) }, { distribution: constant(50) }], outcomes: [] },
    },
    [1000],
  )
  expect(rows.map(({ activity, enabled, start, end: to }) => [activity, enabled - 1000, start! - 1000, to - 1000])).toEqual([
    ['enter', 0, 0, 10],
    ['look', 10, 10, 110],
    ['fix', 110, 110, 160],
    ['look', 160, 167, 367],
    ['fix', 367, 367, 372],
    ['look', 372, 379, 779],
  ])
  // Only what is asked for has a column, and none is an attribute.
  expect(program.builtIns!.count).toBe(5)
  expect(program.names.attributes).toEqual([])
})

test('weekHour is the hour of the week on the scenario’s wall clock, when a condition is looked at', () => {
  const { rows } = run(
    {
      enter: takes(60),
      look: {
        time: [{ distribution: constant(3600) }],
        outcomes: [{ when: 'weekHour >= 10 && weekHour < 12', shares: { BACK: 1 } }, { shares: { DONE: 1 } }],
      },
      fix: takes(60),
    },
    // Monday 08:30 and 09:30: the first is done at 09:31, the second at 10:31, and again at 11:32 and 12:33.
    [30_600, 34_200],
  )
  expect(rows.filter(({ activity }) => activity === 'look').map(({ case_id: id, end: to }) => [id, to])).toEqual([
    [1, 34_260],
    [2, 37_860],
    [2, 41_520],
    [2, 45_180],
  ])
})

test('an attribute that is counted by hand says the same, and needs no column', () => {
  const counted: Attribute = { name: 'looks', order: 0, title: 'Looks', type: 'number', default: 0 }
  const drawn = (when: (n: number) => string): Record<string, Performance> => ({
    enter: takes(1),
    fix: takes({ kind: 'exponential', mean: 50 }),
    look: {
      time: [{ when: when(1), distribution: { kind: 'exponential', mean: 10 } }, { distribution: { kind: 'exponential', mean: 90 } }],
      outcomes: [{ when: when(2), shares: { BACK: 0.6, DONE: 0.4 } }, { shares: { BACK: 0.2, DONE: 0.8 } }],
    },
  })
  const times = Array.from({ length: 200 }, (_, i) => i * 300)
  const plain = loop([counted])
  const look = { ...plain.states['look']!, entry: [{ type: 'count' as const, attribute: 'looks', by: 1 }] }
  const byHand = { ...plain, states: { ...plain.states, look } }
  const compiled = compile({
    workflow: byHand,
    scenario: scenario({ demand: { kind: 'replay' }, days: 1, pools: { people: pool(9) }, performance: drawn((n) => `looks <= ${n}.0`) }),
    arrivals: times.map((time) => ({ time, values: {} })),
  })
  if (!compiled.ok) throw new Error('refused')
  expect(compiled.program.builtIns).toBeNull()
  const { observed } = run(
    drawn((n) => `visits("look") <= ${n}`),
    times,
  )
  expect(replicate(compiled.program, 0).digest).toBe(observed.digest)
})

test.each([
  ['a uid that no step has', { when: 'visits("lok") > 1' }, /There is no step with the uid "lok"/],
  ['a text that prev never is', { when: 'prev == "gone"' }, /"prev" is never "gone"/],
  ['the wrong type', { when: 'visits("look") == "two"' }, /a number is compared with a text/i],
  ['no step named', { when: 'visits() > 1' }, /uid of one step in quotes/],
])('refused: %s', (_, { when }, message) => {
  const given = scenario({
    performance: {
      enter: takes(1),
      fix: takes(1),
      look: { ...takes(1, { DONE: 1 }), time: [{ when, distribution: constant(1) }, { distribution: constant(2) }] },
    },
  })
  expect(findScenarioProblems(loop(), given).find(({ rule }) => rule === 'bad-expression')?.message).toMatch(message)
})

test('a guard and a segment cannot ask for built-ins, and the sentence says where they may stand', () => {
  const guarded = workflow({
    states: {
      work: { step: automatic, on: { DONE: [{ to: 'end', guard: 'visits("work") > 1' }, { to: 'end', guard: 'age > 3' }, 'end'] } },
      end,
    },
  })
  const given = scenario({ performance: { work: takes(1) }, segments: [{ title: 'Old', when: 'prev == "work"' }] })
  const messages = findScenarioProblems(guarded, given).map(({ message }) => message)
  for (const name of ['visits("…")', 'age', 'prev'])
    expect(messages.filter((message) => message.startsWith(`"${name}" is known only in conditions of a scenario's times`))).toHaveLength(1)
})

test('an attribute of the same name wins, with a warning', () => {
  const age: Attribute = { name: 'age', order: 0, title: 'Age', type: 'number', default: 99 }
  const look = { ...takes(1, { DONE: 1 }), time: [{ when: 'age == 99', distribution: constant(30) }, { distribution: constant(1) }] }
  const performance = { enter: takes(10), fix: takes(1), look }
  expect(run(performance, [0], [age]).rows.at(-1)!.end).toBe(40)
  expect(findScenarioProblems(loop([age]), scenario({ performance })).map(({ rule, severity }) => `${severity} ${rule}`)).toContain(
    'warning hides-built-in',
  )
})
