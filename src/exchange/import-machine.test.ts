import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createActor, createMachine, fromPromise } from 'xstate'
import type { AnyStateMachine } from 'xstate'
import { orderMachine } from '../../tests/machines/order.ts'
import { createCaseMachine } from '../machine/implementations.ts'
import { findProblems } from '../machine/problems.ts'
import { writeWorkflow } from '../machine/workflow-file.ts'
import { diffWorkflows } from '../revisions/diff.ts'
import { compile } from '../simulation/compile/compile.ts'
import { replicate } from '../simulation/experiment/replicate.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { firstScenario } from './first-scenario.ts'
import { importMachine } from './import-machine.ts'
import type { ImportOptions } from './import-machine.ts'
import { keepIdentity } from './keep-identity.ts'

const source = readFileSync(new URL('../../tests/machines/order.ts', import.meta.url), 'utf8')
const caseFile = (name: string) => readFileSync(new URL(`../../../shared/cases/${name}`, import.meta.url), 'utf8')

async function imported(text: string, options: ImportOptions = {}) {
  const read = await importMachine(text, options)
  if (!read.ok) throw new Error(read.message)
  return read
}

/** The states that a machine passes through when it is sent these events. */
function path(machine: AnyStateMachine, events: readonly string[]): unknown[] {
  const actor = createActor(machine).start()
  const values = events.map((type) => {
    // An actor answers only where it was invoked, and an actor that has ended takes nothing.
    const { status, value } = actor.getSnapshot() as { status: string; value: unknown }
    if (status === 'active' && (!type.startsWith('xstate.') || value === 'loading')) actor.send({ type })
    return actor.getSnapshot().value as unknown
  })
  actor.stop()
  return values
}

/** Runs the workflow with the first guesses and gives the share of arrived cases that end, and how they end. */
function outcome(workflow: Workflow) {
  const compiled = compile({ workflow, scenario: firstScenario(workflow, { id: 'first', timezone: 'UTC', start: '2026-03-02T00:00:00' }) })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
  return { program: compiled.program, observed: replicate(compiled.program, 1) }
}

const answers = ['xstate.done.actor.0.order.loading', 'xstate.error.actor.0.order.loading']
const events = fc.array(fc.constantFrom('START', 'CANCEL', 'APPROVE', 'REJECT', 'NOTE', 'PAID', ...answers), { maxLength: 25 })

