import { expect, test } from 'vitest'
import { lineScenario, lineWorkflow } from '../../../tests/engine/fixture.ts'
import type { State } from '../../workflow/state.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { findScenarioProblems } from './problems.ts'
import type { Scenario } from '../model/scenario.ts'

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

test('each fault of demand is found', () => {
  const demand = (change: object) => withScenario({ demand: { ...lineScenario.demand, ...change } as Scenario['demand'] })
  const uniform = { kind: 'uniform' as const, low: 0, high: 1 }
  expect(withScenario({ start: '2025-02-30T00:00:00' })).toEqual(['bad-date'])
  expect(withScenario({ mix: [{ weight: 1, values: {}, numbers: { kind: uniform } }] })).toContain('bad-value')
  expect(withScenario({ mix: [{ weight: 1, values: {}, numbers: { nope: uniform } }] })).toEqual(['unknown-attribute'])
  const block = { title: 'Nights', days: [1], from: '22:00', to: '06:00' }
  expect(withScenario({ mixByWeek: [{ ...block, weights: [1, 2] }] })).toEqual(['bad-mix'])
  expect(withScenario({ mixByWeek: [{ ...block, weights: [0, 0, 0] }] })).toEqual(['bad-mix'])
  expect(withScenario({ mixByWeek: [{ ...block, weights: [0, 0, 1] }] })).toEqual([])
  const day = { title: 'Final', dates: ['2025-04-01', '2025-04-05/2025-04-06'], factor: 2 }
  expect(demand({ calendar: [day] })).toEqual([])
  expect(demand({ calendar: [{ ...day, dates: ['2025-04-31'] }] })).toEqual(['bad-date'])
  expect(demand({ calendar: [{ ...day, dates: ['2025-04-06/2025-04-05'] }] })).toEqual(['bad-date'])
  expect(demand({ calendar: [{ ...day, when: 'kind' }] })).toEqual(['bad-expression'])
  expect(demand({ spikes: [{ title: 'News', from: '2025-04-02T00:00:00', to: '2025-04-01T00:00:00', factor: 2 }] })).toEqual([
    'empty-spike',
  ])
  expect(demand({ thinning: { keep: 'nope > 1.0' } })).toEqual(['bad-expression'])
  expect(demand({ thinning: { keep: 'visits >= 1.0', share: 0 } })).toEqual(['nothing-arrives'])
  const drawn = withScenario({
    mix: [{ weight: 1, values: {}, numbers: { visits: uniform } }],
    demand: { ...lineScenario.demand, calendar: [{ ...day, when: 'visits > 0.5' }] } as Scenario['demand'],
  })
  expect(drawn).toEqual(['drawn-attribute'])
})

test('each fault of limits on waiting and overflows is found', () => {
  const tier1 = lineWorkflow.states['tier1']!
  const faults = (change: object, patience?: Scenario['performance'][string]['patience']) =>
    findScenarioProblems(
      { ...lineWorkflow, states: { ...lineWorkflow.states, tier1: { ...tier1, step: { ...tier1.step!, ...change } as State['step'] } } },
      patience === undefined
        ? lineScenario
        : { ...lineScenario, performance: { ...lineScenario.performance, tier1: { ...lineScenario.performance['tier1']!, patience } } },
    ).map(({ rule }) => rule)
  const hour = { distribution: { kind: 'exponential' as const, mean: 3600 } }
  expect(faults({ waitLimit: { event: 'LATE', after: 'PT1H' } })).toEqual([])
  expect(faults({ waitLimit: { event: 'LATE' } }, [hour])).toEqual([])
  expect(faults({ waitLimit: { event: 'LATE' } })).toEqual(['missing-patience'])
  expect(faults({ waitLimit: { event: 'LATE', after: 'PT1H' } }, [])).toEqual(['missing-patience'])
  expect(faults({ waitLimit: { event: 'LATE' } }, [{ ...hour, when: 'kind == "nope"' }])).toEqual(['no-default', 'bad-expression'])
  expect(faults({ waitLimit: undefined }, [hour])).toEqual(['idle-patience'])
  expect(faults({ overflow: {} })).toEqual(['endless-overflow'])
  expect(faults({ overflow: { queue: 5 } })).toEqual([])
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
  expect(withState('tier1', { step: { ...step, endOfShift: 'hand-over' } as typeof step })).toEqual([])
  expect(withState('tier1', { entry: [{ type: 'named', name: 'notify' }] })).toEqual(['opaque-action'])
  expect(withState('tier1', { extra: { invoke: { src: 'x', onDone: 'notice' } } })).toEqual(['cannot-simulate'])
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
