import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createActor, createMachine, SimulatedClock } from 'xstate'
import type { AnyStateNode } from 'xstate'
import { readTape } from '../../tests/generate/tape.ts'
import type { Tape } from '../../tests/generate/tape.ts'
import { arbitraryWorkflow } from '../../tests/generate/workflow.ts'
import { canonicalJson } from '../workflow/canonical.ts'
import type { Json, JsonObject } from '../workflow/json.ts'
import { toMachineConfig } from './config.ts'
import { isObject } from './reading.ts'
import { readWorkflow, writeWorkflow } from './workflow-file.ts'
import { importMachine } from '../../tests/machines/import-machine.ts'

function makeUid() {
  let made = 0
  return () => `n${made++}`
}

function imported(config: Json) {
  const read = importMachine(JSON.stringify(config), makeUid())
  if (!read.ok) throw new Error(read.message)
  return read
}

/** The same config as other people write it: no `meta`, single values where lists may have one, names alone where objects may stand, targets by id. */
function loosen(node: Json, tape: Tape, path: string[]): Json {
  if (!isObject(node)) return node
  const transitions = (value: Json | undefined, inTimer = false): Json | undefined => {
    if (!Array.isArray(value)) return value
    const list = value.map((transition: Json) => looseTransition(transition, tape))
    if (list.length === 1 && tape.chance(60)) return list[0]
    // XState overlooks a bare target in the list of a timer.
    return inTimer ? list.map((transition) => (typeof transition === 'string' ? { target: transition } : transition)) : list
  }
  const table = (value: Json | undefined, inTimer: boolean) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, list]) => [key, transitions(list, inTimer) ?? null])) : value
  const { meta: _meta, description: _description, states, ...rest } = node
  const entries: [string, Json | undefined][] = [
    ...Object.entries(rest),
    ['on', table(node['on'], false)],
    ['after', table(node['after'], true)],
    ['always', transitions(node['always'])],
    ['onDone', transitions(node['onDone'])],
    ['entry', oneOrMany(node['entry'], tape)],
    ['exit', oneOrMany(node['exit'], tape)],
    [
      'states',
      isObject(states)
        ? Object.fromEntries(Object.entries(states).map(([key, child]) => [key, loosen(child, tape, [...path, key])]))
        : undefined,
    ],
  ]
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

function looseTransition(transition: Json, tape: Tape): Json {
  if (!isObject(transition)) return transition
  const { meta: _meta, description: _description, actions, ...rest } = transition
  const target = rest['target']
  const loose = { ...rest, ...(actions === undefined ? {} : { actions: oneOrMany(actions, tape) ?? null }) }
  if (typeof target === 'string' && Object.keys(loose).length === 1 && tape.chance(70)) return target
  return typeof target === 'string' && tape.chance(30) ? { ...loose, target: [target] } : loose
}

function oneOrMany(value: Json | undefined, tape: Tape): Json | undefined {
  return Array.isArray(value) && value.length === 1 && tape.chance(60) ? value[0] : value
}

/** What a machine does with these events: state values, context and status after each. Guards and actions are stand-ins that depend on what they are given. */
function behaviour(config: Json, events: readonly number[]): string[] {
  const seen: string[] = []
  const names = ['KEEP', 'REMOVE', 'ESCALATE', 'RETURN', 'REPLY']
  const machine = createMachine(config as never).provide({
    guards: {
      when: ((_: unknown, params: { expression: string }) => params.expression.length % 2 === 0) as never,
      isUrgent: (() => true) as never,
      isAbove: ((_: unknown, params: { limit: number }) => params.limit > 3) as never,
    },
    actions: Object.fromEntries(
      ['set', 'count', 'draw', 'notify'].map((name) => [
        name,
        (_: unknown, params: unknown) => seen.push(`${name} ${JSON.stringify(params)}`),
      ]),
    ) as never,
  })
  const clock = new SimulatedClock()
  const actor = createActor(machine, { clock })
  actor.subscribe({ error: () => undefined })
  actor.start()
  for (const event of events) {
    if (actor.getSnapshot().status !== 'active') break
    const name = names[event % 7]
    if (name) actor.send({ type: name })
    else clock.increment(event % 2 === 0 ? 900_000 : 14_400_000)
    seen.push(JSON.stringify([actor.getSnapshot().value, actor.getSnapshot().status]))
  }
  return seen
}

