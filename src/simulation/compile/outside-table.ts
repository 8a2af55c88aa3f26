import type { State } from '../../workflow/state.ts'
import { purposeOf } from '../engine/chance.ts'
import type { OutsideTable } from '../program/program.ts'
import type { Performance, PoolScenario, Scenario } from '../model/scenario.ts'
import { hourOfWeek, wallClock } from '../model/wall-clock.ts'
import type { WallClock } from '../model/wall-clock.ts'
import { zoneOf } from '../model/zone.ts'
import { groupsOf } from './crew-table.ts'
import { flatten } from './lists.ts'
import { dayOf, joined, turnsOf } from './turns.ts'
import type { Turn } from './turns.ts'

type Clock = NonNullable<Performance['clock']>
type PacedTurn = readonly [from: number, to: number, pace: number]

type Input = {
  readonly scenario: Scenario
  /** Those of the step table, in its order. */
  readonly steps: readonly State[]
  /** By step: its delays among the times of the step table. */
  readonly delaysAt: Int32Array
  /** The same for what stays open after its work. */
  readonly restsAt: Int32Array
  /** Seconds since 1970, UTC, and length of the run. */
  readonly start: number
  readonly horizon: number
}

/** Delays before steps, rests after them, and the working hours on which the outside world counts; null where the scenario has none of them. */
export function outsideTable({ scenario, steps, delaysAt, restsAt, start, horizon }: Input): OutsideTable | null {
  const performance = steps.map(({ uid }) => scenario.performance[uid])
  if (performance.every((one) => (one?.delay ?? []).length === 0 && one?.clock === undefined && (one?.rest ?? []).length === 0)) return null
  const nameOf = ({ pool, pace }: Clock) => (pace === undefined ? pool : `${pool} ${pace.join()}`)
  const clocks = new Map(performance.flatMap((one) => (one?.clock === undefined ? [] : [[nameOf(one.clock), one.clock] as const])))
  const names = [...clocks.keys()].sort()
  const hours = names.map((name) => {
    const { pool, pace } = clocks.get(name)!
    const whole = workingHours(scenario, scenario.pools[pool]!, start, horizon)
    return pace === undefined
      ? whole.map((turn) => [...turn, 1] as const)
      : paced(whole, pace, clockOf(scenario, scenario.pools[pool]!, start), horizon)
  })
  const turns = flatten(hours)
  const worked = hours.flatMap((one) => {
    let sum = 0
    return one.map(([from, to, pace]) => {
      const before = sum
      sum += (to - from) * pace
      return before
    })
  })
  return {
    delaysAt,
    purpose: Int32Array.from(steps, ({ uid }) => purposeOf(`${uid} delay`)),
    restsAt,
    restShare: restShares(scenario, steps),
    restPurpose: Int32Array.from(steps, ({ uid }) => purposeOf(`${uid} rest`)),
    clock: Int32Array.from(performance, (one) => (one?.clock === undefined ? -1 : names.indexOf(nameOf(one.clock)))),
    opens: Float64Array.from(turns.items, ([from]) => from),
    closes: Float64Array.from(turns.items, ([, to]) => to),
    pace: Float64Array.from(turns.items, ([, , pace]) => pace),
    worked: Float64Array.from(worked),
    turnsAt: turns.at,
  }
}

/** By row of the rests among the step table's times: share of the visits that stay open. */
export function restShares({ performance }: Scenario, steps: readonly State[]): Float64Array {
  return Float64Array.from(
    steps.flatMap(({ uid, step }) => (step?.kind === 'review' ? (performance[uid]?.rest ?? []) : [])),
    ({ share }) => share,
  )
}

/** When somebody of the pool is on planned shift, on its wall clock; holidays count, absences do not. After the run always. */
function workingHours(scenario: Scenario, pool: PoolScenario, start: number, horizon: number): Turn[] {
  const clock = clockOf(scenario, pool, start)
  const holidays = new Set([...(scenario.holidays ?? []), ...(pool.holidays ?? [])].map(dayOf))
  const turns = groupsOf(pool).flatMap(({ shifts, startedOn }) => {
    const first = startedOn === undefined ? -Infinity : dayOf(startedOn)
    return shifts.flatMap((duty) => turnsOf(duty, clock, horizon, holidays, first))
  })
  return joined([...turns, [horizon, Infinity]])
}

function clockOf(scenario: Scenario, pool: PoolScenario, start: number): WallClock {
  return wallClock(zoneOf(pool.timezone ?? scenario.timezone), start)
}

/** Turns cut at the hours of the wall clock, each with its pace; after the run it is 1. */
function paced(turns: readonly Turn[], pace: readonly number[], clock: WallClock, horizon: number): PacedTurn[] {
  const pieces: PacedTurn[] = []
  for (const [from, to] of turns) {
    for (let at = from; at < to;) {
      const local = clock.toLocal(at)
      const isAfter = at >= horizon
      const end = isAfter ? to : Math.min(to, horizon, at + 3600 - (((local % 3600) + 3600) % 3600))
      const rate = isAfter ? 1 : pace[hourOfWeek(local)]!
      pieces.push([at, end, rate])
      at = end
    }
  }
  return pieces
}
