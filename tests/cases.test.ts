import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { reportInWords } from '../src/cli/report.ts'
import { readWorkflow } from '../src/machine/workflow-file.ts'
import { compile } from '../src/simulation/compile/compile.ts'
import { runExperiment } from '../src/simulation/experiment/experiment.ts'
import { laneHere } from '../src/simulation/experiment/lane.ts'
import { readScenario } from '../src/simulation/model/scenario-file.ts'

const caseFile = (name: string) => readFileSync(new URL(`../../shared/cases/${name}`, import.meta.url), 'utf8')

test('c13: what was not measured is a dash in words and null in JSON, never zero seconds', async () => {
  const workflow = readWorkflow(caseFile('c13-appeal.json'))
  const scenario = readScenario(caseFile('c13-appeal-60-days.scenario.json'))
  if (!workflow.ok || !scenario.ok) throw new Error('the case cannot be read')
  const compiled = compile({ workflow: workflow.workflow, scenario: scenario.scenario })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const report = await runExperiment(compiled.program, [laneHere()])
  const json = JSON.parse(JSON.stringify(report)) as typeof report
  const [step] = Object.values(json.steps)
  expect([json.leadTime.mean, json.leadTime.p99, step?.wait.mean, json.flow.firstPassYield, json.flow.processCycleEfficiency]).toEqual(
    Array.from({ length: 5 }, () => ({ value: null, low: null, high: null })),
  )
  expect(json.flow.throughputPerDay.value).toBe(0)
  const words = reportInWords(report)
  expect(words).toContain('Lead time: mean –, p50 –, p90 –, p95 –, p99 –')
  expect(words).toContain('Outcomes: –')
  expect(words).not.toMatch(/NaN|null/)
})

test('c14: a scenario that contradicts itself is refused with its path, or what results is said before anything else', () => {
  expect(readScenario(caseFile('c14-low-over-high.scenario.json'))).toMatchObject({
    ok: false,
    message: expect.stringContaining('performance.review.time[0].distribution.low') as string,
  })
  const workflow = readWorkflow(caseFile('one-step.json'))
  const scenario = readScenario(caseFile('c14-factors-mean-2.scenario.json'))
  if (!workflow.ok || !scenario.ok) throw new Error('the case cannot be read')
  const compiled = compile({ workflow: workflow.workflow, scenario: scenario.scenario })
  expect(compiled.ok && compiled.program.names.warnings).toContain(
    'The factors of the week have a mean of 2, so that 8 cases an hour come, not 4.',
  )
})
