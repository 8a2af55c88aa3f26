import type { Rows } from './gather.ts'

const day = 86_400
/** Fewer rows than this have no usual stretch of time. */
const fewest = 20
const sampled = 20_000

/** A row with a time far from all others of its column. */
export type FarTime = { readonly row: number; readonly column: string; readonly time: number }

/**
 * Rows whose time stands alone: few (at most one in a hundred), and further from the rest of the column than all the rest is long, and than 90 days
 * (a year for arrivals: cases may be old).
 */
export function findFarTimes(rows: Rows): FarTime[] {
  if (rows.rows < fewest) return []
  const { columns } = rows.mapping
  const found = new Map<number, FarTime>()
  const look = (header: string | undefined, times: Float64Array, least: number) => {
    if (header !== undefined)
      for (const row of farIn(times, least)) if (!found.has(row)) found.set(row, { row, column: header, time: times[row]! })
  }
  const [first, last] = { events: ['start', 'end'], cases: ['arrived', 'closed'], volume: ['from', 'to'] }[rows.form] as [
    'start' | 'arrived' | 'from',
    'end' | 'closed' | 'to',
  ]
  look(columns[first] ?? columns.hour, rows.start, 90 * day)
  look(columns[last], rows.end, 90 * day)
  if (rows.form === 'events') look(columns.arrived, rows.arrived, 365 * day)
  return [...found.values()].sort((a, b) => a.row - b.row)
}

function farIn(times: Float64Array, least: number): number[] {
  const [low, high] = usual(times)
  if (!(high >= low)) return []
  const margin = Math.max(least, high - low)
  const far: number[] = []
  let known = 0
  for (const [row, time] of times.entries()) {
    if (Number.isNaN(time)) continue
    known++
    if (time < low - margin || time > high + margin) far.push(row)
  }
  return known >= fewest && far.length <= Math.max(1, Math.min(known / 100, 1000)) ? far : []
}

/** All but the outermost fiftieth of a sample on either side. */
function usual(times: Float64Array): [low: number, high: number] {
  const every = Math.max(1, Math.floor(times.length / sampled))
  const sample = times.filter((time, row) => row % every === 0 && !Number.isNaN(time)).sort()
  const cut = Math.max(1, Math.floor(sample.length / 50))
  return sample.length < fewest ? [NaN, NaN] : [sample[cut]!, sample[sample.length - 1 - cut]!]
}
