import type { State } from '../../workflow/state.ts'
import { parseDuration } from '../../workflow/duration.ts'
import { crewChange } from '../program/crew-table.ts'
import type { CrewTable } from '../program/crew-table.ts'
import { purposeOf } from '../engine/chance.ts'
import type { Absence, Duty, Member } from '../model/people.ts'
import { distributionKind } from '../program/program.ts'
import type { PoolScenario } from '../model/scenario.ts'
import type { WallClock } from '../model/wall-clock.ts'
import type { FormulaTable } from './formula-table.ts'
import { flatten } from './lists.ts'
import { parametersOf } from './step-table.ts'
import { dayOf, joined, mondays, turnsOf } from './turns.ts'
import type { Turn } from './turns.ts'

/**
 * Whether a pool's people are simulated one by one: they are listed so, or are away at drawn times, or have an exposure budget, or a step needs to know
 * whose shift ends.
 */
export function isCrew(id: string, pool: PoolScenario, states: readonly State[]): boolean {
  const handsBack = ({ step }: State) =>
    step?.kind === 'review' && step.pools.includes(id) && step.endOfShift !== undefined && step.endOfShift !== 'finish'
  return (
    (pool.members ?? []).length > 0 ||
    (pool.absences ?? []).some(({ kind }) => kind === 'drawn') ||
    pool.exposure !== undefined ||
    states.some(handsBack)
  )
}

/** The people of a pool one by one: those of the shifts, a group each, then the members. */
export function groupsOf(pool: PoolScenario): Member[] {
  return [
    ...pool.shifts
      .filter(({ people }) => people > 0)
      .map((shift): Member => ({ title: shift.title, count: shift.people, shifts: [shift] })),
    ...(pool.members ?? []),
  ]
}

type CrewInput = {
  readonly id: string
  readonly pool: PoolScenario
  readonly formulas: FormulaTable
  /** The pool's clock, the end of the run and the days that are holidays. */
  readonly clock: WallClock
  readonly horizon: number
  readonly holidays: ReadonlySet<number>
}

/** Who is there when, who can take what, how fast, at what cost. */
export function crewTable(input: CrewInput): CrewTable {
  const { pool, clock, formulas } = input
  const groups = groupsOf(pool)
  const persons = groups.flatMap((group, g) => Array.from({ length: group.count ?? 1 }, (_, number) => ({ group: g, number })))
  const conditions = [...new Set(groups.flatMap(({ takes }) => (takes === undefined ? [] : [takes])))]
  const firstDay = (date: string | undefined) => (date === undefined ? NaN : clock.toSeconds(dayOf(date) * 86400))
  const budget = (text: string | undefined) => (text === undefined ? Infinity : parseDuration(text))
  const perSecond = (hourly: number | undefined) => (hourly === undefined ? NaN : hourly / 3600)
  const changes = changesOf(
    input,
    groups,
    persons.map(({ group }) => group),
  )
  return {
    group: Int32Array.from(persons, ({ group }) => group),
    number: Int32Array.from(persons, ({ number }) => number),
    conditions: Int32Array.from(conditions, (condition) => formulas.add(condition)),
    takes: Int32Array.from(groups, ({ takes }) => (takes === undefined ? -1 : conditions.indexOf(takes))),
    speed: Float64Array.from(groups, ({ speed }) => speed ?? 1),
    rampFrom: Float64Array.from(groups, ({ rampUp }) => rampUp?.from ?? 1),
    rampStart: Float64Array.from(groups, ({ rampUp, startedOn }) => (rampUp ? firstDay(startedOn) : 0)),
    rampSeconds: Float64Array.from(groups, ({ rampUp }) => (rampUp?.days ?? 1) * 86400),
    startedOn: Float64Array.from(groups, ({ startedOn }) => firstDay(startedOn)),
    shiftBudget: Float64Array.from(groups, ({ exposure }) => budget((exposure ?? pool.exposure)?.perShift)),
    weekBudget: Float64Array.from(groups, ({ exposure }) => budget((exposure ?? pool.exposure)?.perWeek)),
    cost: Float64Array.from(groups, (group) => perSecond(rateOf(group, pool, 'costPerHour'))),
    caseCost: Float64Array.from(groups, (group) => rateOf(group, pool, 'costPerCase') ?? NaN),
    errorFactor: Float64Array.from(groups, ({ errorFactor }) => errorFactor ?? 1),
    changeTime: Float64Array.from(changes, ({ time }) => time),
    changeKind: Uint8Array.from(changes, ({ kind }) => kind),
    changePerson: Int32Array.from(changes, ({ person }) => person),
    ...absenceTable(input.id, groups, pool.absences ?? []),
  }
}

