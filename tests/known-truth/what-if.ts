import { calibrate } from '../../src/history/calibrate.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Kernel } from '../../src/simulation/kernel/kernel.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { differences, estimateMean } from '../../src/simulation/report/estimate.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { hour } from '../../workflows/generator/clock.ts'
import { historyOf, replyWithin, scenarioOf, workflowOf, worldOf } from './world.ts'

export type Model = { readonly workflow: Workflow; readonly scenario: Scenario }
type Change = (model: Model) => Model

/** Questions that an analyst asks of a calibrated scenario, in the words of scenario and drawing, so that the same can be asked of the truth. */
export const changes: Readonly<Record<string, Change>> = {
  people: withShift('first', { title: 'More', people: 1, days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }),
  shift: withShift('second', { title: 'Weekend', people: 1, days: [6, 7], from: '09:00', to: '17:00' }),
  timer: ({ workflow, scenario }) => ({
    scenario,
    workflow: {
      ...workflow,
      transitions: Object.fromEntries(
        Object.entries(workflow.transitions).map(([uid, way]) => [
          uid,
          way.trigger.kind === 'after' ? { ...way, trigger: { ...way.trigger, delay: (replyWithin / 4) * 1000 } } : way,
        ]),
      ),
    },
  }),
  demand: ({ workflow, scenario }) => ({ workflow, scenario: { ...scenario, demand: { ...scenario.demand, scale: 1.1 } } }),
}

function withShift(pool: string, shift: Scenario['pools'][string]['shifts'][number]): Change {
  return ({ workflow, scenario }) => {
    const own = scenario.pools[pool]!
    return { workflow, scenario: { ...scenario, pools: { ...scenario.pools, [pool]: { ...own, shifts: [...own.shifts, shift] } } } }
  }
}

/** What a change does to the mean lead time (seconds): truly, and as the scenario says that was calibrated from a history of the world. */
export type Effect = {
  readonly world: string
  readonly change: string
  readonly true: number
  readonly predicted: number
  readonly halfWidth: number
  readonly held: boolean
}

/** Of the medians and shares of a calibrated scenario: how many have the truth in their 95 % interval, by the number of observations that each rests on. */
export async function parametersOf(
  number: number,
): Promise<{ readonly inside: number; readonly of: number; readonly outside: readonly string[] }> {
  const world = worldOf(number)
  const [workflow, truth] = [workflowOf(world), scenarioOf(world)]
  const { scenario } = calibrate({ workflow, history: await historyOf(world, 1), scenarioId: 'fitted' })
  const outside: string[] = []
  let of = 0
  const hold = (name: string, off: number, error: number) => {
    of++
    if (Math.abs(off) > 1.96 * error) outside.push(`${world.name}, ${name}: ${(off / error).toFixed(1)} standard errors`)
  }
  for (const [uid, real] of Object.entries(truth.performance)) {
    const found = scenario.performance[uid]!
    const count = (what: string) => scenario.origins[`performance.${uid}.${what}`]?.n ?? 0
    const [time, drawn] = [found.time[0]?.distribution, real.time[0]?.distribution]
    if (time?.kind === 'lognormal' && drawn?.kind === 'lognormal')
      hold(`median of ${uid}`, Math.log(time.median / drawn.median), drawn.sigma / Math.sqrt(count('time')))
    for (const [event, share] of Object.entries(real.outcomes[0]?.shares ?? {}))
      if (share < 1)
        hold(`share of ${event}`, found.outcomes[0]!.shares[event]! - share, Math.sqrt((share * (1 - share)) / count('outcomes')))
  }
  return { inside: of - outside.length, of, outside }
}

/** The world's history is calibrated without a scenario before; then each change is made in truth and in the calibrated scenario, `replications` runs each. */
export async function effectsOf(number: number, asked: readonly string[], replications: number, kernel: Kernel | null): Promise<Effect[]> {
  const world = worldOf(number)
  const truth: Model = { workflow: workflowOf(world), scenario: scenarioOf(world) }
  const { scenario } = calibrate({ workflow: truth.workflow, history: await historyOf(world, 1), scenarioId: 'fitted' })
  const fitted: Model = { workflow: truth.workflow, scenario: { ...scenario, start: truth.scenario.start, run: truth.scenario.run } }
  const [trueBefore, fittedBefore] = [leadTimes(truth, replications, kernel), leadTimes(fitted, replications, kernel)]
  return asked.map((change) => {
    const { value } = estimateMean(differences(leadTimes(changes[change]!(truth), replications, kernel), trueBefore))
    const predicted = estimateMean(differences(leadTimes(changes[change]!(fitted), replications, kernel), fittedBefore))
    const [off, halfWidth] = [Math.abs(predicted.value - value), predicted.halfWidth ?? Infinity]
    // Within a fifth, or inside an interval that is at most half the effect wide.
    const held = off <= 0.2 * Math.abs(value) || (off <= halfWidth && 2 * halfWidth <= Math.abs(value) / 2)
    return { world: world.name, change, true: value, predicted: predicted.value, halfWidth, held }
  })
}

/** One line for a person. */
export function inWords({ world, change, true: real, predicted, halfWidth, held }: Effect): string {
  const hours = (seconds: number) => (seconds / hour).toFixed(2)
  return `${held ? 'held  ' : 'MISSED'} ${world}, ${change}: ${hours(real)} h, predicted ${hours(predicted)} ± ${hours(halfWidth)} h (${((predicted / real - 1) * 100).toFixed(0)} %)`
}

function leadTimes(model: Model, replications: number, kernel: Kernel | null): number[] {
  const compiled = compile(model)
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '))
  return Array.from({ length: replications }, (_, n) => replicate(compiled.program, n, undefined, false, kernel).leadTime.mean)
}
