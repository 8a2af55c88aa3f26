import { Sources, scriptedLuck } from '../../src/backtest/luck.ts'
import { calibrate } from '../../src/history/calibrate.ts'
import type { CaseScript } from '../../src/history/case-scripts.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Kernel } from '../../src/simulation/kernel/kernel.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { differences, estimateMean } from '../../src/simulation/report/estimate.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { changes } from './what-if.ts'
import { historyOf, scenarioOf, workflowOf, worldOf } from './world.ts'

/** Effects of the three changes on mean lead time (seconds): true, and foretold by fitted tables and by case scripts. */
export async function compare(number: number, replications: number, kernel: Kernel | null) {
  const world = worldOf(number)
  const [workflow, truth] = [workflowOf(world), scenarioOf(world)]
  const { scenario, scripts } = calibrate({ workflow, history: await historyOf(world, 1), scenarioId: 'fitted' })
  const fitted = { ...scenario, start: truth.start, run: truth.run }
  const before = {
    real: leads({ workflow, scenario: truth }, replications, kernel),
    tables: leads({ workflow, scenario: fitted }, replications, kernel),
    scripts: scripted({ workflow, scenario: fitted }, scripts, replications),
  }
  return ['people', 'shift', 'timer'].map((change) => {
    const make = changes[change]!
    const effect = (after: number[], from: number[]) => estimateMean(differences(after, from))
    return {
      world: world.name,
      change,
      real: effect(leads(make({ workflow, scenario: truth }), replications, kernel), before.real),
      tables: effect(leads(make({ workflow, scenario: fitted }), replications, kernel), before.tables),
      scripts: effect(scripted(make({ workflow, scenario: fitted }), scripts, replications), before.scripts),
      levels: [before.real, before.tables, before.scripts].map((list) => list.reduce((a, b) => a + b, 0) / list.length),
    }
  })
}

type Model = { readonly workflow: Workflow; readonly scenario: Scenario }

function compiled(model: Model) {
  const found = compile(model)
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('; '))
  return found.program
}

function leads(model: Model, replications: number, kernel: Kernel | null): number[] {
  const program = compiled(model)
  return Array.from({ length: replications }, (_, n) => replicate(program, n, undefined, false, kernel).leadTime.mean)
}

function scripted(model: Model, scripts: readonly CaseScript[], replications: number): number[] {
  const program = compiled(model)
  return Array.from({ length: replications }, (_, n) => {
    const sources = new Sources(scripts, program.seed, n)
    const drawn = scriptedLuck(program, (id) => sources.of(id, {}, NaN))
    return replicate(program, n, { drawn }).leadTime.mean
  })
}