/** A member with a rate of its own, by the hour or by the case, is not paid by the pool's other rate. */
function rateOf(group: Member, pool: PoolScenario, rate: 'costPerHour' | 'costPerCase'): number | undefined {
  const own = group.costPerHour !== undefined || group.costPerCase !== undefined
  return own ? group[rate] : pool[rate]
}

type Change = { readonly time: number; readonly kind: number; readonly person: number }

function changesOf(input: CrewInput, groups: readonly Member[], groupOf: readonly number[]): Change[] {
  const { clock, horizon, holidays, pool } = input
  const changes: Change[] = []
  const add = (time: number, kind: number, person: number) => {
    if (time < horizon) changes.push({ time: Math.max(0, time), kind, person })
  }
  const turns = groups.map(({ shifts, startedOn }) => {
    const first = startedOn === undefined ? -Infinity : dayOf(startedOn)
    return shifts.flatMap((duty: Duty) => turnsOf(duty, clock, horizon, holidays, first))
  })
  const present = turns.map(joined)
  groupOf.forEach((group, person) => {
    for (const [from, to] of present[group]!) {
      add(from, crewChange.come, person)
      add(to, crewChange.go, person)
    }
    for (const [from] of turns[group]!) if (from > 0) add(from, crewChange.turn, person)
  })
  for (const monday of mondays(clock, horizon)) add(monday, crewChange.week, -1)
  for (const absence of pool.absences ?? []) {
    if (absence.kind !== 'scheduled') continue
    for (const [[from, to], person] of awayAt(absence, input, present, groupOf)) {
      add(from, crewChange.leave, person)
      add(to, crewChange.back, person)
    }
  }
  return changes.sort((a, b) => a.time - b.time || a.kind - b.kind || a.person - b.person)
}

/** Who is away when: those on shift at the start of the absence take turns, so that everybody has his or her training. */
function awayAt(
  absence: Extract<Absence, { kind: 'scheduled' }>,
  { clock, horizon, holidays }: CrewInput,
  present: readonly (readonly Turn[])[],
  groupOf: readonly number[],
): [Turn, number][] {
  let next = 0
  return turnsOf(absence, clock, horizon, holidays).flatMap((turn): [Turn, number][] => {
    const there = groupOf.flatMap((group, person) =>
      present[group]!.some(([from, to]) => from <= turn[0] && turn[0] < to) ? [person] : [],
    )
    const away = awayOf(absence, there.length)
    const first = next
    next += away
    return Array.from({ length: away }, (_, i) => [turn, there[(first + i) % there.length]!])
  })
}

/** How many of so many people on shift a scheduled absence takes away: a share is rounded, half upwards. */
export function awayOf(absence: Extract<Absence, { kind: 'scheduled' }>, people: number): number {
  return Math.min(people, absence.people ?? Math.round((absence.share ?? 0) * people))
}

function absenceTable(
  pool: string,
  groups: readonly Member[],
  absences: readonly Absence[],
): Pick<CrewTable, 'absenceKind' | 'absenceParameters' | 'absenceParametersAt' | 'absencePurpose'> {
  const drawn = absences.filter((absence) => absence.kind === 'drawn')
  const rows = drawn.flatMap(({ every, lasts }) => [every, lasts])
  const parameters = flatten(rows.map(parametersOf))
  const known = new Map<string, number>()
  const purposes = groups.flatMap(({ title }) => {
    const before = known.get(title) ?? 0
    known.set(title, before + 1)
    return drawn.flatMap((absence, i) => {
      const what = `${pool} ${title} ${before} absence ${i} ${absence.title}`
      return [purposeOf(`${what} every`), purposeOf(`${what} lasts`)]
    })
  })
  return {
    absenceKind: Uint8Array.from(rows, ({ kind }) => distributionKind[kind]),
    absenceParameters: Float64Array.from(parameters.items),
    absenceParametersAt: parameters.at,
    absencePurpose: Int32Array.from(purposes),
  }
}
