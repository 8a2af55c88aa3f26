import type { Rows } from './gather.ts'

const day = 86_400
/** Fewer rows than this have no usual stretch of time; from this many on, few of them tell by themselves that they are wrong. */
const [fewest, enough] = [8, 20]
const sampled = 20_000
/** No case of a log is open for so long. */
const impossible = 5 * 365 * day

/** A row with a time far from all others of its column. `sure`: too far to be meant. */
export type FarTime = { readonly row: number; readonly column: string; readonly time: number; readonly sure: boolean }

/**
 * Rows whose times stand alone: at most one in ten, behind an empty stretch that is longer than the body of the column, and than 90 days
 * (a month for beginnings, where one is asked about; a year for arrivals: cases may be old). Sure where they are at most one in a hundred, or years away.
 */
export function findFarTimes(rows: Rows): FarTime[] {
  if (rows.rows < fewest) return []
  const { columns } = rows.mapping
  const found = new Map<number, FarTime>()
  const look = (header: string | undefined, times: Float64Array, margins: Margins) => {
    if (header === undefined) return
    for (const { row, sure } of farIn(times, margins)) if (!found.has(row)) found.set(row, { row, column: header, time: times[row]!, sure })
  }
  const [first, last] = { events: ['start', 'end'], cases: ['arrived', 'closed'], volume: ['from', 'to'] }[rows.form] as [
    'start' | 'arrived' | 'from',
    'end' | 'closed' | 'to',
  ]
  look(columns[first] ?? columns.hour, rows.start, { asked: 30 * day, sure: 90 * day })
  look(columns[last], rows.end, { asked: 90 * day, sure: 90 * day })
  if (rows.form === 'events') look(columns.arrived, rows.arrived, { asked: 365 * day, sure: 365 * day })
  return [...found.values()].sort((a, b) => a.row - b.row)
}

/** How far away, in seconds, a time is asked about, and how far it is surely wrong. */
type Margins = { readonly asked: number; readonly sure: number }

function farIn(times: Float64Array, margins: Margins): { readonly row: number; readonly sure: boolean }[] {
  const body = bodyOf(times, margins.asked)
  if (body === null) return []
  const { low, high, span } = body
  const far: { row: number; away: number }[] = []
  let known = 0
  for (const [row, time] of times.entries()) {
    if (Number.isNaN(time)) continue
    known++
    const away = Math.max(low - time, time - high)
    if (away > Math.max(margins.asked, span)) far.push({ row, away })
  }
  if (known < fewest || far.length > Math.max(1, known / 10)) return []
  const few = far.length <= Math.max(1, Math.min(known / 100, 1000))
  const surely = Math.max(known < enough ? impossible : margins.sure, span)
  return far.map(({ row, away }) => ({ row, sure: away > impossible || (few && away > surely) }))
}

/** Where most of a sample's times lie: its middle, and outwards from there as long as no stretch without any is longer than that, or than `least`. */
function bodyOf(times: Float64Array, least: number): { readonly low: number; readonly high: number; readonly span: number } | null {
  const every = Math.max(1, Math.floor(times.length / sampled))
  const sample = times.filter((time, row) => row % every === 0 && !Number.isNaN(time)).sort()
  if (sample.length < fewest) return null
  const cut = Math.max(1, Math.floor(sample.length / 10))
  let [first, last] = [cut, sample.length - 1 - cut]
  const span = sample[last]! - sample[first]!
  const gap = Math.max(least, span)
  while (first > 0 && sample[first]! - sample[first - 1]! <= gap) first--
  while (last < sample.length - 1 && sample[last + 1]! - sample[last]! <= gap) last++
  return { low: sample[first]!, high: sample[last]!, span }
}
