import { transition } from 'xstate'
import { expect, test } from 'vitest'
import { createCaseMachine } from '../../src/machine/implementations.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { ancestorsOf, documentOrder } from '../../src/workflow/tree.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { generatedAttributes, generateWorkflow } from '../generate/workflow.ts'
import { workflow } from './build.ts'
import type { Node } from './build.ts'
import { Led } from './charts.ts'
import { dice, machineOf } from './oracle-machines.ts'
import { shapes, sizedProgram } from './sizes.ts'

const context = Object.fromEntries(generatedAttributes.map((attribute) => [attribute.name, attribute.default]))

/** The partial state value that names one state: its keys from the outside in. */
function valueAt(workflow: Workflow, uid: string): string | object {
  const keys = [uid, ...ancestorsOf(workflow, uid).map((state) => state.uid)].map((id) => workflow.states[id]!.key).slice(0, -1)
  return keys.slice(1).reduce<string | object>((inner, key) => ({ [key]: inner }), keys[0]!)
}

type Snapshot = {
  readonly value: unknown
  readonly _nodes: readonly { readonly path: readonly string[]; readonly key: string; readonly order: number }[]
  readonly status: string
}

test('a case put into any state of 80 generated machines is where XState resolves that state, and goes on as there', () => {
  let placed = 0
  for (let seed = 0; seed < 80; seed++) {
    const pick = dice(seed)
    const given = generateWorkflow(Array.from({ length: 400 }, () => pick(1_000_000)))
    const led = new Led(given)
    const machine = createCaseMachine(given, context)
    for (const { uid } of documentOrder(given).filter((state) => state.parent !== null && state.type !== 'history')) {
      const slot = led.open(context)
      led.news()
      led.place(slot, uid)
      const resolved = machine.resolveState({ value: valueAt(given, uid) as never, context }) as unknown as Snapshot
      expect(JSON.stringify(led.valueOf(slot))).toBe(JSON.stringify(resolved.value))
      expect(led.activeOf(slot).toSorted()).toEqual(resolved._nodes.map(({ path }) => path.join('.')).toSorted())
      expect(led.ended).toBe(resolved.status === 'done')
      const inOrder = [...resolved._nodes].sort((a, b) => a.order - b.order)
      expect(led.news()).toBe(inOrder.map(({ key }) => `+${key}`).join(' '))
      placed++
      if (resolved.status === 'done') continue
      const event = ['KEEP', 'REMOVE', 'ESCALATE'].find((name) => led.program.names.events.includes(name))
      if (event === undefined || led.send(slot, event) !== null) continue
      const [next] = transition(machine, resolved as never, { type: event } as never) as unknown as [Snapshot]
      expect(JSON.stringify(led.valueOf(slot)), `machine ${seed}, ${event} in ${uid}`).toBe(JSON.stringify(next.value))
    }
  }
  expect(placed).toBeGreaterThan(600)
})

test('microsteps kept and microsteps worked out anew do the same, call by call, on 60 generated machines', () => {
  let calls = 0
  for (let seed = 0; seed < 60; seed++) {
    const given = machineOf(seed)
    const [kept, anew] = [new Led(given), new Led(given, true)]
    const pick = dice(seed)
    const events = kept.program.names.events
    for (let id = 0; id < 3; id++) {
      const slots = [kept.open(context), anew.open(context)] as const
      let [reason, other] = [kept.start(slots[0]), anew.start(slots[1])]
      for (let sent = 0; sent < 40 && reason === null && !kept.ended; sent++) {
        const event = events[pick(events.length)]!
        reason = kept.send(slots[0], event)
        other = anew.send(slots[1], event)
        const news = kept.news()
        expect(anew.news(), `machine ${seed}, event ${sent}`).toBe(news)
        expect(anew.activeOf(slots[1])).toEqual(kept.activeOf(slots[0]))
        calls += news.split(' ').length
      }
      expect(other).toBe(reason)
    }
  }
  expect(calls).toBeGreaterThan(6_000)
})

test('more configurations than are kept: 4096 of twelve regions, cases in different ones, dropped and worked out again', () => {
  const region = (i: number): Node => ({ states: { [`a${i}`]: { on: { [`E${i}`]: `b${i}` } }, [`b${i}`]: { on: { [`E${i}`]: `a${i}` } } } })
  const numbers = Array.from({ length: 12 }, (_, i) => i)
  const given = workflow({ states: { all: { kind: 'parallel', states: Object.fromEntries(numbers.map((i) => [`r${i}`, region(i)])) } } })
  const led = new Led(given)
  const pick = dice(1)
  const slots = Array.from({ length: 40 }, () => led.open({}))
  for (const slot of slots) led.start(slot)
  const odd = slots.map(() => numbers.map(() => false))
  for (let sent = 0; sent < 25_000; sent++) {
    const [which, i] = [pick(slots.length), pick(12)]
    led.send(slots[which]!, `E${i}`)
    odd[which]![i] = !odd[which]![i]
    led.news()
  }
  for (const [which, slot] of slots.entries())
    expect(led.valueOf(slot)).toEqual({ all: Object.fromEntries(numbers.map((i) => [`r${i}`, `${odd[which]![i] ? 'b' : 'a'}${i}`])) })
})

test('a line with 500 states gives the events of one with 20, to the last bit', () => {
  for (const shape of shapes)
    expect(replicate(sizedProgram(shape, 500, 300), 0).digest).toBe(replicate(sizedProgram(shape, 20, 300), 0).digest)
})
