import fc from 'fast-check'
import { createActor } from 'xstate'
import { expect, test } from 'vitest'
import { arbitraryWorkflow } from '../../tests/generate/workflow.ts'
import type { AttributeValue } from '../workflow/attribute.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { findConfigurations } from './configurations.ts'
import { createCaseMachine } from './implementations.ts'
import { startWalk } from './walk.ts'

/** A case as it may come: what the workflow sets begins with its default, all else has some value of its domain. */
function someCase(workflow: Workflow, dice: (sides: number) => number): Record<string, AttributeValue> {
  const set = new Set(
    [
      ...Object.values(workflow.states).flatMap(({ entry, exit }) => [...entry, ...exit]),
      ...Object.values(workflow.transitions).flatMap(({ actions }) => actions),
    ].flatMap((action) => ('attribute' in action ? [action.attribute] : [])),
  )
  const free = Object.values(workflow.attributes).filter(({ name }) => !set.has(name))
  return Object.fromEntries(
    free.map((attribute) => [
      attribute.name,
      attribute.type === 'enum'
        ? (attribute.values[dice(attribute.values.length)] ?? '')
        : attribute.type === 'boolean'
          ? dice(2) === 0
          : (dice(40) - 8) / 4,
    ]),
  )
}

const at = (states: readonly string[]) => states.join(' ')

test('wherever a real case comes by outcomes and timers, it was found', () => {
  let [judged, long] = [0, 0]
  fc.assert(
    fc.property(
      arbitraryWorkflow({ draw: true, states: 12 }),
      fc.array(fc.nat(999), { minLength: 60, maxLength: 60 }),
      (workflow, tape) => {
        const { nodes, gap } = findConfigurations(workflow)
        if (gap !== null) return
        judged++
        const known = new Set(nodes.map(({ states }) => at(states)))
        let next = 0
        const dice = (sides: number) => (tape[next++ % tape.length] ?? 0) % sides
        for (let round = 0; round < 4; round++) {
          const walk = startWalk(workflow, someCase(workflow, dice), {
            draw: (_, shares) => Object.keys(shares)[dice(Object.keys(shares).length)] ?? '',
          })
          for (let step = 0; step < 12 && !walk.state().ended && walk.state().fault === null; step++) {
            const sent = walk.state().active.flatMap((uid) => workflow.states[uid]?.step?.outcomes ?? [])
            const outcome = sent[dice(sent.length + 1)]
            if (outcome) walk.send(outcome.event)
            else walk.advance(dice(2) === 0 ? 900_000 : 86_400_000)
          }
          const { entries, fault } = walk.state()
          long += entries.length
          const visited = fault === null ? entries.map(({ states }) => at(states)) : []
          expect(visited.filter((states) => !known.has(states))).toEqual([])
        }
      },
    ),
    { numRuns: 20, endOnFailure: true },
  )
  expect(judged).toBeGreaterThan(4)
  expect(long).toBeGreaterThan(60)
}, 120_000)

test('each configuration of a workflow without clock and chance is one that a real case comes to by just these events', () => {
  let replayed = 0
  fc.assert(
    fc.property(arbitraryWorkflow({ timers: false, states: 12 }), (workflow) => {
      const { nodes, starts, gap } = findConfigurations(workflow)
      if (gap !== null) return
      const paths = new Map(starts.map((index) => [index, [] as string[]]))
      const first = new Map(starts.map((index) => [index, index]))
      for (const [index, path] of paths)
        for (const { by, to } of nodes[index]?.moves ?? [])
          if (!paths.has(to)) {
            paths.set(to, [...path, by.event])
            first.set(to, first.get(index) ?? index)
          }
      expect(paths.size).toBe(nodes.length)
      for (const [index, path] of [...paths].slice(0, 40)) {
        const actor = createActor(createCaseMachine(workflow, nodes[first.get(index) ?? 0]?.facts ?? {}))
        // A case whose first steps change what it brought cannot be begun from where they left it.
        if (Object.keys(nodes[first.get(index) ?? 0]?.facts ?? {}).some((name) => setNames(workflow).has(name))) continue
        actor.start()
        for (const event of path) actor.send({ type: event })
        const active = new Set(actor.getSnapshot()._nodes.map((node) => (node.meta as { uid: string }).uid))
        expect((nodes[index]?.states ?? []).filter((uid) => !active.has(uid))).toEqual([])
        expect(nodes[index]?.states.length).toBe(active.size - 1)
        replayed++
      }
    }),
    { numRuns: 20, endOnFailure: true },
  )
  expect(replayed).toBeGreaterThan(5)
}, 120_000)

function setNames(workflow: Workflow): ReadonlySet<string> {
  const actions = [
    ...Object.values(workflow.states).flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...Object.values(workflow.transitions).flatMap((way) => way.actions),
  ]
  return new Set(actions.flatMap((action) => ('attribute' in action ? [action.attribute] : [])))
}