test('a machine behaves the same before and after it is imported', () => {
  let moves = 0
  fc.assert(
    fc.property(
      arbitraryWorkflow({ named: true }),
      fc.array(fc.nat(9999), { maxLength: 60 }),
      fc.array(fc.nat(99), { minLength: 5, maxLength: 20 }),
      (workflow, choices, events) => {
        const plain = loosen(toMachineConfig(workflow), readTape(choices), [])
        const before = behaviour(plain, events)
        const { workflow: read, notes } = imported(plain)
        expect(notes.filter((note) => !note.includes('made from a text'))).toEqual([])
        expect(behaviour(toMachineConfig(read), events)).toEqual(before)
        moves += new Set(before).size
      },
    ),
    { numRuns: 150 },
  )
  expect(moves).toBeGreaterThan(300)
})

test('an imported machine is a file that reads back the same', () => {
  fc.assert(
    fc.property(arbitraryWorkflow({ named: true }), fc.array(fc.nat(9999), { maxLength: 60 }), (workflow, choices) => {
      const { workflow: read } = imported(loosen(toMachineConfig(workflow), readTape(choices), []))
      const again = readWorkflow(writeWorkflow(read))
      expect(again).toEqual({ ok: true, workflow: read, notes: [] })
    }),
    { numRuns: 50 },
  )
})

const spellings: JsonObject = {
  id: 'm',
  initial: { target: 'a', actions: 'log' },
  context: { n: 1, list: [1] },
  version: '3',
  on: { RESET: '.a', HELP: { target: '#deep' } },
  states: {
    a: {
      on: { GO: 'b.c', STAY: {}, BOTH: [{ target: 'b', guard: 'isUrgent' }, 'end'], UP: 'p.x.one' },
      after: { PT4H: 'end', 1000: { target: 'b' } },
      entry: 'log',
      tags: 'waiting',
    },
    b: {
      initial: 'c',
      onDone: 'end',
      states: {
        c: { id: 'deep', on: { NEXT: 'd', OUT: '#m.end', SELF: { target: 'c', reenter: true } } },
        d: { type: 'final' },
        h: { history: 'deep', target: 'c' },
      },
      on: { IN: '.d' },
    },
    p: {
      type: 'parallel',
      states: {
        x: { initial: 'one', states: { one: { on: { T: '#m.b.h' } }, two: {} } },
        y: { initial: 'one', states: { one: {}, two: {} } },
      },
      on: { MULTI: ['.x.two', '.y.two'], BOTH2: { target: ['#m.p.x.two', '#m.p.y.two'] } },
    },
    end: { type: 'final', output: { done: true }, invoke: { src: 'mail' } },
  },
}

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => nodesOf(child))]
}

test('every spelling of targets is resolved as XState resolves it', () => {
  const config = {
    ...spellings,
    states: {
      ...(spellings['states'] as JsonObject),
      p: { ...((spellings['states'] as JsonObject)['p'] as JsonObject), on: { BOTH2: { target: ['#m.p.x.two', '#m.p.y.two'] } } },
    },
  }
  const { workflow, notes } = imported(config)
  const before = createMachine(config as never)
  const after = createMachine(toMachineConfig(workflow) as never)
  const targets = (machine: typeof before) =>
    nodesOf(machine.root).map((node) => [
      node.path.join('.'),
      [...node.transitions]
        .filter(([event]) => !event.startsWith('xstate.after'))
        .map(([event, list]) => [event, list.map((transition) => transition.target?.map((target) => target.path.join('.')) ?? null)]),
    ])
  expect(targets(after)).toEqual(targets(before))
  expect(notes).toEqual(['The timer "PT4H" of state "a" is read as a duration, 14400000 milliseconds.'])
  const written = toMachineConfig(workflow)
  expect(written).toMatchObject({ version: '3', context: { n: 1, list: [1] }, initial: { target: 'a', actions: 'log' } })
  expect((written['states'] as JsonObject)['end']).toMatchObject({ output: { done: true }, invoke: { src: 'mail' } })
  expect(Object.keys(((written['states'] as JsonObject)['a'] as JsonObject)['after'] as JsonObject)).toEqual(['1000', '14400000'])
  expect(canonicalJson(toMachineConfig(imported(written).workflow))).toBe(canonicalJson(written))
})