describe('source', () => {
  test('a machine read from its source moves as the machine that the source makes when it is run', async () => {
    const { workflow } = await imported(source, { declined: new Set(['rests']) })
    const ours = createCaseMachine(workflow)
    // The real actor would answer by itself; here its answers are sent.
    const silent = fromPromise(() => new Promise<number>(() => undefined))
    const theirs = orderMachine.provide({ actors: { loadOrder: silent } }) as unknown as AnyStateMachine
    fc.assert(
      fc.property(events, (sent) => {
        expect(path(ours, sent)).toEqual(path(theirs, sent))
      }),
      { numRuns: 300 },
    )
  })

  test('functions of the file that put a machine together are followed, as XState has it when they are run', async () => {
    const file = `
      import { createMachine as make } from 'xstate'
      import { shared } from './elsewhere'
      enum S { Queue = 'queue', Review = 'review' }
      const EVENTS = { ok: 'OK', bad: 'BAD' } as const
      const to = (target: string) => ({ target })
      const reviewStep = (next: string, { back = S.Queue } = {} as { back?: string }) => ({ on: { [EVENTS.ok]: to(next), [EVENTS.bad]: to(back) } })
      function stages(names: readonly string[]) {
        const states: Record<string, object> = {}
        for (const name of names) {
          if (name === 'skip') states[name] = { always: 'check' }
          else states[\`\${name}\`] = { on: { NEXT: name === 'hold' ? 'check' : 'done' } }
        }
        return states
      }
      class Ends { static readonly states = { done: { type: 'final' } } }
      const tiers = 2
      export const machine = make({
        id: 'put-together', initial: S.Queue,
        states: {
          [S.Queue]: { on: { TAKE: tiers > 1 ? S.Review : 'done' } },
          [S.Review]: reviewStep('hold'),
          ...stages(['hold', 'skip', 'check']),
          ...Object.fromEntries(['a', 'b'].map((name) => [\`\${name}_wait\`, { on: { BACK: name.toUpperCase() === 'A' ? 'check' : 'done' } }])),
          ...Ends.states,
        },
      })`
    const run = createMachine({
      id: 'put-together',
      initial: 'queue',
      states: {
        queue: { on: { TAKE: 'review' } },
        review: { on: { OK: 'hold', BAD: 'queue' } },
        hold: { on: { NEXT: 'check' } },
        skip: { always: 'check' },
        check: { on: { NEXT: 'done' } },
        a_wait: { on: { BACK: 'check' } },
        b_wait: { on: { BACK: 'done' } },
        done: { type: 'final' },
      },
    }) as unknown as AnyStateMachine
    const { workflow, notes } = await imported(file, { declined: new Set(['rests']) })
    expect(notes).toEqual([])
    const ours = createCaseMachine(workflow)
    const keys = (of: AnyStateMachine) => Object.keys(of.root.states)
    expect(keys(ours)).toEqual(keys(run))
    fc.assert(
      fc.property(fc.array(fc.constantFrom('TAKE', 'OK', 'BAD', 'NEXT', 'BACK'), { maxLength: 15 }), (sent) => {
        expect(path(ours, sent)).toEqual(path(run, sent))
      }),
      { numRuns: 50 },
    )
  })

  test('a state that code makes is kept and said; functions that call themselves come to an end', async () => {
    const kept = await imported(`const other = load(); createMachine({ initial: 'a', states: { a: other('x'), b: { type: 'final' } } })`)
    expect(kept.notes.join(' ')).toContain('The state a is made by code')
    const round = `const f = (n) => ({ on: { GO: n }, states: { x: f(n) } }); const g = (n) => g(n); createMachine({ initial: 'a', states: { a: f('b'), b: g('a') } })`
    expect(Object.values((await imported(round)).workflow.states).map(({ key }) => key)).toEqual(expect.arrayContaining(['a', 'b']))
    const wide = `const f = (n) => [n, n].flatMap((m) => [f2(m), f2(m)]); const f2 = (n) => [n, n, n, n].map((m) => f3(m)); const f3 = (n) => [n, n, n, n, n, n, n, n].map((x) => ({ x }));
      const l = [${'1,'.repeat(400)}]; createMachine({ states: { a: { meta: l.map((n) => l.map((m) => f(m))) } } })`
    expect(await importMachine(wide)).toMatchObject({ ok: false, message: 'The constants of this file unfold without end.' })
  })

  test('XState 4 calls a machine without an id by its key', async () => {
    const file = `const m = Machine({ key: 'old', initial: 'a', states: { a: { on: { '': [{ target: '#old.b', cond: 'small' }], GO: '#old.b' } }, b: { type: 'final' } } })`
    expect(Object.keys(createCaseMachine((await imported(file)).workflow).root.states)).toEqual(['a', 'b'])
  })

  test('an enum, and a config that compiled code makes', async () => {
    const text = `enum S { A = 'a', B = 'b' }\nconst x = (0, xstate_1.createMachine)({ initial: S.A, states: { [S.A]: { on: { GO: S.B } }, [S.B]: { type: 'final' } } })`
    const { workflow } = await imported(text)
    expect(Object.values(workflow.states).map(({ key }) => key)).toEqual(['x', 'a', 'b'])
  })

  test('named implementations that say no more than an expression are taken from the code', async () => {
    const { workflow, notes } = await imported(source)
    const guards = Object.values(workflow.transitions).flatMap(({ guard }) => (guard === null ? [] : [guard]))
    expect(guards).toContainEqual({ expression: '(retries < 3)' })
    expect(notes).toContain('The delay "payment" is 300000 ms, as the source says.')
    expect(Object.values(workflow.transitions).map(({ trigger }) => trigger)).toContainEqual({ kind: 'after', delay: 300_000 })
  })

  test('nothing of a source is run', async () => {
    const hostile = `globalThis.ran = true\nexport const m = createMachine({ id: (globalThis.ran = true, 'x'), initial: 'a', states: { a: { entry: () => { globalThis.ran = true } } } })`
    await importMachine(hostile)
    expect(Object.hasOwn(globalThis, 'ran')).toBe(false)
  })

  test('constants that unfold without end, and source that is none, are refused in a sentence', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `const a${i + 1} = { x: a${i}, y: a${i} }`)
    const bomb = `const a0 = { z: 1 }\n${lines.join('\n')}\ncreateMachine({ initial: 'a', states: a40 })`
    expect(await importMachine(bomb)).toEqual({ ok: false, message: 'The constants of this file unfold without end.' })
    expect(await importMachine('const x = {{')).toMatchObject({ ok: false, message: expect.stringContaining('cannot be parsed') as string })
    expect(await importMachine('export const x = 1')).toMatchObject({
      ok: false,
      message: expect.stringContaining('No machine was found') as string,
    })
  })

  test.each([
    ["createMachine({ on: { PING: { cond: 'isValid', actions: () => {} } } })", 'an event that it only takes note of'],
    ["createMachine({ invoke: { src: 'fetch', onDone: { actions: 'hello' } } })", 'work that is called and done'],
    ["createMachine({ tags: 'hello' })", 'nothing at all'],
    ["createMachine({ after: { 1000: { actions: 'tick' } } })", 'a clock'],
  ])('a machine without states is one state, and its cases end: %s', async (text) => {
    const { workflow, offers } = await imported(text)
    expect(offers[0]?.told[0]).toContain('has no states; it is drawn as one that is called Running.')
    expect(findProblems(workflow).filter(({ severity }) => severity === 'error')).toEqual([])
    const scenario = firstScenario(workflow, { id: 'first-guess', timezone: 'Europe/Berlin', start: '2026-01-05T00:00:00' })
    const compiled = compile({ workflow, scenario, run: { days: 7 } })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    const { arrived, completed } = replicate(compiled.program, 0)
    expect(completed / arrived).toBeGreaterThan(0.9)
  })

  test('of several machines the largest is taken, another by its name', async () => {
    const two = `import { Machine } from 'xstate'
      const small = Machine({ id: 's', initial: 'a', states: { a: { on: { GO: 'b' } }, b: { type: 'final' } } })
      export const large = Machine({ id: 'l', initial: 'a', states: { a: { on: { GO: 'b' } }, b: { on: { BACK: 'a', '': { target: 'c', cond: 'isDone' } } }, c: { type: 'final' } } })`
    expect((await imported(two)).machines).toEqual(['large', 'small'])
    expect((await imported(two, { machine: 'small' })).workflow.header.workflow.title).toBe('s')
    expect(await importMachine(two, { machine: 'other' })).toEqual({
      ok: false,
      message: 'This source has no machine called other. It has small, large.',
    })
  })
})

