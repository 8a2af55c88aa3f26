import { arrivalsOf } from '../../src/history/arrivals.ts'
import { calibrate } from '../../src/history/calibrate.ts'
import type { Calibration } from '../../src/history/calibrate.ts'
import type { History } from '../../src/history/history.ts'
import { checkAgainst, checkRun } from '../../src/history/observed-times.ts'
import { readHistory } from '../../src/history/read.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import type { Lane } from '../../src/simulation/experiment/lane.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Kernel } from '../../src/simulation/kernel/kernel.ts'
import type { Check } from '../../src/simulation/model/check.ts'
import { asReplay } from '../../src/simulation/model/demand.ts'
import { estimateMean } from '../../src/simulation/report/estimate.ts'
import { editions } from '../../workflows/generator/edition.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import type { Sample } from '../../workflows/generator/sample.ts'

/** The self-check of a sample that is calibrated from a history with the arrivals of its own and other luck for each case, under the revision that was in force. */
export async function checkOfLuck(sample: Sample, luck: number, kernel: Kernel | null): Promise<Check> {
  const [workflow, base] = [sample.workflow(editions[1]!), sample.scenario()]
  const history = await readHistory(once(sample.history(sample.seed, luck)), null, { timezone: base.timezone })
  return checkOf(calibrate({ workflow, history, scenarioId: 'fitted', base }), history, workflow, kernel)
}

/** The self-check of a calibrated scenario, as the command line makes it: the times of its steps beside those of the history. */
export async function checkOf(
  { scenario, observed }: Calibration,
  history: History,
  workflow: Workflow,
  kernel: Kernel | null,
): Promise<Check> {
  const compiled = compile({
    workflow,
    scenario: { ...scenario, demand: asReplay(scenario.demand) },
    arrivals: arrivalsOf(history, workflow, { start: scenario.start, timezone: scenario.timezone }),
    run: checkRun(observed),
  })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '))
  const lane: Lane = { replicate: (program, n) => Promise.resolve(replicate(program, n, undefined, false, kernel)), close: () => {} }
  return checkAgainst(observed, scenario, await runExperiment(compiled.program, [lane]))
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** A wait or lead time over several histories, each beside the run of the scenario that was calibrated from it: means in seconds, and by what share the runs are longer, with half of its 95 % interval. */
export type MeanTime = {
  readonly title: string
  readonly history: number
  readonly simulated: number
  readonly off: number
  readonly halfWidth: number
}

/** Of every wait and lead time of the checks: how far off on average. */
export function meanTimes(checks: readonly Check[]): MeanTime[] {
  const rows = (checks[0]?.rows ?? []).filter(({ measure }) => measure !== 'handle')
  return rows.flatMap(({ measure, step, title }) => {
    const pairs = checks.flatMap((check) => {
      const row = check.rows.find((other) => other.measure === measure && other.step === step)
      return row?.simulated ? [{ history: row.history.mean, simulated: row.simulated.mean }] : []
    })
    if (pairs.length < checks.length) return []
    const history = estimateMean(pairs.map((pair) => pair.history)).value
    const difference = estimateMean(pairs.map((pair) => pair.simulated - pair.history))
    return [
      {
        title: measure === 'leadTime' ? 'lead time' : title,
        history,
        simulated: history + difference.value,
        off: difference.value / history,
        halfWidth: (difference.halfWidth ?? Infinity) / history,
      },
    ]
  })
}
