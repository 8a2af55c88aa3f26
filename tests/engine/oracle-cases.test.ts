import { describe, expect, test } from 'vitest'
import type { Action } from '../../src/workflow/action.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'
import type { Node } from './build.ts'
import { machineOf } from './oracle-machines.ts'
import { traceOf } from './oracle.ts'
import type { Line } from './oracle.ts'
import { shrink } from './shrink.ts'
import { Replay } from './xstate-replay.ts'

/*
 * Small machines on which the engine and XState could differ: shrunk counter-examples of generated ones, and the corners of the algorithm. Each is compared
 * with XState line by line; what XState does is also written down by hand: the line's event, its state value, and the actions in order.
 */
const attributes = [
  { name: 'n', order: 0, title: 'n', type: 'number' as const, default: 0 },
  { name: 'kind', order: 1, title: 'Kind', type: 'enum' as const, values: ['spam', 'threat'], default: 'spam' },
]
const count = (by: number): Action => ({ type: 'count', attribute: 'n', by })
const waits = (...outcomes: string[]): Step => ({ kind: 'wait', outcomes: outcomes.map((event) => ({ event, title: event })) })
/** Entry and exit actions, to see the order. */
const seen: Pick<Node, 'entry' | 'exit'> = { entry: [count(1)], exit: [count(1)] }

/** The lines of one case in which every step takes ten minutes and sends its outcomes as `shares` say (the first one, if they say nothing). */
function linesOf(
  machine: Workflow,
  shares: Record<string, Record<string, number>> = {},
  seconds: Record<string, number> = {},
): readonly Line[] {
  const performance = Object.fromEntries(
    Object.values(machine.states).flatMap(({ uid, step }) =>
      step
        ? [
            [
              uid,
              {
                ...takes(seconds[uid] ?? 600, shares[uid] ?? { [step.outcomes[0]!.event]: 1 }),
                ...(step.kind === 'automatic' && step.failure ? { failures: [{ share: 1 }] } : {}),
              },
            ],
          ]
        : [],
    ),
  )
  const { cases, observed } = traceOf(machine, scenario({ days: 2, performance, pools: { people: pool(1) } }), { cases: 1 })
  expect(observed!.failure).toBeNull()
  expect(new Replay(machine).lead(cases[0]!.lines).difference).toBeNull()
  return cases[0]!.lines
}

const said = (lines: readonly Line[]): string[] =>
  lines.map(({ event, state, acts }) =>
    [event.replace('xstate.', ''), JSON.stringify(state).replaceAll('"', ''), ...acts.map(({ action }) => action)].join(' '),
  )

