import type { Rows } from './gather.ts'
import type { Mapping } from './mapping.ts'
import { zoneOf } from '../simulation/model/zone.ts'

const hour = 3600
const day = 24 * hour
type Interval = NonNullable<Mapping['interval']>

/**
 * Counts whose rows have a time and no end, and whose times lie more than an hour apart: each count is that of the whole day, week or month (or of so many
 * hours) that begins there, and not of the hour at its start. `zone`: on whose clock they lie apart.
 */
export function withCountTimes(rows: Rows, zone: string, notes: string[]): Rows {
  if (rows.form !== 'volume' || rows.mapping.columns.to !== undefined) return rows
  const clock = zoneOf(zone)
  const local = rows.start.map((time) => clock.toLocal(time))
  const interval = rows.mapping.interval ?? intervalOf(local)
  if (interval === null || interval === 1) return rows
  const told = interval === 'month' ? 'month' : interval === 24 ? 'day' : interval === 168 ? 'week' : `${interval} hours`
  notes.push(
    `The times of the counts lie ${interval === 'month' || interval % 24 === 0 ? `a ${told}` : told} apart: each was read as what came in that ${told === 'day' || told === 'week' || told === 'month' ? told : 'time'}, spread evenly over it. When in it cases came is not known.`,
  )
  return {
    ...rows,
    mapping: { ...rows.mapping, interval },
    end: local.map((time) => clock.toEpoch(interval === 'month' ? nextMonth(time) : time + interval * hour)),
  }
}

/** How far the times lie apart, in hours of the wall clock: the least of all gaps; null: an hour or less, or there are too few to tell. */
function intervalOf(local: Float64Array): Interval | null {
  const times = [...new Set(local)].sort((a, b) => a - b)
  if (times.length < 3) return null
  if (times.every((time) => time % day === 0 && new Date(time * 1000).getUTCDate() === 1)) return 'month'
  const least = times.reduce((gap, time, i) => (i === 0 ? gap : Math.min(gap, time - times[i - 1]!)), Infinity)
  return least > hour ? least / hour : null
}

function nextMonth(local: number): number {
  const date = new Date(local * 1000)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000
}
