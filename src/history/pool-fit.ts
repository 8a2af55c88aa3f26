import type { PoolScenario, Scenario } from '../simulation/model/scenario.ts'
import type { Evidence } from './evidence.ts'
import { dutyOf, shiftsOf } from './shift-fit.ts'
import type { Duty } from './shift-fit.ts'
import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'

/** Whether anybody of the pool is usually on duty at an hour of the week (168 flags); by pool. Null: not known. */
export type OnDuty = (pool: string) => readonly boolean[] | null

/** With fewer rows per person and working day the rows do not tell the hours of the shift. */
const telling = 3
/** Work begun within this time found somebody there, in seconds. */
const promptly = 900

/** Pools and shifts from who worked when. A person belongs to the pool where most of the person's rows are. */
export function fitPools(evidence: Evidence): { readonly pools: Scenario['pools']; readonly onDuty: OnDuty } {
  const { workflow, history, base, series, until, timezone, note, origin } = evidence
  const rows = rowsByPool(evidence)
  const lastHour = series.firstHour + series.counts.length
  const observed = (hour: number) => hour < series.firstHour || hour >= lastHour || series.observed[hour - series.firstHour] === 1
  const from = firstBegin(evidence)
  const pools: Record<string, PoolScenario> = {}
  const duties = new Map<string, Duty>()
  for (const pool of Object.values(workflow.pools)) {
    const kept = base && Object.hasOwn(base.pools, pool.id) ? base.pools[pool.id] : undefined
    const own = rows.get(pool.id) ?? []
    const rest: Omit<PoolScenario, 'shifts'> = { ...kept, order: kept?.order ?? { kind: 'arrival' } }
    const duty = dutyOf(history, evidence.index, own, from, until, kept?.timezone ?? timezone, observed)
    const why = kept?.members?.length ? 'its people are named one by one in the scenario' : whyUnknown(evidence, own, duty)
    if (why !== null) {
      pools[pool.id] = { ...rest, shifts: kept?.shifts ?? guessedShifts }
      origin(
        `pools.${pool.id}.shifts`,
        kept
          ? { source: 'typed', n: own.length, note: `Kept: ${why}.` }
          : { source: 'guessed', n: own.length, note: `One person round the clock: ${why}.` },
      )
      if (history.form === 'events')
        note(`${pool.title}: ${why}, so that its shifts are ${kept ? 'kept' : 'guessed (one person round the clock)'}.`)
      continue
    }
    duties.set(pool.id, duty)
    const hours = duty.byHour.reduce((sum, people) => sum + people, 0)
    pools[pool.id] = { ...rest, shifts: shiftsOf(duty.byHour) }
    origin(`pools.${pool.id}.shifts`, {
      source: 'fitted',
      n: own.length,
      note: `${duty.people} people, ${hours.toFixed(0)} person-hours a week, from when each one's rows begin.`,
    })
    note(
      `${pool.title}: ${duty.people} people seen, ${hours.toFixed(0)} person-hours a week, at most ${Math.max(...duty.byHour).toFixed(1)} at once on average.`,
    )
  }
  return { pools, onDuty: (pool) => onDutyOf(duties.get(pool)) }
}

/** Why the rows do not tell the shifts, or null when they do. */
function whyUnknown({ history, index, timezone }: Evidence, rows: readonly number[], duty: Duty): string | null {
  if (rows.length === 0) return 'the history names nobody of this pool'
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

const guessedShifts = [{ title: 'Round the clock', people: 1, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]

function onDutyOf(duty: Duty | undefined): boolean[] | null {
  if (!duty) return null
  const most = Math.max(...duty.byHour)
  return duty.byHour.map((people) => people >= most / 10)
}

function rowsByPool({ workflow, history, work, until }: Evidence): Map<string, number[]> {
  const people = history.resource.values.length
  const votes = Array.from({ length: people }, () => new Map<string, number>())
  const worked: number[][] = Array.from({ length: people }, () => [])
  for (let row = 0; row < history.rows; row++) {
    const step = work.states[history.activity.codes[row]!]?.step
    const person = history.resource.codes[row]!
    if (step?.kind !== 'review' || person < 0 || !(history.end[row]! <= until)) continue
    worked[person]!.push(row)
    for (const pool of step.pools)
      if (Object.hasOwn(workflow.pools, pool)) votes[person]!.set(pool, (votes[person]!.get(pool) ?? 0) + 1 / step.pools.length)
  }
  const rows = new Map<string, number[]>()
  for (const [person, own] of worked.entries()) {
    const [first] = [...votes[person]!].sort((a, b) => b[1] - a[1])
    if (!first) continue
    const list = rows.get(first[0]) ?? []
    rows.set(first[0], list)
    for (const row of own) list.push(row)
  }
  return rows
}

function firstBegin({ index }: Evidence): number {
  return index.arrived.reduce((least, time) => Math.min(least, time), Infinity)
}