test.each<[string, Json, string]>([
  [
    'a target that is not there',
    { id: 'm', initial: 'a', states: { a: { on: { GO: 'toString' } } } },
    'leads to "toString", which is no state here',
  ],
  ['guards of XState 4', { id: 'm', initial: 'a', states: { a: { on: { GO: { target: 'a', cond: 'x' } } } } }, 'XState 4'],
  ['a target of the root without a dot', { id: 'm', initial: 'a', on: { GO: 'a' }, states: { a: {} } }, 'leads to "a"'],
  ['a type XState does not know', { id: 'm', initial: 'a', states: { a: { type: 'choice' } } }, 'XState knows atomic'],
  ['a state that is no object', { id: 'm', initial: 'a', states: { a: 3 } }, 'is not an object'],
  ['too deep a nesting', deep(70), 'deeper than 60'],
  ['no machine at all', { hello: 'world' }, 'has no "states"'],
  ['a list', [], 'a JSON object'],
])('refuses %s', (_name, config, message) => {
  expect(importMachine(JSON.stringify(config), makeUid())).toMatchObject({ ok: false, message: expect.stringContaining(message) })
})

function deep(levels: number): Json {
  let node: Json = {}
  for (let level = 0; level < levels; level++) node = { initial: 'a', states: { a: node } }
  return node
}

test.each<[string, Json, string]>([
  ['a dot in a name', { id: 'm', initial: 'a.b', states: { 'a.b': {} } }, 'contains a dot'],
  ['digits only', { id: 'm', initial: '10', states: { b: {}, 10: {} } }, 'digits only'],
  ['one id twice', { id: 'm', initial: 'a', states: { a: { id: 'x' }, b: { id: 'x' } } }, 'id "x"'],
  ['no initial', { id: 'm', states: { a: {} } }, 'no "initial"'],
  ['an initial that is not there', { id: 'm', initial: 'z', states: { a: {} } }, 'not a state inside it'],
  ['a bare target in the list of a timer', { id: 'm', initial: 'a', states: { a: { after: { 1000: ['a'] } } } }, 'XState overlooks'],
  ['an action named as one of ours', { id: 'm', initial: 'a', states: { a: { entry: 'set' } } }, 'kept by the name "original.set"'],
  [
    'an action of somebody else under a name of ours',
    { id: 'm', initial: 'a', states: { a: { entry: { type: 'count', params: { step: 2 } } } } },
    'kept by the name "original.count"',
  ],
  ['meta of somebody else', { id: 'm', initial: 'a', states: { a: { meta: { step: 3, colour: 'red' } } } }, 'meta.original'],
])('takes and reports %s', (_name, config, message) => {
  const { notes, workflow } = imported(config)
  expect(notes.join('\n')).toContain(message)
  expect(readWorkflow(writeWorkflow(workflow))).toMatchObject({ ok: true })
})

test('a name that JavaScript treats specially is refused at the door', () => {
  const read = importMachine('{"id":"m","initial":"__proto__","states":{"__proto__":{}}}', makeUid())
  expect(read).toMatchObject({ ok: false, message: expect.stringContaining('__proto__') })
  expect(
    imported({ id: 'm', initial: 'constructor', states: { constructor: { on: { toString: 'hasOwnProperty' } }, hasOwnProperty: {} } })
      .notes,
  ).toEqual([])
})
