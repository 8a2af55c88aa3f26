import * as orderKind from '../program/codes/order-kind.ts'
import type { State } from '../../workflow/state.ts'
import type { CrewTable } from '../program/crew-table.ts'
import type { PoolTable } from '../program/program.ts'
import type { PoolScenario, Scenario } from '../model/scenario.ts'
import type { WallClock } from '../model/wall-clock.ts'
import { wallClock } from '../model/wall-clock.ts'
import { zoneOf } from '../model/zone.ts'
import { awayOf, crewTable, isCrew } from './crew-table.ts'
import type { FormulaTable } from './formula-table.ts'
import { dayOf, daysOfRun, turnOn, turnsOf } from './turns.ts'

type Input = {
  readonly ids: readonly string[]
  readonly scenario: Scenario
  readonly states: readonly State[]
  readonly formulas: FormulaTable
  /** Seconds since 1970, UTC, and length of the run. */
  readonly start: number
  readonly horizon: number
}

/** So many people from each time on: two lists side by side, because a long run has many. */
type Staff = { readonly times: number[]; readonly people: number[] }

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
  const paid = alike.map((pool, i): Staff => (pool ? staffOf(pool, worlds[i]!) : { times: [0], people: [0] }))
  const changes = sideBySide(alike.map((pool, i) => (pool ? withoutAbsent(pool, paid[i]!, worlds[i]!) : paid[i]!)))
  const paidChanges = sideBySide(alike.map((pool, i) => ((pool?.absences ?? []).length > 0 ? paid[i]! : { times: [], people: [] })))
  return {
    pools: {
      order: Uint8Array.from(pools, (pool) => orderKind[pool?.order.kind ?? 'arrival']),
      priority: Int32Array.from(pools, (pool) => formulas.add(pool && 'expression' in pool.order ? pool.order.expression : undefined)),
      changeTime: changes.times,
      changePeople: changes.people,
      changesAt: changes.at,
      paidTime: paidChanges.times,
      paidPeople: paidChanges.people,
      paidAt: paidChanges.at,
      cost: Float64Array.from(pools, (pool) => (pool?.costPerHour === undefined ? NaN : pool.costPerHour / 3600)),
      caseCost: Float64Array.from(pools, (pool) => pool?.costPerCase ?? NaN),
    },
    crews,
  }
}

type World = { readonly clock: WallClock; readonly horizon: number; readonly holidays: ReadonlySet<number> }

/** Lists one after another, in the form of the program's tables. */
function sideBySide(lists: readonly Staff[]): { readonly times: Float64Array; readonly people: Int32Array; readonly at: Int32Array } {
  const at = new Int32Array(lists.length + 1)
  lists.forEach(({ times }, i) => (at[i + 1] = at[i]! + times.length))
  const [times, people] = [new Float64Array(at[lists.length]!), new Int32Array(at[lists.length]!)]
  lists.forEach((list, i) => {
    times.set(list.times, at[i])
    people.set(list.people, at[i])
  })
  return { times, people, at }
}

/**
 * People on shift over the run, day by day, by adding up what each shift brings and takes; times are wall-clock times of the pool's zone. What is still to
 * come is at most two days of turns, so a long run needs no more room than its changes.
 */
function staffOf(pool: PoolScenario, { clock, horizon, holidays }: World): Staff {
  const staff: Staff = { times: [], people: [] }
  const coming = new Map<number, number>([[0, 0]])
  const add = (time: number, people: number) => coming.set(Math.max(0, time), (coming.get(Math.max(0, time)) ?? 0) + people)
  let people = 0
  const settle = (before: number) => {
    for (const time of [...coming.keys()].filter((moment) => moment < before).sort((a, b) => a - b)) {
      people += coming.get(time)!
      coming.delete(time)
      append(staff, time, people)
    }
  }
  const { first, last } = daysOfRun(clock, horizon)
  for (let day = first; day <= last; day++) {
    settle(clock.toSeconds(day * 86400))
    for (const shift of pool.shifts) {
      const turn = turnOn(day, shift, clock, horizon, holidays)
      if (turn === null) continue
      add(turn[0], shift.people)
      if (turn[1] < horizon) add(turn[1], -shift.people)
    }
  }
  settle(Infinity)
  return staff
}

/** The same without those who are away at scheduled times, who are so many of the people on shift at each moment. */
function withoutAbsent(pool: PoolScenario, staff: Staff, { clock, horizon, holidays }: World): Staff {
  const absences = (pool.absences ?? []).filter((absence) => absence.kind === 'scheduled')
  if (absences.length === 0) return staff
  const away = absences.map((absence) => ({ absence, turns: turnsOf(absence, clock, horizon, holidays) }))
  const bounds = away.flatMap(({ turns }) => turns.flat()).map((time) => Math.max(0, time))
  const moments = [...new Set([...staff.times, ...bounds])].filter((time) => time < horizon).sort((a, b) => a - b)
  const present: Staff = { times: [], people: [] }
  let at = 0
  for (const time of moments) {
    while (at + 1 < staff.times.length && staff.times[at + 1]! <= time) at++
    const people = staff.people[at]!
    const absent = away
      .filter(({ turns }) => turns.some(([from, to]) => from <= time && time < to))
      .reduce((sum, { absence }) => sum + awayOf(absence, people), 0)
    append(present, time, Math.max(0, people - absent))
  }
  return present
}

/** Only changes are kept. */
function append({ times, people }: Staff, time: number, there: number): void {
  if (people.length > 0 && people.at(-1) === there) return
  times.push(time)
  people.push(there)
}
