import type { State } from '../../workflow/state.ts'
import { purposeOf } from '../engine/chance.ts'
import type { OutsideTable } from '../program/program.ts'
import type { PoolScenario, Scenario } from '../model/scenario.ts'
import { wallClock } from '../model/wall-clock.ts'
import { zoneOf } from '../model/zone.ts'
import { groupsOf } from './crew-table.ts'
import { flatten } from './lists.ts'
import { dayOf, joined, turnsOf } from './turns.ts'
import type { Turn } from './turns.ts'

type Input = {
  readonly scenario: Scenario
  /** Those of the step table, in its order. */
  readonly steps: readonly State[]
  /** By step: its delays among the times of the step table. */
  readonly delaysAt: Int32Array
  /** Seconds since 1970, UTC, and length of the run. */
  readonly start: number
  readonly horizon: number
}

/** Delays before steps, and the working hours on which the outside world counts; null where the scenario has neither. */
export function outsideTable({ scenario, steps, delaysAt, start, horizon }: Input): OutsideTable | null {
  const performance = steps.map(({ uid }) => scenario.performance[uid])
  if (performance.every((one) => (one?.delay ?? []).length === 0 && one?.clock === undefined)) return null
  const pools = [...new Set(performance.flatMap((one) => one?.clock?.pool ?? []))].sort()
  const hours = pools.map((id) => workingHours(scenario, scenario.pools[id]!, start, horizon))
  const turns = flatten(hours)
  const worked = hours.flatMap((one) => {
    let sum = 0
    return one.map(([from, to]) => {
      const before = sum
      sum += to - from
      return before
    })
  })
  return {
    delaysAt,
    purpose: Int32Array.from(steps, ({ uid }) => purposeOf(`${uid} delay`)),
    clock: Int32Array.from(performance, (one) => (one?.clock === undefined ? -1 : pools.indexOf(one.clock.pool))),
    opens: Float64Array.from(turns.items, ([from]) => from),
    closes: Float64Array.from(turns.items, ([, to]) => to),
    worked: Float64Array.from(worked),
    turnsAt: turns.at,
  }
}

/** When somebody of the pool is on planned shift, on its wall clock; holidays count, absences do not. After the run always. */
function workingHours(scenario: Scenario, pool: PoolScenario, start: number, horizon: number): Turn[] {
  const clock = wallClock(zoneOf(pool.timezone ?? scenario.timezone), start)
  const holidays = new Set([...(scenario.holidays ?? []), ...(pool.holidays ?? [])].map(dayOf))
  const turns = groupsOf(pool).flatMap(({ shifts, startedOn }) => {
    const first = startedOn === undefined ? -Infinity : dayOf(startedOn)
    return shifts.flatMap((duty) => turnsOf(duty, clock, horizon, holidays, first))
  })
  return joined([...turns, [horizon, Infinity]])
}