describe('other forms', () => {
  test("a machine's definition leads where the machine does", async () => {
    const { workflow } = await imported(JSON.stringify(orderMachine), { declined: new Set(['rests', 'guards']) })
    const config = await imported(JSON.stringify(orderMachine.config), { declined: new Set(['rests', 'guards']) })
    const ways = (from: Workflow) =>
      Object.values(from.transitions)
        .map(({ source: state, trigger, targets }) =>
          JSON.stringify([from.states[state]?.key, trigger, targets.map((uid) => from.states[uid]?.key)]),
        )
        .sort()
    // The definition knows the named delay's time only as a name.
    expect(ways(workflow)).toEqual(ways(config.workflow))
  })

  test('XState 4: conditions, the empty event, and a way back to itself that enters anew', async () => {
    const four = {
      id: 'four',
      initial: 'a',
      on: { RESET: 'a' },
      states: {
        a: { onEntry: 'hello', on: { GO: { target: 'b', cond: 'isReady' }, AGAIN: 'a', STAY: { target: 'a', internal: true } } },
        b: { on: { '': 'c' } },
        c: { type: 'final' },
      },
    }
    const { workflow, notes } = await imported(JSON.stringify(four), { declined: new Set(['guards', 'waits', 'rests', 'leaving']) })
    const ways = Object.values(workflow.transitions)
    const on = (event: string) => ways.find(({ trigger }) => trigger.kind === 'event' && trigger.event === event)
    expect(on('GO')?.guard).toEqual({ name: 'isReady' })
    expect([on('AGAIN')?.reenter, on('STAY')?.reenter, on('RESET')?.targets.length]).toEqual([true, false, 1])
    expect(ways.some(({ trigger }) => trigger.kind === 'always')).toBe(true)
    expect(notes.join()).toContain('XState 4')
  })

  test('null is read as absent, but not as an event', async () => {
    const { notes } = await imported(caseFile('c10-null.json'))
    expect(notes).toContain('"always" of "a" is null; it was read as absent.')
    expect((await importMachine('{"initial":"a","states":{"a":{"on":{"X":null}}}}')).ok).toBe(false)
  })
})

