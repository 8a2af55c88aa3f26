import * as poolTotal from '../program/codes/pool-total.ts'
import type { CrewObservations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import { personTotal, personWidth } from './crew.ts'
import type { Crew } from './crew.ts'
import type { Observed } from './observed.ts'

/** What people told apart did, by group; null where the people of the pool are alike. The most exposed of them over the whole run, all else as measured. */
export function crewObservations(program: Program, run: Observed, pool: number): CrewObservations | null {
  const crew = run.pools.crews[pool]!
  const table = program.crews[pool]!
  if (crew === null || table === null) return null
  const groups = Array.from(table.cost, (_, group) =>
    table.group.reduce<number[]>((all, of, person) => (of === group ? [...all, person] : all), []),
  )
  const sumOf = (persons: readonly number[], column: number) => persons.reduce((sum, person) => sum + totalOf(crew, person, column), 0)
  const everybody = groups.flat()
  return {
    overtime: sumOf(everybody, personTotal.overtime),
    exposurePerPerson: sumOf(everybody, personTotal.exposure) / Math.max(1, everybody.length),
    mostInShift: crew.exposure.mostInShift.reduce((a, b) => Math.max(a, b), 0),
    mostInWeek: crew.exposure.mostInWeek.reduce((a, b) => Math.max(a, b), 0),
    budgetsReached: crew.exposure.reached.reduce((a, b) => a + b, 0),
    hopeless: run.pools.hopeless[pool]!,
    groups: groups.map((persons, group) => ({
      people: persons.length,
      present: sumOf(persons, personTotal.present),
      busy: sumOf(persons, personTotal.busy),
      exposure: sumOf(persons, personTotal.exposure),
      cases: sumOf(persons, personTotal.cases),
      cost: costOf(
        sumOf(persons, personTotal.paid) + sumOf(persons, personTotal.overtime),
        table.cost[group]!,
        sumOf(persons, personTotal.cases),
        table.caseCost[group]!,
      ),
    })),
  }
}

/** Cost of a pool over what was measured, `from` to `end`; NaN: not known. People are paid while they are away on shift. */
export function poolCost(program: Program, run: Observed, pool: number, crew: CrewObservations | null, from: number, end: number): number {
  if (crew !== null) return crew.groups.reduce((sum, { cost }) => sum + cost, 0)
  const { pools } = program
  const { measures } = run
  const paid =
    pools.paidAt[pool + 1]! > pools.paidAt[pool]! ? paidSeconds(program, pool, from, end) : measures.ofPool(pool, poolTotal.people)
  return costOf(paid, pools.cost[pool]!, measures.ofPool(pool, poolTotal.finished), pools.caseCost[pool]!)
}

function costOf(seconds: number, perSecond: number, cases: number, perCase: number): number {
  if (Number.isNaN(perCase)) return seconds * perSecond
  return (Number.isNaN(perSecond) ? 0 : seconds * perSecond) + cases * perCase
}

function paidSeconds({ pools }: Program, pool: number, from: number, end: number): number {
  let sum = 0
  for (let i = pools.paidAt[pool]!; i < pools.paidAt[pool + 1]!; i++) {
    const until = i + 1 < pools.paidAt[pool + 1]! ? pools.paidTime[i + 1]! : Infinity
    sum += pools.paidPeople[i]! * Math.max(0, Math.min(until, end) - Math.max(pools.paidTime[i]!, from))
  }
  return sum
}

function totalOf(crew: Crew, person: number, column: number): number {
  return crew.totals[person * personWidth + column]!
}
