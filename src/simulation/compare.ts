import type { Comparison, Contrast } from './comparison.ts'
import { estimate, variance } from './estimate.ts'
import { inOrder } from './experiment.ts'
import type { ExperimentOptions } from './experiment.ts'
import type { Lane } from './lane.ts'
import type { Observations } from './observations.ts'
import type { Program } from './program.ts'
import { summarise } from './summarise.ts'

type CompareOptions = Pick<ExperimentOptions, 'seed' | 'replications' | 'signal'> & {
  readonly onProgress?: (done: number, planned: number) => void
}

/** How to read a measure off the observations of either design; null where the design has no such step or pool. */
type Reading = {
  readonly contrast: Omit<Contrast, 'base' | 'head' | 'difference' | 'varianceSaved'>
  readonly of: readonly [base: Reader | null, head: Reader | null]
}
type Reader = (one: Observations) => number

/**
 * Both designs on the same cases with the same luck: replication r of one beside replication r of the other, and each measure's difference judged on
 * the pairs. Steps are matched by uid, pools by id, segments by title. A design compared with itself differs by exactly 0.
 */
export async function compareExperiments(
  base: Program,
  head: Program,
  lanes: readonly Lane[],
  options: CompareOptions = {},
): Promise<Comparison> {
  const seed = options.seed ?? base.seed
  const planned = options.replications ?? Math.max(base.replications, head.replications)
  const results: [Observations[], Observations[]] = [[], []]
  const total = planned * 2
  const progress = (done: number) => options.onProgress?.(done, total)
  for (const [i, program] of [base, head].entries()) {
    await inOrder({ ...program, seed }, lanes, planned, results[i]!, options.signal, (many) => {
      progress(i * planned + many.length)
      return many.length >= planned
    })
  }
  return {
    base: summarise(base, results[0], seed),
    head: summarise(head, results[1], seed),
    replications: planned,
    contrasts: readingsOf(base, head).map((reading) => contrastOf(reading, results)),
  }
}

function contrastOf({ contrast, of }: Reading, results: readonly [readonly Observations[], readonly Observations[]]): Contrast {
  const [base, head] = results.map((many, i) => (of[i] ? many.map(of[i]) : null)) as [number[] | null, number[] | null]
  const pairs = base && head ? base.map((value, i) => head[i]! - value) : null
  return {
    ...contrast,
    base: base && estimate(base),
    head: head && estimate(head),
    difference: pairs && estimate(pairs),
    varianceSaved: pairs && base && head && pairs.length >= 2 ? saved(variance(pairs), variance(base) + variance(head)) : null,
  }
}

/** 1 - Var(difference) / (Var(base) + Var(head)): what independent runs would have had to make up with more replications. */
function saved(paired: number, independent: number): number | null {
  return independent > 0 ? 1 - paired / independent : null
}

function readingsOf(base: Program, head: Program): Reading[] {
  const whole = (measure: Contrast['measure'], title: string, unit: Contrast['unit'], of: Reader): Reading => ({
    contrast: { measure, where: null, title, unit },
    of: [of, of],
  })
  return [
    whole('leadTimeMean', 'Mean lead time', 'seconds', ({ leadTime }) => leadTime.mean),
    whole('leadTimeP90', 'Lead time that 90 % stay below', 'seconds', ({ leadTime }) => leadTime.p90),
    whole('throughputPerDay', 'Cases completed per day', 'per day', ({ throughputPerDay }) => throughputPerDay),
    whole('wip', 'Cases in work', 'cases', ({ wip }) => wip),
    whole('costPerCase', 'Cost per case', 'cost', ({ costPerCase }) => costPerCase),
    ...matched(
      base,
      head,
      'wait',
      'step',
      'seconds',
      stepsOf,
      (title) => `Mean wait at ${title}`,
      (one, step) => one.steps[step]!.wait.mean,
    ),
    ...matched(
      base,
      head,
      'utilization',
      'pool',
      'share',
      poolsOf,
      (title) => `Time at work of ${title}`,
      (one, pool) => one.pools[pool]!.utilization,
    ),
    ...matched(
      base,
      head,
      'targetMet',
      'segment',
      'share',
      segmentsOf,
      (title) => `Share in time of ${title}`,
      (one, segment) => one.segments[segment]!.met,
    ),
  ]
}

type Named = { readonly id: string; readonly title: string; readonly index: number }

function matched(
  base: Program,
  head: Program,
  measure: Contrast['measure'],
  kind: 'step' | 'pool' | 'segment',
  unit: Contrast['unit'],
  list: (program: Program) => Named[],
  title: (name: string) => string,
  read: (one: Observations, index: number) => number,
): Reading[] {
  const [before, after] = [list(base), list(head)]
  const ids = [...new Set([...after, ...before].map(({ id }) => id))]
  return ids.map((id) => {
    const [was, is] = [before.find((named) => named.id === id), after.find((named) => named.id === id)]
    const reader = (named: Named | undefined): Reader | null => (named ? (one) => read(one, named.index) : null)
    return { contrast: { measure, where: { kind, id }, title: title((is ?? was)!.title), unit }, of: [reader(was), reader(is)] }
  })
}

function stepsOf(program: Program): Named[] {
  return Array.from(program.steps.state, (state, index) => ({
    id: program.names.states[state]!.uid,
    title: program.names.states[state]!.title,
    index,
  }))
}

function poolsOf(program: Program): Named[] {
  return program.names.pools.map(({ id, title }, index) => ({ id, title, index }))
}

function segmentsOf(program: Program): Named[] {
  return program.names.segments
    .map((title, index) => ({ id: title, title, index }))
    .filter(({ index }) => !Number.isNaN(program.segments.target[index]!))
}