describe('order of actions', () => {
  test('exit from the inside out, then the transition, then entry from the outside in; at the end all that is active exits', () => {
    const machine = workflow(
      {
        ...seen,
        states: {
          a: { ...seen, states: { a1: { ...seen, step: waits('GO'), on: { GO: { to: 'b1', actions: [count(1), count(2)] } } } } },
          b: { ...seen, states: { b1: { ...seen, step: waits('END'), on: { END: 'end' } } } },
          end: { kind: 'final', ...seen },
        },
      },
      attributes,
    )
    expect(said(linesOf(machine))).toEqual([
      'init {a:a1} machine entry 0 a entry 0 a1 entry 0',
      'GO {b:b1} a1 exit 0 a exit 0 t-0 action 0 t-0 action 1 b entry 0 b1 entry 0',
      'END end b1 exit 0 b exit 0 end entry 0 end exit 0 machine exit 0',
    ])
  })

  test('tracks are left in the opposite of their order, and entered in it; both take one event at once', () => {
    const track = (name: string): Node => ({
      ...seen,
      states: {
        [`${name}1`]: { ...seen, step: waits('GO'), on: { GO: { to: `${name}2`, actions: [count(1)] } } },
        [`${name}2`]: { ...seen, kind: 'final' },
      },
    })
    const machine = workflow(
      { states: { both: { kind: 'parallel', ...seen, done: 'end', states: { p: track('p'), q: track('q') } }, end: { kind: 'final' } } },
      attributes,
    )
    expect(said(linesOf(machine))).toEqual([
      'init {both:{p:p1,q:q1}} both entry 0 p entry 0 p1 entry 0 q entry 0 q1 entry 0',
      'GO end q1 exit 0 p1 exit 0 t-1 action 0 t-2 action 0 p2 entry 0 q2 entry 0 q2 exit 0 q exit 0 p2 exit 0 p exit 0 both exit 0',
    ])
  })

  test('eventless transitions go in the order in which the states were entered, not of the document', () => {
    const machine = workflow(
      {
        states: {
          both: {
            kind: 'parallel',
            states: {
              p: {
                states: {
                  p1: { step: waits('MOVE'), on: { MOVE: 'p2' } },
                  p2: { always: { to: 'p3', guard: 'n >= 1.0', actions: [count(10)] } },
                  p3: {},
                },
              },
              q: {
                states: {
                  q1: {
                    step: waits('UP'),
                    on: { UP: { actions: [count(1)] } },
                    always: { to: 'q2', guard: 'n >= 1.0', actions: [count(100)] },
                  },
                  q2: { after: { 60_000: 'end' } },
                },
              },
            },
          },
          end: { kind: 'final' },
        },
      },
      attributes,
    )
    const lines = said(linesOf(machine, {}, { p1: 60, q1: 120 }))
    // p2 was entered after q1, so the eventless transition of q1 is taken first.
    expect(lines[2]).toMatch(/^UP \{both:\{[pq:0-9,]+\}\} t-\d action 0 t-\d action 0 t-\d action 0$/)
    const [up, first, second] = lines[2]!.match(/t-\d/g)!
    expect([machine.transitions[up!]!.source, machine.transitions[first!]!.source, machine.transitions[second!]!.source]).toEqual([
      'q1',
      'q1',
      'p2',
    ])
  })

  test('a state that is left and entered again keeps its place in that order when all others are as before', () => {
    const machine = workflow(
      {
        states: {
          both: {
            kind: 'parallel',
            states: {
              p: {
                states: {
                  p1: {
                    step: waits('AGAIN'),
                    on: { AGAIN: { to: 'p1', reenter: true, actions: [count(1)] } },
                    always: { to: 'p2', guard: 'n >= 1.0', actions: [count(10)] },
                  },
                  p2: {},
                },
              },
              q: { states: { q1: { always: { to: 'q2', guard: 'n >= 1.0', actions: [count(100)] } }, q2: { after: { 60_000: 'end' } } } },
            },
          },
          end: { kind: 'final' },
        },
      },
      attributes,
    )
    const sources = linesOf(machine)[1]!.acts.map(({ action }) => machine.transitions[action.split(' ')[0]!]!.source)
    expect(sources).toEqual(['p1', 'p1', 'q1'])
  })

  test('an eventless transition that does nothing is taken once, and those around it are not tried', () => {
    const machine = workflow(
      {
        states: {
          a: {
            always: { to: 'end', guard: 'n >= 1.0' },
            states: {
              a1: { step: waits('UP'), on: { UP: { actions: [count(1)] } }, always: { guard: 'n >= 1.0' }, after: { 900_000: 'a2' } },
              a2: {},
            },
          },
          end: { kind: 'final' },
        },
      },
      attributes,
    )
    expect(said(linesOf(machine))).toEqual(['init {a:a1}', 'UP {a:a1} t-1 action 0', 'after.900000.machine.a.a1 end'])
  })

  test('a transition of the root that re-enters leaves and enters the root too', () => {
    const machine = workflow(
      {
        ...seen,
        on: { AGAIN: { to: 'b', reenter: true, actions: [count(5)] } },
        states: { a: { ...seen, step: waits('AGAIN') }, b: { step: waits('END'), on: { END: 'end' } }, end: { kind: 'final' } },
      },
      attributes,
    )
    expect(said(linesOf(machine))[1]).toBe('AGAIN b a exit 0 machine exit 0 t-0 action 0 machine entry 0')
  })

  test('a transition to the own state leaves it only when it re-enters; one without a target never', () => {
    const machine = workflow(
      {
        states: {
          a: {
            ...seen,
            states: {
              a1: {
                ...seen,
                step: waits('STAY'),
                on: { STAY: { actions: [count(1)] } },
                after: { 700_000: { to: 'a1', actions: [count(2)] }, 800_000: { to: 'a2', reenter: true } },
              },
              a2: { ...seen, step: waits('END'), on: { END: 'end' } },
            },
          },
          end: { kind: 'final' },
        },
      },
      attributes,
    )
    expect(said(linesOf(machine))).toEqual([
      'init {a:a1} a entry 0 a1 entry 0',
      'STAY {a:a1} t-0 action 0',
      'after.700000.machine.a.a1 {a:a1} t-1 action 0',
      'after.800000.machine.a.a1 {a:a2} a1 exit 0 a2 entry 0',
      'END end a2 exit 0 a exit 0',
    ])
  })

  test('in a guarded list the first that holds wins, with the attributes as they are before its actions', () => {
    const machine = workflow(
      {
        states: {
          a: {
            step: waits('GO'),
            exit: [{ type: 'set', attribute: 'n', to: 'n * 2' }],
            entry: [count(3)],
            on: {
              GO: [
                { to: 'b', guard: 'n > 5.0' },
                { to: 'c', guard: 'n > 2.0', actions: [{ type: 'set', attribute: 'kind', to: 'n > 5.0 ? "threat" : "spam"' }] },
                'b',
              ],
            },
          },
          b: { kind: 'final' },
          c: { kind: 'final' },
        },
      },
      attributes,
    )
    const [, go] = linesOf(machine)
    expect(said([go!])).toEqual(['GO c a exit 0 t-1 action 0'])
    expect(go!.after).toEqual({ n: 6, kind: 'threat' })
  })
})

