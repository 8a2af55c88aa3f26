import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { logHooks } from '../../src/simulation/experiment/trace.ts'
import type { LogRow } from '../../src/simulation/experiment/trace.ts'
import type { Action } from '../../src/workflow/action.ts'
import type { Attribute, AttributeValue } from '../../src/workflow/attribute.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { review, scenario, takes, workflow } from './build.ts'
import type { Node } from './build.ts'
import { Led } from './charts.ts'

/** What a statechart means, worked out by hand from SCXML and XState's documents: `+a` entered, `-a` left, `n=2` an action, in this order. */
const end = { kind: 'final' } as const
const attributes: readonly Attribute[] = [
  { name: 'n', order: 0, title: 'N', type: 'number', default: 0 },
  { name: 'minor', order: 1, title: 'Minor', type: 'boolean', default: false },
  { name: 'severity', order: 2, title: 'Severity', type: 'enum', values: ['low', 'high'], default: 'low' },
]
const set = (to: number): Action => ({ type: 'set', attribute: 'n', to: `${to}.0` })
const count = (by: number): Action => ({ type: 'count', attribute: 'n', by })

/** A started case of the machine, and a way to send it events: what happened then. */
function begun(root: Node, context: Record<string, AttributeValue> = {}) {
  const led = new Led(workflow(root, attributes))
  const slot = led.open({ n: 0, minor: false, severity: 'low', ...context })
  expect(led.start(slot)).toBeNull()
  const first = led.news()
  const send = (event: string): string => {
    expect(led.send(slot, event)).toBeNull()
    return led.news()
  }
  return { first, send, value: () => led.valueOf(slot), context: () => led.context(slot), ended: () => led.ended }
}

test('compound: entered from the outside in, left from the inside out, exit actions before those of the transition before entry actions', () => {
  const { first, send, value } = begun({
    states: {
      outer: {
        entry: [set(1)],
        exit: [set(2)],
        states: { inner: { entry: [set(3)], exit: [set(4)] } },
        on: { GO: { to: 'other', actions: [set(5)] } },
      },
      other: { entry: [set(6), set(7)] },
    },
  })
  expect(first).toBe('+machine n=1 +outer n=3 +inner')
  expect(value()).toEqual({ outer: 'inner' })
  expect(send('GO')).toBe('n=4 -inner n=2 -outer n=5 n=6 n=7 +other')
  expect(value()).toBe('other')
})

test('compound: the innermost state that takes an event takes it; if its guard does not hold, the states around are asked', () => {
  const root: Node = {
    states: { outer: { states: { a: { on: { GO: { to: 'b', guard: 'minor' } } }, b: {} }, on: { GO: 'other' } }, other: {} },
  }
  expect(begun(root, { minor: true }).send('GO')).toBe('-a +b')
  expect(begun(root, { minor: false }).send('GO')).toBe('-a -outer +other')
})

test('guarded transitions are tried in document order, on numbers, booleans and enumerations; the first that holds wins', () => {
  const root: Node = {
    states: {
      start: {
        on: {
          LOOK: [
            { to: 'many', guard: 'n >= 5.0' },
            { to: 'young', guard: 'minor' },
            { to: 'bad', guard: 'severity == "high" && n < 5.0' },
            { to: 'odd', guard: 'severity in ["high"] || n == 4.0' },
            'rest',
          ],
        },
      },
      many: {},
      young: {},
      bad: {},
      odd: {},
      rest: {},
    },
  }
  const led = (context: Record<string, AttributeValue>) => {
    const { send, value } = begun(root, context)
    send('LOOK')
    return value()
  }
  expect(led({ n: 5, minor: true, severity: 'high' })).toBe('many')
  expect(led({ n: 4.99, minor: true, severity: 'high' })).toBe('young')
  expect(led({ n: 1, minor: false, severity: 'high' })).toBe('bad')
  expect(led({ n: 4, minor: false, severity: 'low' })).toBe('odd')
  expect(led({ n: 3, minor: false, severity: 'low' })).toBe('rest')
})

test('parallel with join: both regions hear an event; the parent is done when both are final, and leaves in reverse document order', () => {
  const { first, send, value, ended } = begun({
    states: {
      both: {
        kind: 'parallel',
        done: { to: 'after', actions: [set(9)] },
        exit: [set(8)],
        states: {
          x: { states: { x1: { on: { GO: 'x2', BACK: 'x2' } }, x2: { on: { GO: 'x3' } }, x3: end } },
          y: { states: { y1: { on: { GO: 'y2' } }, y2: { on: { BACK: 'y1' } }, y3: end } },
        },
        on: { SKIP: 'after', GO: 'never' },
      },
      after: { on: { GO: 'end' } },
      never: {},
      end,
    },
  })
  expect(first).toBe('+machine +both +x +x1 +y +y1')
  expect(send('GO')).toBe('-y1 -x1 +x2 +y2')
  expect(send('BACK')).toBe('-y2 +y1')
  expect(send('GO')).toBe('-y1 -x2 +x3 +y2')
  expect(value()).toEqual({ both: { x: 'x3', y: 'y2' } })
  expect(send('SKIP')).toBe('-y2 -y -x3 -x n=8 -both +after')
  expect(send('GO')).toBe('-after +end')
  expect(ended()).toBe(true)
})

