import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryWorkflow } from '../../tests/generate/workflow.ts'
import { endingStates, reachableStates } from '../workflow/reach.ts'
import { findProblems } from './problems.ts'
import { startWalk } from './walk.ts'
import { importMachine } from '../../tests/machines/import-machine.ts'

test('wherever a real case comes, the rules know that it can; and from where one has ended, that it can end', () => {
  let ended = 0
  fc.assert(
    fc.property(arbitraryWorkflow(), fc.array(fc.nat(99), { minLength: 10, maxLength: 40 }), (workflow, events) => {
      const walk = startWalk(workflow)
      for (const event of events) {
        const { ended: over, fault, active } = walk.state()
        if (over || fault !== null) break
        const outcomes = active.flatMap((uid) => workflow.states[uid]?.step?.outcomes ?? [])
        const outcome = outcomes[event % (outcomes.length + 1)]
        if (outcome) walk.send(outcome.event)
        else walk.advance(event % 2 === 0 ? 900_000 : 14_400_000)
      }
      const { entries, ended: over } = walk.state()
      const visited = new Set(entries.flatMap(({ states }) => states))
      const reachable = reachableStates(workflow)
      expect([...visited].filter((uid) => !reachable.has(uid))).toEqual([])
      const ending = endingStates(workflow)
      expect(over ? [...visited].filter((uid) => !ending.has(uid) && workflow.states[uid]?.type === 'atomic') : []).toEqual([])
      const lost = new Set(findProblems(workflow).flatMap(({ rule, place }) => (rule === 'dead-end' && 'id' in place ? [place.id] : [])))
      expect(over ? [...visited].filter((uid) => lost.has(uid) && !entries.at(-1)?.states.includes(uid)) : []).toEqual([])
      ended += over ? 1 : 0
    }),
    { numRuns: 120, endOnFailure: true },
  )
  expect(ended).toBeGreaterThan(20)
})

test('a shallow history begins the group that it brings back anew', () => {
  let made = 0
  const machine = {
    id: 'm',
    initial: 'p',
    states: {
      p: {
        initial: 'a',
        on: { LEAVE: 'out' },
        states: {
          a: { on: { GO: '#m.p.q.y' } },
          q: { initial: 'x', states: { x: {}, y: {} } },
          back: { type: 'history' },
        },
      },
      out: { on: { AGAIN: '#m.p.back' } },
    },
  }
  const read = importMachine(JSON.stringify(machine), () => `u${++made}`)
  if (!read.ok) throw new Error(read.message)
  const walk = startWalk(read.workflow)
  for (const event of ['GO', 'LEAVE', 'AGAIN']) walk.send(event)
  expect(walk.state().value).toEqual({ p: { q: 'x' } })
  const reachable = reachableStates(read.workflow)
  expect(walk.state().active.filter((uid) => !reachable.has(uid))).toEqual([])
})
