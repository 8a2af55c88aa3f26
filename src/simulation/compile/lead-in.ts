import { parseDuration } from '../../workflow/duration.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Scenario } from '../model/scenario.ts'
import { shareOfWeek } from './outside-problems.ts'
import { meanOf } from './distribution-facts.ts'

const week = 7
/** Weeks that are simulated before the measured period, at least and at most. */
const [least, most] = [4, 12]

/** Days simulated before the measured period so that it begins with a floor at work, and what is too long for that. */
export type LeadIn = { readonly days: number; readonly warnings: readonly string[] }

/**
 * How long a run of a fresh start is led in: whole weeks, so that every part of the week weighs the same, four at least, and never less than the longest
 * usual time that the drawing or the scenario names (a timer, a wait's 95 % quantile where it is exponential, the age of a batch). It depends on the workflow
 * and the scenario alone and not on luck, so that two designs that are compared have the same one (Law, Simulation Modeling and Analysis, 9.5.1).
 */
export function leadInOf(workflow: Workflow, scenario: Scenario): LeadIn | null {
  if (!canBeLedIn(scenario)) return null
  const longest = Math.max(0, ...timersOf(workflow), ...waitsOf(workflow, scenario)) / 86_400
  const weeks = Math.ceil(longest / week)
  const days = week * Math.min(most, Math.max(least, weeks))
  if (weeks <= most) return { days, warnings: [] }
  return {
    days,
    warnings: [
      `Some cases take ${Math.round(longest)} days by the drawing or the scenario alone; the ${days} days simulated before the measured period are too short for them, so that they are missing from its beginning. Give the warm-up in days, and run longer.`,
    ],
  }
}

/**
 * A replay has no arrivals before its first; what is open at the start is the start; and people who begin about then are not to be missing from a floor
 * that never was without them. There the warm-up is found within the run (engine/warmup.ts).
 */
function canBeLedIn({ demand, backlog = [], pools, start }: Scenario): boolean {
  const isNew = (date: string | undefined) => date !== undefined && date >= start.slice(0, 10)
  const newcomers = Object.values(pools).some(({ members = [] }) => members.some(({ startedOn }) => isNew(startedOn)))
  return demand.kind !== 'replay' && backlog.length === 0 && !newcomers
}

function timersOf({ states, transitions }: Workflow): number[] {
  const ages = Object.values(states).flatMap(({ step }) =>
    step?.kind === 'batch' && step.age !== undefined ? [parseDuration(step.age)] : [],
  )
  const timers = Object.values(transitions).flatMap(({ trigger }) =>
    trigger.kind === 'after' && typeof trigger.delay === 'number' ? [trigger.delay / 1000] : [],
  )
  return [...ages, ...timers]
}

function waitsOf({ states }: Workflow, { performance, pools }: Scenario): number[] {
  return Object.values(states).flatMap(({ uid, step }) => {
    const { time = [], delay = [], clock } = performance[uid] ?? {}
    const slower = clock === undefined ? 1 : 1 / Math.max(1 / 168, shareOfWeek(pools[clock.pool]))
    return (step?.kind === 'wait' ? time : delay).map(
      ({ distribution }) => slower * meanOf(distribution) * (distribution.kind === 'constant' || distribution.kind === 'uniform' ? 1 : 3),
    )
  })
}
