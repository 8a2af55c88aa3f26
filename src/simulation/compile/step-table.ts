import * as stepKind from '../program/codes/step-kind.ts'
import { parseDuration } from '../../workflow/duration.ts'
import type { State } from '../../workflow/state.ts'
import { purposeOf } from '../engine/chance.ts'
import type { Distribution } from '../model/distribution.ts'
import { distributionKind, endOfShift } from '../program/program.ts'
import type { StepTable } from '../program/program.ts'
import type { Performance, Scenario } from '../model/scenario.ts'
import type { WallClock } from '../model/wall-clock.ts'
import { meanOf } from './distribution-facts.ts'
import { gammaQuantiles } from './gamma-quantiles.ts'
import { cumulative, flatten } from './lists.ts'
import type { FormulaTable } from './formula-table.ts'

/** What a step table is made from. */
type StepInput = {
  readonly states: readonly State[]
  readonly scenario: Scenario
  readonly poolIds: readonly string[]
  readonly events: readonly string[]
  readonly formulas: FormulaTable
  /** The scenario's clock, and the end of the run in seconds. */
  readonly clock: WallClock
  readonly horizon: number
}

const noPerformance: Performance = { time: [], outcomes: [] }

/** How long steps take and how they end, and by step the rows among the times that are its delays, and its rests. `states` are all states; those that are steps make the table. */
export function stepTable(input: StepInput): { readonly steps: StepTable; readonly delaysAt: Int32Array; readonly restsAt: Int32Array } {
  const states = input.states.filter((state) => state.type === 'atomic' && state.step !== null)
  const steps = states.map((state) => state.step!)
  const performance = states.map((state) => input.scenario.performance[state.uid] ?? noPerformance)
  const pools = flatten(steps.map((step) => (step.kind === 'review' ? step.pools.map((id) => input.poolIds.indexOf(id)) : [])))
  const count = states.length
  const delays = performance.map(({ delay }, i) => (steps[i]!.kind === 'wait' ? [] : (delay ?? [])))
  const rests = performance.map(({ rest }, i) => (steps[i]!.kind === 'review' ? (rest ?? []) : []))
  const times = flatten<{ readonly when?: string | undefined; readonly distribution: Distribution }>([
    ...performance.map(({ time }) => time),
    ...performance.map(({ patience }) => patience ?? []),
    ...delays,
    ...rests,
  ])
  const limits = steps.map((step) => (step.kind === 'review' ? step.waitLimit : undefined))
  const overflows = steps.map((step) => (step.kind === 'review' ? step.overflow : undefined))
  const parameters = flatten(times.items.map(({ distribution }) => parametersOf(distribution)))
  const outcomes = flatten(
    steps.map((step, i) =>
      outcomesOf(
        step.outcomes.map(({ event }) => event),
        performance[i]!,
      ),
    ),
  )
  const shares = flatten(
    outcomes.items.map(({ shares: entries }) => {
      const positive = entries.filter(([, share]) => share > 0)
      const running = cumulative(positive.map(([, share]) => share))
      return positive.map(([event], i) => [input.events.indexOf(event), running[i]!] as const)
    }),
  )
  const batchTimes = flatten(steps.map((step) => (step.kind === 'batch' ? weeklyTimes(step.at ?? [], input.clock, input.horizon) : [])))
  const table: StepTable = {
    state: Int32Array.from(states, (state) => input.states.indexOf(state)),
    kind: Uint8Array.from(steps, ({ kind }) => stepKind[kind]),
    pools: Int32Array.from(pools.items),
    poolsAt: pools.at,
    slots: Int32Array.from(performance, ({ slots }, i) => (steps[i]!.kind === 'automatic' ? (slots ?? 0) : 0)),
    batchSize: Int32Array.from(steps, (step) => (step.kind === 'batch' ? (step.size ?? 0) : 0)),
    batchAge: Float64Array.from(steps, (step) => (step.kind === 'batch' && step.age !== undefined ? parseDuration(step.age) : -1)),
    batchTimes: Float64Array.from(batchTimes.items),
    batchTimesAt: batchTimes.at,
    timeWhen: Int32Array.from(times.items, ({ when }) => input.formulas.add(when)),
    timeKind: Uint8Array.from(times.items, ({ distribution }) => distributionKind[distribution.kind]),
    timeParameters: Float64Array.from(parameters.items),
    timeParametersAt: parameters.at,
    timesAt: times.at.slice(0, count + 1),
    timeMean: Float64Array.from(times.items, ({ distribution }) => meanOf(distribution)),
    target: Float64Array.from(steps, ({ target }) => (target === undefined ? NaN : parseDuration(target))),
    endOfShift: Uint8Array.from(steps, (step) => endOfShift[(step.kind === 'review' ? step.endOfShift : undefined) ?? 'finish']),
    patienceAt: times.at.slice(count, 2 * count + 1),
    limitAfter: Float64Array.from(limits, (limit, i) =>
      limit?.after === undefined || performance[i]!.patience !== undefined ? NaN : parseDuration(limit.after),
    ),
    limitEvent: Int32Array.from(limits, (limit) => (limit === undefined ? -1 : input.events.indexOf(limit.event))),
    overflows: Uint8Array.from(overflows, (overflow) => Number(overflow !== undefined)),
    overflowAfter: Float64Array.from(overflows, (overflow) => (overflow?.after === undefined ? Infinity : parseDuration(overflow.after))),
    overflowQueue: Float64Array.from(overflows, (overflow) => overflow?.queue ?? Infinity),
    outcomeWhen: Int32Array.from(outcomes.items, ({ when }) => input.formulas.add(when)),
    outcomeEvent: Int32Array.from(shares.items, ([event]) => event),
    outcomeShare: Float64Array.from(shares.items, ([, share]) => share),
    outcomeEventsAt: shares.at,
    outcomesAt: outcomes.at,
    valueAdding: Uint8Array.from(steps, (step) => Number(step.valueAdding ?? (step.kind !== 'wait' && step.kind !== 'batch'))),
    sensitive: Uint8Array.from(steps, (step) => Number(step.kind === 'review' && step.sensitive === true)),
    timePurpose: Int32Array.from(states, ({ uid }) => purposeOf(`${uid} time`)),
    patiencePurpose: Int32Array.from(states, ({ uid }) => purposeOf(`${uid} patience`)),
    outcomePurpose: Int32Array.from(states, ({ uid }) => purposeOf(`${uid} outcome`)),
  }
  return { steps: table, delaysAt: times.at.slice(2 * count, 3 * count + 1), restsAt: times.at.slice(3 * count) }
}

