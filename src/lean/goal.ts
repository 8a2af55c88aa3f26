import { isSignificant, orNothing, type Estimate } from '../simulation/report/estimate.ts'
import type { RemedyResult } from './findings.ts'
import type { Remedy } from './remedies/remedy.ts'

/** What remedies are ranked by. `lead-time`: the remedies of the cause first, then by what they save for what they take; the others by one figure each. */
export const goals = ['lead-time', 'targets', 'harm', 'cost', 'hours', 'per-hour', 'per-cost'] as const
export type Goal = (typeof goals)[number]

/** Each goal as a choice. */
export const goalTitles: Readonly<Record<Goal, string>> = {
  'lead-time': 'lead time, for what it takes',
  targets: 'cases in time',
  harm: 'those worst off',
  cost: 'least cost',
  hours: 'fewest hours',
  'per-hour': 'time saved per hour of work',
  'per-cost': 'time saved for the money',
}

/** A segment with a target: how many of all cases it is, and how many of them are in time as it is. */
export type Served = { readonly segment: string; readonly cases: number; readonly met: number }

/** Hours a week of a full-time person. */
const fullTime = 40

/** The remedies with the best for this goal first: what is proven and harms nobody, then what is proven, then the rest. */
export function ranked(
  results: readonly RemedyResult[],
  goal: Goal,
  { served, isCure }: { readonly served: readonly Served[]; readonly isCure: (remedy: Remedy) => boolean },
): RemedyResult[] {
  const measured = results.map((result) => ({ result, group: groupOf(result, goal, served, isCure), worth: worthOf(result, goal, served) }))
  return measured
    .toSorted(
      (a, b) =>
        a.group - b.group || descending(a.worth, b.worth) || descending(orNothing(a.result.gain.value), orNothing(b.result.gain.value)),
    )
    .map(({ result }) => result)
}

/** What a remedy does for the goal: seconds of the mean lead time saved, or the share of cases more that are in time. */
export function gainFor({ gain, targets }: RemedyResult, goal: Goal, served: readonly Served[]): Estimate {
  if (goal === 'harm') {
    const worst = worstOff(served)
    return targets.find(({ segment }) => segment === worst?.segment)?.gain ?? nothing
  }
  return goal === 'targets' ? inTime(targets, served) : gain
}

/** The segment that is in time least; null where none has a target. */
export function worstOff(served: readonly Served[]): Served | null {
  return served.toSorted((a, b) => a.met - b.met)[0] ?? null
}

const nothing: Estimate = { value: NaN, halfWidth: null, n: 0 }

/** Over all segments with a target, weighed by their cases. The half-widths add up, so that the interval is never too narrow. */
function inTime(targets: RemedyResult['targets'], served: readonly Served[]): Estimate {
  const parts = targets.flatMap(({ segment, gain }) => {
    const cases = served.find((one) => one.segment === segment)?.cases ?? 0
    return cases > 0 && Number.isFinite(gain.value) ? [{ gain, cases }] : []
  })
  const all = parts.reduce((sum, { cases }) => sum + cases, 0)
  if (all === 0) return nothing
  const sum = (pick: (gain: Estimate) => number) => parts.reduce((total, { gain, cases }) => total + pick(gain) * cases, 0) / all
  const isKnown = parts.every(({ gain }) => gain.halfWidth !== null)
  return {
    value: sum(({ value }) => value),
    halfWidth: isKnown ? sum(({ halfWidth }) => halfWidth ?? 0) : null,
    n: Math.min(...parts.map(({ gain }) => gain.n)),
  }
}

function groupOf(result: RemedyResult, goal: Goal, served: readonly Served[], isCure: (remedy: Remedy) => boolean): number {
  const gain = gainFor(result, goal, served)
  if (!isSignificant(gain) || gain.value <= 0) return 3
  if (result.harms.length > 0) return 2
  return goal !== 'lead-time' || isCure(result.remedy) ? 0 : 1
}

/** The larger, the better. A cost that nobody knows is the worst. */
function worthOf(result: RemedyResult, goal: Goal, served: readonly Served[]): number {
  const { remedy, standing, effort } = result
  const saved = orNothing(gainFor(result, goal, served).value)
  const { hoursPerWeek: hours, costPerWeek: cost } = effort
  switch (goal) {
    case 'lead-time':
      // A full-time person counts as much again as a change itself.
      return saved / (standing === 'better' ? (remedy.plan.both ? 2 : 1) + Math.max(0, hours) / fullTime : 1)
    case 'targets':
    case 'harm':
      return saved
    case 'cost':
      return cost === null ? -Infinity : -cost
    case 'hours':
      return -hours
    case 'per-hour':
      return hours <= 0 ? Infinity : saved / hours
    case 'per-cost':
      return cost === null ? -Infinity : cost <= 0 ? Infinity : saved / cost
  }
}

function descending(a: number, b: number): number {
  return a === b ? 0 : b - a
}
