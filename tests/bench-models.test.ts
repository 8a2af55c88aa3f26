import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { benchProgram, type ModelName } from '../src/cli/bench/model.ts'
import { eventsOf, meanOutputs, outputsOf } from '../src/cli/bench/outputs.ts'
import { fewestToJudge, references, toleranceOf } from '../src/cli/bench/references.ts'
import { laneHere } from '../src/simulation/experiment/lane.ts'
import { readWorkflow, writeWorkflow } from '../src/machine/workflow-file.ts'
import { findProblems } from '../src/machine/problems.ts'
import { readScenario, writeScenario } from '../src/simulation/model/scenario-file.ts'
import { models, textOf } from '../scripts/bench-models.mjs'

const folder = new URL('../src/cli/bench/', import.meta.url)
const fileOf = (name: string, part: string) => readFileSync(new URL(`${name}/${part}.json`, folder), 'utf8')

test.each(Object.keys(models) as (keyof typeof models)[])(
  '%s: the files are what the generator makes, and as Gemba writes them',
  (name) => {
    const made = models[name]()
    const [workflow, scenario] = [readWorkflow(fileOf(name, 'workflow')), readScenario(fileOf(name, 'scenario'))]
    if (!workflow.ok || !scenario.ok) throw new Error('cannot be read')
    expect(workflow.notes).toEqual([])
    expect(findProblems(workflow.workflow)).toEqual([])
    expect(fileOf(name, 'workflow')).toBe(textOf(made.workflow))
    expect(fileOf(name, 'scenario')).toBe(textOf(made.scenario))
    expect(writeWorkflow(workflow.workflow)).toBe(fileOf(name, 'workflow'))
    expect(writeScenario(scenario.scenario)).toBe(fileOf(name, 'scenario'))
  },
)

const sizes: [name: ModelName, cases: number, replications: number, eventsPerCase: number][] = [
  ['mmc', 200_000, 3, 3],
  ['line', 500_000, 3, 3.929],
  ['jackson', 100_000, 3, 11],
]

test.each(sizes)(
  '%s: what theory, or a hand-written simulation, says lies within four standard deviations',
  async (name, cases, replications, perCase) => {
    expect(cases).toBeGreaterThanOrEqual(fewestToJudge[name])
    const program = benchProgram(name, cases, 1)
    const lane = laneHere()
    const runs = await Promise.all(Array.from({ length: replications }, (_, replication) => lane.replicate(program, replication)))
    for (const run of runs) {
      expect(run).toMatchObject({ arrived: cases, completed: cases, open: 0, failure: null })
      expect(eventsOf(program, run)).toBe(run.events)
      expect(run.events / cases).toBeCloseTo(perCase, 1)
    }
    const found = meanOutputs(runs.map((run) => outputsOf(name, run)))
    for (const [output, reference] of Object.entries(references[name])) {
      const tolerance = toleranceOf(output, reference, cases * replications)
      expect
        .soft(Math.abs(found[output]! - reference.value), `${output}: ${found[output]!} beside ${reference.value}`)
        .toBeLessThanOrEqual(tolerance)
    }
  },
  60_000,
)
