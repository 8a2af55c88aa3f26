import type { PoolTable } from '../program.ts'
import type { Shift } from '../people.ts'
import type { PoolScenario, Scenario } from '../scenario.ts'
import type { WallClock } from '../wall-clock.ts'
import { wallClock } from '../wall-clock.ts'
import { zoneOf } from '../zone.ts'
import { flatten } from './lists.ts'
import type { FormulaTable } from './formula-table.ts'

/** When how many people are on shift, in which order they take cases, and what they cost. `start` is in seconds since 1970, UTC. */
export function poolTable(ids: readonly string[], scenario: Scenario, formulas: FormulaTable, start: number, horizon: number): PoolTable {
  const pools = ids.map((id) => scenario.pools[id])
  const changes = flatten(pools.map((pool) => (pool ? changesOf(pool, scenario.timezone, start, horizon) : [[0, 0] as const])))
  return {
    priority: Int32Array.from(pools, (pool) => formulas.add(pool?.order.kind === 'priority' ? pool.order.expression : undefined)),
    changeTime: Float64Array.from(changes.items, ([time]) => time),
    changePeople: Int32Array.from(changes.items, ([, people]) => people),
    changesAt: changes.at,
    cost: Float64Array.from(pools, (pool) => (pool?.costPerHour === undefined ? NaN : pool.costPerHour / 3600)),
  }
}

/** People on shift over the run, by adding up what each shift brings and takes; times are wall-clock times of the pool's zone. */
function changesOf(pool: PoolScenario, zone: string, start: number, horizon: number): (readonly [time: number, people: number])[] {
  const clock = wallClock(zoneOf(pool.timezone ?? zone), start)
  const steps = new Map<number, number>([[0, 0]])
  const add = (time: number, people: number) => steps.set(Math.max(0, time), (steps.get(Math.max(0, time)) ?? 0) + people)
  for (const shift of pool.shifts) {
    for (const [from, to] of turnsOf(shift, clock, horizon)) {
      if (to <= 0 || from >= horizon) continue
      add(from, shift.people)
      if (to < horizon) add(to, -shift.people)
    }
  }
  let people = 0
  const changes: [number, number][] = []
  for (const [time, by] of [...steps].sort(([a], [b]) => a - b)) {
    people += by
    if (changes.length === 0 || changes.at(-1)![1] !== people) changes.push([time, people])
  }
  return changes
}

/** From and to of each turn of a shift that may touch the run, in seconds since the start. */
function turnsOf(shift: Shift, clock: WallClock, horizon: number): [number, number][] {
  const [from, to] = [secondsOfDay(shift.from), secondsOfDay(shift.to)]
  const firstDay = Math.floor(clock.toLocal(0) / 86400) - 1
  const lastDay = Math.floor(clock.toLocal(horizon) / 86400)
  const turns: [number, number][] = []
  for (let day = firstDay; day <= lastDay; day++) {
    const weekday = ((((day + 3) % 7) + 7) % 7) + 1
    if (!shift.days.includes(weekday)) continue
    const end = to <= from ? to + 86400 : to
    turns.push([clock.toSeconds(day * 86400 + from), clock.toSeconds(day * 86400 + end)])
  }
  return turns
}

function secondsOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number]
  return hours * 3600 + minutes * 60
}