describe('what comes in runs', () => {
  test.each([
    ['source', source],
    [
      'c11',
      '{"id":"m","initial":"load","states":{"load":{"invoke":{"src":"fetchReport","onDone":"ok","onError":"bad"}},"ok":{"type":"final"},"bad":{"type":"final"}}}',
    ],
    [
      'named guards in a loop',
      '{"id":"m","initial":"a","states":{"a":{"on":{"TRY":{"target":"b","guard":"isValid"}}},"b":{"always":[{"target":"done","guard":"isGood"},{"target":"a"}]},"done":{"type":"final"}}}',
    ],
    [
      'a machine that goes round for ever',
      '{"id":"toggle","initial":"off","states":{"off":{"on":{"TOGGLE":"on"}},"on":{"on":{"TOGGLE":"off"}}}}',
    ],
    ['timers that go round for ever', '{"id":"light","initial":"g","states":{"g":{"after":{"60000":"r"}},"r":{"after":{"60000":"g"}}}}'],
    [
      'two tracks',
      '{"id":"p","type":"parallel","states":{"a":{"initial":"x","states":{"x":{"on":{"A":"y"}},"y":{"type":"final"}}},"b":{"initial":"x","states":{"x":{"on":{"B":"y"}},"y":{"type":"final"}}}}}',
    ],
    [
      'a named delay and a named action',
      '{"id":"d","initial":"a","states":{"a":{"entry":"log","after":{"SOON":"b"}},"b":{"type":"final"}}}',
    ],
  ])('%s: at least half of the cases end within four weeks', async (_, text) => {
    const { workflow, offers } = await imported(text)
    const { observed } = outcome(workflow)
    expect(observed.completed).toBeGreaterThan(observed.arrived / 2)
    expect(offers.length).toBeGreaterThan(0)
    expect(findProblems({ ...workflow, layout: {} } as never).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('each offer can be declined, and what it says is all that it does', async () => {
    const { workflow, offers } = await imported(source, {
      declined: new Set(['invokes', 'guards', 'rests', 'waits', 'leaving', 'delays', 'starts']),
    })
    expect(Object.values(workflow.states).every(({ step }) => step === null)).toBe(true)
    expect(offers.every(({ taken }) => !taken)).toBe(true)
  })

  test('an invoked actor leads on: nothing is called unreachable, nothing is to be deleted, even where it is not drawn', async () => {
    const { workflow } = await imported(caseFile('c11-invoke.json'), { declined: new Set(['invokes']) })
    const rules = findProblems({ ...workflow, layout: {} } as never).map(({ rule }) => rule)
    expect(rules.filter((rule) => rule.startsWith('unreachable'))).toEqual([])
    const drawn = await imported(caseFile('c11-invoke.json'))
    expect(findProblems({ ...drawn.workflow, layout: {} } as never).map(({ rule }) => rule)).toEqual(['not-run-by-gemba'])
  })
})

describe('identity', () => {
  test('c01: a state put in front is three changes', async () => {
    const [before, after] = await Promise.all(['c01-line-v1.json', 'c01-line-v2.json'].map((name) => imported(caseFile(name))))
    const { changes } = diffWorkflows(before!.workflow, after!.workflow)
    expect(changes.map(({ kind, where }) => [kind, where])).toHaveLength(3)
  })

  test('the same machine gives the same bytes', async () => {
    expect(writeWorkflow((await imported(source)).workflow)).toBe(writeWorkflow((await imported(source)).workflow))
  })

  test('brought again, a machine keeps the words and the work that people gave it', async () => {
    const first = (await imported(source)).workflow
    const review = Object.values(first.states).find(({ key }) => key === 'review')!
    const told: Workflow = {
      ...first,
      states: { ...first.states, [review.uid]: { ...review, title: 'Payment review', step: { ...review.step!, target: 'PT4H' } } },
    }
    const again = keepIdentity(
      told,
      (await imported(source.replace("REJECT: 'cancelled',", "REJECT: 'cancelled', HOLD: 'paying',"))).workflow,
    )
    expect(again.states[review.uid]).toMatchObject({ title: 'Payment review', step: { target: 'PT4H' } })
    expect(again.states[review.uid]?.step?.outcomes.map(({ event }) => event)).toContain('HOLD')
    expect(Object.keys(first.states).every((uid) => Object.hasOwn(again.states, uid))).toBe(true)
    expect(diffWorkflows(told, keepIdentity(told, first)).changes).toEqual([])
  })
})
