import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { findBottlenecks } from '../src/lean/bottlenecks.ts'
import { improve } from '../src/lean/improve.ts'
import { readWorkflow } from '../src/machine/workflow-file.ts'
import { compile } from '../src/simulation/compile/compile.ts'
import { runExperiment } from '../src/simulation/experiment/experiment.ts'
import type { Scenario } from '../src/simulation/model/scenario.ts'
import { readScenario } from '../src/simulation/model/scenario-file.ts'
import type { Workflow } from '../src/workflow/workflow.ts'
import { openLanes } from '../src/workers/lanes.node.ts'
import { knownModel } from './causes/plants.ts'
import { twoPools, twoPoolsScenario } from './samples/two-pools.ts'

const lanes = openLanes(2)
afterAll(() => lanes.forEach((lane) => lane.close()))

async function reportOf(workflow: Workflow, scenario: Scenario) {
  const compiled = compile({ workflow, scenario })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
  return runExperiment(compiled.program, lanes)
}

/** Mean wait of M/M/c by Erlang's C formula, in units of the mean service time. */
function erlangWait(load: number, servers: number): number {
  let blocking = 1
  for (let c = 1; c <= servers; c++) blocking = (load * blocking) / (c + load * blocking)
  const delayed = blocking / (1 - (load / servers) * (1 - blocking))
  return delayed / (servers - load)
}

test('of two pools the one that theory names is found, and one more person there saves what theory says', async () => {
  const { workflow, scenario } = {
    workflow: twoPools,
    scenario: { ...twoPoolsScenario, run: { days: 50, warmup: 10, replications: 8, seed: 7 } },
  }
  const report = await reportOf(workflow, scenario)
  const [worst] = findBottlenecks(workflow, scenario, report)
  expect(worst).toMatchObject({ where: 'Arabic tier 1', kind: 'under-staffed' })
  const verdict = await improve({ workflow, scenario, report }, lanes, { budget: 96 })
  const best = verdict.results.find(({ remedy }) => remedy.id === 'people:arabic')
  expect(best).toMatchObject({ remedy: { id: 'people:arabic' }, standing: 'better' })
  // Arabic arrivals are Poisson, 2 of 10 an hour, 28 min each. Specialists' returns go to English, so Arabic is M/M/1 with one person and M/M/2 with two; a fifth of the cases gain.
  // The contract covers 40 of 168 hours, so it cannot save more than that, but more than its share: its hours are chosen.
  const load = 2 * (28 / 60)
  const always = 0.2 * 28 * 60 * (erlangWait(load, 1) - erlangWait(load, 2))
  const gain = best?.gain.value ?? 0
  expect(gain).toBeGreaterThan((always * 40) / 168)
  expect(gain).toBeLessThan(always + (best?.gain.halfWidth ?? 0))
  expect(best?.effort).toEqual({ hoursPerWeek: 40, costPerWeek: null, once: null })
  expect(verdict.cause).toMatchObject({ kind: 'too-few-people', place: { kind: 'pool', id: 'arabic' } })
  expect(verdict.sentence).toMatch(/^Arabic tier 1 has too few people: .* shortens the lead time by /)
  expect(verdict.results.find(({ remedy }) => remedy.id === 'batching:hold')?.standing).toBe('better')
}, 60_000)

test('the planted faults of the abuse reports are found: the Arabic pool and the escalation batch', async () => {
  const folder = new URL('../workflows/abuse-reports/', import.meta.url)
  const read = readWorkflow(await readFile(new URL('workflow.json', folder), 'utf8'))
  const scenario = readScenario(await readFile(new URL('scenarios/october.json', folder), 'utf8'))
  if (!read.ok || !scenario.ok) throw new Error('the sample cannot be read')
  const input = { workflow: read.workflow, scenario: scenario.scenario }
  const report = await reportOf(input.workflow, input.scenario)
  const found = findBottlenecks(input.workflow, input.scenario, report)
  expect(found.find(({ kind }) => kind === 'under-staffed')?.where).toBe('Arabic reviewers')
  expect(found.find(({ kind }) => kind === 'batching')?.where).toBe('Escalation round')
  // Eight pairs for each of the twenty remedies.
  const verdict = await improve({ ...input, report }, lanes, { budget: 170 })
  expect(verdict.cause).toMatchObject({ kind: 'too-few-people', where: 'Arabic reviewers' })
  expect(verdict.results.find(({ remedy }) => remedy.id === 'people:arabic')).toMatchObject({
    standing: 'better',
    effort: { hoursPerWeek: 40, costPerWeek: 760 },
  })
  expect(verdict.sentence).toMatch(/^Arabic reviewers have too few people: /)
  // The keys of `improve --json`, a contract.
  const json = JSON.parse(JSON.stringify(verdict)) as Record<string, unknown>
  expect(json).toMatchObject({
    sentence: expect.any(String),
    cause: { kind: 'too-few-people', where: 'Arabic reviewers' },
    healthy: false,
    unreached: {
      seconds: expect.any(Number),
      share: expect.any(Number),
      text: expect.stringMatching(/^All that was tried gives at most /),
    },
    bottlenecks: expect.any(Array),
    notes: expect.any(Array),
  })
  for (const result of verdict.results)
    expect(result).toMatchObject({
      remedy: { id: expect.any(String), kind: expect.any(String), where: expect.any(String) },
      gain: { value: expect.any(Number) },
      standing: expect.stringMatching(/^(better|worse|unclear)$/),
      effort: { hoursPerWeek: expect.any(Number) },
    })
  expect(verdict.causes.map(({ kind, where }) => `${kind}: ${where}`)).toContain('batching: Escalation round')
}, 120_000)

test('in a healthy operation no cause is named, whatever could be saved', async () => {
  const { workflow, scenario } = knownModel(null, 'nested', 'S', 3)
  const verdict = await improve({ workflow, scenario }, lanes, { budget: 60 })
  expect(verdict).toMatchObject({ cause: null, healthy: true })
  expect(verdict.sentence).toBe('Nothing here needs fixing: all targets are met and the largest part is handling')
}, 60_000)
