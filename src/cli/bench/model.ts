import { readWorkflow } from '../../machine/workflow-file.ts'
import { compile } from '../../simulation/compile/compile.ts'
import type { Program } from '../../simulation/program/program.ts'
import { readScenario } from '../../simulation/model/scenario-file.ts'
import jacksonScenario from './jackson/scenario.json?raw'
import jacksonWorkflow from './jackson/workflow.json?raw'
import lineScenario from './line/scenario.json?raw'
import lineWorkflow from './line/workflow.json?raw'
import mmcScenario from './mmc/scenario.json?raw'
import mmcWorkflow from './mmc/workflow.json?raw'

/** The models of the bench, written by scripts/bench-models.mjs: M/M/8, a moderation line, a Jackson network. Ordinary files, run like any other. */
const files = {
  mmc: { workflow: mmcWorkflow, scenario: mmcScenario },
  line: { workflow: lineWorkflow, scenario: lineScenario },
  jackson: { workflow: jacksonWorkflow, scenario: jacksonScenario },
}

export type ModelName = keyof typeof files

export function isModelName(name: string): name is ModelName {
  return Object.hasOwn(files, name)
}

/** A model as a program: so many cases from an empty start, all of which count, until the last has left. */
export function benchProgram(name: ModelName, cases: number, seed: number): Program {
  const workflow = readWorkflow(files[name].workflow)
  const scenario = readScenario(files[name].scenario)
  if (!workflow.ok) throw new Error(workflow.message)
  if (!scenario.ok) throw new Error(scenario.message)
  const compiled = compile({ workflow: workflow.workflow, scenario: scenario.scenario, run: { cases, seed, warmup: 0 } })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
  return compiled.program
}
