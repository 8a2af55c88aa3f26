import type { Observations, StepObservations } from '../../simulation/program/observations.ts'
import * as stepKind from '../../simulation/program/codes/step-kind.ts'
import type { Program } from '../../simulation/program/program.ts'
import type { ModelName } from './model.ts'

/** What a model gives, by the names under which other simulators print it; times in hours. */
export type Outputs = Readonly<Record<string, number>>

const hour = 3600

/**
 * Events of the model, whatever the engine counts for itself: arrivals, starts and ends of service, ends of pure delays, limits that took a case out of
 * a queue, changes of one pool's capacity. All cases have left.
 */
export function eventsOf(program: Program, { arrived, steps, measured }: Observations): number {
  const { kind } = program.steps
  const ofSteps = steps.map((step, i) => (kind[i] === stepKind.review ? 2 * step.handle.n + waitedInVain(step) : step.visits))
  const changes = program.pools.changeTime.filter((time) => time > 0 && time <= measured).length
  return sum([arrived, ...ofSteps, changes])
}

/** Visits that a limit on the wait ended. */
function waitedInVain({ visits, handle }: StepObservations): number {
  return visits - handle.n
}

/** Mean time that a case waits in queues, in seconds. */
export function meanWaitOf({ leadTimeBy }: Observations): number {
  return leadTimeBy.contention + leadTimeBy.unavailability + leadTimeBy.priority + leadTimeBy.batching
}

/** The outputs of one run of a model. */
export function outputsOf(model: ModelName, observed: Observations): Outputs {
  const { leadTime, pools, measured } = observed
  const common = { T: measured / hour, mean: leadTime.mean / hour }
  switch (model) {
    case 'mmc':
      return {
        ...common,
        p95: leadTime.p95 / hour,
        wq: meanWaitOf(observed) / hour,
        lq: pools[0]!.queueLength,
        util: pools[0]!.utilization,
      }
    case 'line':
      return { ...common, ...ofLine(observed) }
    case 'jackson':
      return {
        ...common,
        p95: leadTime.p95 / hour,
        lq: sum(pools.map(({ queueLength }) => queueLength)),
        util0: pools[0]!.utilization,
        util10: pools[10]!.utilization,
        util19: pools[19]!.utilization,
      }
  }
}

function ofLine({ segments, pools, steps, completed }: Observations): Outputs {
  const [a, b, c] = segments.map(({ leadTime }) => leadTime)
  const [first, second, quality] = pools
  const tier1 = steps[1]!
  return {
    meanA: a!.mean / hour,
    meanB: b!.mean / hour,
    meanC: c!.mean / hour,
    p95A: a!.p95 / hour,
    p95B: b!.p95 / hour,
    p95C: c!.p95 / hour,
    util1: first!.utilization,
    util2: second!.utilization,
    utilQ: quality!.utilization,
    lq1: first!.queueLength,
    lq2: second!.queueLength,
    lqQ: quality!.queueLength,
    breach: sum(segments.map(({ cases, met }) => cases * (1 - met))) / completed,
    timeouts: waitedInVain(tier1) / completed,
    visits1: tier1.handle.n / completed,
  }
}

/** Outputs of several runs of the same size: their means. */
export function meanOutputs(runs: readonly Outputs[]): Outputs {
  const [first] = runs
  return Object.fromEntries(Object.keys(first ?? {}).map((name) => [name, sum(runs.map((run) => run[name]!)) / runs.length]))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