test('join: onDone of a parallel state is taken at once when its last region ends, after onDone of that region', () => {
  const { send, value } = begun({
    states: {
      both: {
        kind: 'parallel',
        done: { to: 'joined', actions: [count(100)] },
        states: {
          x: { done: { actions: [count(1)] }, states: { x1: { on: { X: 'x2' } }, x2: end } },
          y: { done: { actions: [count(10)] }, states: { y1: { on: { Y: 'y2' } }, y2: end } },
        },
      },
      joined: {},
    },
  })
  expect(send('Y')).toBe('-y1 +y2 n=10')
  expect(send('X')).toBe('-x1 +x2 n=11 -y2 -y -x2 -x -both n=111 +joined')
  expect(value()).toBe('joined')
})

test('onDone of a compound state within another: the inner one ends the middle one, which ends the outer one', () => {
  const { send, value } = begun({
    states: {
      outer: {
        done: 'last',
        states: {
          middle: { done: 'closed', states: { inner: { done: 'm2', states: { i1: { on: { GO: 'i2' } }, i2: end } }, m2: end } },
          closed: end,
        },
      },
      last: {},
    },
  })
  expect(send('GO')).toBe('-i1 +i2 -i2 -inner +m2 -m2 -middle +closed -closed -outer +last')
  expect(value()).toBe('last')
})

const withHistory = (history: 'shallow' | 'deep'): Node => ({
  states: {
    work: {
      states: {
        a: {},
        b: { states: { b1: { on: { IN: 'b2' } }, b2: {} } },
        back: { history },
      },
      on: { PAUSE: 'held', SECOND: 'b' },
    },
    held: { on: { RESUME: 'back', FRESH: 'work' } },
  },
})

test('shallow history brings back the child and begins it anew; deep history brings back the innermost state; without a memory the initial state', () => {
  for (const [history, expected] of [
    ['shallow', '-held +work +b +b1'],
    ['deep', '-held +work +b +b2'],
  ] as const) {
    const { send } = begun(withHistory(history))
    expect(send('PAUSE')).toBe('-a -work +held')
    expect(send('RESUME')).toBe('-held +work +a')
    expect(send('SECOND')).toBe('-a +b +b1')
    expect(send('IN')).toBe('-b1 +b2')
    expect(send('PAUSE')).toBe('-b2 -b -work +held')
    expect(send('RESUME')).toBe(expected)
    expect(send('PAUSE')).toContain('+held')
    expect(send('FRESH')).toBe('-held +work +a')
  }
  const never: Node = {
    states: { held: { on: { RESUME: 'back' } }, work: { states: { a: {}, c: {}, back: { history: 'deep', always: 'c' } } } },
  }
  expect(begun(never).send('RESUME')).toBe('-held +work +c')
})

test('deep history of parallel work brings every region back to where it was', () => {
  const { send, value } = begun({
    states: {
      both: {
        kind: 'parallel',
        states: {
          x: { states: { x1: { on: { X: 'x2' } }, x2: {} } },
          y: { states: { y1: { on: { Y: 'y2' } }, y2: {} } },
          back: { history: 'deep' },
        },
        on: { PAUSE: 'held' },
      },
      held: { on: { RESUME: 'back' } },
    },
  })
  send('Y')
  send('PAUSE')
  expect(send('RESUME')).toBe('-held +both +x +x1 +y +y2')
  expect(value()).toEqual({ both: { x: 'x1', y: 'y2' } })
})

test('always: tried after every microstep, guards see what actions have just set, the innermost first', () => {
  const { first, send, value } = begun({
    states: {
      loop: {
        always: { to: 'enough', guard: 'n >= 3.0' },
        states: {
          one: { always: { to: 'two', guard: 'n == 1.0' }, on: { MORE: { actions: [count(1)] } } },
          two: { on: { MORE: { to: 'one', actions: [count(1)] } } },
        },
      },
      enough: { always: [{ to: 'never', guard: 'minor' }, 'last'] },
      never: {},
      last: {},
    },
  })
  expect(first).toBe('+machine +loop +one')
  expect(send('MORE')).toBe('n=1 -one +two')
  expect(send('MORE')).toBe('-two n=2 +one')
  expect(send('MORE')).toBe('n=3 -one -loop +enough -enough +last')
  expect(value()).toBe('last')
})

