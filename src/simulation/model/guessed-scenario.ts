import type { Step } from '../../workflow/step.ts'
import { documentOrder } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Distribution } from './distribution.ts'
import type { Origin, Performance, PoolScenario, Scenario } from './scenario.ts'

const guess = (note: string): Origin => ({ source: 'guessed', note })

/** What stands in for a time until somebody knows better: a review of five minutes with the spread that reviews have, a quick system, a day of waiting. */
const times: Readonly<Record<Exclude<Step['kind'], 'batch'>, Distribution>> = {
  review: { kind: 'lognormal', median: 300, sigma: 0.9 },
  automatic: { kind: 'constant', value: 5 },
  wait: { kind: 'exponential', mean: 86_400 },
}

/**
 * A scenario to begin with where there is no history: ten cases an hour, office hours, two people a pool, equal shares of outcomes. Every parameter
 * is marked as guessed, so that every result says so. `start` is a Monday midnight on the wall clock of `timezone`.
 */
export function guessedScenario(workflow: Workflow, { id, timezone, start }: Pick<Scenario, 'id' | 'timezone' | 'start'>): Scenario {
  const steps = documentOrder(workflow).flatMap(({ uid, step }) => (step ? [{ uid, step }] : []))
  const pools = Object.keys(workflow.pools)
  const office: PoolScenario = {
    shifts: [{ title: 'Office hours', people: 2, days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
    order: { kind: 'arrival' },
  }
  return {
    gemba: 'scenario',
    format: 1,
    id,
    title: 'First guess',
    workflow: workflow.header.workflow.id,
    timezone,
    start,
    demand: {
      kind: 'profile',
      casesPerHour: 10,
      hourOfWeek: Array.from({ length: 168 }, () => 1),
      growthPerMonth: 0,
      noise: null,
      spikes: [],
    },
    mix: [{ weight: 1, values: {} }],
    pools: Object.fromEntries(pools.map((pool) => [pool, office])),
    performance: Object.fromEntries(steps.map(({ uid, step }) => [uid, performanceOf(step)])),
    segments: [{ title: 'All cases' }],
    run: { days: 28, warmup: 'auto', replications: 10, seed: 1 },
    origins: {
      'demand.casesPerHour': guess('Ten an hour, the same all week, until somebody knows better.'),
      'demand.hourOfWeek': guess('The same at every hour.'),
      'demand.growthPerMonth': guess('None.'),
      'demand.noise': guess('None beyond chance.'),
      mix: guess('All cases alike.'),
      ...Object.fromEntries(pools.map((pool) => [`pools.${pool}.shifts`, guess('Two people in office hours.')])),
      ...Object.fromEntries(
        steps.flatMap(({ uid }) => [
          [`performance.${uid}.time`, guess('A usual time for this kind of step.')],
          [`performance.${uid}.outcomes`, guess('Each outcome as often as the others.')],
        ]),
      ),
    },
  }
}

/** The date of the Monday after a day, on the wall clock of the machine that asks: when a first guess begins. */
export function mondayAfter(today: Date): string {
  const days = ((8 - today.getDay()) % 7) + (today.getDay() === 1 ? 7 : 0)
  return new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate() + days)).toISOString().slice(0, 10)
}

function performanceOf({ kind, outcomes }: Step): Performance {
  const shares = Object.fromEntries(outcomes.map(({ event }) => [event, 1 / outcomes.length]))
  return { time: kind === 'batch' ? [] : [{ distribution: times[kind] }], outcomes: outcomes.length === 0 ? [] : [{ shares }] }
}