describe('timers', () => {
  test('of one moment: those of zero length fire after the entry, in the order in which they were started; what they leave is cancelled', () => {
    const machine = workflow(
      {
        states: {
          a: {
            after: { 0: { actions: [count(1)] }, 60_000: { to: 'end', actions: [count(2)] } },
            states: { a1: { after: { 0: 'a2', 60_000: 'end' } }, a2: { after: { 60_000: { actions: [count(3)] } } } },
          },
          end: { kind: 'final' },
        },
      },
      attributes,
    )
    expect(said(linesOf(machine))).toEqual([
      'init {a:a1}',
      'after.0.machine.a {a:a1} t-0 action 0',
      'after.0.machine.a.a1 {a:a2}',
      'after.60000.machine.a end t-1 action 0',
    ])
  })

  test('counter-example: a wildcard inside takes what was meant for the states around it, timers and joins too', () => {
    const machine = workflow(
      {
        states: {
          both: {
            kind: 'parallel',
            done: 'end',
            after: { 3_600_000: 'end' },
            states: {
              p: { on: { '*': { actions: [count(1)] } }, states: { p1: { step: waits('P'), on: { P: 'p2' } }, p2: { kind: 'final' } } },
              q: { states: { q2: { kind: 'final' } } },
            },
          },
          end: { kind: 'final' },
        },
      },
      attributes,
    )
    expect(said(linesOf(machine))).toEqual([
      'init {both:{p:p1,q:q2}} t-2 action 0',
      'P {both:{p:p2,q:q2}} t-2 action 0 t-2 action 0',
      'after.3600000.machine.both {both:{p:p2,q:q2}} t-2 action 0',
    ])
  })
})

describe('history', () => {
  const inside = (history: 'shallow' | 'deep'): Workflow =>
    workflow(
      {
        states: {
          work: {
            ...seen,
            on: { PAUSE: 'paused' },
            states: {
              one: { ...seen, step: waits('ON'), on: { ON: 'two' } },
              two: {
                ...seen,
                states: { x: { ...seen, step: waits('ON'), on: { ON: 'y' } }, y: { ...seen, step: waits('PAUSE') } },
              },
              back: { history },
            },
          },
          paused: { step: waits('RESUME'), on: { RESUME: [{ to: 'end', guard: 'n > 12.0' }, 'back'] } },
          end: { kind: 'final' },
        },
      },
      attributes,
    )

  test('shallow begins anew what it brings back', () => {
    expect(said(linesOf(inside('shallow')))[4]).toBe('RESUME {work:{two:x}} work entry 0 two entry 0 x entry 0')
  })

  test('deep brings back the innermost', () => {
    expect(said(linesOf(inside('deep')))[4]).toBe('RESUME {work:{two:y}} work entry 0 two entry 0 y entry 0')
  })

  test('deep history of a parallel state brings back each track where it was', () => {
    const track = (name: string): Node => ({
      states: { [`${name}1`]: { ...seen, step: waits(`${name}N`), on: { [`${name}N`]: `${name}2` } }, [`${name}2`]: { ...seen } },
    })
    const machine = workflow(
      {
        states: {
          both: { kind: 'parallel', after: { 900_000: 'paused' }, states: { p: track('p'), q: track('q'), past: { history: 'deep' } } },
          paused: { entry: [count(100)], step: waits('RESUME'), on: { RESUME: [{ to: 'end', guard: 'n > 200.0' }, 'past'] } },
          end: { kind: 'final' },
        },
      },
      attributes,
    )
    const lines = said(linesOf(machine, {}, { q1: 1200 }))
    expect(lines.slice(2, 4)).toEqual([
      'after.900000.machine.both paused q1 exit 0 p2 exit 0 paused entry 0',
      'RESUME {both:{p:p2,q:q1}} p2 entry 0 q1 entry 0',
    ])
  })

  test('counter-example: a history that brings back the very source enters it without leaving it, unless the transition re-enters', () => {
    const machine = (reenter: boolean): Workflow =>
      workflow(
        {
          states: {
            a: {
              ...seen,
              step: waits('KEEP'),
              on: {
                KEEP: [
                  { to: 'end', guard: 'n > 3.0' },
                  { to: 'past', reenter },
                ],
              },
              after: { 5_000_000: 'end' },
            },
            past: { history: 'shallow' },
            end: { kind: 'final' },
          },
        },
        attributes,
      )
    expect(said(linesOf(machine(false)))[1]).toBe('KEEP a a entry 0')
    expect(said(linesOf(machine(true)))[1]).toBe('KEEP a a exit 0 a entry 0')
  })

  test('counter-example: of a parallel state, without a default, from inside: XState would leave that state and not enter it again, so it is refused', () => {
    const machine = (fallback: Partial<Node>): Workflow =>
      workflow({
        states: {
          both: {
            kind: 'parallel',
            states: { p: { states: { p1: { step: waits('KEEP'), on: { KEEP: 'past' } } } }, q: {}, past: { history: 'deep', ...fallback } },
          },
        },
      })
    const given = (of: Workflow) =>
      compile({ workflow: of, scenario: scenario({ performance: { p1: takes(600, { KEEP: 1 }) }, pools: { people: pool(1) } }) })
    const refused = given(machine({}))
    expect(refused.ok ? [] : refused.problems.map(({ message }) => message)).toEqual([
      'A transition inside a parallel state leads to its history, which has no default.',
    ])
    expect(given(machine({ always: 'p' })).ok).toBe(true)
  })
})

