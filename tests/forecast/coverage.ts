import { readFileSync } from 'node:fs'
import { forecast } from '../../src/forecast/forecast.ts'
import type { Band, Forecast } from '../../src/forecast/forecast.ts'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { readScenario } from '../../src/simulation/model/scenario-file.ts'
import { zoneOf } from '../../src/simulation/model/zone.ts'
import { Snapshots } from './snapshots.ts'

const day = 86_400
const hour = 3600

/** `narrow`: bands between whose edges hardly a whole number lies; where a count is on an edge says little then, so they are not judged. */
export type Held = { hours: number; held: number; of: number; middle: number; narrow: number }

/** From this width on a band is judged, in cases. */
const judged = 4

/**
 * How often the 80 % bands hold: one run of a sample is the world; on each of its days at 08:00 the cases open then are given to a forecast with luck of its
 * own, and the world's number of open cases so many hours later is looked for in its band. Of a count that falls on the band's edge a fair part is counted, so
 * that bands of whole numbers are not called wide for being whole.
 */
export async function coverage(
  folder: string,
  sample: string,
  scenarioFile: string,
  options: {
    readonly origins: number
    readonly every: number
    readonly horizons: readonly number[]
    readonly futures: number
    readonly seed: number
  },
): Promise<Held[]> {
  const [workflow, scenario] = [
    readWorkflow(readFileSync(`${folder}/${sample}/workflow.json`, 'utf8')),
    readScenario(readFileSync(`${folder}/${sample}/scenarios/${scenarioFile}`, 'utf8')),
  ]
  if (!workflow.ok || !scenario.ok) throw new Error(`the sample ${sample} cannot be read`)
  const { origins, every, horizons, futures, seed } = options
  const longest = Math.max(...horizons)
  const lead = 28
  const days = lead + origins * every + Math.ceil(longest / 24) + 1
  const compiled = compile({
    workflow: workflow.workflow,
    scenario: scenario.scenario,
    run: { days, warmup: 0, seed: seed + 7919, replications: 1 },
  })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
  const start = zoneOf(scenario.scenario.timezone).toEpoch(Date.parse(`${scenario.scenario.start}Z`) / 1000)
  const at = Array.from({ length: origins }, (_, i) => (lead + i * every) * day + 8 * hour)
  const moments = [...new Set(at.flatMap((moment) => [moment, ...horizons.map((hours) => moment + hours * hour)]))].sort((a, b) => a - b)
  const world = new Snapshots(compiled.program, moments, start)
  replicate(compiled.program, 0, world.hooks)
  world.finish()
  const held = horizons.map((hours): Held => ({ hours, held: 0, of: 0, middle: 0, narrow: 0 }))
  for (const [i, moment] of at.entries()) {
    const found = await forecast({
      workflow: workflow.workflow,
      scenario: scenario.scenario,
      open: world.open[moments.indexOf(moment)]!,
      from: start + moment,
      hours: longest,
      replications: futures,
      seed: seed + i,
      breathe: () => Promise.resolve(),
    })
    if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('\n'))
    for (const one of held) count(one, found.forecast, world.open[moments.indexOf(moment + one.hours * hour)]!.length)
  }
  return held
}

function count(one: Held, { all }: Forecast, came: number): void {
  const { low, middle, high }: Band = all.byHour[one.hours]!
  if (high - low < judged) {
    one.narrow++
    return
  }
  one.of++
  one.held += came > low && came < high ? 1 : came === low || came === high ? 0.5 : 0
  one.middle += came > middle ? 1 : came === middle ? 0.5 : 0
}
