import type { Shift } from '../../simulation/model/people.ts'
import type { Pool } from '../../workflow/pool.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { plainName } from '../activity-states.ts'
import { HistoryError } from '../fault.ts'
import type { Mapping } from '../mapping.ts'
import { wholeShifts } from '../rota.ts'
import type { Roster, RosterShift } from './roster.ts'

/** What a roster says of one pool. `personHours`: a week, before anybody is rounded to whole people; `onDuty`: by hour of the week, whether anybody is there. */
export type RosterPool = {
  readonly shifts: readonly Shift[]
  readonly personHours: number
  readonly rows: number
  readonly people: number | null
  readonly onDuty: readonly boolean[]
}

/**
 * The shifts of a roster by pool. `poolOf`: the pool in which a person of the history mostly worked, by name, or null.
 * Dates are read as a usual week: the mean of each day of the week over the dates from the first to the last. Throws a HistoryError where it cannot be told of which pool the people are.
 */
export function poolsOfRoster(
  roster: Roster,
  workflow: Workflow,
  said: Mapping['roster'],
  poolOf: (person: string) => string | null,
): { readonly pools: ReadonlyMap<string, RosterPool>; readonly notes: readonly string[] } {
  const pools = Object.values(workflow.pools)
  const only = said?.pool ?? (pools.length === 1 ? pools[0]!.id : null)
  if (only !== null && !Object.hasOwn(workflow.pools, only))
    throw new HistoryError(`The mapping file names the pool “${only}” for the roster, and the workflow has none of that id.`)
  const byTeam = teamNames(pools, said?.teams ?? {})
  const rows = new Map<string, RosterShift[]>()
  const unknown = new Map<string, number>()
  let homeless = 0
  for (const shift of roster.shifts) {
    const ofTeam = shift.team === null ? null : (byTeam.get(plainName(shift.team)) ?? null)
    const pool = ofTeam ?? (shift.person === null ? null : poolOf(shift.person)) ?? only
    if (shift.team !== null && ofTeam === null && pool === null) unknown.set(shift.team, (unknown.get(shift.team) ?? 0) + 1)
    else if (pool === null) homeless++
    else rows.set(pool, [...(rows.get(pool) ?? []), shift])
  }
  const known = pools.map(({ id, title }) => `${title} (${id})`).join(', ')
  const notes = [
    ...[...unknown].map(
      ([team, n]) =>
        `The roster’s team “${team}” is no pool of the workflow, so ${n === 1 ? 'its shift is' : `its ${n} shifts are`} not used. Say which in a mapping file (“roster”, “teams”); the pools are ${known}.`,
    ),
    ...(homeless > 0
      ? [
          `${homeless === 1 ? 'One shift of the roster is' : `${homeless} shifts of the roster are`} of people whose pool is not known, and not used. Say it in a mapping file (“roster”, “pool”); the pools are ${known}.`,
        ]
      : []),
  ]
  if (rows.size === 0) throw new HistoryError(['Nothing of the roster can be used.', ...notes].join(' '))
  const weeks = weeksOf(roster)
  if (roster.kind === 'dated') notes.push(`The roster’s ${weeks.dates} dates are read as a usual week: the mean of each day of the week.`)
  return { pools: new Map([...rows].map(([pool, own]) => [pool, poolFrom(own, weeks.of)])), notes }
}

function teamNames(pools: readonly Pool[], teams: Readonly<Record<string, string>>): Map<string, string> {
  return new Map([
    ...pools.flatMap(({ id, title }) => [[plainName(title), id] as const, [plainName(id), id] as const]),
    ...Object.entries(teams).map(([team, pool]) => [plainName(team), pool] as const),
  ])
}

/** How often each day of the week (0 = Monday) is in the roster: once in a week, as often as the calendar has it between the first and the last date. */
function weeksOf({ shifts }: Roster): { readonly dates: number; readonly of: readonly number[] } {
  const dates = shifts.flatMap((shift) => ('date' in shift.day ? [shift.day.date] : []))
  if (dates.length === 0) return { dates: 0, of: Array.from({ length: 7 }, () => 1) }
  const [first, last] = [Math.min(...dates), Math.max(...dates)]
  const of = Array.from({ length: 7 }, () => 0)
  for (let date = first; date <= last; date++) of[weekdayOfDate(date)]!++
  return { dates: last - first + 1, of }
}

/** 0 = Monday; 1 January 1970 was a Thursday. */
function weekdayOfDate(date: number): number {
  return (((date + 3) % 7) + 7) % 7
}

function poolFrom(rows: readonly RosterShift[], weeks: readonly number[]): RosterPool {
  const byHours = new Map<string, { from: number; to: number; byWeekday: Float64Array }>()
  const onDuty = Array.from({ length: 168 }, () => false)
  let personHours = 0
  for (const { day: on, from, to, people } of rows) {
    const weekday = 'date' in on ? weekdayOfDate(on.date) : on.weekday - 1
    const share = people / Math.max(1, weeks[weekday]!)
    const key = `${from} ${to}`
    const hours = byHours.get(key) ?? { from, to, byWeekday: new Float64Array(7) }
    byHours.set(key, hours)
    hours.byWeekday[weekday]! += share
    personHours += (share * (to - from)) / 3600
    for (let at = from; at < to; at = (Math.floor(at / 3600) + 1) * 3600) onDuty[(weekday * 24 + Math.floor(at / 3600)) % 168] = true
  }
  const groups = [...byHours.values()].sort((a, b) => a.from - b.from || a.to - b.to)
  const names = new Set(rows.flatMap(({ person }) => (person === null ? [] : [person])))
  return { shifts: wholeShifts(groups), personHours, rows: rows.length, people: names.size > 0 ? names.size : null, onDuty }
}