describe('events that steps send besides their outcomes', () => {
  test('the end of a limit on waiting and a failure go through XState as well', () => {
    const machine = workflow(
      {
        states: {
          busy: {
            kind: 'parallel',
            done: 'end',
            states: {
              first: { states: { f1: { step: review(['F']), on: { F: 'f2' } }, f2: { kind: 'final' } } },
              second: {
                states: {
                  s1: {
                    ...seen,
                    step: { kind: 'review', pools: ['people'], outcomes: waits('S').outcomes, waitLimit: { after: 'PT5M', event: 'LATE' } },
                    on: { S: 's3', LATE: 's2' },
                  },
                  s2: {
                    step: { kind: 'automatic', outcomes: waits('OK').outcomes, failure: { event: 'DOWN', title: 'Down' } },
                    on: { OK: 's3', DOWN: { to: 's3', actions: [count(7)] } },
                  },
                  s3: { kind: 'final' },
                },
              },
            },
          },
          end: { kind: 'final' },
        },
      },
      attributes,
    )
    expect(said(linesOf(machine))).toEqual([
      'init {busy:{first:f1,second:s1}} s1 entry 0',
      'LATE {busy:{first:f1,second:s2}} s1 exit 0',
      'F {busy:{first:f2,second:s2}}',
      'DOWN end t-5 action 0',
    ])
  })
})

test('values that are drawn are the same on both sides, and a draw shows in the order of actions', () => {
  const machine = workflow(
    {
      entry: [{ type: 'draw', attribute: 'kind', shares: { spam: 0.5, threat: 0.5 } }],
      states: {
        a: {
          step: waits('GO'),
          exit: [{ type: 'draw', attribute: 'n', shares: { '2.5': 0.5, '4': 0.5 } }],
          on: { GO: [{ to: 'a', reenter: true, guard: 'n < 4.0' }, 'end'] },
        },
        end: { kind: 'final' },
      },
    },
    attributes,
  )
  const lines = linesOf(machine)
  expect(lines.map(({ after }) => after['n'])).toEqual([0, ...lines.slice(1, -2).map(() => 2.5), 4, expect.anything()])
  expect(lines[1]!.acts).toEqual([{ action: 'a exit 0', value: lines[1]!.after['n'] }])
})

test('the shrinker leaves the smallest machine of which something is so', () => {
  const large = machineOf(21)
  const smallest = shrink(large, ({ states }) => Object.values(states).filter(({ type }) => type === 'parallel').length >= 1)
  expect(Object.values(smallest.states).filter(({ type }) => type === 'parallel')).toHaveLength(1)
  expect(Object.values(smallest.states).length).toBeLessThan(6)
  expect(Object.values(smallest.transitions)).toHaveLength(0)
})
