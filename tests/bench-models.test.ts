import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow, writeWorkflow } from '../src/machine/workflow-file.ts'
import { findProblems } from '../src/machine/problems.ts'
import { readScenario, writeScenario } from '../src/simulation/scenario-file.ts'
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
