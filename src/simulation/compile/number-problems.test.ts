import { expect, test } from 'vitest'
import { lineScenario, lineWorkflow } from '../../../tests/engine/fixture.ts'
import type { Scenario } from '../model/scenario.ts'
import { findScenarioProblems } from './problems.ts'

const tier1 = lineScenario.performance['tier1']!
const found = (parts: Partial<Scenario>) =>
  findScenarioProblems(lineWorkflow, { ...lineScenario, ...parts }).map(({ rule, severity, place, message }) => ({
    rule,
    severity,
    path: place.kind === 'scenario' ? place.path : '',
    message,
  }))

test('two segments of one title, an entry that never holds, a warm-up that takes the run', () => {
  expect(found({ segments: [{ title: 'All' }, { title: 'All', target: 'PT1H' }] })).toMatchObject([
    { rule: 'same-segment', severity: 'error', path: 'segments.1.title' },
  ])
  const performance = { ...lineScenario.performance, tier1: { ...tier1, time: [...tier1.time, ...tier1.time] } }
  expect(found({ performance })).toMatchObject([{ rule: 'idle-entry', severity: 'warning' }])
  expect(found({ run: { ...lineScenario.run, days: 7, warmup: 7 } })).toMatchObject([{ rule: 'nothing-measured', severity: 'warning' }])
})