/** A step with one outcome needs no shares. */
function outcomesOf(events: readonly string[], performance: Performance): { when: string | undefined; shares: [string, number][] }[] {
  if (performance.outcomes.length === 0) return [{ when: undefined, shares: events.slice(0, 1).map((event) => [event, 1]) }]
  return performance.outcomes.map(({ when, shares }) => ({ when, shares: inOrderOf(events, shares) }))
}

/** Shares in the order of the step's outcomes, so that a file's order of keys does not move the luck. */
function inOrderOf(events: readonly string[], shares: Readonly<Record<string, number>>): [string, number][] {
  return events.flatMap((event): [string, number][] => (Object.hasOwn(shares, event) ? [[event, shares[event]!]] : []))
}

export function parametersOf(distribution: Distribution): number[] {
  switch (distribution.kind) {
    case 'constant':
      return [distribution.value]
    case 'exponential':
      return [distribution.mean]
    case 'uniform':
      return [distribution.low, distribution.high]
    case 'lognormal':
      return [distribution.median, distribution.sigma]
    case 'gamma':
      return gammaQuantiles(distribution.shape).map((value) => value * distribution.mean)
    case 'empirical':
      return [...distribution.quantiles]
    case 'rare':
      return [distribution.share, ...distribution.quantiles]
  }
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Moments after the start and before `horizon` at which the clock shows one of the weekly times. */
function weeklyTimes(times: readonly string[], clock: WallClock, horizon: number): number[] {
  const start = clock.toLocal(0)
  const monday = start - ((((Math.floor(start / 86400) + 3) % 7) + 7) % 7) * 86400 - (((start % 86400) + 86400) % 86400)
  const moments = new Set<number>()
  for (const text of times) {
    const [day, time] = text.split(' ') as [string, string]
    const [hours, minutes] = time.split(':').map(Number) as [number, number]
    const within = days.indexOf(day) * 86400 + hours * 3600 + minutes * 60
    for (let week = monday; ; week += 7 * 86400) {
      const moment = clock.toSeconds(week + within)
      if (moment >= horizon) break
      if (moment >= 0) moments.add(moment)
    }
  }
  return [...moments].sort((a, b) => a - b)
}
