import type { Shift } from '../simulation/model/people.ts'
import type { PoolScenario, Scenario } from '../simulation/model/scenario.ts'
import type { Uid } from '../workflow/name.ts'
import type { Pool } from '../workflow/pool.ts'
import type { Evidence } from './evidence.ts'
import { plainName } from './activity-states.ts'
import { beginOf } from './cases.ts'
import { withClosingMinute } from './closing-minute.ts'
import { fewestGaveUp } from './patience-fit.ts'
import type { QueuedBySteps } from './patience-fit.ts'
import { fewRows } from './presence.ts'
import { quantile, sorted } from './quantile.ts'
import { changedSince } from './recent-people.ts'
import type { Attendance } from './recent-people.ts'
import { poolsOfRoster } from './roster/roster-shifts.ts'
import type { RosterPool } from './roster/roster-shifts.ts'
import { rotaOf } from './rota.ts'
import { dutyOf, hardlyAnybody, shiftsOf } from './shift-fit.ts'
import type { Duty } from './shift-fit.ts'
import { patternsOf, workingClock } from './working-clock.ts'
import { hourOfWeek, localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { formatCount, formatNumber } from '../words/number.ts'
import type { Zone } from '../simulation/model/zone.ts'

/** Whether anybody of the pool is usually on duty at an hour of the week (168 flags); by pool. Null: not known. */
export type OnDuty = (pool: string) => readonly boolean[] | null

/** With fewer rows per person and working day the rows do not tell the hours of the shift, only those of the pool. */
const telling = 3
/** Work begun within this time found somebody there, in seconds. */
const promptly = 900
/** Somebody with a smaller share of their rows in a pool only helped out there. */
const helping = 0.02
/** Fewer rows than this do not tell when a pool works. */
const fewestRows = 20
const day = 86_400

/** `guessed`: the pools of which the log does not tell when people are there. */
type FittedPools = { readonly pools: Scenario['pools']; readonly onDuty: OnDuty; readonly guessed: ReadonlySet<string> }

/** Pools and shifts from who worked when: by person, else by the hours of the pool, never one person round the clock where more are seen. `hiding`: steps whose people are often away while work waits; `queued`: the waits that ended in giving up are waits as well; `noQueue`: rows that waited for something else, so that they tell nothing of people. */
export function fitPools(evidence: Evidence, hiding: ReadonlySet<Uid>, queued: QueuedBySteps, noQueue: ReadonlySet<number>): FittedPools {
  const { workflow, base, timezone } = evidence
  const teams = teamsOf(evidence, noQueue)
  const rostered = rosteredPools(evidence, teams)
  const pools: Record<string, PoolScenario> = {}
  const clocks = new Map<string, readonly boolean[]>()
  const guessed = new Set<string>()
  for (const pool of Object.values(workflow.pools)) {
    const kept = base && Object.hasOwn(base.pools, pool.id) ? base.pools[pool.id] : undefined
    const team = teams.get(pool.id) ?? { rows: [], people: [] }
    const rest: Omit<PoolScenario, 'shifts'> = { ...kept, order: kept?.order ?? { kind: 'arrival' } }
    const own = rostered.get(pool.id)
    const fitted =
      own && !kept?.members?.length
        ? fromRoster(evidence, pool, own)
        : shiftsFor(evidence, hiding, queued, noQueue, pool, team, kept, kept?.timezone ?? timezone)
    pools[pool.id] = { ...rest, shifts: [...fitted.shifts] }
    if (fitted.isGuessed) guessed.add(pool.id)
    if (fitted.onDuty) clocks.set(pool.id, fitted.onDuty)
  }
  return { pools, onDuty: (pool) => clocks.get(pool) ?? null, guessed }
}

/** What the roster says of each pool; people whose team it does not say belong where they worked most. */
function rosteredPools({ roster, workflow, history, note }: Evidence, teams: ReadonlyMap<string, Team>): ReadonlyMap<string, RosterPool> {
  if (!roster) return new Map()
  const places = new Map<string, { pool: string; rows: number }>()
  for (const [pool, { people }] of teams)
    for (const { rows, member } of people) {
      const name = plainName(history.resource.values[history.resource.codes[rows[0]!]!]!)
      const here = rows.length * member
      if (here > (places.get(name)?.rows ?? 0)) places.set(name, { pool, rows: here })
    }
  const { pools, notes } = poolsOfRoster(roster, workflow, history.mapping.roster, (person) => places.get(plainName(person))?.pool ?? null)
  for (const sentence of [...roster.notes, ...notes]) note(sentence)
  return pools
}

function fromRoster({ roster, origin, note }: Evidence, pool: Pool, { shifts, personHours, rows, people, onDuty }: RosterPool): Fitted {
  const who = people === null ? '' : `${people} ${people === 1 ? 'person' : 'people'}, `
  const told = `${who}${personHours.toFixed(0)} person-hours a week, from the ${roster!.kind === 'dated' ? 'dates' : 'week'} of the roster`
  origin(`pools.${pool.id}.shifts`, { source: 'typed', n: rows, note: `From the roster: ${told}.` })
  note(`${pool.title}: ${told}.`)
  return { shifts, onDuty }
}

/** What a pool's rows and people are. */
type Team = { readonly rows: number[]; readonly people: { readonly rows: readonly number[]; readonly member: number }[] }
type Fitted = { readonly shifts: readonly Shift[]; readonly onDuty: readonly boolean[] | null; readonly isGuessed?: boolean }

function shiftsFor(
  evidence: Evidence,
  hiding: ReadonlySet<Uid>,
  queued: QueuedBySteps,
  noQueue: ReadonlySet<number>,
  pool: Pool,
  whole: Team,
  kept: PoolScenario | undefined,
  timezone: string,
): Fitted {
  const { workflow, history, note, origin, work } = evidence
  const path = `pools.${pool.id}.shifts`
  const left = [...queued].flatMap(([uid, waits]) => {
    const step = workflow.states[uid]?.step
    const gaveUp = step?.kind === 'review' && step.pools[0] === pool.id ? waits.filter(({ ended }) => ended) : []
    return gaveUp.map(({ row, seconds }) => ({ from: beginOf(history, row) - seconds, until: beginOf(history, row) }))
  })
  // Who leaves without a word is not among those who ask, so that they do not tell how many are there.
  const ofHiding = whole.rows.filter((row) => hiding.has(work.states[history.activity.codes[row]!]?.uid ?? ''))
  const queueing = left.length >= fewestGaveUp && ofHiding.length * 2 > whole.rows.length
  const dutySince = (team: Team, since: number) => {
    const seen = observedBy(evidence)
    const leftSince = left.filter(({ from }) => from >= since)
    return dutyOf({
      left: leftSince,
      history,
      index: evidence.index,
      ...team,
      ...seen,
      from: Math.max(since, seen.from),
      timezone,
      queueing,
    })
  }
  const before = dutySince(whole, -Infinity)
  const why = kept?.members?.length ? 'its people are named one by one in the scenario' : whyUnknown(evidence, whole, before, timezone)
  if (why === null) {
    const days = before.rowsPerDay < fewRows ? [] : attendanceOf(evidence, whole, zoneOf(timezone))
    const date = changedSince(days)
    const since = date === null ? -Infinity : zoneOf(timezone).toEpoch(date * day)
    const latest = date === null ? whole : (teamsOf(evidence, noQueue, since).get(pool.id) ?? whole)
    const [team, duty] = date === null ? [whole, before] : [latest, dutySince(latest, since)]
    const told = `${days.filter(({ date: one }) => one >= date!).length.toLocaleString('en')} of ${days.length.toLocaleString('en')} days`
    const hours = duty.byHour.reduce((sum, people) => sum + people, 0)
    const [people, most] = [Math.round(duty.people * 10) / 10, Math.max(...duty.byHour)]
    origin(path, {
      source: 'fitted',
      n: team.rows.length,
      note: `${people} people, ${hours.toFixed(0)} person-hours a week, from when each one's rows begin${date === null ? '' : ` on the last ${told}, since their number changed`}.`,
    })
    if (date !== null)
      note(
        `The number of people of ${pool.title} has changed: their shifts are those of the last ${told}, from ${localText(date * day).slice(0, 10)} on.`,
      )
    note(
      `${pool.title}: ${people === 1 ? '1 person' : `${formatNumber(people)} people`} seen, ${formatCount(hours)} person-hours a week, at most ${most.toFixed(1)} at once on average.`,
    )
    const shifts = tellsEndsAlone(history, team.rows)
      ? shiftsOf(atLeastOne(duty.byHour, clockOfRows(history, team.rows, zoneOf(timezone))))
      : duty.hidden
        ? shiftsOf(duty.byHour)
        : [...rotaOf(duty.patterns), ...shiftsOf(duty.loose)]
    return {
      shifts: withClosingMinute(shifts, history, team.rows, zoneOf(timezone)),
      onDuty: duty.byHour.map((n, hour) => Math.max(n, duty.busy[hour]!) >= hardlyAnybody * most),
    }
  }
  if (kept) {
    origin(path, { source: 'typed', n: whole.rows.length, note: `Kept: ${why}.` })
    if (history.form === 'events') note(`${pool.title}: ${why}, so that its shifts are kept.`)
    return { shifts: kept.shifts, onDuty: null }
  }
  const rung = poolRung(evidence, whole, timezone)
  origin(path, { source: 'guessed', n: whole.rows.length, note: `${rung.words}: ${why}.` })
  if (history.form === 'events')
    note(
      `${pool.title}: ${why}, so that its shifts are guessed (${rung.words}). How long cases queue for these people cannot be read from this log.`,
    )
  return rung
}

function tellsEndsAlone({ start }: Evidence['history'], rows: readonly number[]): boolean {
  return rows.filter((row) => Number.isNaN(start[row]!)).length * 2 > rows.length
}

/** Of ends alone all waits are the outside world's (calibration.md, 4.7): somebody is there whenever the pool works, or cases would wait for people besides. */
function atLeastOne(byHour: ArrayLike<number>, clock: readonly boolean[]): number[] {
  return Array.from(byHour, (people, hour) => (clock[hour] ? Math.max(1, people) : people))
}

function clockOfRows(history: Evidence['history'], rows: readonly number[], zone: Zone): readonly boolean[] {
  const begins = new Float64Array(168)
  for (const row of rows) begins[hourOfWeek(zone.toLocal(beginOf(history, row)))]!++
  return rows.length >= fewestRows ? workingClock(begins) : Array.from(begins, () => true)
}

/** Why the rows do not tell the shifts, or null when they do. */
function whyUnknown({ history, index }: Evidence, { rows, people }: Team, duty: Duty, timezone: string): string | null {
  if (people.length === 0) return 'the history names nobody of this pool'
  if (duty.rowsPerDay < telling)
    return `${duty.rowsPerDay.toFixed(1)} rows per person and day show when work came, not when people were there`
  const zone = zoneOf(timezone)
  let [known, prompt, covered] = [0, 0, 0]
  for (const row of rows) {
    if (Number.isNaN(history.start[row]!)) continue
    known++
    if (history.start[row]! - index.enabled[row]! <= promptly) prompt++
    covered += Math.min(1, duty.byHour[hourOfWeek(zone.toLocal(index.enabled[row]!))]!)
  }
  if (known === 0 || prompt / known <= covered / known + 0.15) return null
  return `${Math.round((prompt / known) * 100)} % of the work is taken up at once, also at hours when nobody is seen otherwise`
}

/** On the pool's clock as many people as rows were open at once (99th percentile of what a beginning row found), at least as many as worked on the middle one of the days. */
function poolRung({ history }: Evidence, { rows }: Team, timezone: string): Fitted & { readonly words: string } {
  const clock = clockOfRows(history, rows, zoneOf(timezone))
  const people = Math.max(1, openAtOnce(history, rows), peopleADay(history, rows, timezone))
  const hours = clock.filter(Boolean).length
  const words = `${people} ${people === 1 ? 'person' : 'people'} ${hours === 168 ? 'round the clock' : `on ${hours} of 168 hours of the week`}`
  return { shifts: rotaOf(patternsOf(clock, people)), onDuty: hours === 168 ? null : clock, isGuessed: true, words }
}

function openAtOnce({ start, end }: Evidence['history'], rows: readonly number[]): number {
  const timed = rows.filter((row) => end[row]! > start[row]!)
  if (timed.length === 0) return 0
  const [begins, ends] = [sorted(timed.map((row) => start[row]!)), sorted(timed.map((row) => end[row]!))]
  let done = 0
  const found = begins.map((begin, i) => {
    while (ends[done]! <= begin) done++
    return i + 1 - done
  })
  return Math.ceil(quantile(sorted(found), 0.99))
}

function peopleADay(history: Evidence['history'], rows: readonly number[], timezone: string): number {
  const zone = zoneOf(timezone)
  const byDate = new Map<number, Set<number>>()
  for (const row of rows) {
    const person = history.resource.codes[row]!
    if (person < 0) continue
    const date = Math.floor(zone.toLocal(beginOf(history, row)) / 86_400)
    byDate.set(date, (byDate.get(date) ?? new Set()).add(person))
  }
  return byDate.size === 0 ? 0 : Math.ceil(quantile(sorted([...byDate.values()].map(({ size }) => size)), 0.5))
}

/**
 * How many people of a team were at work on each date, from the second to the last but one on which cases came: the first and the last may be cut. Dates that the log does not tell of, or on
 * which nobody was there, are left out.
 */
function attendanceOf(evidence: Evidence, { people }: Team, zone: Zone): Attendance[] {
  const { series, full, history } = evidence
  const { observed } = observedBy(evidence)
  const first = Math.floor(series.firstHour / 24)
  const last = Math.min(Math.floor(zone.toLocal(full) / day), Math.floor((series.firstHour + series.counts.length - 1) / 24))
  const byDate = new Map<number, number>()
  for (const { rows, member } of people)
    for (const date of new Set(rows.map((row) => Math.floor(zone.toLocal(beginOf(history, row)) / day))))
      if (date > first && date < last && observed(date * 24 + 12)) byDate.set(date, (byDate.get(date) ?? 0) + member)
  return [...byDate].map(([date, people]) => ({ date, people })).sort((a, b) => a.date - b.date)
}

/** Rows and people by pool, of what began since a time (seconds since 1970). A row of a step with several pools is of the pool in which its person has most rows; a person belongs to each pool by the share of their rows. */
function teamsOf({ workflow, history, work, full }: Evidence, noQueue: ReadonlySet<number>, since = -Infinity): Map<string, Team> {
  const votes = Array.from({ length: history.resource.values.length }, () => new Map<string, number>())
  const worked: number[][] = votes.map(() => [])
  const poolsOf = (row: number) => {
    const step = work.states[history.activity.codes[row]!]?.step
    return step?.kind === 'review' && history.end[row]! <= full && !noQueue.has(row) && !(beginOf(history, row) < since)
      ? step.pools.filter((pool) => Object.hasOwn(workflow.pools, pool))
      : []
  }
  for (let row = 0; row < history.rows; row++) {
    const person = history.resource.codes[row]!
    const pools = poolsOf(row)
    if (person < 0 || pools.length === 0) continue
    worked[person]!.push(row)
    for (const pool of pools) votes[person]!.set(pool, (votes[person]!.get(pool) ?? 0) + 1 / pools.length)
  }
  const teams = new Map<string, Team>()
  const teamOf = (pool: string) => {
    const team = teams.get(pool) ?? { rows: [], people: [] }
    teams.set(pool, team)
    return team
  }
  for (let row = 0; row < history.rows; row++) {
    const own = votes[history.resource.codes[row]!]
    const [first] = poolsOf(row).sort((a, b) => (own?.get(b) ?? 0) - (own?.get(a) ?? 0))
    if (first !== undefined) teamOf(first).rows.push(row)
  }
  for (const [person, own] of worked.entries())
    for (const [pool, n] of votes[person]!) if (n / own.length >= helping) teamOf(pool).people.push({ rows: own, member: n / own.length })
  return teams
}

/** From when to when the log tells of people, and of which hours. */
function observedBy({ index, series, full }: Evidence): { from: number; until: number; observed: (hour: number) => boolean } {
  const lastHour = series.firstHour + series.counts.length
  return {
    from: index.arrived.reduce((least, time) => Math.min(least, time), Infinity),
    until: full,
    observed: (hour) => hour < series.firstHour || hour >= lastHour || series.observed[hour - series.firstHour] === 1,
  }
}
