import { lentBy } from '../../src/backtest/runs.ts'
import { calibrate } from '../../src/history/calibrate.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Kernel } from '../../src/simulation/kernel/kernel.ts'
import type { PastFile } from '../../src/simulation/model/past.ts'
import { differences, estimateMean } from '../../src/simulation/report/estimate.ts'
import { changes } from './what-if.ts'
import type { Model } from './what-if.ts'
import { historyOf, scenarioOf, workflowOf, worldOf } from './world.ts'

/** What a change does to the mean lead time (seconds): truly, and as fitted tables and case scripts foretell it from one history. */
type Foretold = {
  readonly world: string
  readonly change: string
  readonly real: number
  readonly tables: number
  readonly scripts: number
}

/** A world's history is calibrated once; people, a shift and the timer are changed in truth, in the fitted tables, and in runs where each case has the luck of a past one. */
export async function foretold(number: number, asked: readonly string[], replications: number, kernel: Kernel | null): Promise<Foretold[]> {
  const world = worldOf(number)
  const truth: Model = { workflow: workflowOf(world), scenario: scenarioOf(world) }
  const { scenario, scripts } = calibrate({ workflow: truth.workflow, history: await historyOf(world, 1), scenarioId: 'fitted' })
  const fitted: Model = { workflow: truth.workflow, scenario: { ...scenario, start: truth.scenario.start, run: truth.scenario.run } }
  const lent = lentBy(scripts, truth.workflow, fitted.scenario)
  const drawn = (model: Model) => leadTimes(model, replications, null, kernel)
  const scripted = (model: Model) => {
    const { past, run } = lent.scenario
    return leadTimes({ ...model, scenario: { ...model.scenario, run, ...(past && { past }) } }, replications, lent.past, kernel)
  }
  const before = { real: drawn(truth), tables: drawn(fitted), scripts: scripted(fitted) }
  return asked.map((change) => {
    const after = (model: Model) => changes[change]!(model)
    const effect = (now: number[], then: number[]) => estimateMean(differences(now, then)).value
    return {
      world: world.name,
      change,
      real: effect(drawn(after(truth)), before.real),
      tables: effect(drawn(after(fitted)), before.tables),
      scripts: effect(scripted(after(fitted)), before.scripts),
    }
  })
}

function leadTimes(model: Model, replications: number, past: PastFile | null, kernel: Kernel | null): number[] {
  const compiled = compile({ ...model, past })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '))
  return Array.from({ length: replications }, (_, n) => replicate(compiled.program, n, undefined, false, kernel).leadTime.mean)
}
