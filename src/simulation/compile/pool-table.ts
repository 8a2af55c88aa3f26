import type { State } from '../../workflow/state.ts'
import type { CrewTable } from '../crew-table.ts'
import { orderKind } from '../program.ts'
import type { PoolTable } from '../program.ts'
import type { PoolScenario, Scenario } from '../scenario.ts'
import type { WallClock } from '../wall-clock.ts'
import { wallClock } from '../wall-clock.ts'
import { zoneOf } from '../zone.ts'
import { awayOf, crewTable, isCrew } from './crew-table.ts'
import { flatten } from './lists.ts'
import type { FormulaTable } from './formula-table.ts'
import { dayOf, turnsOf } from './turns.ts'

type Input = {
  readonly ids: readonly string[]
  readonly scenario: Scenario
  readonly states: readonly State[]
  readonly formulas: FormulaTable
  /** Seconds since 1970, UTC, and length of the run. */
  readonly start: number
  readonly horizon: number
}

type Change = readonly [time: number, people: number]

/** When how many people are on shift, in which order they take cases, and what they cost; and by pool its people one by one, or null where they are alike. */
export function poolTables({ ids, scenario, states, formulas, start, horizon }: Input): {
  readonly pools: PoolTable
  readonly crews: readonly (CrewTable | null)[]
} {
  const pools = ids.map((id) => (Object.hasOwn(scenario.pools, id) ? scenario.pools[id] : undefined))
  const worlds = pools.map((pool) => ({
    clock: wallClock(zoneOf(pool?.timezone ?? scenario.timezone), start),
    horizon,
    holidays: new Set([...(scenario.holidays ?? []), ...(pool?.holidays ?? [])].map(dayOf)),
  }))
  const crews = ids.map((id, i) => {
    const pool = pools[i]
    return pool && isCrew(id, pool, states) ? crewTable({ id, pool, formulas, ...worlds[i]! }) : null
  })
  const alike = pools.map((pool, i) => (pool && crews[i] === null ? pool : undefined))
  const paid = alike.map((pool, i) => (pool ? changesOf(pool, worlds[i]!) : [[0, 0] as const]))
  const changes = flatten(alike.map((pool, i) => (pool ? withoutAbsent(pool, paid[i]!, worlds[i]!) : paid[i]!)))
  const paidChanges = flatten(alike.map((pool, i) => ((pool?.absences ?? []).length > 0 ? paid[i]! : [])))
  return {
    pools: {
      order: Uint8Array.from(pools, (pool) => orderKind[pool?.order.kind ?? 'arrival']),
      priority: Int32Array.from(pools, (pool) => formulas.add(pool && 'expression' in pool.order ? pool.order.expression : undefined)),
      changeTime: Float64Array.from(changes.items, ([time]) => time),
      changePeople: Int32Array.from(changes.items, ([, people]) => people),
      changesAt: changes.at,
      paidTime: Float64Array.from(paidChanges.items, ([time]) => time),
      paidPeople: Int32Array.from(paidChanges.items, ([, people]) => people),
      paidAt: paidChanges.at,
      cost: Float64Array.from(pools, (pool) => (pool?.costPerHour === undefined ? NaN : pool.costPerHour / 3600)),
      caseCost: Float64Array.from(pools, (pool) => pool?.costPerCase ?? NaN),
    },
    crews,
  }
}

type World = { readonly clock: WallClock; readonly horizon: number; readonly holidays: ReadonlySet<number> }

/** People on shift over the run, by adding up what each shift brings and takes; times are wall-clock times of the pool's zone. */
function changesOf(pool: PoolScenario, { clock, horizon, holidays }: World): Change[] {
  const steps = new Map<number, number>([[0, 0]])
  const add = (time: number, people: number) => steps.set(Math.max(0, time), (steps.get(Math.max(0, time)) ?? 0) + people)
  for (const shift of pool.shifts) {
    for (const [from, to] of turnsOf(shift, clock, horizon, holidays)) {
      add(from, shift.people)
      if (to < horizon) add(to, -shift.people)
    }
  }
  let people = 0
  return compact([...steps].sort(([a], [b]) => a - b).map(([time, by]) => [time, (people += by)] as const))
}

/** The same without those who are away at scheduled times, who are so many of the people on shift at each moment. */
function withoutAbsent(pool: PoolScenario, changes: readonly Change[], { clock, horizon, holidays }: World): readonly Change[] {
  const absences = (pool.absences ?? []).filter((absence) => absence.kind === 'scheduled')
  if (absences.length === 0) return changes
  const away = absences.map((absence) => ({ absence, turns: turnsOf(absence, clock, horizon, holidays) }))
  const bounds = away.flatMap(({ turns }) => turns.flat()).map((time) => Math.max(0, time))
  const moments = [...new Set([...changes.map(([time]) => time), ...bounds])].filter((time) => time < horizon).sort((a, b) => a - b)
  let at = 0
  return compact(
    moments.map((time) => {
      while (at + 1 < changes.length && changes[at + 1]![0] <= time) at++
      const people = changes[at]![1]
      const absent = away
        .filter(({ turns }) => turns.some(([from, to]) => from <= time && time < to))
        .reduce((sum, { absence }) => sum + awayOf(absence, people), 0)
      return [time, Math.max(0, people - absent)]
    }),
  )
}

function compact(changes: readonly Change[]): Change[] {
  return changes.filter(([, people], i) => i === 0 || people !== changes[i - 1]![1])
}
