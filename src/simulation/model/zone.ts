import { UserError } from '../../workflow/user-error.ts'

/** Times of a wall clock that do not exist (spring) or exist twice (autumn), as counted while reading. */
export type ClockFaults = { gaps: number; repeats: number }

/** A time zone as segments of constant offset. Epoch and local times are seconds; local is the wall clock read as if it were UTC. */
export type Zone = {
  readonly name: string
  /** Wall clock at this instant. */
  toLocal(epoch: number): number
  /**
   * Instant of a wall-clock time. One that does not exist is moved on by the width of the gap, of one that exists twice the first is taken;
   * both are counted in `faults`.
   */
  toEpoch(local: number, faults?: ClockFaults): number
  /** As `toEpoch`, but one that does not exist is the moment at which the clock is put forward. */
  momentOf(local: number): number
  /** The stretches of constant offset that touch `from` … `to` (epoch): when each begins, and local time less epoch. */
  stretches(from: number, to: number): { readonly starts: readonly number[]; readonly offsets: readonly number[] }
}

const day = 86_400
const firstYear = Date.UTC(1969, 0, 1) / 1000
const lastYear = Date.UTC(2102, 0, 1) / 1000
const zones = new Map<string, Zone>()

/** The zone of an IANA name. Throws a RangeError that says what to write instead. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const zone = zoneFrom(name, findSegments(offsetReader(name)))
  zones.set(name, zone)
  return zone
}

/** Whether this is an IANA zone that the machine knows. */
export function isZone(name: string): boolean {
  try {
    return formatFor(name) !== null
  } catch {
    return false
  }
}

type Segments = { readonly starts: readonly number[]; readonly offsets: readonly number[] }

function zoneFrom(name: string, { starts, offsets }: Segments): Zone {
  let current = 0
  const seek = (epoch: number) => {
    if (epoch >= starts[current]! && epoch < (starts[current + 1] ?? Infinity)) return current
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= epoch) low = middle
      else high = middle - 1
    }
    return (current = low)
  }
  const toLocal = (epoch: number) => epoch + offsets[seek(epoch)]!
  const toEpoch = (local: number, faults?: ClockFaults) => {
    const at = seek(local - offsets[current]!)
    // The neighbours matter only within a day of a change of offset.
    const candidates = [at - 1, at, at + 1]
      .filter((i) => i >= 0 && i < starts.length)
      .map((i) => ({ i, epoch: local - offsets[i]! }))
      .filter(({ i, epoch }) => epoch >= starts[i]! && epoch < (starts[i + 1] ?? Infinity))
    if (candidates.length > 1 && faults) faults.repeats++
    if (candidates[0]) return candidates[0].epoch
    if (faults) faults.gaps++
    const gap = [at, at + 1].find((i) => i > 0 && local >= starts[i]! + offsets[i - 1]! && local < starts[i]! + offsets[i]!)
    return local - offsets[gap === undefined ? at : gap - 1]!
  }
  const quick = (local: number, faults?: ClockFaults) => {
    const epoch = local - offsets[current]!
    const inside = epoch - day >= starts[current]! && epoch + day < (starts[current + 1] ?? Infinity)
    return inside ? epoch : toEpoch(local, faults)
  }
  const momentOf = (local: number) => {
    const epoch = quick(local)
    const isSkipped = Math.abs(toLocal(epoch) - local) >= 1
    return isSkipped ? starts[seek(epoch)]! : epoch
  }
  const stretches = (from: number, to: number) => {
    const range = [seek(from), seek(to) + 1] as const
    return { starts: starts.slice(...range), offsets: offsets.slice(...range) }
  }
  return { name, toLocal, toEpoch: quick, momentOf, stretches }
}

function findSegments(offsetAt: (epoch: number) => number): Segments {
  const starts = [-Infinity]
  const offsets = [offsetAt(firstYear)]
  for (let from = firstYear; from < lastYear; from += 7 * day) {
    const after = offsetAt(from + 7 * day)
    if (after === offsets.at(-1)) continue
    let [low, high] = [from, from + 7 * day]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(middle) === offsets.at(-1)) low = middle
      else high = middle
    }
    starts.push(high)
    offsets.push(after)
  }
  return { starts, offsets }
}

function offsetReader(name: string): (epoch: number) => number {
  const format = formatFor(name)
  return (epoch) => {
    const [month, dayOfMonth, year, hour, minute, second] = format
      .format(epoch * 1000)
      .split(/\D+/)
      .map(Number)
    return Date.UTC(year!, month! - 1, dayOfMonth!, hour!, minute!, second!) / 1000 - epoch
  }
}

function formatFor(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    throw new UserError(`“${name}” is not a time zone. Write one like Europe/Dublin or UTC.`)
  }
}