test('reenter: without it a state stays where it is when it leads to itself or inwards; with it it is left and entered again', () => {
  const root = (reenter: boolean): Node => ({
    states: {
      outer: {
        entry: [count(1)],
        exit: [count(10)],
        states: { a: { on: { SELF: { to: 'a', reenter, actions: [count(100)] } } }, b: {} },
        on: { IN: { to: 'b', reenter }, ONLY: { actions: [count(1000)] } },
      },
    },
  })
  const stays = begun(root(false))
  expect(stays.first).toBe('+machine n=1 +outer +a')
  expect(stays.send('SELF')).toBe('n=101')
  expect(stays.send('IN')).toBe('-a +b')
  expect(stays.send('ONLY')).toBe('n=1101')
  const again = begun(root(true))
  expect(again.send('SELF')).toBe('-a n=101 +a')
  expect(again.send('IN')).toBe('-a n=111 -outer n=112 +outer +b')
  expect(again.send('ONLY')).toBe('n=1112')
})

test('set, count and draw on numbers, booleans and enumerations', () => {
  const { send, context } = begun({
    states: {
      start: {
        on: {
          A: { actions: [{ type: 'set', attribute: 'n', to: 'minor ? 1.5 : n * 2.0 + 7.0' }, count(-0.25)] },
          B: { actions: [{ type: 'set', attribute: 'minor', to: 'n > 6.0 && severity == "low"' }] },
          C: { actions: [{ type: 'set', attribute: 'severity', to: 'minor ? "high" : "low"' }] },
          D: { actions: [{ type: 'draw', attribute: 'severity', shares: { low: 1, high: 0 } }] },
        },
      },
    },
  })
  expect(send('A')).toBe('n=7 n=6.75')
  expect(send('B')).toBe('minor=true')
  expect(send('C')).toBe('severity=high')
  expect(send('A')).toBe('n=1.5 n=1.25')
  expect(send('D')).toBe('severity=low')
  expect(send('B')).toBe('minor=false')
  expect(context()).toEqual({ n: 1.25, minor: false, severity: 'low' })
})

function rowsOf(
  given: Workflow,
  performance: Parameters<typeof scenario>[0]['performance'] & object,
): { rows: LogRow[]; leadTime: number } {
  const arrivals = [{ time: 0, values: {} }]
  const compiled = compile({ workflow: given, scenario: scenario({ demand: { kind: 'replay' }, days: 1, performance }), arrivals })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const rows: LogRow[] = []
  const observed = replicate(
    compiled.program,
    0,
    logHooks(compiled.program, (row) => rows.push(row)),
  )
  return { rows, leadTime: observed.leadTime.mean }
}

test('after on any level: the timer of a group runs while the case moves within it, and starts anew when the group is entered anew', () => {
  const chart = (reenter: boolean) =>
    workflow({
      states: {
        group: {
          after: { 100_000: 'late' },
          states: { a: { step: review(['DONE']), on: { DONE: 'b' } }, b: { step: review(['ROUND']) } },
          on: { ROUND: { to: 'a', reenter } },
        },
        late: { step: review(['DONE']), on: { DONE: 'end' } },
        end,
      },
    })
  // a: 0 to 60. b: 60 to 90. Back to a without leaving the group: a from 90; the group's timer fires at 100, late takes 5.
  const stays = rowsOf(chart(false), { a: takes(60), b: takes(30), late: takes(5) })
  expect(stays.rows.map(({ activity, enabled, end: ended }) => [activity, enabled, ended])).toEqual([
    ['a', 0, 60],
    ['b', 60, 90],
    ['a', 90, 100],
    ['late', 100, 105],
  ])
  expect(stays.leadTime).toBe(105)
  // Re-entered, the timer starts anew at 90, 180, …, so the case goes round for ever and is open at the end of the day.
  const again = rowsOf(chart(true), { a: takes(60), b: takes(30), late: takes(5) })
  expect(again.rows.slice(0, 3).map(({ activity, enabled, end: ended }) => [activity, enabled, ended])).toEqual([
    ['a', 0, 60],
    ['b', 60, 90],
    ['a', 90, 150],
  ])
  expect(again.rows.some(({ activity }) => activity === 'late')).toBe(false)
})

test('after in a region: it moves that region alone, and the join waits for it; the timers of a state left are stopped', () => {
  const given = workflow({
    states: {
      both: {
        kind: 'parallel',
        done: 'end',
        after: { 500_000: 'late' },
        states: {
          x: { states: { x1: { after: { 200_000: 'x2' } }, x2: end } },
          y: {
            states: {
              y1: { step: review(['DONE']), on: { DONE: 'y2' }, after: { 50_000: 'y3', 10_000: { actions: [] } } },
              y2: { after: { 300_000: 'y3' } },
              y3: end,
            },
          },
        },
      },
      late: {},
      end,
    },
  })
  // y1's work of 40 ends before its timer of 50; y2 lasts 300: the regions end at 200 and 340.
  expect(rowsOf(given, { y1: takes(40) }).leadTime).toBe(340)
  // Work of 60 is cut off by the timer at 50; the regions end at 200 and 50.
  expect(rowsOf(given, { y1: takes(60) }).leadTime).toBe(200)
})
