import type { Step } from '../../workflow/step.ts'
import { documentOrder } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Distribution } from './distribution.ts'
import { mixForGuards } from './mix-for-guards.ts'
import type { Origin, Performance, PoolScenario, Scenario } from './scenario.ts'

const guess = (note: string): Origin => ({ source: 'guessed', note })

/** What stands in for a time until somebody knows better: a quick system, a day of waiting. A review has the spread that reviews have. */
const times: Readonly<Record<Exclude<Step['kind'], 'batch' | 'review'>, Distribution>> = {
  automatic: { kind: 'constant', value: 5 },
  wait: { kind: 'exponential', mean: 86_400 },
}

/** What people who have no history are asked. `review` in seconds. */
export type Answers = {
  readonly casesPerHour: number
  readonly people: number
  readonly hours: 'office' | 'always'
  readonly review: number
}
export const usualAnswers: Answers = { casesPerHour: 10, people: 2, hours: 'office', review: 300 }

/**
 * A scenario to begin with where there is no history, from the answers to four questions: cases an hour, people of each pool, their hours, time for a review; equal shares
 * of outcomes, and a mix under which every guarded way is taken. Every parameter is marked as guessed, so that every result says so. `start` is a Monday midnight on
 * the wall clock of `timezone`.
 */
export function guessedScenario(
  workflow: Workflow,
  { id, timezone, start, answers = usualAnswers }: Pick<Scenario, 'id' | 'timezone' | 'start'> & { readonly answers?: Answers },
): Scenario {
  const { casesPerHour, people, hours, review } = answers
  const steps = documentOrder(workflow).flatMap(({ uid, step }) => (step ? [{ uid, step }] : []))
  const pools = Object.keys(workflow.pools)
  const mix = mixForGuards(workflow)
  const office: PoolScenario = {
    shifts: [
      hours === 'office'
        ? { title: 'Office hours', people, days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }
        : { title: 'Round the clock', people, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
    ],
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
      casesPerHour,
      hourOfWeek: Array.from({ length: 168 }, () => 1),
      growthPerMonth: 0,
      noise: null,
      spikes: [],
    },
    mix,
    pools: Object.fromEntries(pools.map((pool) => [pool, office])),
    performance: Object.fromEntries(steps.map(({ uid, step }) => [uid, guessedPerformance(step, review)])),
    segments: [{ title: 'All cases' }],
    run: { days: 28, warmup: 'auto', replications: 10, seed: 1 },
    origins: {
      'demand.casesPerHour': guess('The same all week, until somebody knows better.'),
      'demand.hourOfWeek': guess('The same at every hour.'),
      'demand.growthPerMonth': guess('None.'),
      'demand.noise': guess('None beyond chance.'),
      mix: guess(mix.length === 1 ? 'All cases alike.' : 'Kinds made up so that every guarded way is taken by one of them, each as often.'),
      ...Object.fromEntries(
        pools.map((pool) => [
          `pools.${pool}.shifts`,
          guess(hours === 'office' ? 'The same number in office hours for every pool.' : 'The same number at every hour for every pool.'),
        ]),
      ),
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

/** What stands in for the times and outcome shares of a step of this kind; `review`: seconds of a usual review. */
export function guessedPerformance({ kind, outcomes }: Step, review = usualAnswers.review): Performance {
  const time: Distribution | null =
    kind === 'batch' ? null : kind === 'review' ? { kind: 'lognormal', median: review, sigma: 0.9 } : times[kind]
  const shares = Object.fromEntries(outcomes.map(({ event }) => [event, 1 / outcomes.length]))
  return { time: time === null ? [] : [{ distribution: time }], outcomes: outcomes.length === 0 ? [] : [{ shares }] }
}
