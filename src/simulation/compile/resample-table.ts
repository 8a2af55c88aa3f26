import type { Resample } from '../model/demand.ts'
import type { Past } from '../model/past.ts'
import type { Scenario } from '../model/scenario.ts'
import type { ClockTable, ResampleTable } from '../program/program.ts'
import { hitsOf, thinningTable, valuesOf } from './demand-table.ts'
import type { DemandInput } from './demand-table.ts'
import { effectTable } from './effect-table.ts'
import { flatten } from './lists.ts'
import { holidayKind, pastDays, weekdayOf } from './past-days.ts'
import { dayOf } from './turns.ts'

/** Days by which demand may be moved: so many before and after the run are laid out always, so that to move it changes no case's number. */
const farthestShift = 8

/** Days of the past, and which of them each day of the run may take. */
export function resampleTable(demand: Resample, scenario: Scenario, past: Past, clock: ClockTable, input: DemandInput): ResampleTable {
  const { attributes, formulas, wall, horizon } = input
  const kinds = pastDays(demand, scenario, past)
  const days = kinds.flat().toSorted((a, b) => a - b)
  const placeOf = new Map(days.map((day, place) => [day, place]))
  const from = dayOf(past.header.from)
  const byDay = days.map((): Past['cases'][number][] => [])
  for (const one of past.cases) {
    const place = placeOf.get(from + Math.floor(one.at / 86400))
    if (place !== undefined) byDay[place]!.push(one)
  }
  const cases = flatten(byDay)
  const columns = past.header.attributes
  const rows = cases.items.map(({ values }) =>
    Object.fromEntries(columns.flatMap((name, i) => (values[i] === null ? [] : [[name, values[i]!]]))),
  )
  const values = valuesOf(rows, attributes, formulas)
  // Where the past has no holidays, they are like Sundays.
  const source = flatten(kinds.map((list, kind) => (kind === holidayKind && list.length === 0 ? kinds[6]! : list)))
  const holidays = new Set((scenario.holidays ?? []).map(dayOf))
  const firstDay = Math.floor(wall.toLocal(0) / 86400) - farthestShift
  const lastDay = Math.floor(wall.toLocal(horizon) / 86400) + farthestShift
  return {
    kind: 'resample',
    firstDay,
    dayKind: Uint8Array.from({ length: lastDay - firstDay + 1 }, (_, i) =>
      holidays.has(firstDay + i) ? holidayKind : weekdayOf(firstDay + i),
    ),
    source: Int32Array.from(source.items, (day) => placeOf.get(day)!),
    sourceAt: source.at,
    casesAt: cases.at,
    timeOfDay: Float64Array.from(cases.items, ({ at }) => at % 86400),
    values,
    shift: (demand.shift ?? 0) * 3600,
    scale: demand.scale ?? 1,
    effects: effectTable(demand, wall, horizon, (when) => hitsOf(when, formulas, values, rows.length, attributes.length)),
    thinning: thinningTable(demand.thinning, formulas),
    clock,
  }
}

/** Cases a day on average over the days that may be drawn. */
export function casesPerDay(demand: Resample, scenario: Scenario, past: Past): number {
  const days = new Set(pastDays(demand, scenario, past).flat())
  const from = dayOf(past.header.from)
  const cases = past.cases.filter(({ at }) => days.has(from + Math.floor(at / 86400))).length
  return (cases / Math.max(1, days.size)) * (demand.scale ?? 1) * (demand.thinning?.share ?? 1)
}
