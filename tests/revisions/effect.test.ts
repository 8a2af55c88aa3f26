import { expect, test } from 'vitest'
import { measureEdits } from '../../src/revisions/each-edit.ts'
import { singleEdits } from '../../src/revisions/single-edits.ts'
import { designsOf, measureDesigns, type Side } from '../../src/revisions/effect.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { review } from '../engine/build.ts'
import { lineScenario, lineWorkflow } from '../engine/fixture.ts'

const scenario: Scenario = { ...lineScenario, run: { ...lineScenario.run, days: 7, warmup: 1, replications: 4 } }
const tier1 = scenario.pools['tier1']!
const morePeople: Scenario = {
  ...scenario,
  pools: { ...scenario.pools, tier1: { ...tier1, shifts: tier1.shifts.map((shift) => ({ ...shift, people: shift.people + 1 })) } },
}
const timer = Object.values(lineWorkflow.transitions).find(({ source, trigger }) => source === 'tier1' && trigger.kind === 'after')!
const shorterTimer: Workflow = {
  ...lineWorkflow,
  transitions: { ...lineWorkflow.transitions, [timer.uid]: { ...timer, trigger: { kind: 'after', delay: 1_800_000 } } },
}

/** The mean lead time of a design run by itself. */
async function leadTime(workflow: Workflow, world: Scenario): Promise<number> {
  const compiled = compile({ workflow, scenario: world })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const report = await runExperiment(compiled.program, [laneHere()])
  return report.leadTime.mean.value
}

async function effect(base: Side, head: Side) {
  const designs = designsOf(base, head)
  if (!designs.ok) throw new Error(JSON.stringify(designs.problems))
  return measureDesigns(designs, head.name, [laneHere()])
}

test('each version runs in its own scenario, and the parts of workflow and people add up to the whole', async () => {
  const base = { workflow: lineWorkflow, scenario, name: 'version 1.0.0' }
  const { impact } = await effect(base, { workflow: shorterTimer, scenario: morePeople, name: 'the draft' })
  const [was, between, is] = [
    await leadTime(lineWorkflow, scenario),
    await leadTime(shorterTimer, scenario),
    await leadTime(shorterTimer, morePeople),
  ]
  const lead = impact.measures['leadTimeMean']!
  expect(lead.base.value).toBeCloseTo(was, 6)
  expect(lead.head.value).toBeCloseTo(is, 6)
  expect(impact.parts!.workflow.value).toBeCloseTo(between - was, 6)
  expect(impact.parts!.scenario.value).toBeCloseTo(is - between, 6)
  expect(impact.parts!.workflow.value + impact.parts!.scenario.value).toBeCloseTo(lead.difference.value, 6)
  expect(impact.text.filter((text) => text.includes('the workflow alone'))).toHaveLength(1)
})

test('where only people change, the whole effect is theirs: a remedy that shortens is never said to lengthen', async () => {
  const { impact } = await effect(
    { workflow: lineWorkflow, scenario, name: 'version 1.0.0' },
    {
      workflow: { ...lineWorkflow, header: { workflow: { ...lineWorkflow.header.workflow, title: 'Other words' } } },
      scenario: morePeople,
      name: 'the draft',
    },
  )
  expect(impact.parts).toBeUndefined()
  expect(impact.measures['leadTimeMean']!.difference.value).toBeLessThan(0)
  expect(impact.text.join(' ')).not.toMatch(/lengthens/)
})

test('a new step is measured with the times of its nearest sibling, and that is said', async () => {
  const check = {
    ...lineWorkflow.states['tier1']!,
    uid: 'check',
    key: 'check',
    title: 'Second look',
    order: 90,
    entry: [],
    step: review(['DONE'], ['tier2']),
  }
  const up = Object.values(lineWorkflow.transitions).find(({ source, targets }) => source === 'tier1' && targets[0] === 'tier2')!
  const added: Workflow = {
    ...lineWorkflow,
    states: { ...lineWorkflow.states, check },
    transitions: {
      ...lineWorkflow.transitions,
      [up.uid]: { ...up, targets: ['check'] },
      done: { ...up, uid: 'done', source: 'check', targets: ['tier2'], trigger: { kind: 'event', event: 'DONE' }, guard: null },
    },
  }
  const { impact } = await effect(
    { workflow: lineWorkflow, scenario, name: 'version 1.0.0' },
    { workflow: added, scenario, name: 'the draft' },
  )
  expect(impact.text).toContain('Guessed: the scenario says nothing of Second look; its times are those of tier1.')
  const timed = {
    ...scenario,
    performance: { ...scenario.performance, check: { time: scenario.performance['tier1']!.time, outcomes: [{ shares: { DONE: 1 } }] } },
  }
  expect(impact.measures['leadTimeMean']!.head.value).toBeCloseTo(await leadTime(added, timed), 6)
})

test('each edit by itself is the head beside the head without it, run apart; words are no edit', async () => {
  const base = { workflow: lineWorkflow, scenario, name: 'version 1.0.0' }
  const words = { ...shorterTimer, header: { workflow: { ...lineWorkflow.header.workflow, title: 'Other words' } } }
  const edits = await measureEdits(base, { workflow: words, scenario: morePeople, name: 'the draft' }, [laneHere()])
  const is = await leadTime(shorterTimer, morePeople)
  expect(edits).toHaveLength(2)
  const of = (kind: string) => edits.find(({ changes }) => changes.some((id) => id.startsWith(kind)))!
  const [people, time] = [of('scenario:'), of('transition:')]
  expect(people.leadTime!.value).toBeCloseTo(is - (await leadTime(shorterTimer, scenario)), 6)
  expect(time.leadTime!.value).toBeCloseTo(is - (await leadTime(lineWorkflow, morePeople)), 6)
})

test('a new step with its ways and its people is one edit, which can be taken out', () => {
  const check = { ...lineWorkflow.states['tier1']!, uid: 'check', key: 'check', title: 'Second look', order: 90, entry: [], exit: [] }
  const step = { ...check, step: { ...check.step!, pools: ['night'] } } as typeof check
  const into = { ...timer, uid: 'into', targets: ['check'] }
  const head: Workflow = {
    ...shorterTimer,
    pools: { ...lineWorkflow.pools, night: { id: 'night', title: 'Night crew', order: 9 } },
    states: { ...lineWorkflow.states, check: step },
    transitions: { ...shorterTimer.transitions, into },
  }
  const world = {
    ...scenario,
    pools: { ...scenario.pools, night: tier1 },
    performance: { ...scenario.performance, check: scenario.performance['tier1']! },
  }
  const edits = singleEdits({ workflow: lineWorkflow, scenario, name: 'a' }, { workflow: head, scenario: world, name: 'b' })
  expect(edits).toHaveLength(2)
  const added = edits.find(({ changes }) => changes.length > 1)!
  expect(added.without!.workflow.states).toEqual(lineWorkflow.states)
  expect(added.without!.workflow.transitions).toEqual(shorterTimer.transitions)
  expect([Object.keys(added.without!.workflow.pools), Object.keys(added.without!.scenario.pools)]).toEqual([
    Object.keys(lineWorkflow.pools),
    Object.keys(scenario.pools),
  ])
  expect(added.without!.scenario.performance).toEqual(scenario.performance)
})
