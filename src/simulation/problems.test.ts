import { expect, test } from 'vitest'
import { lineScenario, lineWorkflow } from '../../tests/engine/fixture.ts'
import type { State } from '../workflow/state.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { findScenarioProblems } from './problems.ts'
import type { Scenario } from './scenario.ts'

const rules = (workflow: Workflow, scenario: Scenario) => findScenarioProblems(workflow, scenario).map(({ rule }) => rule)
const withScenario = (parts: Partial<Scenario>) => rules(lineWorkflow, { ...lineScenario, ...parts })
const withState = (uid: string, change: Partial<State>) =>
  rules({ ...lineWorkflow, states: { ...lineWorkflow.states, [uid]: { ...lineWorkflow.states[uid]!, ...change } } }, lineScenario)
const performanceOf = (uid: string, change: Partial<Scenario['performance'][string]>) =>
  withScenario({ performance: { ...lineScenario.performance, [uid]: { ...lineScenario.performance[uid]!, ...change } } })
const poolOf = (id: string, change: Partial<Scenario['pools'][string]>) =>
  withScenario({ pools: { ...lineScenario.pools, [id]: { ...lineScenario.pools[id]!, ...change } } })
const without = <T>(record: Readonly<Record<string, T>>, key: string) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))

test('the sample has no problem', () => {
  expect(rules(lineWorkflow, lineScenario)).toEqual([])
})

test('each fault of a scenario is found', () => {
  expect(withScenario({ pools: without(lineScenario.pools, 'tier2') })).toEqual(['missing-pool'])
  expect(poolOf('tier1', { shifts: [] })).toEqual(['unstaffed-pool'])
  expect(poolOf('tier1', { timezone: 'Mars/Base' })).toEqual(['bad-zone'])
  expect(poolOf('tier1', { order: { kind: 'priority', expression: 'kind' } })).toEqual(['bad-expression'])
  expect(withScenario({ performance: without(lineScenario.performance, 's1') })).toEqual(['missing-handle-time'])
  expect(performanceOf('tier1', { outcomes: [] })).toEqual(['outcome-shares'])
  expect(performanceOf('tier1', { outcomes: [{ shares: { KEEP: 0.5, REMOVE: 0.4 } }] })).toEqual(['outcome-shares'])
  expect(performanceOf('tier1', { outcomes: [{ shares: { KEEP: 0.5, NOPE: 0.5 } }] })).toEqual(['outcome-shares'])
  expect(performanceOf('tier1', { outcomes: [{ when: 'kind == "nope"', shares: { KEEP: 1 } }] })).toEqual(['bad-expression', 'no-default'])
  expect(withScenario({ timezone: 'Nowhere' })).toContain('bad-zone')
  expect(withScenario({ mix: [{ weight: 1, values: { kind: 'nope' } }] })).toEqual(['bad-value'])
  expect(withScenario({ mix: [{ weight: 1, values: { nope: 1 } }] })).toEqual(['unknown-attribute'])
  expect(withScenario({ segments: [{ title: 'X', when: 'visits' }] })).toEqual(['bad-expression'])
  expect(withScenario({ performance: { ...lineScenario.performance, gone: lineScenario.performance['tier1']! } })).toEqual(['unknown-step'])
  expect(withScenario({ pools: { ...lineScenario.pools, gone: lineScenario.pools['tier1']! } })).toEqual(['unknown-pool'])
})

test('what the engine cannot do yet is refused, not ignored', () => {
  const step = lineWorkflow.states['tier1']!.step!
  expect(withState('tier1', { step: { ...step, endOfShift: 'hand-over' } as typeof step })).toEqual(['cannot-simulate'])
  expect(withState('tier1', { entry: [{ type: 'named', name: 'notify' }] })).toEqual(['cannot-simulate'])
  expect(withState('tier1', { extra: { invoke: { src: 'x' } } })).toEqual(['cannot-simulate'])
  expect(withState('notice', { step: { kind: 'batch', outcomes: [{ event: 'SENT', title: 'Sent' }] } })).toEqual(['endless-batch'])
  const [uid, transition] = Object.entries(lineWorkflow.transitions)[0]!
  const named = { ...lineWorkflow, transitions: { ...lineWorkflow.transitions, [uid]: { ...transition, guard: { name: 'isUrgent' } } } }
  expect(rules(named, lineScenario)).toEqual(['cannot-simulate'])
  const delayed = {
    ...lineWorkflow,
    transitions: { ...lineWorkflow.transitions, [uid]: { ...transition, trigger: { kind: 'after' as const, delay: 'soon' } } },
  }
  expect(rules(delayed, lineScenario)).toContain('cannot-simulate')
})
